"""A clock that can be moved, so that three seconds and fifteen minutes take none."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.world.clock import Clock


@dataclass(order=True, slots=True)
class MovedTimer:
    """One call that is due at a moment of the clock."""

    due_s: float
    order: int
    call: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)
    handle: asyncio.TimerHandle | None = field(default=None, compare=False)

    def cancel(self) -> None:
        self.cancelled = True
        if self.handle is not None:
            self.handle.cancel()


class MovedClock(Clock):
    """The machine's time, plus what it was moved forward by."""

    def __init__(self) -> None:
        self._moved_s = 0.0
        self._timers: list[MovedTimer] = []
        self._order = itertools.count()

    def now_s(self) -> float:
        return super().now_s() + self._moved_s

    def advance(self, seconds: float) -> None:
        """Move the clock forward and make every call that falls due, in order.

        Args:
            seconds: How far, at least 0.

        Raises:
            ValueError: `seconds` is negative.
        """
        if seconds < 0:
            raise ValueError(f"a clock moves forward only, not by {seconds} s")
        self._moved_s += seconds
        self._run_due()

    def call_later(self, delay_s: float, call: Callable[[], None]) -> MovedTimer:
        timer = MovedTimer(self.now_s() + delay_s, next(self._order), call)
        heapq.heappush(self._timers, timer)
        timer.handle = asyncio.get_running_loop().call_later(delay_s, self._run_due)
        return timer

    def _run_due(self) -> None:
        # A loop's timer may fire a hair early by the wall clock: 5 ms count as due.
        while self._timers and self._timers[0].due_s <= self.now_s() + 0.005:
            timer = heapq.heappop(self._timers)
            if not timer.cancelled:
                timer.cancel()
                timer.call()


class StillClock(MovedClock):
    """The moment at which it was made, plus what it was moved forward by.

    However slow the machine is, nothing falls due by it unless a test moves it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._made_s = Clock.now_s(self)

    def now_s(self) -> float:
        return self._made_s + self._moved_s
