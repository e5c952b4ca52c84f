"""Engines that keep what is known of servers; each line is one that runs the whole suite."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from bot.library.ports import LibraryEngine
from bot.library.postgres import PostgresEngine
from bot.library.sqlite.sqlite_engine import SqliteEngine
from tests.support.engines.postgres_server import new_database

_databases: dict[Path, str] = {}
_making = Lock()


def _postgres_engine(folder: Path) -> PostgresEngine:
    """Return an engine on the database of a folder, which is made with the first one."""
    with _making:
        address = _databases.setdefault(folder, "") or new_database()
        _databases[folder] = address
    return PostgresEngine(address, folder / "library")


ENGINES: dict[str, Callable[[Path], LibraryEngine]] = {
    "sqlite": lambda folder: SqliteEngine(folder / "library" / "catalogue.sqlite3"),
    "postgres": _postgres_engine,
}
Opening = Callable[[], LibraryEngine]


@dataclass
class Time:
    """A clock that stands until it is moved."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now
