"""Files that are whole or not there, for this user alone; what to say where none can be written."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from itertools import count
from pathlib import Path
from threading import get_ident
from typing import BinaryIO

from index.errors import CollectionError, UnwritableError

UNFINISHED = ".unfinished-"  # how the name of what is being written begins
_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600
_SEAL = hashlib.sha256().digest_size  # bytes in front of what is sealed
_OTHERS = 0o077  # what the group and everybody else may do
# Of a folder that may not be read, or on a disk of the network that knows no such thing.
_NOT_SYNCED = frozenset({errno.EACCES, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
_ELSEWHERE = "or choose another folder with --data"
_FREE_SPACE = f"no space is left; free some space, {_ELSEWHERE}"
_MAY_NOT = f"this user may not; change the owner or the permissions of the folder, {_ELSEWHERE}"
_NO_FOLDER = f"there is a file where a folder is needed; move it away, {_ELSEWHERE}"
_CAUSES = {
    errno.ENOSPC: _FREE_SPACE,
    errno.EDQUOT: _FREE_SPACE,
    errno.EFBIG: f"the file would be too large; free some space, raise the limit, {_ELSEWHERE}",
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: f"it is read-only; make it writable, {_ELSEWHERE}",
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.ELOOP: f"it is a link that leads in a circle; correct it, {_ELSEWHERE}",
    errno.ENAMETOOLONG: f"its name is too long; choose a shorter path, {_ELSEWHERE}",
}


# What a disk or a system answers now and then, of a file that may be whole.
_PASSING = frozenset(
    {
        errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM,
        errno.ESTALE, errno.ETIMEDOUT,
    }
)  # fmt: skip


def may_pass(error: BaseException | None) -> bool:
    """Return whether an error says nothing of a file, but that it cannot be read just now."""
    return isinstance(error, OSError) and error.errno in _PASSING


def write_whole(path: Path, text: str, *, synced: bool = True) -> None:
    """Put a file where it is kept, whole or not at all, for this user alone.

    Args:
        path: Its folder is made where it is missing.
        text: What it holds.
        synced: Wait until the disk has it: it outlives a loss of power, and takes its time.

    Raises:
        UnwritableError: The file cannot be written.
    """
    _put(path, text.encode("utf-8"), synced=synced)


def write_sealed(path: Path, raw: bytes) -> None:
    """Put bytes where they are kept, for this user alone, so that damage shows: see `read_sealed`.

    They can be made again: whether they outlive a loss of power is left to the disk.

    Raises:
        UnwritableError: The file cannot be written.
    """
    _put(path, hashlib.sha256(raw).digest() + raw, synced=False)


def read_sealed(path: Path) -> bytes:
    """Return the bytes that `write_sealed` wrote.

    Raises:
        OSError: There is no such file, or it cannot be read.
        CollectionError: It is damaged.
    """
    sealed = path.read_bytes()
    seal, raw = sealed[:_SEAL], sealed[_SEAL:]
    if hashlib.sha256(raw).digest() != seal:
        raise CollectionError(f"{path} is damaged; it is made again")
    return raw


def _put(path: Path, raw: bytes, *, synced: bool) -> None:
    """Put a file where it is kept, whole or not at all.

    Raises:
        UnwritableError: It cannot be written.
    """
    unfinished = path.with_name(f"{UNFINISHED}{path.name}.{os.getpid()}.{get_ident()}")
    try:
        make_private_folder(path.parent, synced=synced)
        _write(unfinished, raw, synced=synced)
        unfinished.replace(path)
        if synced:
            sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):  # it may not be there, nor its folder
            unfinished.unlink()
        raise UnwritableError(unwritable(path, error)) from error


def remove_unfinished(folder: Path, name: str = "*") -> None:
    """Remove what was being written when its process was killed; what cannot be removed stays.

    Args:
        folder: Where it was written.
        name: Of the one file, which nobody is writing now; `*` for every file of the folder.
    """
    for path in folder.glob(f"{UNFINISHED}{name}.*"):
        with suppress(OSError):
            path.unlink()


def write_synced(path: Path, text: str) -> None:
    """Write a file and wait until the disk has it."""
    _write(path, text.encode("utf-8"), synced=True)


def _write(path: Path, raw: bytes, *, synced: bool) -> None:
    if synced:
        with synced_stream(path) as stream:
            stream.write(raw)
    else:
        with open(path, "wb", opener=_open_private) as stream:
            stream.write(raw)


@contextmanager
def synced_stream(path: Path) -> Iterator[BinaryIO]:
    """Give a new file to write into, for this user alone; at the end the disk has it.

    Yields:
        Its stream.

    Raises:
        OSError: It cannot be written.
    """
    with open(path, "wb", opener=_open_private) as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def _open_private(name: str, flags: int) -> int:
    return os.open(name, flags, _PRIVATE_FILE)


def sync_file(path: Path) -> None:
    """Wait until the disk has what a file holds.

    Raises:
        OSError: The disk fails at it.
    """
    with path.open("rb+") as stream:  # some systems sync only what may be written
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names of a folder, where it can be waited for.

    A file that was synced is lost with its name where only the folder lacks that.

    Raises:
        OSError: The disk fails at it.
    """
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NOT_SYNCED:
            raise


def make_private_folder(folder: Path, *, synced: bool = False) -> None:
    """Make a folder, and those above it that are missing, for this user alone.

    Args:
        folder: That one.
        synced: Wait until the disk has the names of those that are made.

    Raises:
        OSError: It cannot be made.
    """
    if not folder.is_dir():
        make_private_folder(folder.parent, synced=synced)
        folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        if synced:
            sync_folder(folder.parent)


def make_private(folder: Path) -> None:
    """Take from all others what they may do with a folder and with all that is in it.

    Raises:
        OSError: It is another user's, or on a read-only disk.
    """
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(_PRIVATE_FOLDER if path.is_dir() else _PRIVATE_FILE)


def is_private(folder: Path) -> bool:
    """Return whether nobody else may do anything with a folder."""
    return not folder.stat().st_mode & _OTHERS


def digest_of_file(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as stream:
        return sha256_of(stream).hex()


def sha256_of(file: BufferedReader) -> bytes:
    """Return the sha256 of an open file, 32 bytes."""
    return hashlib.file_digest(file, "sha256").digest()


def unwritable(place: Path, error: OSError) -> str:
    """Return what to say of a place that cannot be written: what happened and what to do."""
    at = error.filename if isinstance(error.filename, str) else ""
    named = at if at and not Path(at).name.startswith(UNFINISHED) else place
    cause = _CAUSES.get(error.errno or 0, f"{error.strerror or error}; correct this, {_ELSEWHERE}")
    return f"{named} cannot be written: {cause}"


def set_aside(path: Path) -> Path:
    """Return the free name beside `path` under which it is kept from now on.

    Raises:
        OSError: The file cannot be renamed.
    """
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    kept = next(name for name in names if not os.path.lexists(name))
    path.rename(kept)
    return kept
