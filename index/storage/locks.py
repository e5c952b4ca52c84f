"""Locks on folders: one process builds, one runs; the only importer of filelock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import CollectionError, UnwritableError
from index.storage.whole_files import make_private_folder, unwritable

LOCK_TIMEOUT_S = 1800.0


@contextmanager
def lock_of(home: Path) -> Iterator[None]:
    """Hold the lock of a home, a folder that is there.

    Raises:
        CollectionError: The lock was not free in time.
        UnwritableError: There can be none.
    """
    busy = (
        f"another process has been building in {home} for {LOCK_TIMEOUT_S / 60:.0f} minutes; "
        "end it, then try again"
    )
    with _held(home, "lock", LOCK_TIMEOUT_S, busy):
        yield


@contextmanager
def alone_in(folder: Path, task: str, *, patience_s: float = 0.0) -> Iterator[None]:
    """Hold a folder for a task, so that no other process does the same there meanwhile.

    Args:
        folder: Made where it is missing.
        task: The task's name, of which the lock's file is named.
        patience_s: How long to wait where another process is at it.

    Yields:
        Nothing.

    Raises:
        CollectionError: Another process is at it.
        UnwritableError: The folder cannot be locked.
    """
    busy = (
        f"{folder} is in use by another `{task}`; end that one, "
        "or give this one a folder of its own with --data"
    )
    try:
        make_private_folder(folder)
    except OSError as error:
        raise UnwritableError(unwritable(folder, error)) from error
    with _held(folder, f"{task}.lock", patience_s, busy):
        yield


@contextmanager
def _held(folder: Path, name: str, timeout_s: float, busy: str) -> Iterator[None]:
    """Hold a lock.

    Args:
        folder: Where its file lies.
        name: Of the file.
        timeout_s: How long to wait for it; 0: not at all.
        busy: What to say where another process holds it.

    Raises:
        CollectionError: It was not free in time.
        UnwritableError: There can be none.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / name, timeout=timeout_s, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise CollectionError(busy) from error
    except NotImplementedError as error:  # filelock's word for a file system without locks
        raise UnwritableError(
            f"{folder} cannot be locked, its file system has no locks; "
            "choose another folder with --data"
        ) from error
    except OSError as error:
        raise UnwritableError(unwritable(folder, error)) from error
    try:
        yield
    finally:
        lock.release()
