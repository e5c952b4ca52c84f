"""The running bot takes up a document that is added, by itself, and says when it was read."""

import asyncio
import re
import sys
from pathlib import Path

from bot.lab.campaign.process import ProductProcess
from bot.lab.campaign.product import Order
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import Replies, shown
from tests.support.stand_in.stage import Stage

HASHED = (sys.executable, "-m", "tests.support.processes.hashed_product")
MILL = "The mill at Arvale was built in 1702 by Ada Marlow, who came from the coast."
BRIDGE = "The bridge at Borrin was built in 1911 by Bruno Caddock, who never crossed it."
_LONGEST_S = 120.0  # a process notices, builds, and has little of a busy machine
QUESTION = "Who was the bridge at Borrin built by in 1911?"


async def answer(stage: Stage) -> str:
    with Replies(stage, stage.member).watched() as replies:
        await stage.member.writer.send(stage.channel("general"), f"<@{stage.bot_id}> {QUESTION}")
        return shown(await replies.next())


async def sources(stage: Stage) -> str:
    call = await stage.member.invoker.slash(stage.channel("general"), "sources", {})
    return shown(await call.answer(WAIT_S))


def read_at(told: str) -> int:
    """When the documents were read, in seconds since the epoch, as Discord shows it."""
    match = re.match(r"-# read <t:(\d+):R>\n", told)
    assert match, told
    return int(match[1])


def is_taken_up(log: Path) -> bool:
    return "documents changed: 2 documents" in log.read_text("utf-8")


async def write_until_taken_up(file: Path, text: str, log: Path) -> None:
    """Write a file until the log says that it was read: the watch begins at some moment."""
    async with asyncio.timeout(_LONGEST_S):
        while not is_taken_up(log):
            await asyncio.to_thread(file.write_text, text, "utf-8")
            await asyncio.sleep(1)  # it is another process


async def test_a_document_that_is_added_is_answered_from(stage: Stage, tmp_path: Path) -> None:
    knowledge, log = tmp_path / "knowledge", tmp_path / "log"
    knowledge.mkdir()
    (knowledge / "mill.txt").write_text(MILL, "utf-8")
    order = Order(
        stage.double.api_url,
        stage.world.gateway_url,
        stage.double.token,
        str(tmp_path / "data"),
        0.0,
        str(tmp_path / "pulse"),
        knowledge=str(knowledge),
    )
    product = await ProductProcess.start(HASHED, order, stage.double, log)
    try:
        before = await sources(stage)
        assert "Bruno Caddock" not in await answer(stage)
        await write_until_taken_up(knowledge / "bridge.txt", BRIDGE, log)
        assert "by Bruno Caddock" in await answer(stage)
        after = await sources(stage)
    finally:
        await product.kill()
    assert "**Mill**" in before
    assert "**Bridge**" not in before
    assert "**Bridge**" in after
    assert read_at(after) > read_at(before)
