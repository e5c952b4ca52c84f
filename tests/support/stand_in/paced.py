"""The bot's patience on a clock that is moved: its pauses pass at once, and limits when told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.chat.sending.retries import Pacing
from tests.support.stand_in.moved_clock import MovedClock


class MovedPacing(Pacing):
    """Each pause is as long as it may be, and moves the clock by that instead of taking it."""

    servers_within_s = 0.001
    """The double tells of its servers in one breath: none can come after such a pause."""

    def __init__(self, clock: MovedClock) -> None:
        self._clock = clock
        self.pauses: list[float] = []

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.now_s(), UTC)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._clock.advance(seconds)
        await asyncio.sleep(0)

    @asynccontextmanager
    async def limit(self, seconds: float) -> AsyncIterator[None]:
        """End the block once the clock has moved so far.

        Yields:
            Nothing.
        """
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(None) as limit:
            timer = self._clock.call_later(seconds, lambda: limit.reschedule(loop.time()))
            try:
                yield
            finally:
                timer.cancel()

    def pause_s(self, longest_s: float) -> float:
        return longest_s
