"""Every endpoint that takes a body, sent bodies that are not what they should be.

    python -m tests.support.stand_in.odd_requests --requests 50000 --seed 2

prints how many were answered how, and each that ended in a fault of the stand-in's own.
"""

import argparse
import asyncio
import json
import logging
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import aiohttp
from yarl import URL

from bot.sandbox.people.invocation import Invocation
from bot.sandbox.seed import reading_group
from bot.sandbox.service.rest import Endpoint
from bot.sandbox.service.server import ENDPOINTS
from bot.sandbox.world.interaction import InteractionState
from bot.sandbox.world.wire import Json
from tests.support.stand_in.moved_clock import MovedClock
from tests.support.stand_in.odd_bodies import OddBodies
from tests.support.stand_in.stage import TOKEN, Stage, set_up

TAKING = tuple(e for e in ENDPOINTS if e.method in ("POST", "PUT", "PATCH"))
"""The endpoints that take a body, or could be sent one."""

_KEYS = {"Authorization": f"Bot {TOKEN}"}
_BUTTON: Json = {"type": 2, "style": 1, "label": "Grind", "custom_id": "grind"}
_POST: Json = {"content": "Two wheels", "components": [{"type": 1, "components": [_BUTTON]}]}
_FIELD: Json = {"type": 4, "custom_id": "words", "style": 1, "label": "Words"}
_FORM: Json = {
    "type": 9,
    "data": {
        "title": "Corn",
        "custom_id": "form",
        "components": [{"type": 1, "components": [_FIELD]}],
    },
}
_TOPIC: Json = {"type": 3, "name": "topic", "description": "Which", "autocomplete": True}
_COMMAND: Json = {"name": "mill", "description": "Mill it", "options": [_TOPIC]}
_WITH_FILE = 0.2  # of the bodies; they come as a form, beside a file


class OddRequests:
    """Sends requests to a stage, each to something that is there."""

    def __init__(self, stage: Stage, session: aiohttp.ClientSession, seed: int) -> None:
        """Send them as the bot of `stage`, by `session`."""
        self._stage, self._session = stage, session
        self._guild_id, self._channel_id = int(stage.guild()["id"]), stage.channel()
        self._chance = Random(seed)  # to be repeated, not to be secret
        self._bodies = OddBodies(self._chance)

    async def send(self, endpoint: Endpoint) -> tuple[object, int]:
        """Return the body that an endpoint was sent, and the status of its answer."""
        path = endpoint.path.format(**await self._params(endpoint))
        body = {} if endpoint.takes is None else self._bodies.drawn(endpoint.takes)
        form: Json = {"json": body}
        if self._chance.random() < _WITH_FILE:
            form = {"data": _with_file(body)}
        status, _ = await self._asked(endpoint.method, path, **form)
        return body, status

    async def _asked(self, method: str, path: str, **body: Any) -> tuple[int, Any]:  # noqa: ANN401
        url = URL(self._stage.double.api_url + path, encoded=True)
        async with self._session.request(method, url, headers=_KEYS, **body) as response:
            text = await response.text()
            is_json = response.content_type == "application/json"
            return response.status, json.loads(text) if is_json else text

    async def _params(self, endpoint: Endpoint) -> dict[str, str]:
        """Return what a path names; each time it is made anew, since requests change it."""
        application_id = str(self._stage.world.application.id)
        params = {
            "application_id": application_id,
            "webhook_id": application_id,
            "guild_id": str(self._guild_id),
            "channel_id": str(self._channel_id),
            "emoji_name": "%F0%9F%98%80",
        }
        if "{command_id}" in endpoint.path:
            params["command_id"] = self._command(within="{guild_id}" in endpoint.path)
        if "{message_id}" in endpoint.path:
            params["message_id"] = await self._post(params["channel_id"])
        if endpoint.path == "/channels/{channel_id}":
            params["channel_id"] = await self._thread(params["channel_id"])
        if endpoint.path.startswith("/interactions"):
            params |= await self._begun()
        if endpoint.path.startswith("/webhooks"):
            params |= await self._answered()
        return params

    def _command(self, *, within: bool) -> str:
        """Return the id of a command that was just registered, in the server or for all."""
        scope = self._guild_id if within else None
        known = self._stage.world.commands.put(_COMMAND, self._stage.world.application.id, scope)
        return str(known["id"])

    async def _post(self, channel_id: str) -> str:
        _, shown = await self._asked("POST", f"/channels/{channel_id}/messages", json=_POST)
        return str(shown["id"])

    async def _thread(self, channel_id: str) -> str:
        path = f"/channels/{channel_id}/threads"
        _, shown = await self._asked("POST", path, json={"name": "By the harbour", "type": 11})
        return str(shown["id"])

    async def _begun(self) -> dict[str, str]:
        """Return what names an interaction, of any kind, that waits for its first answer."""
        invoker, channel_id = self._stage.member.invoker, self._channel_id
        self._command(within=True)
        options = {"topic": "corn"}
        match self._chance.randrange(4):
            case 0:
                return self._named(await invoker.slash(channel_id, "mill", options))
            case 1:
                return self._named(await invoker.type_option(channel_id, "mill", options, "topic"))
            case 2:
                return self._named(await self._pressed())
            case _:
                pressed = await self._pressed()
                await self._first_answer(self._named(pressed), _FORM)
                presser = self._stage.member.presser
                return self._named(await presser.submit(pressed.id, {"words": "rye"}))

    async def _pressed(self) -> Invocation:
        channel_id = self._channel_id
        posted = int(await self._post(str(channel_id)))
        return await self._stage.member.presser.press(channel_id, posted, "grind")

    async def _answered(self) -> dict[str, str]:
        """Return what names an interaction that was acknowledged or answered, and its answer."""
        invoker, channel_id = self._stage.member.invoker, self._channel_id
        self._command(within=True)
        call = await invoker.slash(channel_id, "mill", {"topic": "corn"})
        first = self._chance.choice(({"type": 5}, {"type": 4, "data": _POST}))
        named = self._named(call)
        await self._first_answer(named, first)
        assert call.state is not InteractionState.PENDING
        return {"webhook_token": named["interaction_token"], "message_id": str(call.message_id)}

    async def _first_answer(self, named: dict[str, str], body: Json) -> None:
        path = "/interactions/{interaction_id}/{interaction_token}/callback".format(**named)
        await self._asked("POST", path, json=body)

    def _named(self, call: Invocation) -> dict[str, str]:
        interaction = self._stage.world.interactions.find(call.id)
        assert interaction is not None
        return {"interaction_id": str(call.id), "interaction_token": interaction.token}

    def look(self) -> None:
        """Have a member read what the requests have left."""
        viewer, channel_id = self._stage.member.viewer, self._channel_id
        assert isinstance(viewer.guilds(), list)
        assert isinstance(viewer.commands(channel_id), list)
        assert isinstance(viewer.messages(channel_id), list)


def _with_file(body: object) -> aiohttp.FormData:
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    form.add_field("files[0]", b"rye", filename="corn.txt", content_type="text/plain")
    return form


def _endpoints(count: int) -> Iterator[Endpoint]:
    return (TAKING[number % len(TAKING)] for number in range(count))


async def odd_requests(stage: Stage, seed: int, count: int) -> tuple[Counter[int], list[str]]:
    """Return how many requests were answered how, and those that the stand-in broke on.

    Args:
        stage: What they are sent to.
        seed: From which they are drawn.
        count: How many; each endpoint gets its turn.
    """
    statuses: Counter[int] = Counter()
    broken: list[str] = []
    async with aiohttp.ClientSession() as session:
        requests = OddRequests(stage, session, seed)
        for endpoint in _endpoints(count):
            body, status = await requests.send(endpoint)
            statuses[status] += 1
            if status >= 500:
                broken.append(f"{endpoint.method} {endpoint.path} {json.dumps(body)}")
            stage.recorder.exchanges.clear()  # they are no examples of a bot's
        requests.look()
    return statuses, broken


async def _run(seed: int, count: int) -> list[str]:
    clock = MovedClock()
    async with set_up(reading_group(clock), clock) as stage:
        statuses, broken = await odd_requests(stage, seed, count)
    print(dict(sorted(statuses.items())))  # noqa: T201  # a command
    return broken


def main(arguments: Sequence[str] | None = None) -> int:
    """Send them, and return 1 where the stand-in broke on any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.ERROR)
    broken = asyncio.run(_run(options.seed, options.requests))
    for line in broken:
        print(line)  # noqa: T201
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
