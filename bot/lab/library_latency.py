"""How long an answer takes while a long document is taken in: `python -m bot.lab.library_latency`.

One bot on the stand-in answers the same question over and over, while a text of so many pages is
read and embedded for its server. In turns its worker is stopped for some answers and goes on for as
many, so that whatever else the machine has to do weighs on both alike. Prints median and 95th
percentile of both, and their ratios.
"""

import argparse
import asyncio
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bot.chat.client import BriefingBot
from bot.config import Config, read_config
from bot.lab.round_trips import Command, round_trips
from bot.library import Brought, Holdings, Job, Library, Shelves, employed, open_collection
from bot.sandbox.people import people
from bot.sandbox.pointing import pointed_at
from bot.sandbox.seed import reading_group
from bot.sandbox.service import Double

_QUESTION = "What does the alliance cost?"
_WORDS_A_PAGE = 400
_SENTENCE = 16  # words
_PARAGRAPH = 6  # sentences
_AT_ONCE = 3  # answers in a turn: a worker that is stopped for long loses its lease
_SYLLABLES = "ba ker lo min tar ve sol dun pra wex hil gor nes qui fal".split()


@dataclass(frozen=True, slots=True)
class _Scene:
    """A bot that can be asked, and the libraries that it answers from."""

    command: Command
    shelves: Shelves
    guild: int


def synthetic(pages: int, seed: int = 1) -> bytes:
    """Return a text of so many pages, of words that mean nothing; no two sentences are the same."""
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(4_000)]
    count = pages * _WORDS_A_PAGE // (_SENTENCE * _PARAGRAPH)
    paragraphs = []
    for _ in range(count):
        sentences = (" ".join(chance.choices(words, k=_SENTENCE)) for _ in range(_PARAGRAPH))
        paragraphs.append(" ".join(f"{one.capitalize()}." for one in sentences))
    return "\n\n".join(paragraphs).encode()


@asynccontextmanager
async def _asked(config: Config) -> AsyncIterator[_Scene]:
    """A bot on the stand-in.

    Yields:
        How it is asked.
    """
    holdings, shelves = Holdings(open_collection(config)), Shelves(config)
    holdings.collection.warm()
    bot = BriefingBot(config, Library(config, holdings, shelves))
    async with Double(reading_group()) as double:
        with pointed_at(double):
            await bot.login(double.token)
            running = asyncio.create_task(bot.connect())
            await bot.wait_until_ready()
            person = people(double.world)[0]
            guild = person.viewer.guilds()[0]
            channel = next(c for c in guild["channels"] if c["name"] == "general")
            command = Command(person, int(channel["id"]), "ask", {"question": _QUESTION})
            async with employed(config, holdings, shelves):
                yield _Scene(command, shelves, int(guild["id"]))
            await bot.close()
            await running


async def _measure(config: Config, pages: int, longest_s: float) -> None:
    async with _asked(config) as scene:
        await round_trips(scene.command, 2)
        job = scene.shelves.jobs.submit(scene.guild, Brought("long.txt", synthetic(pages)))
        began = time.monotonic()
        idle, busy = await _in_turns(scene, job, began + longest_s)
        now = scene.shelves.jobs.job(job.id)
        _say(f"{pages} pages, {time.monotonic() - began:.0f} s: {now.state if now else 'gone'}")
        _say(f"its worker stopped: {_told(idle)}")
        _say(f"its worker at it:   {_told(busy)}")
        ratios = _median(busy) / _median(idle), _p95(busy) / _p95(idle)
        _say(f"ratio: median {ratios[0]:.2f}, p95 {ratios[1]:.2f}")


async def _in_turns(scene: _Scene, job: Job, until: float) -> tuple[list[float], list[float]]:
    """Return the seconds of answers while a job's worker is stopped, and while it is at it."""
    idle: list[float] = []
    busy: list[float] = []
    while time.monotonic() < until:
        now = await asyncio.to_thread(scene.shelves.jobs.job, job.id)
        if now is None or now.has_ended:
            break
        if not now.stage:
            await asyncio.sleep(0.1)
            continue
        with _stopped():
            idle += (await round_trips(scene.command, _AT_ONCE, warm_up=0)).answered_s
        busy += (await round_trips(scene.command, _AT_ONCE, warm_up=0)).answered_s
    return idle, busy


@contextmanager
def _stopped() -> Iterator[None]:
    """Stop the worker, and the process that reads for it, while the block runs.

    Yields:
        Nothing.
    """
    workers = _descendants(os.getpid())
    _send(workers, signal.SIGSTOP)
    try:
        yield
    finally:
        _send(workers, signal.SIGCONT)


def _send(processes: Sequence[int], number: signal.Signals) -> None:
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, and theirs."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
            if parent == pid:
                found.append(int(stat.parent.name))
    return found + [other for child in found for other in _descendants(child)]


def _told(seconds: Sequence[float]) -> str:
    return (
        f"{len(seconds)} answers, median {_median(seconds) * 1000:.0f} ms, "
        f"p95 {_p95(seconds) * 1000:.0f} ms"
    )


def _median(seconds: Sequence[float]) -> float:
    return statistics.median(seconds)


def _p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000, help="of the text; default: 1000")
    parser.add_argument("--seconds", type=float, default=600.0, help="at most; default: 600")
    given = parser.parse_args()
    config = read_config()
    with tempfile.TemporaryDirectory() as folder:
        config = replace(
            config,
            data=Path(folder),
            discord=replace(config.discord, cooldown_s=0.0),
            library=replace(config.library, workers=1),
        )
        asyncio.run(_measure(config, given.pages, given.seconds))


if __name__ == "__main__":
    main()
