"""A clock that is moved, so that three seconds and fifteen minutes take none."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.world.clock import Clock

_ROUNDING_S = 1e-3  # seconds since 1970 that were added up are not exact


@dataclass(order=True, slots=True)
class MovedTimer:
    """One call that is due at a moment of the clock."""

    due_s: float
    order: int
    call: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        self.cancelled = True


class MovedClock(Clock):
    """The moment at which it was made, or which was named, plus what it was moved forward by.

    However slow the machine is, nothing falls due by it unless a test moves it.
    """

    def __init__(self, now_s: float | None = None) -> None:
        """Begin at a moment, in seconds since 1970; None for now."""
        self._now_s = super().now_s() if now_s is None else now_s
        self._timers: list[MovedTimer] = []
        self._order = itertools.count()

    def now_s(self) -> float:
        return self._now_s

    def advance(self, seconds: float) -> None:
        """Move the clock forward and make every call that falls due, in order.

        Args:
            seconds: How far, at least 0.

        Raises:
            ValueError: `seconds` is negative.
        """
        if seconds < 0:
            raise ValueError(f"a clock moves forward only, not by {seconds} s")
        self._now_s += seconds
        while self._timers and self._timers[0].due_s <= self._now_s + _ROUNDING_S:
            timer = heapq.heappop(self._timers)
            if not timer.cancelled:
                timer.call()

    def call_later(self, delay_s: float, call: Callable[[], None]) -> MovedTimer:
        timer = MovedTimer(self._now_s + delay_s, next(self._order), call)
        heapq.heappush(self._timers, timer)
        return timer
