"""What a command is about: its argument, or the lines of standard input."""

import sys
from collections.abc import Iterator
from itertools import chain

from index import SettingsError


def at_a_terminal() -> bool:
    """Return whether somebody types at standard input."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def lines() -> Iterator[str]:
    """Give each non-empty line of standard input; nothing where it is closed.

    Yields:
        The line without the white space around it.
    """
    if sys.stdin is None or sys.stdin.closed:
        return
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        if text := line.strip().removeprefix("\ufeff"):
            yield text


def given(argument: str | None) -> Iterator[str]:
    """Return the argument alone, or the lines of standard input where there is none."""
    return lines() if argument is None else iter([argument])


def required(argument: str | None, noun: str) -> Iterator[str]:
    """Return what was given, at least one.

    Raises:
        SettingsError: Nothing was.
    """
    texts = given(argument)
    first = next(texts, None)
    if first is None:
        raise SettingsError(
            f"no {noun} was given: write it behind the command, or one a line on standard input"
        )
    return chain([first], texts)
