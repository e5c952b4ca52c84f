"""A folder in which nothing can be written, for a process of its own.

Permissions would not do: they stop no root. Python tells of every call by which a program changes
files. What a library writes without Python is not seen, nor what is named relative to an open
folder: compare the folder as well.
"""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Python's names of what changes a folder or what is in it, beside opening a file.
_CHANGES = frozenset(
    "os.chmod os.chown os.link os.mkdir os.remove os.rename os.rmdir os.setxattr "
    "os.removexattr os.symlink os.truncate os.utime sqlite3.connect tempfile.mkdtemp".split()
)


def refuse_writing(folder: Path) -> None:
    """Refuse whatever would change a folder from now on, as a disk that is read-only does.

    It cannot be undone: Python keeps who listens.
    """
    root = os.path.realpath(folder)

    def heard(event: str, given: Sequence[object]) -> None:
        if _is_change(event, given) and any(_is_within(root, one) for one in given):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(given[0]))

    sys.addaudithook(heard)


def _is_change(event: str, given: Sequence[object]) -> bool:
    if event != "open":
        return event in _CHANGES
    flags = given[2]
    return isinstance(flags, int) and bool(flags & _WRITING)


def _is_within(root: str, given: object) -> bool:
    """Return whether what a call is given is a path in a folder; links on the way are followed."""
    if not isinstance(given, str | bytes | os.PathLike):
        return False
    path = Path(os.path.realpath(os.fsdecode(given)))
    return path.is_relative_to(root)
