"""Heartbeats of several shards, and frames of the gateway that come together."""

import asyncio
import math
import time

import discord
import pytest

from bot.chat.watching import Lookout, take_turns


class Beating(discord.AutoShardedClient):
    """A client whose shards' heartbeats took as long as a test says."""

    def __init__(self, took_s: dict[int, float]) -> None:
        super().__init__(intents=discord.Intents.none(), shard_count=2, shard_ids=[0, 1])
        self.took_s = took_s

    @property
    def latencies(self) -> list[tuple[int, float]]:
        return list(self.took_s.items())


async def test_a_shard_without_a_heartbeat_holds_the_others_back() -> None:
    client = Beating({})
    lookout = Lookout(client, time.time)
    assert not lookout.another_heartbeat()  # no shard is connected yet
    client.took_s = {0: 0.11, 1: math.inf}
    assert not lookout.another_heartbeat()
    client.took_s = {0: 0.12, 1: 0.21}
    assert lookout.another_heartbeat()
    assert not lookout.another_heartbeat()
    client.took_s = {0: 0.13, 1: 0.21}
    assert not lookout.another_heartbeat()
    client.took_s = {0: 0.13, 1: 0.22}  # at another time than the first one
    assert lookout.another_heartbeat()


class Full:
    """A socket whose frames have all come already."""

    async def receive(self, timeout: float | None = None) -> float | None:  # noqa: ASYNC109
        return timeout


async def test_what_else_is_ready_has_its_turn_before_each_frame_of_the_gateway(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, int]] = []

    async def connect(url: str, *, compress: int = 0) -> Full:
        asked.append((url, compress))
        return Full()

    client = discord.Client(intents=discord.Intents.none())
    monkeypatch.setattr(client.http, "ws_connect", connect)
    take_turns(client)
    socket = await client.http.ws_connect("wss://gateway.example", compress=15)
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    seen = []
    for _ in range(5):
        frame: object = await socket.receive(timeout=60.0)
        assert frame == 60.0
        seen.append(turns)
    beside.cancel()
    assert seen == [1, 2, 3, 4, 5]
    assert asked == [("wss://gateway.example", 15)]
