"""Files that are whole or not there, and what to say where none can be written."""

import errno
import hashlib
import os
from itertools import count
from pathlib import Path

from index.errors import CollectionError

UNFINISHED = ".unfinished-"  # how the name of what is being written begins
_ELSEWHERE = "or choose another folder with --data"
_FREE_SPACE = f"no space is left; free some space, {_ELSEWHERE}"
_MAY_NOT = f"this user may not; change the owner or the permissions of the folder, {_ELSEWHERE}"
_NO_FOLDER = f"there is a file where a folder is needed; remove it, {_ELSEWHERE}"
_CAUSES = {
    errno.ENOSPC: _FREE_SPACE,
    errno.EDQUOT: _FREE_SPACE,
    errno.EFBIG: f"the file would be too large; free some space, raise the limit, {_ELSEWHERE}",
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: f"it is read-only; make it writable, {_ELSEWHERE}",
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.ENAMETOOLONG: f"its name is too long; choose a shorter path, {_ELSEWHERE}",
}


def write_whole(path: Path, text: str) -> None:
    """Put a file in a home, whole or not at all.

    Raises:
        CollectionError: The file cannot be written.
    """
    unfinished = path.with_name(f"{UNFINISHED}{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_synced(unfinished, text)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CollectionError(unwritable(path, error)) from error


def write_synced(path: Path, text: str) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def digest_of_file(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def unwritable(place: Path, error: OSError) -> str:
    """Return what to say of a place that cannot be written: what happened and what to do."""
    named = error.filename if isinstance(error.filename, str) else place
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
