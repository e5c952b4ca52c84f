"""The operator's documents joined with some of servers'; those that were asked last stay open."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TypeAlias

from bot.library.shelving.kept_open import KeptOpen
from index import Collection

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

    def __init__(self, is_current: Callable[[Shown], bool], megabytes: Callable[[], float]) -> None:
        """Keep none open yet.

        Args:
            is_current: Says whether documents are those that a server has.
            megabytes: Gives what all that is open may take together.
        """
        self._is_current = is_current
        self._open: KeptOpen[_View, Collection] = KeptOpen(megabytes)
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
            view = self._open.get(key) or _joined(*key)
            self._open.hold(key, view, view.memory)
            self._close_old(public)
        return view

    def _close_old(self, present: Collection) -> None:
        """Close what is of documents as they were before, or that are closed by now."""
        for key in self._open.order:
            public, shown, _ = key
            if public is not present or not all(map(self._is_current, shown)):
                self._open.close(key)


def _joined(public: Collection, shown: tuple[Shown, ...], shared: bool) -> Collection:
    operators = [Shown(0, public, frozenset(public.documents))] if shared else []
    parts = [*operators, *shown]
    return Collection.joined([(one.own, one.names) for one in parts], [one.holder for one in parts])
