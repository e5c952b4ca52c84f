"""Heartbeats of several shards count once each of them had one."""

import math
import time

import discord

from bot.chat.gateway.watching import Lookout


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
