"""What servers' libraries cost as they grow: `python -m bot.lab.library_scale`.

For so many passages in all, spread over so many servers, each with the operator's beside its own
(1,500, or `--operators`), it prints how long a question takes on a library that is open and the
first one on a library that is not (opened, joined, asked), by the clock and by the processor; what
the process has in memory once some servers were asked; and what lies on the disk. Of many servers
200 are built, and the disk is reckoned up from theirs; the others have rows in the catalogue. Texts
and vectors are synthetic (see `synthetic_library`), and nothing is encoded or read by a model: on
any size that costs the same, and comes on top (`python -m index.lab.speed`). With `--storage` each
line is printed twice: as kept in the data folder, and in the database of that address, which
`briefing-bot database migrate` has made ready and which is empty: one line a run. Then it prints
the time from handing in a PDF to the first answer that quotes it, with the models and a worker.
"""

import argparse
import asyncio
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path

from bot.config import EMBEDDED, Config, LibrarySettings, read_config
from bot.lab.round_trips import resident_bytes
from bot.lab.synthetic_library import CheapEncoder, markdown, paragraphs, portable_document
from bot.library import (
    Brought,
    Holdings,
    Readership,
    Shelves,
    bytes_of_database,
    employed,
    open_collection,
)
from index import Answer, Collection, Settings

_OPERATORS = 1_500  # passages, as a book has them
_OF_A_DOCUMENT = 200  # passages at most
_PROCESSES = 2  # that build at once
_WARM = 20  # questions on a library that is open
_LOOK_S = 0.05  # between two looks at a job
_GUILD = 1
_FACT = "The lighthouse at Port Ellery was built in 1931 by the shipwright Jorun Halvard."
_ASKED = "Who built the lighthouse at Port Ellery?"
_BYTES_PER_MEGABYTE = 1_000_000
_BLOCK = 512  # bytes, in which the size on the disk is told
_ROOMY = LibrarySettings(documents=100_000, megabytes=1_000_000.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """How large libraries are.

    Args:
        passages: Of all servers together.
        servers: How many there are.
        built: How many of them have their share of the passages; the others have settings alone.
        asked: How many of those are asked.
        operators: Passages that each of them has of the operator's, about.
        first: The id of the first server.
        storage: Where what is of servers is kept.
    """

    passages: int
    servers: int
    built: int
    asked: int
    operators: int = _OPERATORS
    first: int = _GUILD
    storage: str = EMBEDDED

    @property
    def guilds(self) -> range:
        """The ids of the servers that are built."""
        return range(self.first, self.first + self.built)

    @property
    def others(self) -> range:
        """The ids of the others."""
        return range(self.first + self.built, self.first + self.servers)

    def documents(self, guild: int) -> list[Brought]:
        """Return what a server has."""
        made: list[Brought] = []
        rest = max(1, self.passages // self.servers)
        while rest > 0:
            count, seed = min(rest, _OF_A_DOCUMENT), guild * 1_000 + len(made)
            made.append(Brought(f"document-{len(made)}.md", markdown(count, seed)))
            rest -= count
        return made


@dataclass(frozen=True, slots=True)
class Cost:
    """What questions cost; all times in seconds, one for each.

    Args:
        first_s: The first on a library that was closed, by the clock.
        first_cpu_s: By the processor.
        warm_s: On libraries that are open.
        memory_mb: That the process had in the end.
    """

    first_s: Sequence[float]
    first_cpu_s: Sequence[float]
    warm_s: Sequence[float]
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Keeping:
    """What it takes to keep libraries.

    Args:
        folder_mb: In the data folder, reckoned up to all servers.
        database_mb: In the database, likewise; 0 without one.
        adds: Documents that two processes took in a second, nothing encoded by a model; each has
            its own server at a time.
    """

    folder_mb: float
    database_mb: float
    adds: float


def cost_of(scale: Scale, folder: Path) -> tuple[Cost, Keeping]:
    """Return what questions cost, and what it takes to keep the libraries.

    Args:
        scale: How large libraries are.
        folder: Where they are built; empty.
    """
    config = replace(_config(folder), storage=scale.storage)
    before = _database_bytes(scale)
    (folder / "knowledge").mkdir()
    (folder / "knowledge" / "operators.md").write_bytes(markdown(scale.operators, 0))
    (folder / "knowledge" / "another.md").write_bytes(markdown(1, 1))
    _opened(config)
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_PROCESSES, mp_context=spawning) as pool:
        shares = [scale.guilds[number::_PROCESSES] for number in range(_PROCESSES)]
        adds = sum(pool.map(partial(_fill, config, scale), shares))
    files = (path for path in (config.data / "library").rglob("*") if path.is_file())
    disk = sum({path.stat().st_ino: path.stat().st_blocks for path in files}.values()) * _BLOCK
    each = scale.servers / scale.built / _BYTES_PER_MEGABYTE
    keeping = Keeping(disk * each, (_database_bytes(scale) - before) * each, adds)
    choices = Shelves(config).servers
    for guild in scale.others:
        choices.change(guild, lambda one: replace(one, cooldown_s=1.0))
    with ProcessPoolExecutor(1, mp_context=spawning) as pool:
        cost = pool.submit(_asked, config, scale.guilds[: scale.asked]).result()
    return cost, keeping


def _database_bytes(scale: Scale) -> int:
    """Return what the database takes on its disk; 0 without one."""
    return 0 if scale.storage == EMBEDDED else bytes_of_database(scale.storage)


def _config(folder: Path) -> Config:
    return replace(
        Config(),
        knowledge=folder / "knowledge",
        data=folder / "data",
        index=Settings(reader="none"),
        library=_ROOMY,
    )


def _opened(config: Config) -> Collection:
    return Collection.open(config.knowledge, config.data, config.index, encoder=CheapEncoder())


def _fill(config: Config, scale: Scale, guilds: Sequence[int]) -> float:
    """Build the libraries of some servers; return how many documents that were a second."""
    public, shelves = _opened(config), Shelves(config, answers=False)
    began, taken = time.perf_counter(), 0
    for guild in guilds:
        taken += len(shelves.take_all(guild, scale.documents(guild), public).documents)
    return taken / (time.perf_counter() - began)


def _asked(config: Config, guilds: Sequence[int]) -> Cost:
    """Ask some servers; called in a process of its own."""
    public, shelves = _opened(config), Shelves(config)
    for guild in guilds[:1]:  # what a process loads once is not counted
        _ask(Shelves(config), public, guild, 0)
    shelves.documents(guilds[0])  # opens the catalogue
    first: list[float] = []
    first_cpu: list[float] = []
    warm: list[float] = []
    for guild in guilds:
        began = time.process_time()
        first.append(_seconds(partial(_ask, shelves, public, guild, 0)))
        first_cpu.append(time.process_time() - began)
        warm += [_seconds(partial(_ask, shelves, public, guild, n)) for n in range(1, _WARM + 1)]
    return Cost(first, first_cpu, warm, resident_bytes() / _BYTES_PER_MEGABYTE)


def _ask(shelves: Shelves, public: Collection, guild: int, number: int) -> None:
    shelves.collection(Readership(guild), public).ask(_question(number))


def _question(number: int) -> str:
    words = paragraphs(1, number)[0].split()
    return f"What does the {words[5]} {words[9]} cost in the {words[12]}?"


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


async def time_to_answer(config: Config, pages: int) -> tuple[float, float]:
    """Return the seconds until a PDF of so many pages is taken in, and until the first answer.

    Raises:
        RuntimeError: It could not be taken in, or does not answer.
    """
    holdings, shelves = Holdings(open_collection(config)), Shelves(config)
    holdings.collection.warm()
    async with employed(config, holdings, shelves):
        began = time.perf_counter()
        brought = Brought("paper.pdf", portable_document(pages, pages, _FACT))
        job = await asyncio.to_thread(shelves.jobs.submit, _GUILD, brought)
        while not job.has_ended:
            await asyncio.sleep(_LOOK_S)
            job = shelves.jobs.job(job.id) or job
        taken = time.perf_counter() - began
        public, readership = holdings.collection, Readership(_GUILD)
        collection = await asyncio.to_thread(shelves.collection, readership, public)
        outcome = await asyncio.to_thread(collection.ask, _ASKED)
        answered = time.perf_counter() - began
    if not (isinstance(outcome, Answer) and outcome.quotes[0].text == _FACT):
        raise RuntimeError(job.reason or f"{_ASKED} is not answered from what was brought")
    return taken, answered


def _told(scale: Scale, cost: Cost, keeping: Keeping) -> str:
    first, cpu, warm = (
        [1000 * one for one in seconds] for seconds in (cost.first_s, cost.first_cpu_s, cost.warm_s)
    )
    return (
        f"{scale.passages:>8,} {scale.servers:>8,}"
        f" {statistics.median(first):>9.0f} {max(first):>9.0f} {statistics.median(cpu):>9.0f}"
        f" {statistics.median(warm):>9.1f} {max(warm):>9.1f}"
        f" {cost.memory_mb:>9.0f} {keeping.folder_mb:>9.0f} {keeping.database_mb:>9.0f}"
        f" {keeping.adds:>9.1f}"
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    add = partial(parser.add_argument, type=int, nargs="*")
    add("--passages", default=[1_000, 10_000, 100_000], help="of all servers together")
    add("--servers", default=[1, 100, 1_000], help="that they are spread over")
    add("--pages", default=[10, 300], help="of the PDFs that are handed in")
    parser.add_argument("--built", type=int, default=200, help="servers at most; default: 200")
    parser.add_argument("--asked", type=int, default=20, help="of those; default: 20")
    parser.add_argument("--storage", default=EMBEDDED, help="of the database that is measured, too")
    parser.add_argument(
        "--operators", type=int, default=_OPERATORS, help="their passages; default: 1500"
    )
    return parser


def main() -> None:
    """Measure and print what came of it."""
    parser = _parser()
    given = parser.parse_args()
    if given.storage != EMBEDDED and len(given.passages) * len(given.servers) > 1:
        parser.error(
            "with --storage give one number of --passages and one of --servers: each line "
            "wants an empty database"
        )
    _say("ms: first question (median, longest, by the processor); open (median, longest); MB")
    _say(
        "passages  servers     first   longest       cpu      warm   longest    memory    folder"
        "  database    adds/s"
    )
    first = _GUILD
    for passages, servers in product(given.passages, given.servers):
        built = min(given.built, servers)
        scale = Scale(passages, servers, built, min(given.asked, built), given.operators, first)
        first += servers
        for storage in dict.fromkeys((EMBEDDED, given.storage)):
            with tempfile.TemporaryDirectory() as folder:
                kept = replace(scale, storage=storage)
                _say(_told(kept, *cost_of(kept, Path(folder))))
    for pages in given.pages:
        with tempfile.TemporaryDirectory() as folder:
            config = replace(read_config(), data=Path(folder), library=replace(_ROOMY, workers=1))
            taken, answered = asyncio.run(time_to_answer(config, pages))
            _say(f"a PDF of {pages} pages: taken in after {taken:.1f} s, answered {answered:.1f} s")


if __name__ == "__main__":
    main()
