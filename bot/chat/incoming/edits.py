"""Questions that their authors change once they are asked: each wording is answered once, in turn.

Discord tells in the same way of a message whose words were changed, and of one that was pinned, got
a thread, or a preview of a link.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import discord

EDITED_QUESTION = "edited_question"
"""The event of a question whose words were changed, which has its message."""
_WITHIN = timedelta(minutes=15)  # after which a question stands as it was asked
_JUST_NOW = timedelta(minutes=1)  # since a change that Discord tells of, and not of a pin after it
_REMEMBERED = 10_000  # messages that were changed; the oldest are forgotten first


class Edits:
    """Knows the latest wording of the messages that were changed lately."""

    def __init__(
        self, now: Callable[[], datetime], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        """Start with none.

        Args:
            now: Tells the time, in UTC.
            sleep: Returns after so many seconds of it.
        """
        self._now, self._sleep = now, sleep
        self._latest: OrderedDict[int, datetime] = OrderedDict()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def is_new_wording(self, event: discord.RawMessageUpdateEvent) -> bool:
        """Return whether a message has other words now, and was written lately: once for each."""
        message, before = event.message, event.cached_message
        changed = message.edited_at
        if changed is None or self._is_old(message, self._now()):
            return False
        if message.id in self._latest and changed <= self._latest[message.id]:
            return False
        if before is not None and before.content == message.content:
            return False
        if before is None and self._now() - changed > _JUST_NOW:
            return False
        self._latest[message.id] = changed
        while len(self._latest) > _REMEMBERED:
            self._latest.popitem(last=False)
        return True

    def is_latest(self, message: discord.Message) -> bool:
        """Return whether no later wording of a message is known than the one that it has."""
        latest, changed = self._latest.get(message.id), message.edited_at
        return latest is None or (changed is not None and changed >= latest)

    @asynccontextmanager
    async def turn(self, message: discord.abc.Snowflake) -> AsyncIterator[None]:
        """See to no wording of a message, or its end, before its earlier wordings are answered.

        Yields:
            Nothing.
        """
        async with self._turns.setdefault(message.id, asyncio.Lock()):
            yield

    async def wait(
        self, message: discord.Message, wait_s: Callable[[datetime], float]
    ) -> datetime | None:
        """Return when its member's turn is, waited for; None where it does not come in time.

        Args:
            message: A changed question.
            wait_s: Says how many seconds there are to wait from a moment on; 0 takes the turn.
        """
        at = message.edited_at or message.created_at
        while left_s := wait_s(at):
            at += timedelta(seconds=left_s)
            if self._is_old(message, at):
                return None
            await self._sleep(max(0.0, (at - self._now()).total_seconds()))
            if not self.is_latest(message):
                return None
        return at

    def _is_old(self, message: discord.Message, at: datetime) -> bool:
        return at - message.created_at > _WITHIN
