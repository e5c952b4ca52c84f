"""Engines that keep what is known of servers; each line is one that runs the whole suite."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.library.ports import LibraryEngine
from bot.library.sqlite_engine import SqliteEngine

ENGINES: dict[str, Callable[[Path], LibraryEngine]] = {
    "sqlite": lambda folder: SqliteEngine(folder / "library" / "catalogue.sqlite3"),
}
Opening = Callable[[], LibraryEngine]


@dataclass
class Time:
    """A clock that stands until it is moved."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now
