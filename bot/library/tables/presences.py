"""Which servers an account of the bot's is in, and since when it is not, in the catalogue.

Only of servers that have something in the catalogue: a table with a column `guild` is of servers.
"""

from collections.abc import Callable, Set
from datetime import datetime

from bot.library.tables.transactions import DatabaseOpener, Reach

_OWN = "presences"


class Presences:
    """The table of presences, and what is deleted with a server."""

    def __init__(self, is_there: Callable[[], bool], opened: DatabaseOpener) -> None:
        """Keep them in a database, which `opened` makes if need be, and `is_there` does not."""
        self._is_there = is_there
        self._opened = opened

    def begun(self) -> bool:
        """Return whether any server ever had something; nothing is made for those that have not."""
        return self._is_there()

    def come(self, account: int, present: Set[int]) -> tuple[int, ...]:
        """Note that an account is in these servers; return those that it had left."""
        database = self._opened()
        with database.alone(reach=Reach.SURVEY) as connection:
            tables = database.tables_of_servers(connection)
            selects = [f"SELECT guild FROM {table}" for table in tables if table != _OWN]  # noqa: S608
            rows = connection.execute(" UNION ".join(selects)).fetchall()
            known = {row[0] for row in rows} & present
            gone = {row[0] for row in connection.execute(_GONE)}
            connection.executemany(_COME, [(guild, account) for guild in sorted(known)])
        return tuple(sorted(known & gone))

    def go(
        self,
        account: int,
        present: Set[int],
        now: datetime,
        among: Callable[[int], bool] = lambda _: True,
    ) -> tuple[int, ...]:
        """Note that an account is in no other servers than these; return those that it left.

        Args:
            account: Its id.
            present: Ids of the servers that it is in.
            now: The time, with a zone.
            among: Whether a server is one that `present` can tell of.
        """
        with self._opened().alone(reach=Reach.SURVEY) as connection:
            rows = connection.execute(
                "SELECT guild FROM presences WHERE account = ? AND gone IS NULL", (account,)
            )
            left = sorted(filter(among, {row[0] for row in rows} - present))
            noted = [(now.isoformat(), guild) for guild in left]
            connection.executemany("UPDATE presences SET gone = ? WHERE guild = ?", noted)
        return tuple(left)

    def gone(self, account: int, before: datetime) -> tuple[int, ...]:
        """Return the servers that an account left before a moment."""
        with self._opened().connected(reach=Reach.SURVEY) as connection:
            rows = connection.execute(f"{_GONE} AND account = ?", (account,)).fetchall()
        return tuple(guild for guild, gone in rows if datetime.fromisoformat(gone) <= before)

    def is_gone(self, guild: int) -> bool:
        """Return whether the bot was taken out of a server."""
        with self._opened().connected(guild) as connection:
            return connection.execute(f"{_GONE} AND guild = ?", (guild,)).fetchone() is not None

    def forget(self, guild: int) -> bool:
        """Delete all that there is of a server, if the bot is not in it; return whether it was."""
        database = self._opened()
        with database.alone(guild) as connection:
            if connection.execute(f"{_GONE} AND guild = ?", (guild,)).fetchone() is None:
                return False
            for table in database.tables_of_servers(connection):
                connection.execute(f"DELETE FROM {table} WHERE guild = ?", (guild,))  # noqa: S608
        return True


_GONE = "SELECT guild, gone FROM presences WHERE gone IS NOT NULL"

_COME = (
    "INSERT INTO presences VALUES (?, ?, NULL)"
    " ON CONFLICT (guild) DO UPDATE SET account = excluded.account, gone = NULL"
)
