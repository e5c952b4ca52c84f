"""What was read of a folder's files, so that an opening reads those alone that changed since.

A file that was written to has another time of change (`ctime`), which nobody can set; one that was
put in its place has another inode besides. What changed a moment ago is not noted, since a file
that changes twice within a clock's tick keeps its time, and what was read a month ago is read
again. The record can be made again at any time: one that is damaged is none.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from io import BufferedReader
from pathlib import Path

from index.errors import UnwritableError
from index.storage.checked_files import GOOD_FOR_S, SETTLED_S
from index.storage.whole_files import sha256_of, write_whole

_FILE = "sources.json"
_NS = 1e9  # nanoseconds of a second
_MALFORMED = (OSError, ValueError, TypeError, LookupError, RecursionError)


def stamp_of(stat: os.stat_result) -> str:
    """Return what stands for a file as it is: it stays while nobody writes to it or replaces it."""
    return f"{stat.st_dev}:{stat.st_ino}:{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}"


def _size_in(stamp: str) -> int:
    """Return the size of the file that a stamp stands for, in bytes."""
    return int(stamp.split(":")[2])


@dataclass(frozen=True, slots=True)
class _Head:
    """What the first line of the record says: all that an opening needs where nothing changed.

    Args:
        folder: Stands for the folder as it was.
        sources: Digest of what stood for its documents then.
        since: When the first of them was read, in seconds.
        rows: The sha256 of the second line.
    """

    folder: str = ""
    sources: str = ""
    since: float = 0.0
    rows: str = ""

    @classmethod
    def of_line(cls, line: bytes) -> "_Head":
        """Return what a line says.

        Raises:
            ValueError: It is none; or a TypeError, LookupError or RecursionError.
        """
        record = json.loads(line)
        folder, sources, rows = (str(record[name]) for name in ("folder", "sources", "rows"))
        return cls(folder, sources, float(record["since"]), rows)


class ReadFiles:
    """What is known of the files of a folder: a line for all of them, and one with each of them."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.time) -> None:
        """Take what is known; it is before any of the files is looked at.

        Args:
            home: Where the record is kept.
            clock: The time in seconds, as files have it.
        """
        self._path = home / _FILE
        self._now = float(clock())
        self._head = _Head()
        self._line = b""
        self._used: dict[str, tuple[str, float]] = {}
        with suppress(*_MALFORMED):
            head, self._line = self._path.read_bytes().split(b"\n", 1)
            self._head = _Head.of_line(head)

    def are_same(self, folder: str | None, sources: Mapping[str, str]) -> bool:
        """Return whether all files are as they were when this stood for the documents.

        Args:
            folder: Stands for the folder as it is; None where nothing does.
            sources: For the id of each document what stood for it.
        """
        head = self._head
        known = folder is not None and head.folder == folder and self._is_good(head.since)
        return known and head.sources == _digest(sources)

    def sha256_of(self, file: BufferedReader) -> bytes:
        """Return the sha256 of an open file, which is read where that is not known."""
        stat = os.fstat(file.fileno())  # before it is read: what is written meanwhile shows
        stamp = stamp_of(stat)
        digest, at = self._rows.get(stamp, ("", 0.0))
        if not (digest and self._is_good(at)):
            digest, at = sha256_of(file).hex(), self._now
        if self.is_settled(max(stat.st_mtime_ns, stat.st_ctime_ns)):
            self._used[stamp] = (digest, at)
        return bytes.fromhex(digest)

    def known_sha256(self, stamp: str, changed_ns: int, max_bytes: int) -> bytes | None:
        """Return the sha256 of a file that was seen and need not be opened for it; None of another.

        Args:
            stamp: What stands for it as it was seen, "" where nothing does.
            changed_ns: When it was changed last, in nanoseconds.
            max_bytes: One that is larger is another.
        """
        digest, at = self._rows.get(stamp, ("", 0.0))
        if not (digest and self._is_good(at)) or _size_in(stamp) > max_bytes:
            return None
        if self.is_settled(changed_ns):
            self._used[stamp] = (digest, at)
        return bytes.fromhex(digest)

    def is_settled(self, changed_ns: int) -> bool:
        """Return whether a change, of that time in nanoseconds, was long enough ago."""
        return self._now - changed_ns / _NS > SETTLED_S

    def keep(self, folder: str | None, sources: Mapping[str, str]) -> None:
        """Keep what was asked for, and nothing else; where that cannot be, it is not.

        Args:
            folder: Stands for the folder as it was seen before any file of it was read; None where
                nothing does.
            sources: For the id of each document what stands for it.
        """
        line = json.dumps(self._used, separators=(",", ":"))
        rows = hashlib.sha256(line.encode()).hexdigest()
        head = _Head(rows=rows)
        if folder is not None:
            since = min((at for _, at in self._used.values()), default=self._now)
            head = _Head(folder, _digest(sources), since, rows)
        if head != self._head:
            with suppress(UnwritableError):
                write_whole(self._path, f"{json.dumps(asdict(head))}\n{line}", synced=False)

    @cached_property
    def _rows(self) -> Mapping[str, tuple[str, float]]:
        """For what stands for a file its sha256, and when that was found."""
        if hashlib.sha256(self._line).hexdigest() != self._head.rows:
            return {}
        rows = json.loads(self._line)
        return {stamp: (digest, at) for stamp, (digest, at) in rows.items()}

    def _is_good(self, at: float) -> bool:
        """Return whether what was read at a time need not be read again."""
        return 0 <= self._now - at < GOOD_FOR_S


def _digest(sources: Mapping[str, str]) -> str:
    """Return the sha256 of what stands for documents; no id and no digest has a blank line."""
    content = "\n".join((*sources, "", *sources.values()))
    return hashlib.sha256(content.encode()).hexdigest()
