"""The operator's documents joined with some of servers'; those that were asked last stay open."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

from index import Collection

_MOST_OPEN = 24  # collections that are kept open
_LOCKS = 16  # so many collections can be joined at once, if chance does not put two behind one lock


@dataclass(frozen=True, slots=True)
class Shown:
    """Documents of a server that are shown.

    Args:
        guild: The server's id.
        own: All of its own documents.
        names: Those that are shown, one at least.
        holder: The server's name, where it is to be said whose they are; else "".
    """

    guild: int
    own: Collection
    names: frozenset[str]
    holder: str = ""


_View: TypeAlias = tuple[Collection, tuple[Shown, ...], bool]
"""The operator's collection, what is shown beside it, and whether it is shown itself."""


class Views:
    """Joined collections. Its methods may be called from several threads."""

    def __init__(self, is_current: Callable[[Shown], bool]) -> None:
        """Keep none open yet; `is_current` says whether documents are those that a server has."""
        self._is_current = is_current
        self._open: OrderedDict[_View, Collection] = OrderedDict()
        self._lock = Lock()  # of the dictionary
        self._joining = tuple(Lock() for _ in range(_LOCKS))

    def view(self, public: Collection, shown: tuple[Shown, ...], *, shared: bool) -> Collection:
        """Return the operator's documents with some of servers', joined once for all who ask.

        Args:
            public: The operator's collection.
            shown: What is shown of servers.
            shared: Whether the operator's documents are, too.
        """
        key = (public, shown, shared)
        with self._joining[hash(key) % _LOCKS]:
            with self._lock:
                view = self._open.get(key)
            if view is None:
                view = _joined(*key)
            with self._lock:
                self._open[key] = view
                self._open.move_to_end(key)
                self._close_old(public)
        return view

    def _close_old(self, present: Collection) -> None:
        """Close what is of documents as they were before, and what was asked longest ago."""
        for key in list(self._open):
            public, shown, _ = key
            if public is not present or not all(map(self._is_current, shown)):
                del self._open[key]
        while len(self._open) > _MOST_OPEN:
            self._open.popitem(last=False)


def _joined(public: Collection, shown: tuple[Shown, ...], shared: bool) -> Collection:
    operators = [Shown(0, public, frozenset(public.documents))] if shared else []
    parts = [*operators, *shown]
    return Collection.joined([(one.own, one.names) for one in parts], [one.holder for one in parts])
