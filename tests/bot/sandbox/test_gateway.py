"""The gateway without a client between: its frames, its close codes, its replay."""

import json
import time
import zlib
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from bot.sandbox.deeds.channels import add_channel, add_guild, add_member
from bot.sandbox.world.errors import ApiError
from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.arrivals import close_channel, invite_bot, open_channel, remove_bot
from tests.support.stand_in.payloads import ABSENT, description
from tests.support.stand_in.stage import LEAST, Runner, Stage, TinyBot

INTENTS = LEAST.value
IDENTIFY: Json = {"op": 2, "d": {"token": "sandbox", "intents": INTENTS, "properties": {}}}


class Wire:
    """A bare connection to the gateway."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, op: int, data: object) -> None:
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def next(self) -> Json:
        payload: Json = json.loads(await self.socket.receive_str(timeout=WAIT_S))
        return payload

    async def until(self, name: str) -> Json:
        while (payload := await self.next())["t"] != name:
            pass
        return payload

    async def close_code(self) -> int | None:
        while (await self.socket.receive(timeout=WAIT_S)).type is aiohttp.WSMsgType.TEXT:
            pass
        return self.socket.close_code


@pytest.fixture
async def wire(stage: Stage) -> AsyncIterator[Wire]:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(stage.world.gateway_url + "?v=10&encoding=json") as socket,
    ):
        yield Wire(socket)


async def test_hello_comes_first_and_heartbeats_are_acknowledged(wire: Wire) -> None:
    hello = await wire.next()
    assert (hello["op"], hello["d"]) == (10, {"heartbeat_interval": 41250})
    await wire.send(1, None)
    sent_s = time.monotonic()
    assert (await wire.next())["op"] == 11
    assert time.monotonic() - sent_s > 0.03  # not sooner than a client has noted that it sent it


async def test_ready_says_where_to_resume_and_servers_follow_unavailable_ones(
    stage: Stage, wire: Wire
) -> None:
    await wire.send(2, IDENTIFY["d"])
    ready = await wire.until("READY")
    guild_id = stage.guild()["id"]
    assert ready["s"] == 1
    assert ready["d"]["resume_gateway_url"] == stage.world.gateway_url
    assert ready["d"]["guilds"] == [{"id": guild_id, "unavailable": True}]
    created = await wire.until("GUILD_CREATE")
    assert (created["s"], created["d"]["id"]) == (2, guild_id)
    # Without the members intent the bot is the only member that it knows.
    assert [m["user"]["id"] for m in created["d"]["members"]] == [str(stage.bot_id)]


async def test_a_compressed_stream_holds_the_same_frames(stage: Stage) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(stage.world.gateway_url + "?compress=zlib-stream") as socket,
    ):
        packed = await socket.receive_bytes(timeout=WAIT_S)
        assert packed.endswith(b"\x00\x00\xff\xff")
        assert json.loads(zlib.decompressobj().decompress(packed))["op"] == 10


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (["no json"], 4002),
        (['{"d": 1}'], 4002),
        (['{"op": 99}'], 4002),
        (['{"op": 11}'], 4001),
        (['{"op": 8, "d": {"guild_id": "1"}}'], 4003),
        ([json.dumps(IDENTIFY), json.dumps(IDENTIFY)], 4005),
        ([json.dumps(IDENTIFY | {"d": IDENTIFY["d"] | {"shard": [2, 2]}})], 4010),
        ([json.dumps(IDENTIFY | {"d": IDENTIFY["d"] | {"intents": 1 << 15}})], 4014),
    ],
)
async def test_a_wrong_frame_closes_with_its_code(wire: Wire, frames: list[str], code: int) -> None:
    for frame in frames:
        await wire.socket.send_str(frame)
    assert await wire.close_code() == code


async def test_a_session_that_is_unknown_or_has_gone_too_far_cannot_resume(
    stage: Stage, wire: Wire
) -> None:
    await wire.next()
    for session_id, seq in (("none", 1), (None, None)):  # the latter: discord.py without a READY
        await wire.send(6, {"token": "sandbox", "session_id": session_id, "seq": seq})
        assert await wire.next() == {"op": 9, "d": False, "s": None, "t": None}
    await wire.send(2, IDENTIFY["d"])
    session_id = (await wire.until("READY"))["d"]["session_id"]
    stage.sockets.abort()
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(stage.world.gateway_url) as socket,
    ):
        again = Wire(socket)
        await again.send(6, {"token": "sandbox", "session_id": session_id, "seq": 999})
        assert await again.close_code() == 4007


async def test_a_resume_replays_what_came_after_the_last_event_and_nothing_else(
    stage: Stage, wire: Wire
) -> None:
    await wire.send(2, IDENTIFY["d"])
    session_id = (await wire.until("READY"))["d"]["session_id"]
    await wire.until("GUILD_CREATE")
    await stage.member.writer.send(stage.channel(), "heard")
    last = (await wire.until("MESSAGE_CREATE"))["s"]
    stage.sockets.abort()
    await stage.member.writer.send(stage.channel(), "missed")
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(stage.world.gateway_url) as socket,
    ):
        again = Wire(socket)
        await again.send(6, {"token": "sandbox", "session_id": session_id, "seq": last})
        seen = [await again.next() for _ in range(3)]
    assert [(p["t"], p["s"]) for p in seen] == [
        (None, None),
        ("MESSAGE_CREATE", last + 1),
        ("RESUMED", last + 2),
    ]


@pytest.mark.skipif(description() is None, reason=ABSENT)
async def test_messages_of_the_gateway_are_what_discord_describes(stage: Stage, wire: Wire) -> None:
    known = description()
    assert known is not None
    await wire.send(2, IDENTIFY["d"])
    await wire.until("GUILD_CREATE")
    sent = await stage.member.writer.send(stage.channel(), f"<@{stage.bot_id}> one")
    await stage.member.writer.send(stage.channel(), "two", reply_to=int(sent["id"]))
    schema = {"$ref": "#/components/schemas/MessageResponse"}
    for _ in range(2):
        created = await wire.until("MESSAGE_CREATE")
        assert known.faults(schema, created["d"]) == []
        assert {"guild_id", "member"} <= set(created["d"])


async def test_members_can_be_asked_for(stage: Stage, run: Runner, bot: TinyBot) -> None:
    await run(bot)
    found = await bot.guilds[0].query_members(user_ids=[stage.member.id])
    assert [member.id for member in found] == [stage.member.id]


async def test_the_bot_is_told_of_servers_that_it_joins_and_leaves(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    guild = add_guild(stage.world, "Newsroom", owner_id=stage.member.id)
    desk = add_channel(stage.world, guild.id, "desk")
    await run(bot)
    joined = bot.wait_for("guild_join", timeout=WAIT_S)
    invite_bot(stage.world, guild.id)
    assert (await joined).name == "Newsroom"
    await stage.member.writer.send(desk.id, "hello")
    assert (await bot.next_message()).channel.id == desk.id
    left = bot.wait_for("guild_remove", timeout=WAIT_S)
    remove_bot(stage.world, guild.id)
    assert (await left).id == guild.id
    with pytest.raises(ApiError):
        remove_bot(stage.world, guild.id)


async def test_both_sides_are_told_of_channels_that_come_and_go(
    stage: Stage, run: Runner, bot: TinyBot
) -> None:
    await run(bot)
    with stage.member.viewer.observe() as events:
        opened = bot.wait_for("guild_channel_create", timeout=WAIT_S)
        channel = open_channel(stage.world, int(stage.guild()["id"]), "new")
        assert (await opened).id == channel.id
        closed = bot.wait_for("guild_channel_delete", timeout=WAIT_S)
        close_channel(stage.world, channel.id)
        assert (await closed).id == channel.id
        assert [(await events.get())["t"] for _ in range(2)] == [
            "CHANNEL_CREATE",
            "CHANNEL_DELETE",
        ]
    with pytest.raises(discord.NotFound) as absent:
        await bot.fetch_channel(channel.id)
    assert absent.value.code == 10003


async def test_each_shard_is_told_of_its_own_servers_alone(stage: Stage) -> None:
    world = stage.world
    first = int(stage.guild()["id"])
    # The shard of a server is the parity of its millisecond: wait for one of the other kind.
    other = add_guild(world, "Newsroom", owner_id=stage.member.id)
    while (other.id >> 22) % 2 == (first >> 22) % 2:
        stage.clock.advance(0.001)
        other = add_guild(world, "Newsroom", owner_id=stage.member.id)
    add_member(world, other.id, stage.bot_id)
    for number in (0, 1):
        mine = first if (first >> 22) % 2 == number else other.id
        async with (
            aiohttp.ClientSession() as http,
            http.ws_connect(world.gateway_url) as socket,
        ):
            shard = Wire(socket)
            await shard.send(2, IDENTIFY["d"] | {"shard": [number, 2]})
            ready = await shard.until("READY")
            assert [guild["id"] for guild in ready["d"]["guilds"]] == [str(mine)]
