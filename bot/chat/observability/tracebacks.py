"""Where an error arose, without its message: that of an unforeseen one may hold members' words."""

import errno
from collections.abc import Iterator
from traceback import format_tb

_HEAD = "Traceback (most recent call last):\n"  # as Python's own begins
_BEHIND = "\n\nAnd behind it:\n\n"


def wordless(error: BaseException) -> str:
    """Return the frames and the type of an error and of those that it came of, the first first.

    Args:
        error: Of its message nothing is told but the system's own name for what went wrong.
    """
    return _BEHIND.join(reversed([_one(one) for one in _with_causes(error)]))


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, what it came of, and so on, each once."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _one(error: BaseException) -> str:
    frames = "".join(format_tb(error.__traceback__))
    frames = f"{_HEAD}{frames}" if frames else ""
    within = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return "\n\n".join([f"{frames}{_kind(error)}", *map(wordless, within)])


def _kind(error: BaseException) -> str:
    """Return an error's type, and of one of the system's how that is named, such as ENOSPC."""
    name = type(error).__qualname__
    number = error.errno if isinstance(error, OSError) else None
    return f"{name}: {errno.errorcode.get(number, number)}" if number else name
