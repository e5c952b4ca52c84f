"""Connections to PostgreSQL, lent one after the other; the only importer of psycopg.

No pool of threads stands behind them: whoever needs one while none is idle makes it, so that where
the database is away its own words say why, at once. One that was broken meanwhile is told by the
first statement of a transaction, and another takes its place.
"""

import re
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from threading import BoundedSemaphore, Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from bot.library.tables.transactions import DatabaseAwayError, Rows, Values
from index import CollectionError, SettingsError, UnwritableError

if TYPE_CHECKING:
    import psycopg

RawConnection: TypeAlias = "psycopg.Connection[Any]"
_MOST = 8  # connections of one process
_PATIENCE_S = 10.0  # that one who needs a connection waits for one that is lent
_LOOK = "look whether it runs, at `storage` in config.yaml, and at PGPASSWORD in the environment"
_SLOW_S = 0.5  # to learn that the database is away: others are then told the same at once
_SPARED_S = 2.0  # for so long
# Where the address does not say otherwise: a machine that is gone is noticed within seconds.
_MANNERS: dict[str, str | int] = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "keepalives_idle": 10,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "target_session_attrs": "read-write",  # of several machines, the one that is no standby
    "application_name": "briefing-bot",
    "client_encoding": "utf8",
}
_VALUE = re.compile(r"\?|(?<!:):([a-z_]+)")


class BinaryValue(bytes):
    """A value in the form that the database itself has on the wire, of the type that it expects."""


class PostgresConnection:
    """Statements in the SQL of `transactions`, on a connection of psycopg's."""

    def __init__(self, raw: RawConnection) -> None:
        """Run them on `raw`."""
        self._raw = raw

    def execute(self, statement: str, given: Values = (), /) -> Rows:
        """Run a statement."""
        return self._raw.execute(_translated(statement), given)

    def read(self, statement: str, given: Values = (), /) -> list[Any]:
        """Return the rows of a statement; of a type that is not the database's own, the bytes."""
        return self._raw.execute(_translated(statement), given, binary=True).fetchall()

    def executemany(self, statement: str, given: "Any", /) -> object:  # noqa: ANN401
        """Run a statement once for each of several values."""
        with self._raw.cursor() as cursor:
            cursor.executemany(_translated(statement), list(given))
        return None


class PostgresConnections:
    """Lends connections to one database. Its methods may be called from several threads."""

    def __init__(self, address: str, most: int = _MOST) -> None:
        """Lend so many at once, none made yet; the address holds no password."""
        self.address = address
        self._idle: list[RawConnection] = []
        self._lock = Lock()  # of what is idle, and of the last failure
        self._places = BoundedSemaphore(most)
        self._failure: tuple[float, str] = (0.0, "")
        weakref.finalize(self, _close_all, self._idle)

    @contextmanager
    def begun(self, first: str, given: Values = ()) -> Iterator[PostgresConnection]:
        """Yield a connection in a transaction, once its first statement was run.

        Yields:
            The connection; what is done on it is kept when the block ends without an error.

        Raises:
            DatabaseAwayError: The database cannot be used now.
            CollectionError: It refuses what is asked of it.
        """
        if not self._places.acquire(timeout=_PATIENCE_S):
            raise DatabaseAwayError(
                f"{shown_address(self.address)} has too much to do now: try again"
            )
        try:
            with told(self.address):
                raw = self._began(first, given)
                try:
                    yield PostgresConnection(raw)
                    raw.commit()
                finally:
                    self._take_back(raw)
        finally:
            self._places.release()

    def _began(self, first: str, given: Values) -> RawConnection:
        """Return a connection on which a first statement was run."""
        library = driver()
        while idle := self._taken():
            try:
                return _run(idle, first, given)
            except (library.OperationalError, library.InterfaceError):
                continue  # it was broken since it was last used
        return _run(self._made(), first, given)

    def _taken(self) -> "RawConnection | None":
        """Return an idle connection; None where there is none."""
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _made(self) -> RawConnection:
        """Return a new connection.

        Raises:
            DatabaseAwayError: It took long to learn that there is none, a moment ago.
        """
        with self._lock:
            until, why = self._failure
        began = time.monotonic()
        if began < until:
            raise DatabaseAwayError(why)
        try:
            return connected_to(self.address)
        except DatabaseAwayError as error:
            now = time.monotonic()
            if now - began > _SLOW_S:
                with self._lock:
                    self._failure = (now + _SPARED_S, str(error))
            raise

    def _take_back(self, raw: RawConnection) -> None:
        """Keep a connection for the next, unless something is wrong with it."""
        with suppress(driver().Error):
            raw.rollback()  # what was not committed
        with self._lock:
            if not raw.closed and not raw.broken:
                self._idle.append(raw)
                return
        raw.close()


def _run(raw: RawConnection, first: str, given: Values) -> RawConnection:
    """Return a connection on which a statement was run; one on which none can be is closed."""
    try:
        PostgresConnection(raw).execute(first, given)
    except BaseException:
        raw.close()
        raise
    return raw


def connected_to(address: str, **named: str | int | bool) -> RawConnection:
    """Return a new connection, which whoever asks for it closes.

    Args:
        address: Of the database, without a password: libpq takes that from where it always does.
        named: What is said beside the address, as psycopg names it.

    Raises:
        DatabaseAwayError: There is none to be had now.
        SettingsError: The address is none.
    """
    library = driver()
    try:
        given = library.conninfo.conninfo_to_dict(address)
    except library.ProgrammingError as error:
        what = f"storage: {shown_address(address)} is no address of a PostgreSQL database"
        raise SettingsError(f"{what}: {said(error)}") from error
    with told(address):
        connection: RawConnection = library.connect(**{**_MANNERS, **given, **named})
    connection.adapters.register_dumper(BinaryValue, _binary_dumper())
    return connection


@cache
def _binary_dumper() -> type:
    """Return what has psycopg send a `BinaryValue` as it is."""
    from psycopg import adapt, pq

    class BinaryDumper(adapt.Dumper):
        format = pq.Format.BINARY
        oid = 0  # the database takes it for what it expects there

        def dump(self, obj: BinaryValue) -> bytes:
            return bytes(obj)

    return BinaryDumper


@contextmanager
def told(address: str) -> Iterator[None]:
    """Have what psycopg raises in the block told as an error of ours.

    Yields:
        Nothing.

    Raises:
        DatabaseAwayError: The database cannot be used now.
        UnwritableError: It cannot keep a value.
        CollectionError: It refuses a statement.
    """
    psycopg = driver()
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        msg = f"the database {shown_address(address)} cannot be used now: {said(error)}; {_LOOK}"
        raise DatabaseAwayError(msg) from error
    except psycopg.DataError as error:
        msg = f"the database {shown_address(address)} cannot keep it: {said(error)}"
        raise UnwritableError(msg) from error
    except psycopg.Error as error:
        msg = (
            f"the database {shown_address(address)} refuses it: {said(error)}; "
            "`briefing-bot database check` says what is wrong"
        )
        raise CollectionError(msg) from error


def driver() -> ModuleType:
    """Return psycopg.

    Raises:
        SettingsError: It is not installed.
    """
    try:
        import psycopg
        from psycopg import conninfo, sql  # noqa: F401  # so that they are there
    except ImportError as error:
        msg = (
            "storage names a PostgreSQL database, which needs psycopg: "
            ".venv/bin/pip install --editable '.[postgres]'"
        )
        raise SettingsError(msg) from error
    return psycopg


def shown_address(address: str) -> str:
    """Return an address as it may be read by anybody: the machine and the database alone.

    Example:
        >>> shown_address("postgresql://bot@db.example:5432/briefing?sslmode=require")
        'db.example:5432/briefing'
    """
    parts = urlsplit(address)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}".lstrip("/") or "PostgreSQL"


def said(error: Exception) -> str:
    """Return what an error says in a line, without values of rows."""
    primary = getattr(getattr(error, "diag", None), "message_primary", None)
    lines = str(primary or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


@lru_cache(maxsize=500)
def _translated(statement: str) -> str:
    """Return a statement as psycopg takes it.

    Example:
        >>> _translated("UPDATE jobs SET told = ? WHERE id = :number")
        'UPDATE jobs SET told = %s WHERE id = %(number)s'
    """
    return _VALUE.sub(lambda value: f"%({value[1]})s" if value[1] else "%s", statement)


def _close_all(idle: list[RawConnection]) -> None:
    for one in idle:
        one.close()
