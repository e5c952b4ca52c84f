"""Two processes of the product, each with half of the shards, one of which is killed."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.lab.campaign.process import ProductProcess
from bot.lab.campaign.product import Order
from bot.sandbox.world import Channel
from bot.shards import Shards
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Replies, shown
from tests.support.stand_in.shards import spread
from tests.support.stand_in.stage import Stage

HASHED = (sys.executable, "-m", "tests.support.processes.hashed_product")
_READY_S = 120.0  # a process begins, builds the essay's collection, and connects shard by shard


@dataclass(frozen=True, slots=True)
class Folder:
    """The data folder of a process, and what lies there."""

    path: Path
    shards: str

    def health(self) -> dict[str, Any]:
        file = self.path / "health.json"
        return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}

    def is_ready(self) -> bool:
        told = self.health()
        return (told.get("state"), told.get("not_connected")) == ("ready", [])


@asynccontextmanager
async def process(stage: Stage, folder: Folder) -> AsyncIterator[ProductProcess]:
    """A product on these shards, once all of them are connected."""
    addresses = stage.double.api_url, stage.world.gateway_url, stage.double.token
    pulse, log = folder.path.with_suffix(".pulse"), folder.path.with_suffix(".log")
    order = Order(*addresses, str(folder.path), 0.0, str(pulse), folder.shards)
    product = await ProductProcess.start(HASHED, order, stage.double, log)
    try:
        async with asyncio.timeout(_READY_S):
            while not folder.is_ready():  # noqa: ASYNC110  # it is another process
                await asyncio.sleep(0.05)
        yield product
    finally:
        await product.kill()


async def ask(stage: Stage, channel: Channel) -> None:
    with Replies(stage, stage.member).watched() as replies:
        await stage.member.writer.send(channel.id, f"<@{stage.bot_id}> {QUESTION}")
        message = await replies.next()
    assert int(message["channel_id"]) == channel.id
    assert EVIDENCE in shown(message)


def answers(stage: Stage, channel: Channel) -> int:
    messages = stage.member.viewer.messages(channel.id)
    return sum(int(one["author"]["id"]) == stage.bot_id for one in messages)


async def test_the_servers_of_one_process_are_answered_while_and_after_the_other_is_killed(
    stage: Stage, tmp_path: Path
) -> None:
    channels = spread(stage.world, stage.clock, stage.member, shards=4, each=2)
    low, high = Folder(tmp_path / "low", "0-1/4"), Folder(tmp_path / "high", "2-3/4")
    theirs = [one for shard in Shards.parse("2-3/4").numbers for one in channels[shard]]
    ours = [one for shard in Shards.parse("0-1/4").numbers for one in channels[shard]]
    async with process(stage, high):
        async with process(stage, low):
            for channel in [*ours, *theirs]:
                await ask(stage, channel)
        # Killed: its last words are that it is ready, which `doctor --live` does not believe long.
        assert low.health()["state"] == "ready"
        for channel in theirs:
            await ask(stage, channel)
        assert high.is_ready()
    assert [answers(stage, one) for one in [*ours, *theirs]] == [1] * 4 + [2] * 4
