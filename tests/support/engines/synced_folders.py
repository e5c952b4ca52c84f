"""What a disk is asked to have of the names in folders, as a loss of power would show."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR
from unittest.mock import patch


@contextmanager
def synced_names(root: Path) -> Iterator[set[str]]:
    """Note the names under a folder that the disk has been asked for, while a block runs.

    Yields:
        Their paths from there: those that stood in a folder whenever it was synced.
    """
    names, sync = set[str](), os.fsync

    def noted(handle: int) -> None:
        sync(handle)
        number = os.fstat(handle).st_ino
        for folder in (root, *root.rglob("*")):
            if folder.is_dir() and folder.stat().st_ino == number:
                names.update(str(path.relative_to(root)) for path in folder.iterdir())

    with patch("os.fsync", noted):
        yield names


@contextmanager
def unsynced_folders(error: int = errno.EINVAL) -> Iterator[None]:
    """Have no folder be synced while a block runs, as on disks that know no such thing.

    Yields:
        Nothing.
    """
    sync = os.fsync

    def refused(handle: int) -> None:
        if S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(error, os.strerror(error))
        sync(handle)

    with patch("os.fsync", refused):
        yield
