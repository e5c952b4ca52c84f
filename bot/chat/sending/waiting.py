"""What members see whose question waits: their place in line, or that the bot is typing.

Of a command it is said in the place of "thinking…", which the answer takes. A mention has no such
place: a message that says it would have to be changed into the answer, in a channel that takes
five messages and five changes in five seconds, so that the places of many who wait would hold
their answers back. There the bot is shown as typing, once for all who wait in a channel, also
while it works on what they asked: nothing else says that it heard.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from itertools import chain, repeat
from typing import Any, TypeAlias

import discord

from bot.chat.sending.retries import LOST, MALFORMED, Pacing, Retries, told
from bot.library import Library

_log = logging.getLogger(__name__)
_FIRST_S = 2.0  # that a question waits before its place is told; each pause then doubles
_UNANSWERED_S = 1.0  # before the bot is shown as typing: most answers are there by then
_LONGEST_S = 30.0  # between two words on its place
_TYPING_S = 8.0  # between two signs of typing; Discord shows one for ten seconds
_TYPING = timedelta(seconds=_TYPING_S)
_GRACE_S = 1.0  # that a word on its way has to arrive, once there is an answer
_TRY_S = 15.0
# What it may end in, and is not tried again: discord.py makes the former of nonsense, and aiohttp
# says the latter of a session that was closed.
_FAILED = (*LOST, *MALFORMED, RuntimeError)

_Say: TypeAlias = Callable[[], Awaitable[object]]
"""Says something to somebody who waits, where there is something to say."""


class Waiting:
    """Looks after those who wait. Nothing that goes wrong with that costs an answer."""

    def __init__(self, library: Library, pacing: Pacing, words: Callable[[int], str]) -> None:
        """Look after those who wait for `library`.

        Args:
            library: Knows their places.
            pacing: By whose time they wait.
            words: Says how many are before somebody.
        """
        self._library = library
        self._pacing = pacing
        self._retries = Retries(pacing)
        self._words = words
        self._typed: dict[int, datetime] = {}  # when the bot last typed, by the channel's id

    async def until(self, moment: datetime) -> None:
        """Return at a moment; at once where it is past."""
        await self._pacing.sleep(max(0.0, (moment - self._pacing.now()).total_seconds()))

    def told(self, interaction: discord.Interaction[Any]) -> AbstractAsyncContextManager[None]:
        """Have a member told their place for as long as the block waits for its turn.

        Args:
            interaction: Acknowledged by "thinking…".
        """
        asker, last = asyncio.current_task(), None

        async def say() -> None:
            nonlocal last
            place = self._library.before(asker) if asker else None
            if place not in {None, last}:
                last = place
                words = interaction.edit_original_response(content=self._words(place))
                await self._retries.within(_TRY_S, words, cancels=True)

        return self._beside(say, _longer(_FIRST_S))

    def typing(self, message: discord.Message) -> AbstractAsyncContextManager[None]:
        """Have the bot shown as typing for as long as a message has no answer.

        Args:
            message: Which the block answers.
        """

        async def type_() -> None:
            now = self._pacing.now()
            recent = {id_: at for id_, at in self._typed.items() if now - at < _TYPING}
            if message.channel.id not in recent:
                self._typed = recent | {message.channel.id: now}
                await self._retries.within(_TRY_S, _typed(message), cancels=False)

        return self._beside(type_, chain([_UNANSWERED_S], repeat(_TYPING_S)))

    @asynccontextmanager
    async def _beside(self, say: _Say, pauses_s: Iterator[float]) -> AsyncIterator[None]:
        """Say something beside the block; what is on its way at its end has a moment to arrive.

        It arrives before what the block is for is sent, or not at all.

        Yields:
            Nothing.
        """
        over = asyncio.Event()
        saying = asyncio.create_task(self._look_after(say, pauses_s, over))
        try:
            yield
        finally:
            over.set()
            await asyncio.wait({saying}, timeout=_GRACE_S)
            saying.cancel()
            await asyncio.wait({saying})

    async def _look_after(self, say: _Say, pauses_s: Iterator[float], over: asyncio.Event) -> None:
        for pause_s in pauses_s:
            if not await self._goes_on(over, pause_s):
                return
            try:
                await say()
            except _FAILED as error:
                _log.info("that somebody waits was not told: %s", told(error))

    async def _goes_on(self, over: asyncio.Event, seconds: float) -> bool:
        """Return after so many seconds that somebody may still wait; at once where that is over."""
        try:
            async with self._pacing.limit(seconds):
                await over.wait()
        except TimeoutError:
            return True
        return False


def _longer(pause_s: float) -> Iterator[float]:
    """Yield pauses, each twice as long, up to the longest.

    Yields:
        Seconds.
    """
    while True:
        yield pause_s
        pause_s = min(2 * pause_s, _LONGEST_S)


async def _typed(message: discord.Message) -> None:
    await message.channel.typing()
