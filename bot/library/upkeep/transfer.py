"""Everything that is kept of servers, from one database to another: its rows as they are."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.library.tables.catalogue import IN_USE
from bot.library.tables.transactions import Connection, Transactions
from index import CollectionError

_ROWS_AT_ONCE = 1_000
_NOT_EMPTY = (
    "something is kept of servers where this should be put: nothing was changed; "
    "a library is moved to where there is none"
)
# Each table of servers with all of its columns; those that others refer to stand first.
COLUMNS: Mapping[str, Sequence[str]] = {
    "servers": ("guild", "generation", "served"),
    "documents": (
        *("guild", "name", "filename", "sha256", "size", "stated", "channels", "roles", "added"),
    ),
    "revisions": ("guild", "document", "number", "kept"),
    "settings": ("guild", "name", "text"),
    "gaps": ("guild", "day", "told"),
    "jobs": (
        *("id", "guild", "content", "filename", "sha256", "size", "stated", "scope", "instead_of"),
        *("state", "reason", "attempts", "worker", "leased_until", "not_before", "asked", "begun"),
        *("ended", "stage", "at", "total", "name", "kind", "brings", "taken", "refused"),
        *("channel", "told", "member"),
    ),
    "presences": ("guild", "account", "gone"),
    "events": ("guild", "number", "moment", "member", "kind", "what"),
    "opinions": ("guild", "own", "document", "wording", "day", "helpful", "unhelpful"),
}


def guilds_in(connection: Connection) -> list[int]:
    """Return the servers that anything is kept of, on a connection that surveys all."""
    selects = [f"SELECT guild FROM {table}" for table in COLUMNS]  # noqa: S608  # our own names
    return sorted(row[0] for row in connection.execute(" UNION ".join(selects)))


def digests_in(connection: Connection) -> list[str]:
    """Return the sha256 of each file that anything is kept of, on such a connection."""
    return sorted(str(row[0]) for row in connection.execute(IN_USE))


def copy_rows(
    source: Connection,
    target: Transactions,
    carry: Callable[[str], None] = lambda _: None,
    keep: Callable[[], None] = lambda: None,
) -> int:
    """Put all rows into a database that has none, at once; return of how many servers they are.

    Args:
        source: Sees everything as of one moment.
        target: Where they are put.
        carry: Puts a file, given by its sha256, where those of the target are; before any row.
        keep: Keeps what is no row, before the rows are kept.

    Raises:
        CollectionError: The target has rows.
    """
    with target.loading() as loading:
        if guilds_in(loading):
            raise CollectionError(_NOT_EMPTY)
        for sha256 in digests_in(source):
            carry(sha256)
        guilds = guilds_in(source)
        for guild in guilds:
            target.turn_to(loading, guild)
            for table, columns in COLUMNS.items():
                for rows in _rows(source, table, columns, guild):
                    loading.executemany(_insert(table, columns), rows)
        target.number_on(loading)
        keep()
    return len(guilds)


def _rows(
    source: Connection, table: str, columns: Sequence[str], guild: int
) -> Iterator[list[tuple[object, ...]]]:
    """Yield the rows of a server.

    Yields:
        Some, one at least.
    """
    select = f"SELECT {', '.join(columns)} FROM {table} WHERE guild = ?"  # noqa: S608
    rows = source.execute(select, (guild,)).fetchall()
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        yield rows[start : start + _ROWS_AT_ONCE]


def _insert(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" for _ in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
