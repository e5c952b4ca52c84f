"""The lock of a collection's home; the only importer of filelock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import CollectionError

LOCK_TIMEOUT_S = 1800.0


@contextmanager
def lock_of(home: Path) -> Iterator[None]:
    """Hold the lock of a home, a folder that is there.

    Raises:
        CollectionError: The lock was not free in time, or there can be none.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(home / "lock", timeout=LOCK_TIMEOUT_S, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise CollectionError(
            f"another process has been building in {home} for {LOCK_TIMEOUT_S / 60:.0f} minutes; "
            "end it, then try again"
        ) from error
    except NotImplementedError as error:  # filelock's word for a file system without locks
        raise CollectionError(
            f"{home} cannot be locked, its file system has no locks; "
            "choose another folder with --data"
        ) from error
    try:
        yield
    finally:
        lock.release()
