"""The documents of a folder as they are found now; what did not change is not read again."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from time import time

from index.reading import (
    ReadingLimits,
    SeenFile,
    SourceFile,
    content_digest,
    listing_of,
    source_digest,
    sources_in,
)
from index.storage import ReadFiles


class FoundSources:
    """The documents of a folder, and what stands for each."""

    def __init__(
        self, knowledge: Path, home: Path, limits: ReadingLimits, clock: Callable[[], float] = time
    ) -> None:
        """Go through a folder.

        Args:
            knowledge: The documents.
            home: Where what was read of them is noted.
            limits: Say how much of a file is read.
            clock: The time in seconds, as files have it.

        Raises:
            SourceError: The folder is missing or holds no document.
        """
        self._most = limits.max_bytes
        self._read = ReadFiles(home, clock)  # before the folder is looked at
        self._listing = listing_of(knowledge)
        self._all_read = True

    @cached_property
    def sources(self) -> Sequence[SourceFile]:
        """The documents, in the order of their paths."""
        return sources_in(self._listing)

    def digests(self, before: Mapping[str, str], *, keeping: bool = True) -> Mapping[str, str]:
        """Return what stands for each document, by its id: where it differs, the build is stale.

        Args:
            before: What stood for each when they were read last.
            keeping: Whether what is read is noted.
        """
        folder = self._folder
        if self._read.are_same(folder, before):
            return before
        digests = {
            source.id: source_digest(source, self._most, self._content) for source in self.sources
        }
        if keeping:
            self._read.keep(folder if self._is_fixed() else None, digests)
        return digests

    def _is_fixed(self) -> bool:
        """Return whether the same comes of the folder as long as the same stands for it."""
        refused = any(source.refused for source in self.sources)
        settled = self._read.is_settled(self._listing.newest_ns)
        return self._all_read and settled and not refused

    @cached_property
    def _seen(self) -> Mapping[str, SeenFile]:
        """The files as they were when the folder was gone through, by their paths."""
        return {
            os.path.join(folder.path, seen.name): seen  # noqa: PTH118  # pathlib's takes ten times that
            for folder in self._listing.folders
            for seen in (*folder.documents, *folder.beside)
        }

    @property
    def _folder(self) -> str | None:
        """What stands for the folder and all that is in it; None where nothing does."""
        digest = self._listing.digest()
        return None if digest is None else f"{digest} {self._most}"

    def _content(self, path: Path, max_bytes: int) -> bytes:
        """Return what stands for the content of a file, which is opened where that is not known.

        Raises:
            OSError: It cannot be read.
        """
        seen = self._seen.get(os.fspath(path))
        known = self._read.known_sha256(seen.stamp, seen.changed_ns, max_bytes) if seen else None
        if known is not None:
            return known
        try:
            return content_digest(path, max_bytes, self._read.sha256_of)
        except OSError:
            self._all_read = False
            raise
