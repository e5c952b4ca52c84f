"""What is kept open within a budget of memory: those that were asked longest ago close first."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
_BYTES_PER_MEGABYTE = 1_000_000


class KeptOpen(Generic[K, V]):
    """Values by their keys, each with what it takes. Several threads may use it."""

    def __init__(self, megabytes: Callable[[], float]) -> None:
        """Keep none open yet.

        Args:
            megabytes: Gives what all may take together; what was asked last stays, though it alone
                takes more.
        """
        self._megabytes = megabytes
        self._open: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """What all take together, bytes."""
        return sum(size for _, size in list(self._open.values()))

    @property
    def order(self) -> list[K]:
        """The keys, the one asked longest ago first."""
        with self._lock:
            return list(self._open)

    def get(self, key: K) -> V | None:
        """Return what is open under a key."""
        kept = self._open.get(key)
        return kept[0] if kept else None

    def hold(self, key: K, value: V, size: int) -> None:
        """Keep a value open as the one that was asked last.

        Args:
            key: In whose place it is.
            value: The value.
            size: What it takes, bytes.
        """
        with self._lock:
            self._open[key] = (value, size)
            self._open.move_to_end(key)
            over = self.size - self._megabytes() * _BYTES_PER_MEGABYTE
            while len(self._open) > 1 and over > 0:
                _, (_, closed) = self._open.popitem(last=False)
                over -= closed

    def close(self, key: K) -> None:
        """Close what is open under a key."""
        with self._lock:
            self._open.pop(key, None)
