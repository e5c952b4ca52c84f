"""The time of a world, and how Discord writes it."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Timer(Protocol):
    """One call that is due later."""

    def cancel(self) -> None:
        """Take the call back."""


class Clock:
    """The machine's time. Tests have one that they can move."""

    def now_s(self) -> float:
        """Return seconds since 1970."""
        return time.time()

    def call_later(self, delay_s: float, call: Callable[[], None]) -> Timer:
        """Return the timer of a call that is made once `delay_s` seconds have passed here."""
        return asyncio.get_running_loop().call_later(delay_s, call)


def iso(seconds: float) -> str:
    """Return a moment as Discord writes it, in UTC with microseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
