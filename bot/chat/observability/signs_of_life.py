"""What files have in common by which a running program tells that it is there.

Such a file is written at every change and every 15 s, so that one that has not been written for
longer tells of a process that was killed or hangs.
"""

import logging
from datetime import UTC, datetime
from pathlib import Path

from bot.phrases import counted
from index import UnwritableError, write_whole

EVERY_S = 15.0  # between two writings
_STALE_S = 3 * EVERY_S  # since the last writing: the process is gone, or hangs
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


class SignFile:
    """A file that is written again and again; who writes it takes care of its threads."""

    def __init__(self, path: Path, log: logging.Logger) -> None:
        """Prepare; nothing is written yet.

        Args:
            path: Of the file.
            log: Is told where it cannot be written.
        """
        self._path = path
        self._log = log
        self._refused = False  # the disk refused the last writing, and that was told

    def write(self, text: str) -> None:
        """Write; a disk that refuses is told once, until it does not any more."""
        try:
            write_whole(self._path, text, synced=False)
        except UnwritableError as error:
            if not self._refused:
                self._log.warning("%s", error)
            self._refused = True
        else:
            self._refused = False


def silence(written: float, now: float) -> str | None:
    """Return that a program is gone, where its file was written too long ago; both in seconds."""
    silent_s = abs(now - written)  # a clock may have been set back
    if silent_s <= _STALE_S:
        return None
    return (
        f"it has given no sign for {lasted(silent_s)} and should every {EVERY_S:.0f} s, "
        "so it was killed or hangs: start it again"
    )


def lasted(seconds: float) -> str:
    """Return a time in its largest whole unit.

    Example:
        >>> lasted(7300)
        '2 hours'
    """
    units = ((size, unit) for size, unit in _UNITS if seconds >= size)
    size, unit = next(units, (1, "second"))
    return counted(max(int(seconds // size), 0), unit)


def stamp(moment: float) -> str:
    """Return a moment, in seconds since the epoch, as it stands in a file."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> float:
    """Return the moment of a stamp, in seconds since the epoch.

    Raises:
        ValueError: It is none.
    """
    return datetime.fromisoformat(text).timestamp()
