"""Which large files of builds were read and found whole, so that not every opening reads them.

A file of a build never changes, and one that did has another time or size: then it is read again,
and so it is where it was last read a month ago, since a disk may fail without anybody's writing.
Small files are always read.
"""

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import UnwritableError
from index.storage.whole_files import (
    digest_of_file,
    may_pass,
    sync_file,
    sync_folder,
    write_whole,
)

_FILE = "checked.json"
_LARGE = 1 << 20  # bytes; a thousand smaller files are read in a second
GOOD_FOR_S = 30 * 24 * 3600.0
# A file that changes twice within a clock's tick keeps its time: what is younger is not noted.
SETTLED_S = 2.0


@dataclass(slots=True)
class CheckedFiles:
    """What is known of the large files of a home's builds.

    Args:
        path: Where that is kept.
        known: For what stands for a file as it is, its sha256 and when that was found.
        clock: The time in seconds, as files have it.
    """

    path: Path
    known: dict[str, tuple[str, float]]
    clock: Callable[[], float] = time.time
    _noted: dict[str, tuple[str, float]] = field(default_factory=dict)
    _used: dict[str, tuple[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, home: Path, clock: Callable[[], float] = time.time) -> "CheckedFiles":
        """Return what is known in a home; nothing where it is missing or damaged."""
        path = home / _FILE
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            known = {str(key): (str(digest), float(at)) for key, (digest, at) in rows.items()}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            known = {}
        return cls(path, known, clock)

    def is_whole(self, path: Path, digest: str) -> bool:
        """Return whether a file is there and has a sha256.

        Args:
            path: Of a file of a build.
            digest: The sha256 that it has to have.

        Raises:
            OSError: It cannot be read just now: see `may_pass`.
        """
        try:
            stat = path.stat()
            if stat.st_size < _LARGE:
                return digest_of_file(path) == digest
            key, now = _key(stat), self.clock()
            known, at = self.known.get(key) or self._noted.get(key, ("", 0.0))
            if known != digest or not 0 <= now - at < GOOD_FOR_S:
                if digest_of_file(path) != digest:
                    return False
                at = now
        except OSError as error:
            if may_pass(error):
                raise
            return False
        if now - stat.st_mtime > SETTLED_S:
            self._used[key] = (digest, at)
        return True

    def note(self, folder: Path, files: Mapping[str, str]) -> None:
        """Take what was just found of a build's large files: those of which nothing is known yet.

        Args:
            folder: Of the build.
            files: The sha256 of each of its files, by their names.
        """
        now = self.clock()
        for name, digest in files.items():
            with suppress(OSError):  # then it is found missing
                self._noted[_key((folder / name).stat())] = (digest, now)

    def keep(self) -> None:
        """Keep what was found of the files that were asked for; where that cannot be, it is not."""
        if self._used != self.known:
            with suppress(UnwritableError):
                write_whole(self.path, json.dumps(self._used), synced=False)


def digests_of_build(
    folder: Path, earlier: Path | None, known: Mapping[str, str]
) -> dict[str, str]:
    """Return the sha256 of every file of a build, which the disk has then.

    Of those that it shares with the one before both are known.

    Args:
        folder: Of the build.
        earlier: Of the one before, None where there is none.
        known: The sha256 of its files, by their names.

    Raises:
        OSError: A file cannot be read or synced.
    """
    paths = sorted(folder.rglob("*"))
    for inner in filter(Path.is_dir, paths):
        sync_folder(inner)
    names = {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}
    shared = {name for name in known if earlier and _is_same(folder / name, earlier / name)}
    return {
        name: known[name] if name in shared else _synced_digest(path)
        for name, path in names.items()
    }


def _synced_digest(path: Path) -> str:
    """Return the sha256 of a file, which the disk has then."""
    sync_file(path)
    return digest_of_file(path)


def _key(stat: os.stat_result) -> str:
    return f"{stat.st_dev}:{stat.st_ino}:{stat.st_size}:{stat.st_mtime_ns}"


def _is_same(path: Path, other: Path) -> bool:
    """Return whether two paths lead to one file."""
    try:
        return path.samefile(other)
    except OSError:
        return False
