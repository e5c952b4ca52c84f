"""Servers that took the bot out: what is theirs is kept for a while, and then deleted.

Where that was a mistake, the server is back within the time with everything. With each server the
account is noted that was in it, and that one alone can leave it: a sandbox, or another bot, that
uses the same data folder for a day makes no server one that was left.
"""

import logging
from collections.abc import Callable, Set
from datetime import datetime, timedelta
from threading import Lock

from bot.library.shelving.shelves import Shelves

_log = logging.getLogger(__name__)


class Departures:
    """Notes which servers the bot is in, and deletes what is of those that it left long ago."""

    def __init__(
        self,
        shelves: Shelves,
        keep: timedelta,
        looked_after: Callable[[int], bool] = lambda _: True,
    ) -> None:
        """Look after servers.

        Args:
            shelves: What they have.
            keep: How long that is kept after a server was left.
            looked_after: Whether this process serves a server: of the others it cannot know
                whether the bot is in them.
        """
        self._shelves = shelves
        self._keep = keep
        self._looked_after = looked_after
        self._looking = Lock()

    def keep_for(self, keep: timedelta) -> None:
        """Keep what is of a server for so long from now on."""
        self._keep = keep

    def look(
        self,
        account: int,
        present: Set[int],
        now: datetime,
        forget: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Note where the bot is, and delete what is over its time.

        Args:
            account: The bot's own id.
            present: Ids of all servers of this process that it is in, those too that an outage
                keeps away.
            now: The time, with a zone.
            forget: Deletes what is kept of a server elsewhere.

        Raises:
            BriefingError: It cannot be noted or deleted now; the next look does it.
        """
        with self._looking:
            presences = self._shelves.presences
            if not presences.begun():
                return
            for guild in presences.come(account, present):
                _log.info("server %s has the bot again: its documents are asked as before", guild)
            for guild in presences.go(account, present, now, self._looked_after):
                end = (now + self._keep).date()
                _log.info("server %s took the bot out: what it has is kept until %s", guild, end)
            self._shelves.events.tidy()
            self._shelves.jobs.tidy()
            for guild in filter(self._looked_after, presences.gone(account, now - self._keep)):
                forget(guild)
                if self._shelves.forget(guild):
                    _log.info("server %s took the bot out: what it had is deleted now", guild)
