"""Which servers the bot is in, told to the library: it deletes what is of those that it left.

An outage of Discord's takes no server away: it stays among the client's, as unavailable.
"""

import asyncio
import logging

from discord.ext import commands, tasks

from bot.chat.audience.preferences import Preferences
from bot.chat.sending.retries import Pacing
from bot.library import Library
from index import BriefingError

_EVERY_H = 1.0
_EVENTS = ("on_ready", "on_guild_join", "on_guild_remove")

_log = logging.getLogger(__name__)


class Attendance:
    """Looks where the bot is: when that changes, and every hour, for times run out meanwhile."""

    def __init__(
        self, client: commands.Bot, library: Library, preferences: Preferences, pacing: Pacing
    ) -> None:
        """Look at what `client` is in; nothing is begun."""
        self._client = client
        self._preferences = preferences
        self._library = library
        self._pacing = pacing
        self._looking = asyncio.Lock()  # else what was seen first may be noted last
        self._rounds = tasks.loop(hours=_EVERY_H)(self.look)

    def begin(self) -> None:
        """Look from now on."""
        for event in _EVENTS:
            self._client.add_listener(self.look, event)
        self._rounds.start()

    def end(self) -> None:
        """Look no more."""
        self._rounds.cancel()

    async def look(self, *_: object) -> None:
        """Tell the library where the bot is, once that is known."""
        async with self._looking:
            await self._look()

    async def _look(self) -> None:
        account = self._client.user
        if account is None or not self._client.is_ready():
            return
        present = frozenset(guild.id for guild in self._client.guilds)
        departures, now = self._library.departures, self._pacing.now()
        try:
            forget = self._preferences.forget_server
            await self._library.render(lambda: departures.look(account.id, present, now, forget))
        except BriefingError as error:
            _log.warning("where the bot is cannot be noted now: %s", error)
