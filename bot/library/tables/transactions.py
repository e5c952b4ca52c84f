"""What the tables of servers' libraries stand in, whichever database that is.

`Catalogue`, `Jobs`, `Servers`, `Presences` and `OpinionCounts` are written once, in the SQL that
SQLite and PostgreSQL have in common, with `?` and `:name` for values. Where the two differ, the
difference has a name here: `skipping_locked`, `tables_of_servers`, `forget_unused`.
"""

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

from index import CollectionError, UnwritableError

Values: TypeAlias = Sequence[Any] | Mapping[str, Any]
"""What is put in the place of the question marks, or of the names."""


class Reach(enum.StrEnum):
    """What a transaction may look at beside the server that it is of.

    SQLite leaves that to the statements; PostgreSQL refuses whatever is not within it.
    """

    SERVER = "server"  # nothing
    QUEUE = "queue"  # the jobs of all servers, and whose turn it is
    SURVEY = "survey"  # which servers and files there are; what is changed is where the bot is
    MEMBERS = "members"  # what all members chose, to copy it


class LaterVersionError(CollectionError):
    """A later version of the program made the tables: this one would read them wrongly."""


class DatabaseAwayError(UnwritableError):
    """The database does not answer now; whoever tries again later may find it there."""


class Rows(Protocol):
    """What a statement gives."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:  # noqa: ANN401  # a row has the types of its columns
        """Return the next row; None where there is none."""

    def fetchall(self) -> list[Any]:
        """Return the other rows."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the other rows."""


class Connection(Protocol):
    """Statements of one transaction."""

    def execute(self, statement: str, given: Values = ..., /) -> Rows:
        """Run a statement."""

    def executemany(self, statement: str, given: Iterable[Values], /) -> object:
        """Run a statement once for each of several values."""


class Transactions(Protocol):
    """A database. Its methods may be called from several threads and processes."""

    @property
    def skipping_locked(self) -> str:
        """What ends a SELECT of jobs that are to be changed, so that two who look take two."""

    def alone(self, guild: int = ..., reach: Reach = ...) -> AbstractContextManager[Connection]:
        """Have a transaction, kept when the block ends without an error.

        Meanwhile nobody else changes what is of the server, nor the queue where that is within
        reach; and nobody sweeps.
        """

    def connected(self, guild: int = ..., reach: Reach = ...) -> AbstractContextManager[Connection]:
        """Have a connection that is only read from."""

    def sweeping(self) -> AbstractContextManager[Connection]:
        """Have a transaction during which nobody changes anything."""

    def frozen(self) -> AbstractContextManager[Connection]:
        """Have a connection that reads everything as of one moment, whoever writes meanwhile."""

    def loading(self) -> AbstractContextManager[Connection]:
        """Have a transaction in which rows of any server are put, after `turn_to` that one."""

    def turn_to(self, connection: Connection, guild: int) -> None:
        """Have a transaction be of a server from now on."""

    def number_on(self, connection: Connection) -> None:
        """Have new jobs numbered after those that were put in with their numbers."""

    def tables_of_servers(self, connection: Connection) -> tuple[str, ...]:
        """Return the names of the tables that are of servers: those with a column `guild`."""

    def forget_unused(self, connection: Connection) -> None:
        """Remove the bytes that are kept in the database itself and that nothing names."""


DatabaseOpener: TypeAlias = Callable[[], Transactions]
"""Opens a database, made if need be, when it is first called."""
