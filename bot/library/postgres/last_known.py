"""What was last read of servers, for while the database that has it is away.

Nobody can have changed anything meanwhile, unless the way there is broken for this process alone.
So what is remembered holds for a time, and no longer.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from bot.library.tables.transactions import DatabaseAwayError

T = TypeVar("T")
_HELD_S = 600.0


@dataclass(frozen=True, slots=True)
class _Known(Generic[T]):
    value: T
    read_at: float


class LastKnown(Generic[T]):
    """Values by their keys. Its methods may be called from several threads."""

    def __init__(self, most: int, now: Callable[[], float] = time.monotonic) -> None:
        """Remember so many at most, nothing yet; `now` counts seconds."""
        self._most = most
        self._now = now
        self._known: OrderedDict[Hashable, _Known[T]] = OrderedDict()
        self._lock = Lock()

    def last(self, key: Hashable) -> T | None:
        """Return what was read last, however long ago; None where nothing was."""
        with self._lock:
            known = self._known.get(key)
        return known.value if known else None

    def read(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what is read; where the database is away, what was read last.

        Raises:
            DatabaseAwayError: Nothing was, or too long ago.
        """
        try:
            value = read()
        except DatabaseAwayError:
            with self._lock:
                known = self._known.get(key)
            if known is None or self._now() - known.read_at > _HELD_S:
                raise
            return known.value
        with self._lock:
            self._known[key] = _Known(value, self._now())
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return value
