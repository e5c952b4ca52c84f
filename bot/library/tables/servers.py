"""What each server chose, and how often its members told of a gap: kept in the catalogue."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Collection
from datetime import date
from threading import Lock

from bot.library.tables.catalogue import Scope
from bot.library.tables.opinion_counts import OpinionCounts
from bot.library.tables.server_settings import UNKNOWN, ServerSettings
from bot.library.tables.transactions import Connection, DatabaseOpener
from index import BriefingError, SettingsError

_log = logging.getLogger(__name__)
_REMEMBERED = 10_000  # servers whose choices are known should the catalogue fail
_DAYS = 30  # that gaps are counted back


class Servers:
    """The choices of all servers. Its methods may be called from several threads."""

    def __init__(self, is_there: Callable[[], bool], opened: DatabaseOpener) -> None:
        """Keep them in a database, which `opened` makes if need be, and `is_there` does not."""
        self._is_there = is_there
        self._opened = opened
        self._last: OrderedDict[int, ServerSettings] = OrderedDict()
        self._lock = Lock()  # of what was read last
        self.opinions = OpinionCounts(is_there, opened)

    def open(self, operators: Collection[str]) -> None:
        """Open the catalogue, if there is one, so that nobody's question waits for that.

        Args:
            operators: Ids of the operator's documents; of others no opinions are kept.
        """
        try:
            if self._is_there():
                self.opinions.keep(operators)
        except BriefingError as error:
            _log.warning("the libraries of servers cannot be opened: %s", error)

    def settings(self, guild: int | None) -> ServerSettings:
        """Return what a server chose, by now; nothing is made for one that chose nothing.

        Where the catalogue cannot be read, that is logged, and what was last read of it holds;
        `UNKNOWN` where nothing was.

        Args:
            guild: The server; None in direct messages, which have no choices.
        """
        if guild is None:
            return ServerSettings()
        try:
            chosen = self._read(guild)
        except BriefingError as error:
            _log.warning("the settings of server %s cannot be read: %s", guild, error)
            return self.known(guild)
        self._remember(guild, chosen)
        return chosen

    def _read(self, guild: int) -> ServerSettings:
        if not self._is_there():
            return ServerSettings()
        with self._opened().connected(guild) as connection:
            return _chosen(connection, guild)

    def known(self, guild: int | None) -> ServerSettings:
        """Return what was last read of what a server chose; `UNKNOWN` where nothing was."""
        if guild is None:
            return ServerSettings()
        with self._lock:
            return self._last.get(guild, UNKNOWN)

    def new_scope(self, guild: int) -> Scope:
        """Return who may see a document that is new, where whoever brings it does not say.

        What cannot be read is not taken for everybody.

        Raises:
            BriefingError: It cannot be read.
        """
        if not self._is_there():
            return Scope()
        with self._opened().connected(guild) as connection:
            rows = connection.execute(
                "SELECT name, text FROM settings WHERE guild = ?"
                " AND name IN ('new_channels', 'new_roles')",
                (guild,),
            ).fetchall()
        chosen = ServerSettings()
        for name, text in rows:
            chosen = chosen.changed(name, text)
        return chosen.new_scope

    def change(
        self, guild: int, change: Callable[[ServerSettings], ServerSettings]
    ) -> ServerSettings:
        """Return what a server chose, after it was changed; what others change meanwhile stays.

        Args:
            guild: The server.
            change: Makes the new choices of the present ones.

        Raises:
            SettingsError: The new ones are none.
            BriefingError: They cannot be kept.
        """
        with self._opened().alone(guild) as connection:
            chosen = change(_chosen(connection, guild))
            connection.execute("DELETE FROM settings WHERE guild = ?", (guild,))
            connection.executemany(
                "INSERT INTO settings VALUES (?, ?, ?)",
                [(guild, name, text) for name, text in chosen.chosen().items()],
            )
        self._remember(guild, chosen)
        return chosen

    def count_gap(self, guild: int, day: date) -> None:
        """Count a question that the moderators were told of; nothing of it is kept.

        Raises:
            BriefingError: It cannot be kept.
        """
        with self._opened().alone(guild) as connection:
            connection.execute(
                "INSERT INTO gaps VALUES (?, ?, 1)"
                " ON CONFLICT (guild, day) DO UPDATE SET told = gaps.told + 1",
                (guild, day.isoformat()),
            )

    def gaps(self, guild: int) -> tuple[tuple[date, int], ...]:
        """Return how many questions the moderators were told of, for the last days with any.

        Raises:
            BriefingError: They cannot be read.
        """
        if not self._is_there():
            return ()
        with self._opened().connected(guild) as connection:
            rows = connection.execute(
                "SELECT day, told FROM gaps WHERE guild = ? ORDER BY day DESC LIMIT ?",
                (guild, _DAYS),
            ).fetchall()
        return tuple((date.fromisoformat(day), told) for day, told in rows)

    def _remember(self, guild: int, chosen: ServerSettings) -> None:
        with self._lock:
            self._last[guild] = chosen
            self._last.move_to_end(guild)
            while len(self._last) > _REMEMBERED:
                self._last.popitem(last=False)


def _chosen(connection: Connection, guild: int) -> ServerSettings:
    """Return what a server chose; what cannot be read of it is logged, and as by default."""
    rows = connection.execute("SELECT name, text FROM settings WHERE guild = ?", (guild,))
    chosen = ServerSettings()
    for name, text in rows:
        try:
            chosen = chosen.changed(name, text)
        except SettingsError as error:
            _log.warning("server %s: %s", guild, error)
    return chosen
