"""A clock that tests can move, so that three seconds and fifteen minutes take none."""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime


@dataclass(order=True, slots=True)
class Timer:
    """One call that is due at a moment of the clock."""

    due_s: float
    order: int
    call: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)
    handle: asyncio.TimerHandle | None = field(default=None, compare=False)

    def cancel(self) -> None:
        """Take the call back."""
        self.cancelled = True
        if self.handle is not None:
            self.handle.cancel()


class Clock:
    """The time of the double: the machine's own, plus what it was moved forward by."""

    def __init__(self) -> None:
        """Start at the machine's time."""
        self._moved_s = 0.0
        self._timers: list[Timer] = []
        self._order = itertools.count()

    def now_s(self) -> float:
        """Return seconds since 1970."""
        return time.time() + self._moved_s

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

    def call_later(self, delay_s: float, call: Callable[[], None]) -> Timer:
        """Return the timer of a call that is made once `delay_s` seconds have passed here."""
        timer = Timer(self.now_s() + delay_s, next(self._order), call)
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


def iso(seconds: float) -> str:
    """Return a moment as Discord writes it, in UTC with microseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
