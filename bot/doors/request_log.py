"""A line of the log for each request of a program: who asked what kind of thing, and how it ended.

What was asked is not in it.
"""

from bot.doors.keys import Key

ANOTHER_PATH = "another path"
"""Stands for a path that is not there: it may hold anything, a question or a key too."""


def request_line(method: str, path: str, key: Key | None, status: int, ms: float) -> str:
    """Return the line of a request that has ended.

    Args:
        method: Of HTTP.
        path: One that is there, or `ANOTHER_PATH`.
        key: Whose it was, None where it had none that is known.
        status: Of HTTP.
        ms: How long it took.
    """
    by = f"key {key.name}" if key else "no key"
    return f"{method} {path} by {by}: {status} in {ms:.0f} ms"
