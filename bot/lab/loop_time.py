"""What holds the loop of events while 200 members ask at once: `python -m bot.lab.loop_time`.

Questions, briefs, claims in every style, quotations, presses, suggestions and mentions, on the
stand-in, which runs on the same loop and whose own callbacks are left out. Prints what took the
most time of the processor in one go, which a busy machine does not lengthen, and what the garbage
collector took in any thread, since it stops all of them; that is in none of the others. The last
line is what memory takes to be settled behind all of it, where nobody waits.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any, TypeAlias

from bot.chat.client import BriefingBot
from bot.config import read_config
from bot.lab.loop_spans import LoopSpans
from bot.library import Holdings, Library, open_collection, settle_memory
from bot.sandbox.people import Invocation, Person, people
from bot.sandbox.pointing import pointed_at
from bot.sandbox.seed import reading_group
from bot.sandbox.service import Double
from index import STYLES

_QUESTION = "Does it control or contest at least 44 percent of the districts?"
_CLAIM = "Saudi Arabia broke with the Taliban"
_TOPICS = ("Taliban", "funding", "Pakistan", "alliance")
_BUTTONS = ("In context", "Cite", "Follow up")
_BRIEF_BUTTONS = ("Pictures", "Page to print", "Markdown", "The rest of the brief")
_SHOWN = 15  # of the callbacks
_MS = 1000

Doing: TypeAlias = Callable[[], Awaitable[object]]


class Crowd:
    """Members who do different things at once."""

    def __init__(self, person: Person, bot_id: int) -> None:
        """Act as a person."""
        self._person, self._bot_id = person, bot_id
        channels = person.viewer.guilds()[0]["channels"]
        self._here = next(int(one["id"]) for one in channels if one["name"] == "general")

    async def prepare(self) -> None:
        """Have messages there whose buttons can be pressed."""
        self._answer = await self._said("ask", question=_QUESTION)
        self._brief = await self._said("brief", topic=_TOPICS[0])

    def deeds(self) -> list[Doing]:
        """Return what is done in turn, each time with other words where it takes some."""
        numbers, styles, topics = count(1), cycle(STYLES), cycle(_TOPICS)
        use, person = self._person.invoker.slash, self._person

        def slash(name: str, **options: Callable[[], str]) -> Doing:
            return lambda: use(self._here, name, {key: make() for key, make in options.items()})

        def press(message: Mapping[str, Any], label: str) -> Doing:
            custom_id = _custom_id(message, label)
            return lambda: person.presser.press(self._here, int(message["id"]), custom_id)

        return [
            slash("ask", question=lambda: f"{_QUESTION} Case {next(numbers)}"),
            slash("ask", question=lambda: _QUESTION),
            slash("brief", topic=lambda: next(topics)),
            slash("cite", claim=lambda: _CLAIM, style=lambda: next(styles)),
            slash(
                "verify", quotation=lambda: f"the Taliban almost does not need us {next(numbers)}"
            ),
            slash("sources"),
            slash("about"),
            *(press(self._answer, label) for label in _BUTTONS),
            *(press(self._brief, label) for label in _BRIEF_BUTTONS),
            lambda: person.invoker.type_option(self._here, "brief", {"topic": "T"}, "topic"),
            lambda: person.writer.send(
                self._here, f"<@{self._bot_id}> {_QUESTION} Case {next(numbers)}"
            ),
        ]

    async def _said(self, name: str, **options: str) -> Mapping[str, Any]:
        call = await self._person.invoker.slash(self._here, name, options)
        return await call.answer(timeout_s=300)


def _custom_id(message: Mapping[str, Any], label: str) -> str:
    buttons = (button for row in message["components"] for button in row["components"])
    return next(str(button["custom_id"]) for button in buttons if button.get("label") == label)


async def _measure(bot: BriefingBot, times: int) -> LoopSpans:
    """Return what ran on the loop until so many deeds were done with."""
    async with Double(reading_group()) as double:
        with pointed_at(double):
            await bot.login(double.token)
            running = asyncio.create_task(bot.connect())
            await bot.wait_until_ready()
            crowd = Crowd(people(double.world)[0], double.world.application.bot_id)
            await crowd.prepare()
            with LoopSpans.measured() as spans:
                begun = [await deed() for deed in islice(cycle(crowd.deeds()), times)]
                for call in begun:
                    if isinstance(call, Invocation):
                        await call.acknowledged(timeout_s=60)
                while not await bot.in_flight.drained(1.0):
                    pass
            await bot.close()
            await running
    return spans


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="deeds at once; default: 200")
    parser.add_argument(
        "--unsettled", action="store_true", help="leave all memory to the garbage collector"
    )
    arguments = parser.parse_args()
    config = read_config()
    collection = open_collection(config)
    collection.warm()
    if not arguments.unsettled:
        settle_memory()
    with tempfile.TemporaryDirectory() as folder:
        hasty = replace(config.discord, cooldown_s=0.0)
        config = replace(config, data=Path(folder), discord=hasty)
        began = time.perf_counter()
        bot = BriefingBot(config, Library(config, Holdings(collection)))
        spans = asyncio.run(_measure(bot, arguments.times))
    _say(f"{arguments.times} at once, {time.perf_counter() - began:.0f} s")
    _say(f"garbage collector: {spans.collections}")
    for name, span in spans.longest(_SHOWN):
        _say(f"{span.longest_s * _MS:6.2f} ms at most, {span.times:5d} times  {name}")
    began = time.thread_time()
    settle_memory()
    _say(f"{(time.thread_time() - began) * _MS:6.2f} ms to settle memory at rest")


if __name__ == "__main__":
    main()
