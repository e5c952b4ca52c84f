"""A bot whose requests and events do not leave the process: for thousands of questions.

What discord.py asks of the stand-in is answered by the stand-in's own routes, and what that tells
the bot is given to discord.py's own parsers; as JSON, both ways. What a route refuses, and what has
files with it, goes over the wire as ever.
"""

import json
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import aiohttp
import pytest
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.sandbox.service.connection import Socket
from bot.sandbox.service.rest import Call, Endpoint
from bot.sandbox.service.server import ENDPOINTS
from bot.sandbox.world import ApiError, Json, Op, World, check_shape
from tests.support.stand_in.desk import Desk

_HOLE = re.compile(r"\{(\w+)\}")
_REFUSED = object()


class _Routes:
    """The stand-in's routes, called without a connection."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._endpoints = [(_matcher(one.path), one) for one in ENDPOINTS]

    async def answer(self, route: Route, body: object, query: Mapping[str, object]) -> object:
        """Return what a request is answered with, `_REFUSED` where that is a refusal."""
        endpoint, params = self._found(route.method, route.url.removeprefix(Route.BASE))
        asked = {name: str(value) for name, value in query.items()}
        sent = _as_sent(body)
        fields: Json = sent if isinstance(sent, dict) else {}
        rows: list[Json] = sent if isinstance(sent, list) else []
        try:
            if endpoint.takes is not None:
                check_shape(endpoint.takes, fields or rows)
            reply = await endpoint.route(Call(self._world, params, asked, fields, rows, {}))
        except ApiError:
            return _REFUSED
        return _as_sent(reply.data)

    def _found(self, method: str, path: str) -> tuple[Endpoint, dict[str, str]]:
        for matcher, endpoint in self._endpoints:
            match = matcher.fullmatch(path) if endpoint.method == method else None
            if match:
                return endpoint, match.groupdict()
        raise LookupError(f"the stand-in has no route {method} {path}")


def _matcher(path: str) -> re.Pattern[str]:
    return re.compile(_HOLE.sub(r"(?P<\1>[^/]+)", path))


def _as_sent(value: object) -> object:
    """Return what arrives of a value that is sent."""
    arrived: object = json.loads(json.dumps(value))
    return arrived


class _Socket(Socket):
    """Gives events to discord.py's parsers."""

    def __init__(self, parsers: Mapping[str, Callable[[Any], object]]) -> None:
        self._parsers = parsers

    def send(
        self, op: Op, data: object = None, *, sequence: int | None = None, name: str | None = None
    ) -> None:
        del op, sequence
        self._parsers[name or ""](_as_sent(data))


def _requesting(routes: _Routes) -> Callable[..., Awaitable[object]]:
    """Return what sends discord.py's requests."""
    requested = HTTPClient.request

    async def request(client: HTTPClient, route: Route, **sent: Any) -> object:  # noqa: ANN401
        if not sent.get("files") and not sent.get("form"):
            answer = await routes.answer(route, sent.get("json"), sent.get("params") or {})
            if answer is not _REFUSED:
                return answer
        return await requested(client, route, **sent)

    return request


def _answering(routes: _Routes) -> Callable[..., Awaitable[object]]:
    """Return what sends discord.py's answers to interactions."""
    answered = AsyncWebhookAdapter.request

    async def answer(
        adapter: AsyncWebhookAdapter,
        route: Route,
        session: aiohttp.ClientSession,
        **sent: Any,  # noqa: ANN401
    ) -> object:
        if not sent.get("multipart"):
            answer = await routes.answer(route, sent.get("payload"), sent.get("params") or {})
            if answer is not _REFUSED:
                return answer
        return await answered(adapter, route, session, **sent)

    return answer


@contextmanager
def short_wire(desk: Desk) -> Iterator[None]:
    """Let what a connected bot and the stand-in tell each other stay here while the block runs.

    Yields:
        Nothing.
    """
    routes = _Routes(desk.stage.world)
    (connected,) = desk.stage.double.gateway.connected()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(HTTPClient, "request", _requesting(routes))
        patched.setattr(AsyncWebhookAdapter, "request", _answering(routes))
        patched.setattr(connected, "socket", _Socket(desk.bot._connection.parsers))
        yield
