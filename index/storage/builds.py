"""Built folders on disk: written beside, checked by sha256, put in place by one rename.

A collection's home holds one folder per build and the file `current`, which names the build in
use. A build is written under a temporary name, its manifest last; `current` is then replaced
atomically. A process that is killed leaves files under temporary names at most, or the build
before, which the next opening sweeps.
"""

import hashlib
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from index.errors import CollectionError, OutOfReachError, UnwritableError
from index.storage.locks import lock_of
from index.storage.manifests import read_manifest
from index.storage.whole_files import (
    UNFINISHED,
    is_private,
    make_private,
    make_private_folder,
    may_pass,
    unwritable,
    write_whole,
)

_CURRENT = "current"
_BUILD = re.compile(r"[0-9a-f]{12}")

_log = logging.getLogger(__name__)


def home_of(data: Path, knowledge: Path) -> Path:
    """Return where the builds of a knowledge folder live."""
    place = Path(os.path.realpath(knowledge))  # `resolve` fails at links in a circle
    # A folder's name need not be UTF-8; the digest of one that is stays what it was.
    digest = hashlib.sha256(str(place).encode("utf-8", "surrogatepass")).hexdigest()
    return data / f"{place.name}-{digest[:10]}"


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the home's lock, so that one process builds and others wait for its result.

    Raises:
        CollectionError: The lock was not free in time.
        UnwritableError: The folder cannot be written.
    """
    try:
        make_private_folder(home)
        with lock_of(home):
            _tidy(home)
            yield
    except OSError as error:
        raise UnwritableError(unwritable(home, error)) from error


def current_build(home: Path) -> Path | None:
    """Return the folder of the build in use, None if there is none.

    Raises:
        OutOfReachError: What names it cannot be read just now.
    """
    try:
        name = (home / _CURRENT).read_bytes().decode("ascii", "replace").strip()
    except OSError as error:
        if may_pass(error):
            raise OutOfReachError(out_of_reach(home, error)) from error
        return None
    # What else may stand in a damaged pointer is no name of a folder here: "..", a path, noise.
    return home / name if _BUILD.fullmatch(name) and (home / name).is_dir() else None


def out_of_reach(home: Path, error: OSError) -> str:
    """Return what to say where the builds of a home cannot be read just now."""
    return (
        f"what is built in {home} cannot be read just now: {error.strerror}; try again, and where "
        f"that goes on, look after the disk, or remove {home / _CURRENT}: then all is built anew"
    )


@contextmanager
def new_build(home: Path) -> Iterator[Path]:
    """Give a folder to write a build into; on success it is the build in use.

    The caller writes the manifest last, by `write_manifest`. Older builds are removed afterwards.

    Yields:
        The folder, empty.
    """
    _sweep(home, keep=current_build(home))
    name = uuid4().hex[:12]
    unfinished = home / f"{UNFINISHED}{name}"
    make_private_folder(unfinished)
    try:
        yield unfinished
        make_private(unfinished)  # not every library that writes into it asks who may read that
        finished = home / name
        unfinished.rename(finished)
        write_whole(home / _CURRENT, name)
        _sweep(home, keep=finished)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _tidy(home: Path) -> None:
    """Put a home in order whose lock is held, so that no other process is at work in it."""
    current = current_build(home)
    for path in home.iterdir():
        if path.name.startswith(UNFINISHED) or (current and _is_build(path) and path != current):
            _remove(path)
    if not is_private(home):  # of an earlier version
        with suppress(OSError):  # another user's, who lets this one in
            make_private(home)
    pointer = home / _CURRENT
    if current is None and os.path.lexists(pointer):
        _mend(pointer)


def _is_build(path: Path) -> bool:
    return path.is_dir() and _BUILD.fullmatch(path.name) is not None


def _mend(pointer: Path) -> None:
    """Let a pointer that names no build name the newest whole one, or be gone."""
    builds = [path for path in pointer.parent.iterdir() if _is_build(path)]
    builds.sort(key=lambda build: build.stat().st_mtime, reverse=True)
    newest = next((build for build in builds if _is_whole(build)), None)
    _remove(pointer)
    if newest is None:
        _log.warning("%s names no build here; the collection is built again", pointer)
    else:
        write_whole(pointer, newest.name)
        _log.warning("%s named no build here; it names the newest whole one now", pointer)


def _is_whole(folder: Path) -> bool:
    """Return whether nothing of a build is missing or altered."""
    try:
        read_manifest(folder)
    except CollectionError:
        return False
    return True


def _sweep(home: Path, keep: Path | None) -> None:
    """Remove every build but `keep`, and whatever a killed process left."""
    for path in home.iterdir():
        if path != keep and (path.is_dir() or path.name.startswith(UNFINISHED)):
            _remove(path)


def _remove(path: Path) -> None:
    """Remove a file, or a folder as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
