"""`run` as a process that Discord will not let in: one line that says what to do, and no retry."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.sandbox.seed import reading_group
from bot.sandbox.service.server import Double
from tests.support.patience import WAIT_S
from tests.support.stand_in.gateway_faults import GatewayFaults
from tests.support.stand_in.moved_clock import MovedClock

SECRET = "made.up.secret"  # noqa: S105  # of nothing
_LONGEST_S = 4 * WAIT_S  # a process begins, builds, and has little of a busy machine
# The program, pointed at a stand-in, with an encoder that needs no model.
PROGRAM = """
import sys
import index.collection
from index.lab.hashed_encoder import HashedEncoder
index.collection.encoder_of = lambda _: HashedEncoder()
from bot.sandbox.pointing import pointed_at_addresses
_, api, gateway, *sys.argv[1:] = sys.argv
from bot.__main__ import main
with pointed_at_addresses(api, gateway):
    main()
"""


@pytest.fixture
async def double(clock: MovedClock) -> AsyncIterator[Double]:
    """Discord, to which this secret is a bot's token."""
    async with Double(reading_group(clock), token=SECRET) as made:
        yield made


async def ended(double: Double, folder: Path, secret: str) -> tuple[int | None, str, list[str]]:
    """Run the bot until it ends; its exit code, what it printed, and the lines that it told."""
    knowledge = folder / "knowledge"
    knowledge.mkdir()
    (knowledge / "mill.txt").write_text("The mill at Arvale was built in 1702.", "utf-8")
    configured = folder / "config.yaml"
    configured.write_text("data: data\nindex:\n  reader: none\n", "utf-8")
    places = ["--config", str(configured), "--knowledge", str(knowledge)]
    addresses = [double.api_url, double.world.gateway_url]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, *addresses, *places, "run", "--no-workers"),
        cwd=ROOT,
        env={**os.environ, "DISCORD_TOKEN": secret},
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        out, errors = await asyncio.wait_for(process.communicate(), _LONGEST_S)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, out.decode(), errors.decode().splitlines()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            4004,
            "the token is not valid. Copy it again from the developer portal into DISCORD_TOKEN.",
        ),
        (
            4011,
            "the bot is in too many servers for one connection. Have it serve them over several, "
            "such as with `run --shards 0-1/2`, or over more than now.",
        ),
        (
            4014,
            "an intent is not switched on. Switch on Message Content in the developer portal, "
            "or set message_content_intent to false in config.yaml.",
        ),
    ],
    ids=[4004, 4011, 4014],
)
async def test_a_close_code_that_is_final_ends_run_with_one_line_that_says_what_to_do(
    double: Double, tmp_path: Path, code: int, told: str
) -> None:
    GatewayFaults(double).refuse(code)
    exit_code, out, lines = await ended(double, tmp_path, SECRET)
    assert (exit_code, out) == (1, "")
    assert lines[-1] == f"briefing-bot: Discord refused the bot: {told}"
    assert [line for line in lines if "refused" in line] == lines[-1:]
    assert not any("Traceback" in line or "trying again" in line for line in lines)


async def test_a_token_that_is_nobodys_ends_run_with_the_same_line(
    double: Double, tmp_path: Path
) -> None:
    exit_code, out, lines = await ended(double, tmp_path, "another.made.up")
    assert (exit_code, out) == (1, "")
    assert lines[-1] == (
        "briefing-bot: Discord refused the bot: the token is not valid. Copy it again from the "
        "developer portal into DISCORD_TOKEN."
    )
    assert not any("another.made.up" in line or "Traceback" in line for line in lines)
