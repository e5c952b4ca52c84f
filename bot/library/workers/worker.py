"""The process that reads and embeds what servers bring, with less of the processor than answers.

A line of JSON on standard input orders it; where standard input ends, so does the process, whatever
it is at. It takes job after job, names the server of each on standard output once that is over, and
ends where there has been none for a while: its models are not kept for nothing.
"""

import json
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Thread
from typing import Any, Self

from bot.config import Config, LibrarySettings
from bot.library.files.editions import Opener
from bot.library.shelving.shelves import Shelves
from bot.library.workers.taking import take_next
from index import BuildPlan, Collection, Encoder, Progress, Settings, encoder_of

_NICENESS = 19  # the least share of the processor while anybody else has something to do
_IDLE_S = 20.0  # without a job
_LOOK_S = 0.5  # between two looks for one
_FIRST_TO_GO = Path("/proc/self/oom_score_adj"), "800"  # where the machine's memory is used up


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What a worker is told.

    Args:
        worker: Its name.
        data: The data folder.
        index: The settings of collections, by name.
        library: Those of servers' libraries.
        storage: Where what is of servers is kept.
    """

    worker: str
    data: str
    index: dict[str, Any]
    library: dict[str, Any]
    storage: str

    @classmethod
    def of(cls, config: Config, worker: str) -> Self:
        """Return what a worker is told of a configuration."""
        index, library = asdict(config.index), asdict(config.library)
        return cls(worker, str(config.data), index, library, config.storage)

    @property
    def config(self) -> Config:
        """The configuration, as far as a worker has to know it."""
        index, library = Settings(**self.index), LibrarySettings(**self.library)
        data, storage = Path(self.data), self.storage
        return replace(Config(), data=data, index=index, library=library, storage=storage)


@dataclass(frozen=True, slots=True)
class Workbench:
    """Opens collections with an encoder, and without anything that answers from them."""

    settings: Settings
    encoder: Encoder

    def beside(
        self,
        knowledge: Path,
        data: Path,
        *,
        progress: Progress | None = None,
        plan: BuildPlan | None = None,
    ) -> Collection:
        """Return the collection of a folder: see `Collection.beside`."""
        return Collection.open(
            knowledge, data, self.settings, encoder=self.encoder, progress=progress, plan=plan
        )


def main() -> None:
    """Do as the order on standard input says."""
    run_worker(lambda config: encoder_of(config.index))


def run_worker(encoder: Callable[[Config], Encoder]) -> None:
    """Do as the order on standard input says.

    Args:
        encoder: Gives what embeds.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered by the bot, which ends us
    order = WorkOrder(**json.loads(sys.stdin.buffer.readline()))
    Thread(target=_end_with_the_bot, daemon=True).start()
    logging.basicConfig(level=logging.WARNING, format="worker: %(message)s")
    _give_way()
    config = order.config
    work_off(order.worker, config, Workbench(config.index, encoder(config)))


def work_off(worker: str, config: Config, opener: Opener) -> None:
    """Take job after job until there has been none for a while."""
    shelves = Shelves(config, answers=False)
    until = time.monotonic() + _IDLE_S
    while time.monotonic() < until:
        job = take_next(shelves.jobs, shelves, opener, worker) if shelves.jobs.is_due() else None
        if job is None:
            time.sleep(_LOOK_S)
            continue
        sys.stdout.write(f"{job.guild}\n")
        sys.stdout.flush()
        until = time.monotonic() + _IDLE_S


def _give_way() -> None:
    """Have whatever else runs on this machine go first."""
    with suppress(AttributeError, OSError):  # not on Windows
        os.nice(_NICENESS)
    with suppress(OSError):
        _FIRST_TO_GO[0].write_text(_FIRST_TO_GO[1], "ascii")


def _end_with_the_bot() -> None:
    """End this process, at whatever point, once nobody is left at the other end."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)
