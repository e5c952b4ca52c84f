"""Sharding as Discord does it: what each connection is told, and which pairs are none."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import aiohttp
import pytest

from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.shards import spread
from tests.support.stand_in.stage import LEAST, Stage

SHARDS = 4
IDENTIFY: Json = {"token": "sandbox", "intents": LEAST.value, "properties": {}}


class Shard:
    """A bare connection that identified as a shard."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, op: int, data: object) -> None:
        await self._socket.send_str(json.dumps({"op": op, "d": data}))

    async def events(self) -> list[Json]:
        """Return every event up to now."""
        await self.send(1, None)
        events: list[Json] = []
        while True:
            payload: Json = json.loads(await self._socket.receive_str(timeout=WAIT_S))
            if payload["op"] == 11:
                return [event for event in events if event["op"] == 0]
            events.append(payload)

    async def close_code(self) -> int | None:
        while (await self._socket.receive(timeout=WAIT_S)).type is aiohttp.WSMsgType.TEXT:
            pass
        return self._socket.close_code


@pytest.fixture
async def sockets(stage: Stage) -> AsyncIterator[list[Shard]]:
    """As many connections as there are shards; none has identified."""
    async with AsyncExitStack() as held:
        session = await held.enter_async_context(aiohttp.ClientSession())
        connections = [session.ws_connect(stage.world.gateway_url) for _ in range(SHARDS)]
        yield [Shard(await held.enter_async_context(one)) for one in connections]


async def identify(shards: list[Shard]) -> list[list[Json]]:
    """Return what each is told once it has identified."""
    for number, shard in enumerate(shards):
        await shard.send(2, IDENTIFY | {"shard": [number, SHARDS]})
    return [await shard.events() for shard in shards]


async def told(shards: list[Shard], names: set[str]) -> list[list[Json]]:
    """Return the data of such events as each shard was sent since it was last asked."""
    events = [await shard.events() for shard in shards]
    return [[event["d"] for event in some if event["t"] in names] for some in events]


def servers(events: list[Json], name: str) -> set[str]:
    """Return the ids of servers that events of a name tell of."""
    data = [event["d"] for event in events if event["t"] == name]
    named = data[0]["guilds"] if name == "READY" else data
    return {guild["id"] for guild in named}


async def test_each_shard_is_told_of_the_servers_that_are_its_own(
    stage: Stage, sockets: list[Shard]
) -> None:
    channels = spread(stage.world, stage.clock, stage.member, shards=SHARDS, each=2)
    own = {number: {str(one.guild_id) for one in some} for number, some in channels.items()}
    home = int(stage.guild()["id"])
    own[(home >> 22) % SHARDS].add(str(home))
    events = await identify(sockets)
    assert dict(enumerate(servers(some, "READY") for some in events)) == own
    assert dict(enumerate(servers(some, "GUILD_CREATE") for some in events)) == own
    assert [some[0]["d"]["shard"] for some in events] == [[n, SHARDS] for n in range(SHARDS)]


async def test_messages_and_interactions_go_to_the_shard_of_their_server_alone(
    stage: Stage, sockets: list[Shard]
) -> None:
    channels = spread(stage.world, stage.clock, stage.member, shards=SHARDS, each=1)
    ping: Json = {"name": "ping", "description": "Is anybody there?", "type": 1}
    stage.world.commands.replace([ping], stage.world.application.id, None)
    await identify(sockets)
    for (channel,) in channels.values():
        await stage.member.writer.send(channel.id, "hello")
        await stage.member.invoker.slash(channel.id, "ping", {})
    events = await told(sockets, {"MESSAGE_CREATE", "INTERACTION_CREATE"})
    own = [str(channels[number][0].guild_id) for number in range(SHARDS)]
    assert [[data["guild_id"] for data in some] for some in events] == [[one, one] for one in own]


async def test_direct_messages_go_to_the_first_shard(stage: Stage, sockets: list[Shard]) -> None:
    await identify(sockets)
    direct = int((await stage.member.writer.open_dm())["id"])
    await stage.member.writer.send(direct, "to the bot alone")
    messages = await told(sockets, {"MESSAGE_CREATE"})
    assert [[data["content"] for data in some] for some in messages] == [
        ["to the bot alone"],
        [],
        [],
        [],
    ]


@pytest.mark.parametrize("pair", [[4, 4], [5, 4], [0, 0]], ids=str)
async def test_a_pair_that_is_no_shard_closes_with_its_code(
    sockets: list[Shard], pair: list[int]
) -> None:
    await sockets[0].send(2, IDENTIFY | {"shard": pair})
    assert await sockets[0].close_code() == 4010
