"""A short name for each message and command, which its lines in the log and an apology share.

It is made of the event's number on Discord, so that every line which has the one gives the other,
and nothing has to be kept.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Crockford's base 32, without letters that are taken for figures or for each other.
_FIGURES = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 5  # 33 million: two of a day seldom share one, and the time tells them apart
_CURRENT: ContextVar[str] = ContextVar("request", default="")


def request_id(event_id: int) -> str:
    """Return the short name of a message or interaction, given by its number on Discord.

    Example:
        >>> request_id(1575569270857793541)
        'BH1W7'
    """
    digest = hashlib.sha256(str(event_id).encode()).digest()
    return "".join(_FIGURES[byte % len(_FIGURES)] for byte in digest[:_LENGTH])


def current_request() -> str:
    """Return the short name of what is being answered here; "" where that is nothing."""
    return _CURRENT.get()


def begin_request(event_id: int) -> None:
    """Have what the present task logs from now on, and what it has done, named by an event."""
    _CURRENT.set(request_id(event_id))


@contextmanager
def in_request(event_id: int | None) -> Iterator[None]:
    """Have what is begun in the block named by an event; None leaves the name as it is.

    Yields:
        Nothing.
    """
    if event_id is None:
        yield
        return
    token = _CURRENT.set(request_id(event_id))
    try:
        yield
    finally:
        _CURRENT.reset(token)
