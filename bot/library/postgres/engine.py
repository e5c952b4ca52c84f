"""What is kept of servers in PostgreSQL: see `LibraryEngine`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from bot.library.files.originals import Originals
from bot.library.postgres.connections import PostgresConnections
from bot.library.postgres.database import PostgresDatabase
from bot.library.postgres.listening import listening
from bot.library.postgres.originals import FrozenOriginals, SharedOriginals
from bot.library.postgres.preferences import SharedPreferences
from bot.library.postgres.remembering import RememberedCatalogue, RememberedPresences
from bot.library.postgres.vector_sets import GuildVectors
from bot.library.table_engine import TableEngine
from bot.library.tables.transactions import Connection, Transactions

_FOR_BYTES = 4  # connections for those alone who hold another meanwhile


class PostgresEngine(TableEngine):
    """A database that `briefing-bot database migrate` has made ready."""

    def __init__(
        self,
        address: str,
        folder: Path,
        sweep: Callable[[frozenset[str]], None] = lambda _: None,
    ) -> None:
        """Keep all of it in a database; what is no more used in a folder is removed by `sweep`.

        Args:
            address: Of the database, with the bot's own role and without a password.
            folder: Of the bytes that are used here; whoever copies them holds it meanwhile.
            sweep: Removes what is of other documents than these.
        """
        super().__init__(folder, sweep)
        self._presences = RememberedPresences(lambda: self.is_there, self._database)
        self._address = address
        self._tables = PostgresDatabase(PostgresConnections(address))
        self._bytes = PostgresDatabase(PostgresConnections(address, _FOR_BYTES))

    @contextmanager
    def frozen(self, local: Originals) -> Iterator[tuple[Connection, Mapping[str, Path]]]:
        """Yield everything as of one moment: a connection, and the files that it names.

        Args:
            local: The folder that each file is got into when it is asked for.

        Yields:
            Both, while the block runs.
        """
        with self._tables.frozen() as rows:
            yield rows, FrozenOriginals(local, rows)

    @property
    def is_there(self) -> bool:
        """Whether anything was ever kept.

        Raises:
            DatabaseAwayError: The database cannot be asked now.
        """
        return self._tables.has_begun

    def database(self) -> Transactions:
        """Return the database."""
        return self._tables

    def catalogue(self, database: Transactions, folder: Path) -> RememberedCatalogue:
        """Return the catalogue, which is remembered for while the database is away."""
        return RememberedCatalogue(database, folder)

    def preferences_in(self, file: Path) -> SharedPreferences:
        """Return what members chose, which the database keeps; a file is taken over."""
        return SharedPreferences(self._tables, file)

    def vector_home(self, guild: int) -> GuildVectors:
        """Return what keeps the vectors of a server, where the database has pgvector."""
        return GuildVectors(self._bytes, guild)

    def originals(self, local: Originals) -> Originals:
        """Return files that are kept in the database, and in a folder as far as they are used."""
        return SharedOriginals(local, self._bytes)

    def listening(
        self, brought: Callable[[], object], changed: Callable[[int], object]
    ) -> AbstractContextManager[None]:
        """Have somebody told, while the block runs, of what any process has brought or changed."""
        return listening(self._address, brought, changed)
