"""The part of the bot that takes documents in, in a process of its own that may be killed."""

import asyncio
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.config import Config, LibrarySettings
from bot.lab.jobs_campaign.deaths import run_mortal
from bot.library import Holdings, Shelves, employed
from index import Collection, Encoder, Settings, encoder_of

_PAUSE_S = 1.0  # between two workers that die
HOUSE = "bot.lab.jobs_campaign.house"


def configuration(folder: Path, workers: int, storage: str) -> Config:
    """Return the configuration of a campaign in a folder, which keeps libraries in `storage`."""
    return replace(
        Config(),
        storage=storage,
        knowledge=folder / "knowledge",
        data=folder / "data",
        index=Settings(reader="none", threads=1),
        library=LibrarySettings(
            workers=workers,
            documents=100_000,
            waiting=10_000,
            waiting_in_all=100_000,
            jobs_a_day=100_000,
        ),
    )


def encoder() -> Encoder:
    """Return what the product embeds with."""
    return encoder_of(Settings())


def opened(config: Config, embedding: Encoder) -> Collection:
    """Return the operator's collection."""
    return Collection.open(config.knowledge, config.data, config.index, encoder=embedding)


class House:
    """The process: it runs in the block, and is started again after each death."""

    def __init__(self, folder: Path, workers: int, storage: str, module: str) -> None:
        """Prepare a house.

        Args:
            folder: Where its documents lie.
            workers: How many it has.
            storage: Where it keeps libraries.
            module: Which it is when it is run; its `main` is a worker.
        """
        order = {"folder": str(folder), "workers": workers, "storage": storage, "module": module}
        self._order = json.dumps(order).encode()
        self._module = module
        self._log = folder / "house.log"
        self.kills = 0

    def __enter__(self) -> Self:
        """Start it."""
        self._start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End it as an operator would."""
        self._end()

    def _end(self) -> None:
        assert self._process.stdin is not None  # noqa: S101  # it is a pipe
        self._process.stdin.close()
        self._process.wait()

    def die(self) -> None:
        """Kill it, whatever it is at, and start another."""
        self._process.kill()
        self._end()
        self.kills += 1
        self._start()

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # this program itself
                [sys.executable, "-m", self._module], stdin=subprocess.PIPE, stdout=log, stderr=log
            )
        assert self._process.stdin is not None  # noqa: S101  # it is a pipe
        self._process.stdin.write(self._order + b"\n")
        self._process.stdin.flush()


def keep_house(embedding: Encoder) -> None:
    """Take in what is brought, until standard input ends."""
    order = json.loads(sys.stdin.buffer.readline())
    config = configuration(Path(order["folder"]), int(order["workers"]), order["storage"])
    asyncio.run(_keep(config, opened(config, embedding), order["module"]))


async def _keep(config: Config, public: Collection, worker: str) -> None:
    async with employed(config, Holdings(public), Shelves(config), worker, _PAUSE_S):
        await asyncio.to_thread(sys.stdin.buffer.read)


def main() -> None:
    """Be a worker of the house."""
    run_mortal(encoder)


if __name__ == "__main__":
    keep_house(encoder())
