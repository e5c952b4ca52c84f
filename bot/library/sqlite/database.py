"""One SQLite file, checked and brought to the present schema; the only importer of sqlite3.

A change is one transaction: whoever is killed before or after it finds the file as before or as
after.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from itertools import chain
from pathlib import Path
from weakref import finalize

from bot.library.sqlite.migrations import MIGRATIONS
from bot.library.tables.transactions import Connection, LaterVersionError, Reach, Transactions
from index import CollectionError, UnwritableError, make_private_folder

_PATIENCE = 10.0  # seconds that one writer waits for another
# What a schema may have beside the program's own: what SQLite keeps to plan queries.
_STATISTICS = ("sqlite_stat1", "sqlite_stat4")
_MAGIC = b"SQLite format 3\0"
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
# Where the header says that changes are written ahead, into files that a copy does not have.
_JOURNAL, _NO_JOURNAL = slice(18, 20), b"\x01\x01"
_TABLES = (
    "SELECT tables.name FROM sqlite_master AS tables"
    " JOIN pragma_table_info(tables.name) AS columns"
    " WHERE tables.type = 'table' AND columns.name = 'guild' ORDER BY tables.name"
)


class Database(Transactions):
    """The file. Its methods may be called from several threads and processes."""

    skipping_locked = ""  # whoever writes is alone

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
            raise UnwritableError(_unusable(path, error)) from error
        with suppress(OSError):  # SQLite, which is told so next, says it better
            path.touch(0o600)  # for nobody else to read, not for a moment either
        with self.connected() as connection:
            path.chmod(0o600)
            _check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            _migrate(connection, path)
        # Else each that reads would make the files anew in which changes are written ahead: none
        # could on a full disk.
        self._closing = finalize(self, _kept_open(path).close)

    def close(self) -> None:
        """Close the file, which is opened anew where it is used again."""
        self._closing()

    @contextmanager
    def alone(self, guild: int = 0, reach: Reach = Reach.SERVER) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction, the only one that writes.

        Yields:
            The connection; what is done on it is kept when the block ends without an error.
        """
        with self.connected(guild, reach) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def sweeping(self) -> AbstractContextManager[sqlite3.Connection]:
        """Return a transaction: nobody changes anything in one of another's."""
        return self.alone()

    @contextmanager
    def frozen(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection that reads everything as of one moment.

        Yields:
            The connection.
        """
        with self.connected() as connection:
            connection.execute("BEGIN")
            yield connection

    def loading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Return a transaction like any other."""
        return self.alone()

    def turn_to(self, connection: Connection, guild: int) -> None:
        """Do nothing: the statements say of which server a row is."""

    def number_on(self, connection: Connection) -> None:
        """Do nothing: SQLite has noted the numbers."""

    def tables_of_servers(self, connection: Connection) -> tuple[str, ...]:
        """Return the names of the tables with a column `guild`; we gave them ourselves."""
        return tuple(row[0] for row in connection.execute(_TABLES))

    def forget_unused(self, connection: Connection) -> None:
        """Do nothing: bytes are kept in files."""

    @contextmanager
    def connected(
        self, guild: int = 0, reach: Reach = Reach.SERVER
    ) -> Iterator[sqlite3.Connection]:
        """Yield a connection of its own; SQLite's may not be shared among threads.

        Yields:
            The connection, which is closed when the block ends; what is not committed is undone.

        Raises:
            UnwritableError: The file cannot be used now.
            CollectionError: It is damaged.
        """
        del guild, reach  # the statements say
        with _connected(self._path) as made:
            made.execute("PRAGMA synchronous = FULL")
            made.execute("PRAGMA foreign_keys = ON")
            # What is taken out is overwritten: else its name and title stay in pages that are free.
            made.execute("PRAGMA secure_delete = ON")
            try:
                yield made
            finally:
                _write_back(made, self._path)


def copied(path: Path) -> bytes:
    """Return a copy of a file as of one moment, whoever writes meanwhile; the file stays as it is.

    Raises:
        UnwritableError: It cannot be read now.
        CollectionError: It is damaged.
    """
    with _connected(path) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        raw = bytearray(copy.serialize())
    raw[_JOURNAL] = _NO_JOURNAL
    return bytes(raw)


def is_current(path: Path) -> bool:
    """Return whether a file has the present schema."""
    with _connected(path) as connection:
        return _version(connection, path) == len(MIGRATIONS)


@contextmanager
def opened_copy(raw: bytes, path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a copy in memory, brought to the present schema, once nothing is found wrong with it.

    Args:
        raw: The copy.
        path: What it is called where something is wrong.

    Yields:
        The connection.

    Raises:
        CollectionError: It is damaged, of a later version of the program, or of another program.
    """
    if not raw.startswith(_MAGIC):
        raise CollectionError(_damage(path, "it is no database"))
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
            made.deserialize(raw)
            made.execute("PRAGMA trusted_schema = OFF")
            _check(made, path)
            if _schema(made) != _schema_of(_version(made, path)):
                raise CollectionError(f"{path} is no catalogue of this program")
            _migrate(made, path)
            yield made
    except sqlite3.DatabaseError as error:
        raise CollectionError(_damage(path, str(error))) from error


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    with (
        _told(path),
        closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as made,
    ):
        yield made


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise UnwritableError(_unusable(path, error)) from error
    except sqlite3.DatabaseError as error:
        raise CollectionError(_damage(path, str(error))) from error


def _kept_open(path: Path) -> sqlite3.Connection:
    """Return a connection that has what is written ahead open; any thread may close it."""
    with _told(path), ExitStack() as failing:
        made = sqlite3.connect(path, _PATIENCE, isolation_level=None, check_same_thread=False)
        failing.callback(made.close)
        made.execute("SELECT count(*) FROM sqlite_master").fetchall()
        failing.pop_all()
    return made


def _write_back(connection: sqlite3.Connection, path: Path) -> None:
    """Put what was written ahead where it belongs, for what was taken out stands there until then.

    While somebody else reads or writes it stays; whoever is the last does it.
    """
    with suppress(OSError, sqlite3.Error):  # the next one does it
        if connection.in_transaction:
            connection.rollback()
        if path.with_name(f"{path.name}-wal").stat().st_size:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _unusable(path: Path, error: Exception) -> str:
    return f"{path} cannot be written or read now: {error}"


def _schema(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return [row for row in connection.execute(_SCHEMA) if row[1] not in _STATISTICS]


def _schema_of(version: int) -> list[tuple[str, ...]]:
    """Return the schema that the program made, or makes, in a version."""
    with closing(sqlite3.connect(":memory:")) as made:
        for statement in chain.from_iterable(MIGRATIONS[:version]):
            made.execute(statement)
        return _schema(made)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Check the file.

    Raises:
        CollectionError: It is damaged.
    """
    found = [row[0] for row in connection.execute("PRAGMA quick_check")]
    if found != ["ok"]:
        raise CollectionError(_damage(path, "; ".join(map(str, found[:3]))))


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to the present schema.

    Raises:
        LaterVersionError: It is of a later version of the program.
    """
    connection.execute("BEGIN IMMEDIATE")
    version = _version(connection, path)
    for statement in chain.from_iterable(MIGRATIONS[version:]):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the number of the schema.

    Raises:
        LaterVersionError: It is of a later version of the program.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if not 0 <= version <= len(MIGRATIONS):
        msg = f"{path} is of a later version of this program: update it, or choose another --data"
        raise LaterVersionError(msg)
    return int(version)


def _damage(path: Path, why: str) -> str:
    return (
        f"{path} is damaged ({why}): stop the bot, and put a backup into an empty folder with "
        "`briefing-bot restore`. Without one, move it away with its -wal file: what servers chose "
        "is lost then, and their documents, which are set aside, have to be added again"
    )
