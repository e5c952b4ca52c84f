"""Revisions in a file that is known to be whole, read when somebody asks for one of them."""

import hashlib
import json
import os
import weakref
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from index.citations.revisions import Revision, Revisions, revision_of

_AT_ONCE = 1 << 24  # bytes


class KeptRevisions(Mapping[str, tuple[Revision, ...]]):
    """What is known of each document, by its id, as a file has it when this is made.

    The file stays open, so that it is this one also where another is put in its place.
    """

    def __init__(self, path: Path, sha256: str, instead: Callable[[], Revisions]) -> None:
        """Open a file.

        Args:
            path: Where it is.
            sha256: Of what it holds, hexadecimal; all of that was found to be sound before.
            instead: Gives what is known where it is damaged since.

        Raises:
            OSError: It cannot be opened.
        """
        self._sha256 = sha256
        self._instead = instead
        self._made: dict[str, tuple[Revision, ...]] = {}
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def __getitem__(self, document: str) -> tuple[Revision, ...]:
        """Return the revisions of a document, oldest first.

        Raises:
            KeyError: None is known.
        """
        rows = self._rows[document]
        if document not in self._made:
            self._made[document] = tuple(map(revision_of, rows))
        return self._made[document]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the documents."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._rows)

    @cached_property
    def _rows(self) -> Mapping[str, Any]:
        """The revisions of each document, as they are kept."""
        content = self._content()
        if hashlib.sha256(content).hexdigest() == self._sha256:
            rows: Mapping[str, Any] = json.loads(content)["documents"]
            return rows
        self._made = dict(self._instead().of_document)
        return self._made

    def _content(self) -> bytes:
        """Return what the file holds, as far as it can be read."""
        content = bytearray()
        try:
            while part := os.pread(self._file, _AT_ONCE, len(content)):
                content += part
        except OSError:
            return b""
        return bytes(content)
