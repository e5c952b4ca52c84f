"""Whether all that there may be was asked: noted where it is looked up, told beside a reply."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Completeness:
    """What was found out while something was looked up.

    Args:
        is_incomplete: Whether some of what a server may have brought was not there to be asked.
    """

    is_incomplete: bool = False


_REACH: ContextVar[Completeness | None] = ContextVar("reach", default=None)


@contextmanager
def reaching() -> Iterator[Completeness]:
    """Give what is found out in the block, and in the threads and tasks that it begins.

    Yields:
        It, as far as it is known by then.
    """
    reach = Completeness()
    token = _REACH.set(reach)
    try:
        yield reach
    finally:
        _REACH.reset(token)


def note_incomplete() -> None:
    """Note that something of a server's is out of reach, for whoever wants to know."""
    reach = _REACH.get()
    if reach is not None:
        reach.is_incomplete = True
