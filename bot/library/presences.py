"""Which servers an account of the bot's is in, and since when it is not, in the catalogue.

Only of servers that have something in the catalogue: a table with a column `guild` is of servers.
"""

from collections.abc import Callable, Set
from datetime import datetime
from pathlib import Path

from bot.library.catalogue import Catalogue
from bot.library.database import Connection

_OWN = "presences"


class Presences:
    """The table of presences, and what is deleted with a server."""

    def __init__(self, path: Path, catalogue: Callable[[], Catalogue]) -> None:
        """Keep them in the catalogue at `path`, which `catalogue` opens."""
        self._path = path
        self._catalogue = catalogue

    def begun(self) -> bool:
        """Return whether any server ever had something; nothing is made for those that have not."""
        return self._path.is_file()

    def come(self, account: int, present: Set[int]) -> tuple[int, ...]:
        """Note that an account is in these servers; return those that it had left."""
        with self._catalogue().alone() as connection:
            known = _known(connection) & present
            gone = {row[0] for row in connection.execute(_GONE)}
            rows = [(guild, account) for guild in sorted(known)]
            connection.executemany("INSERT OR REPLACE INTO presences VALUES (?, ?, NULL)", rows)
        return tuple(sorted(known & gone))

    def go(self, account: int, present: Set[int], now: datetime) -> tuple[int, ...]:
        """Note that an account is in no other servers than these; return those that it left."""
        with self._catalogue().alone() as connection:
            rows = connection.execute(
                "SELECT guild FROM presences WHERE account = ? AND gone IS NULL", (account,)
            )
            left = sorted({row[0] for row in rows} - present)
            noted = [(now.isoformat(), guild) for guild in left]
            connection.executemany("UPDATE presences SET gone = ? WHERE guild = ?", noted)
        return tuple(left)

    def gone(self, account: int, before: datetime) -> tuple[int, ...]:
        """Return the servers that an account left before a moment."""
        with self._catalogue().connected() as connection:
            rows = connection.execute(f"{_GONE} AND account = ?", (account,)).fetchall()
        return tuple(guild for guild, gone in rows if datetime.fromisoformat(gone) <= before)

    def is_gone(self, guild: int) -> bool:
        """Return whether the bot was taken out of a server."""
        with self._catalogue().connected() as connection:
            return connection.execute(f"{_GONE} AND guild = ?", (guild,)).fetchone() is not None

    def forget(self, guild: int) -> bool:
        """Delete all that there is of a server, if the bot is not in it; return whether it was."""
        with self._catalogue().alone() as connection:
            if connection.execute(f"{_GONE} AND guild = ?", (guild,)).fetchone() is None:
                return False
            for table in (*_tables(connection), _OWN):
                connection.execute(f"DELETE FROM {table} WHERE guild = ?", (guild,))  # noqa: S608
        return True


_GONE = "SELECT guild, gone FROM presences WHERE gone IS NOT NULL"


def _known(connection: Connection) -> set[int]:
    """Return the servers that have something in the catalogue."""
    selects = [f"SELECT guild FROM {table}" for table in _tables(connection)]  # noqa: S608
    return {row[0] for row in connection.execute(" UNION ".join(selects))}


def _tables(connection: Connection) -> tuple[str, ...]:
    """Return the tables that are of servers, but that of presences; we gave the names ourselves."""
    rows = connection.execute(
        "SELECT tables.name FROM sqlite_master AS tables"
        " JOIN pragma_table_info(tables.name) AS columns"
        " WHERE tables.type = 'table' AND columns.name = 'guild'"
    )
    return tuple(sorted(row[0] for row in rows if row[0] != _OWN))
