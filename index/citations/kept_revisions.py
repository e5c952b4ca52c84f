"""Revisions in a file that is known to be whole, read when somebody asks for one of them."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from index.citations.revision_rows import Revision, revision_of
from index.citations.revisions import Revisions


class KeptRevisions(Mapping[str, tuple[Revision, ...]]):
    """What is known of each document, by its id, as a file has it when this is made.

    What the file holds is taken at once, so that it is this one also where another is put in its
    place; it is understood when it is asked for.
    """

    def __init__(self, path: Path, sha256: str, instead: Callable[[], Revisions]) -> None:
        """Take what a file holds.

        Args:
            path: Where it is.
            sha256: Of what it holds, hexadecimal; all of that was found to be sound before.
            instead: Gives what is known where it is damaged since.

        Raises:
            OSError: It cannot be read.
        """
        self._sha256 = sha256
        self._instead = instead
        self._made: dict[str, tuple[Revision, ...]] = {}
        self._content = path.read_bytes()
        self._read: Mapping[str, Any] | None = None
        self._lock = Lock()

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

    @property
    def _rows(self) -> Mapping[str, Any]:
        """The revisions of each document, as they are kept."""
        with self._lock:  # several threads may be the first to ask
            if self._read is None:
                self._read = self._understood()
                self._content = b""
            return self._read

    def _understood(self) -> Mapping[str, Any]:
        """Return what the file says, or what is known in its place where it is damaged."""
        if hashlib.sha256(self._content).hexdigest() == self._sha256:
            rows: Mapping[str, Any] = json.loads(self._content)["documents"]
            return rows
        self._made = dict(self._instead().of_document)
        return self._made
