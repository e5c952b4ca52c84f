"""What the bot adds to a slash command, on the stand-in: `python -m bot.lab.latency`.

Prints the time from command to acknowledgement beside a bot that answers a constant, bursts of
commands at once, and resident memory, all in one process and one run. A burst is of as many
different questions, each of which has to be answered by itself, and another of one question, which
is answered once for all who ask it at that moment.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot.chat.client import BriefingBot
from bot.chat.serving import prepare
from bot.config import read_config
from bot.lab.round_trips import Burst, Command, burst, resident_bytes, round_trips
from bot.library import Holdings, Library, open_collection
from bot.sandbox.people import people
from bot.sandbox.pointing import pointed_at
from bot.sandbox.seed import reading_group
from bot.sandbox.service import Double
from index import Collection

_QUESTION = "What does the alliance cost?"
_BYTES_PER_MEGABYTE = 1_000_000


class Constant(discord.Client):
    """A bot that answers a constant: the floor under every figure."""

    def __init__(self) -> None:
        """Have one command."""
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(name="ask", description="Answers a constant")
        async def ask(interaction: discord.Interaction[Any], question: str) -> None:
            del question
            await interaction.response.send_message("A constant.")

    async def setup_hook(self) -> None:
        """Tell the stand-in of the command."""
        await self.tree.sync()


@asynccontextmanager
async def _connected(bot: discord.Client) -> AsyncIterator[Command]:
    async with Double(reading_group()) as double:
        with pointed_at(double):
            await bot.login(double.token)
            running = asyncio.create_task(bot.connect())
            await bot.wait_until_ready()
            person = people(double.world)[0]
            channels = person.viewer.guilds()[0]["channels"]
            channel = next(c for c in channels if c["name"] == "general")
            yield Command(person, int(channel["id"]), "ask", {"question": _QUESTION})
            await bot.close()
            await running


async def _measure(name: str, make: Callable[[], discord.Client], times: int, more: int) -> None:
    async with _connected(make()) as command:
        trips = await round_trips(command, times)
        _say(
            f"{name}: command to callback, {times} one after another: median "
            f"{trips.median_s() * 1000:.2f} ms, p95 {trips.p95_s() * 1000:.2f} ms"
        )
        _say(f"{name}: {times} different at once: {_told(await burst(apart(command, times)))}")
        _say(f"{name}: {times} alike at once: {_told(await burst([command] * times))}")
        _say(f"{name}: resident {resident_bytes() / _BYTES_PER_MEGABYTE:.0f} MB")
        for _ in range(more // times):
            await burst([command] * times)
        if more:
            resident_mb = resident_bytes() / _BYTES_PER_MEGABYTE
            _say(f"{name}: resident {resident_mb:.0f} MB after {more} more, {times} alike at once")


def apart(command: Command, count: int) -> Sequence[Command]:
    """Return a command so many times, each with a question of its own, by a number behind it."""
    question = command.options["question"]
    return [
        replace(command, options={**command.options, "question": f"{question} Case {number}"})
        for number in range(1, count + 1)
    ]


def _told(crowd: Burst) -> str:
    return (
        f"{crowd.acknowledged} acknowledged within 3 s, {crowd.answered} answered, "
        f"the last after {crowd.last_answered_s:.2f} s"
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _product(collection: Collection) -> BriefingBot:
    config = read_config()
    hasty = replace(config, discord=replace(config.discord, cooldown_s=0.0))
    return BriefingBot(hasty, Library(hasty, Holdings(collection)))


def main() -> None:
    """Measure both bots and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="commands measured; default: 200")
    parser.add_argument(
        "--more", type=int, default=0, help="alike ones before memory is read again"
    )
    arguments = parser.parse_args()
    collection = open_collection(read_config())
    prepare(collection)
    bots: dict[str, Callable[[], discord.Client]] = {
        "a constant": Constant,
        "this bot": lambda: _product(collection),
    }
    for name, make in bots.items():
        asyncio.run(_measure(name, make, arguments.times, arguments.more))


if __name__ == "__main__":
    main()
