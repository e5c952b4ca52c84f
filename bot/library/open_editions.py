"""Servers' own documents that are open, each as of a generation of the catalogue."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock, RLock

from bot.library.editions import Edition, Editions, Opener
from bot.library.ports import DocumentsPort
from index import Collection

_MOST_SERVERS = 64  # whose own documents are kept open
_PATIENCE_S = 2.0  # that a question waits for a library that is being opened for the first time


@dataclass(frozen=True, slots=True)
class _Opened:
    generation: int
    edition: Edition


class OpenEditions:
    """Opens them, and keeps open those that were asked last; several threads may use it."""

    def __init__(self, editions: Editions, catalogue: Callable[[], DocumentsPort]) -> None:
        """Open what `editions` lays out and builds of what the catalogue says."""
        self._editions = editions
        self._catalogue = catalogue
        self._opened: OrderedDict[int, _Opened] = OrderedDict()
        self._changing: dict[int, RLock] = {}  # of each server
        self._lock = Lock()  # of the dictionaries

    def alone(self, guild: int) -> RLock:
        """Return the lock of a server's library: who changes it, or opens it, holds it."""
        with self._lock:
            return self._changing.setdefault(guild, RLock())

    def own(self, guild: int, opener: Opener) -> Edition:
        """Return a server's own documents as the catalogue has them now.

        Raises:
            BriefingError: They cannot be laid out or built.
        """
        with self.alone(guild):
            generation = self._catalogue().generation(guild)
            opened = self._opened.get(guild)
            if opened is None or opened.generation != generation:
                documents = self._catalogue().documents(guild)
                opened = _Opened(generation, self._editions.open(guild, documents, opener))
                self._editions.sweep(guild, documents)
            self.hold(guild, opened.generation, opened.edition)
            return opened.edition

    def at_hand(self, guild: int, opener: Opener) -> Edition | None:
        """Return a server's own documents: while they are being changed, as they were before.

        None where they are not open, and cannot be within the time that a question waits.
        """
        lock, known = self.alone(guild), self._opened.get(guild)
        if not lock.acquire(timeout=_PATIENCE_S if known is None else 0):
            return known.edition if known else None
        try:
            return self.own(guild, opener)
        finally:
            lock.release()

    def hold(self, guild: int, generation: int, edition: Edition) -> None:
        """Keep a server's documents open, and close those that were asked longest ago."""
        with self._lock:
            self._opened[guild] = _Opened(generation, edition)
            self._opened.move_to_end(guild)
            while len(self._opened) > _MOST_SERVERS:
                self._opened.popitem(last=False)

    def close(self, guild: int) -> None:
        """Close a server's documents."""
        with self._lock:
            self._opened.pop(guild, None)

    def holds(self, guild: int) -> bool:
        """Return whether a server's documents are open."""
        return guild in self._opened

    def has(self, guild: int, own: Collection) -> bool:
        """Return whether documents are those that are open of a server."""
        opened = self._opened.get(guild)
        return opened is not None and opened.edition.collection is own
