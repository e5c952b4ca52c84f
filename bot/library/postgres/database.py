"""The tables of servers' libraries in PostgreSQL: every transaction says of which server it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from bot.library.postgres.connections import PostgresConnection, PostgresConnections, shown_address
from bot.library.postgres.migrations import MIGRATIONS, SCHEMA
from bot.library.tables.transactions import Connection, LaterVersionError, Reach, Transactions
from index import CollectionError

# For the transaction alone, so that no server's is left on a connection, whoever lends it.
_SETTINGS = (
    "SELECT set_config('briefing.guild', ?, true), set_config('briefing.reach', ?, true),"
    " set_config('briefing.member', ?, true),"
    f" set_config('search_path', '{SCHEMA}', true), set_config('lock_timeout', '10s', true),"
    " set_config('statement_timeout', '60s', true),"
    " set_config('idle_in_transaction_session_timeout', '60s', true)"
)
# Numbers of advisory locks, which end with their transaction; a server's is its own id.
_FILES, _QUEUE = (7301, 1), (7301, 2)
_TABLES = (
    "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"  # noqa: S608
    f" WHERE relnamespace = '{SCHEMA}'::regnamespace AND relkind IN ('r', 'p')"
    " AND NOT relispartition AND attname = 'guild' AND NOT attisdropped"
    " AND relname <> 'vectors' ORDER BY relname"  # its rows go with their sets
)
_FROZEN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_UNHURRIED = "SET LOCAL idle_in_transaction_session_timeout = 0"  # files are copied meanwhile
_NUMBER_ON = "SELECT setval(pg_get_serial_sequence('jobs', 'id'), max(id)) FROM jobs"
_VERSIONS = f"SELECT to_regclass('{SCHEMA}.versions') IS NOT NULL"
_FORGET_UNUSED = (
    "DELETE FROM originals WHERE"
    " NOT EXISTS (SELECT 1 FROM documents WHERE documents.sha256 = originals.sha256) AND"
    " NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.sha256 = originals.sha256"
    " AND state NOT IN ('done', 'dropped'))"
)
_FORGET_UNUSED_VECTORS = (
    "DELETE FROM vector_sets AS sets WHERE"
    " NOT EXISTS (SELECT 1 FROM documents"
    " WHERE documents.guild = sets.guild AND documents.sha256 = sets.sha256) AND"
    " NOT EXISTS (SELECT 1 FROM jobs WHERE jobs.guild = sets.guild"
    " AND jobs.sha256 = sets.sha256 AND state NOT IN ('done', 'dropped'))"
)


class PostgresDatabase(Transactions):
    """A database of the present schema."""

    skipping_locked = " FOR UPDATE OF jobs SKIP LOCKED"

    def __init__(self, connections: PostgresConnections) -> None:
        """Use what `connections` lends; nothing is asked of the database yet."""
        self._connections = connections
        self._has_begun = False
        self._is_checked = False
        self._has_swept = False
        self._checking = Lock()

    @property
    def has_begun(self) -> bool:
        """Whether anything was ever kept."""
        if not self._has_begun:
            with self.connected() as connection:
                self._has_begun = bool(connection.execute("SELECT 1 FROM begun").fetchall())
        return self._has_begun

    @contextmanager
    def connected(
        self, guild: int = 0, reach: Reach = Reach.SERVER, *, member: int = 0
    ) -> Iterator[PostgresConnection]:
        """Yield a connection for what is within reach; what is changed on it is kept.

        Args:
            guild: The server that it is of; 0 for none.
            reach: What else is seen.
            member: The member that it is of; 0 for none.

        Yields:
            The connection.

        Raises:
            DatabaseAwayError: The database cannot be used now.
            CollectionError: It has another schema, or refuses a statement.
        """
        self._check()
        given = (str(guild or ""), str(reach), str(member or ""))
        with self._connections.begun(_SETTINGS, given) as connection:
            yield connection

    @contextmanager
    def alone(self, guild: int = 0, reach: Reach = Reach.SERVER) -> Iterator[PostgresConnection]:
        """Yield a connection while nobody else changes the server, nor the queue if in reach.

        Yields:
            The connection.
        """
        self._begin()
        with self.connected(guild, reach) as connection:
            locks, given = ["pg_advisory_xact_lock_shared(?, ?)"], [*_FILES]
            if guild:
                locks.append("pg_advisory_xact_lock(?::bigint)")
                given.append(guild)
            if reach is Reach.QUEUE:
                locks.append("pg_advisory_xact_lock(?, ?)")
                given += _QUEUE
            connection.execute(f"SELECT {', '.join(locks)}", given)  # all are above
            yield connection

    def _begin(self) -> None:
        """Note that something is kept from now on, by itself: nobody waits for who notes it."""
        if not self._has_begun:
            with self.connected() as connection:
                connection.execute("INSERT INTO begun VALUES (true) ON CONFLICT DO NOTHING")
            self._has_begun = True

    @contextmanager
    def sweeping(self) -> Iterator[PostgresConnection]:
        """Yield a connection while nobody changes anything.

        Yields:
            The connection.
        """
        with self.connected(reach=Reach.SURVEY) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(?, ?)", _FILES)
            yield connection

    @contextmanager
    def frozen(self) -> Iterator[PostgresConnection]:
        """Yield a connection that reads everything as of one moment.

        Yields:
            The connection.
        """
        self._check()
        with self._connections.begun(_FROZEN) as connection:
            connection.execute(_SETTINGS, ("", str(Reach.SURVEY), ""))
            connection.execute(_UNHURRIED)
            yield connection

    @contextmanager
    def loading(self) -> Iterator[PostgresConnection]:
        """Yield a connection in a transaction in which rows of any server are put.

        Yields:
            The connection.
        """
        self._begin()
        with self.sweeping() as connection:
            connection.execute(_UNHURRIED)
            yield connection

    def turn_to(self, connection: Connection, guild: int) -> None:
        """Have a transaction be of a server from now on."""
        connection.execute("SELECT set_config('briefing.guild', ?, true)", (str(guild),))

    def turn_to_member(self, connection: Connection, member: int) -> None:
        """Have a transaction be of a member from now on."""
        connection.execute("SELECT set_config('briefing.member', ?, true)", (str(member),))

    def number_on(self, connection: Connection) -> None:
        """Have new jobs numbered after those that were put in with their numbers."""
        connection.execute(_NUMBER_ON)

    def tables_of_servers(self, connection: Connection) -> tuple[str, ...]:
        """Return the names of the tables with a column `guild`; we gave them ourselves."""
        return tuple(row[0] for row in connection.execute(_TABLES))

    def forget_unused(self, connection: Connection) -> None:
        """Remove the originals that nothing names.

        Vectors go with what named their file; what a kill left of others goes with the first call.
        """
        connection.execute(_FORGET_UNUSED)
        if not self._has_swept:
            connection.execute(_FORGET_UNUSED_VECTORS)
            self._has_swept = True

    def _check(self) -> None:
        """Check once that the database has the present schema.

        Raises:
            CollectionError: It has another one.
        """
        with self._checking:
            if not self._is_checked:
                check_schema(version_of(self._connections), self._connections.address)
                self._is_checked = True


def version_of(connections: PostgresConnections) -> int:
    """Return the number of the schema that a database has; 0 for none."""
    with connections.begun(_VERSIONS) as connection:
        ((is_there,),) = connection.execute(_VERSIONS).fetchall()
        if not is_there:
            return 0
        rows = connection.execute(f"SELECT max(version) FROM {SCHEMA}.versions").fetchall()  # noqa: S608
        return int(rows[0][0] or 0)


def check_schema(version: int, address: str) -> None:
    """Check that a schema is the present one.

    Raises:
        LaterVersionError: It is of a later version of the program.
        CollectionError: It is of an earlier one, or there is none.
    """
    if version > len(MIGRATIONS):
        msg = (
            f"the database {shown_address(address)} is of a later version of this program: "
            "update it, or restore a backup that this version took into another database"
        )
        raise LaterVersionError(msg)
    if version < len(MIGRATIONS):
        what = "of an earlier version of this program" if version else "empty"
        msg = (
            f"the database {shown_address(address)} is {what}: "
            "run `briefing-bot database migrate` before the bot"
        )
        raise CollectionError(msg)
