"""One SQLite file, checked and brought to the present schema; the only importer of sqlite3.

A change is one transaction: whoever is killed before or after it finds the file as before or as
after.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from bot.library.migrations import MIGRATIONS
from index import CollectionError, UnwritableError, make_private_folder

_PATIENCE = 10.0  # seconds that one writer waits for another
Connection: TypeAlias = sqlite3.Connection


class Database:
    """The file. Its methods may be called from several threads and processes."""

    def __init__(self, path: Path) -> None:
        """Open the file, made or brought to the present schema first.

        Raises:
            CollectionError: It is damaged, or of a later version of the program.
            UnwritableError: It cannot be made or used.
        """
        self._path = path
        try:
            make_private_folder(path.parent)
        except OSError as error:
            raise self._unusable(error) from error
        with self.connected() as connection:
            path.chmod(0o600)
            _check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, path)

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Yield a connection in a transaction, the only one that writes.

        Yields:
            The connection; what is done on it is kept when the block ends without an error.
        """
        with self.connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Yield a connection of its own; SQLite's may not be shared among threads.

        Yields:
            The connection, which is closed when the block ends; what is not committed is undone.

        Raises:
            UnwritableError: The file cannot be used now.
            CollectionError: It is damaged.
        """
        try:
            with closing(
                sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
            ) as made:
                made.execute("PRAGMA synchronous = FULL")
                made.execute("PRAGMA foreign_keys = ON")
                yield made
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError as error:
            raise CollectionError(_damage(self._path, str(error))) from error

    def _unusable(self, error: Exception) -> UnwritableError:
        return UnwritableError(f"{self._path} cannot be written or read now: {error}")


def _check(connection: Connection, path: Path) -> None:
    """Check the file.

    Raises:
        CollectionError: It is damaged.
    """
    found = [row[0] for row in connection.execute("PRAGMA quick_check")]
    if found != ["ok"]:
        raise CollectionError(_damage(path, "; ".join(map(str, found[:3]))))


def _migrate(connection: Connection, path: Path) -> None:
    """Bring the file to the present schema.

    Raises:
        CollectionError: It is of a later version of the program.
    """
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        msg = f"{path} is of a later version of this program: update it, or choose another --data"
        raise CollectionError(msg)
    for statement in chain.from_iterable(MIGRATIONS[version:]):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _damage(path: Path, why: str) -> str:
    return f"{path} is damaged ({why}): put a copy of it back, or remove it with its -wal file"
