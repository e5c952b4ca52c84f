"""Who asks for work: for which server, and whether they can still be told what comes of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody for whom work is done.

    Args:
        guild: The server where they ask; None in direct messages.
        hears: Whether they can still be told what comes of it.
    """

    guild: int | None = None
    hears: Callable[[], bool] = lambda: True


_asker: ContextVar[Asker] = ContextVar("asker", default=Asker())  # noqa: B039  # it never changes


@contextmanager
def asking(asker: Asker) -> Iterator[None]:
    """Have work that the block asks for be somebody's.

    Yields:
        Nothing.
    """
    token = _asker.set(asker)
    try:
        yield
    finally:
        _asker.reset(token)


def current_asker() -> Asker:
    """Return whose work is asked for."""
    return _asker.get()
