"""Who may ask now, what was handled already, and what is in flight: plain state, no Discord."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic

_REMEMBERED = 10_000  # members or events; the oldest are forgotten first


class Cooldown:
    """The least time between two questions of one member."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        """Start with nobody waiting."""
        self._seconds = seconds
        self._clock = clock
        self._last: OrderedDict[int, float] = OrderedDict()

    def wait_s(self, member_id: int) -> float:
        """Return how many seconds a member has to wait; 0 takes their turn."""
        now = self._clock()
        last = self._last.get(member_id)
        if last is not None and now - last < self._seconds:
            return self._seconds - (now - last)
        self._last[member_id] = now
        self._last.move_to_end(member_id)
        while len(self._last) > _REMEMBERED:
            self._last.popitem(last=False)
        return 0.0

    def give_back(self, member_id: int) -> None:
        """Let a member ask again at once: their last turn cost nothing."""
        self._last.pop(member_id, None)


class Handled:
    """The events that were taken up: Discord may deliver one twice after a resume."""

    def __init__(self) -> None:
        """Start with none."""
        self._ids: OrderedDict[int, None] = OrderedDict()

    def first(self, event_id: int) -> bool:
        """Return whether this is the first time that the event comes."""
        if event_id in self._ids:
            return False
        self._ids[event_id] = None
        while len(self._ids) > _REMEMBERED:
            self._ids.popitem(last=False)
        return True


class InFlight:
    """Questions that are being worked on."""

    def __init__(self) -> None:
        """Start with none."""
        self._count = 0
        self._none = asyncio.Event()
        self._none.set()

    @asynccontextmanager
    async def hold(self) -> AsyncIterator[None]:
        """Count a question as in flight while the block runs.

        Yields:
            Nothing.
        """
        self._count += 1
        self._none.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._none.set()

    async def drained(self, timeout_s: float) -> bool:
        """Return whether everything in flight was finished within `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._none.wait()
        except TimeoutError:
            return False
        return True
