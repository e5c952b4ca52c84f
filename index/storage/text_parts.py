"""Files of documents' lines, each deflated: written once, mapped, linked by later builds."""

import hashlib
import json
import mmap
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from index.errors import CollectionError
from index.storage.document_records import document_line, document_of_record
from index.storage.shared_parts import is_linked
from index.storage.whole_files import synced_stream
from index.types import Document

EARLIER = "texts.jsonl"  # an earlier version's only file, whose lines are not deflated
MALFORMED = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
    zlib.error,
)
_LEVEL = 6  # of 0 to 9; a text at 9 is as large


class TextPart:
    """A file of documents' lines, mapped: it can be read after its build was removed, too."""

    def __init__(self, path: Path) -> None:
        """Map a file.

        Raises:
            OSError: It cannot be read.
            ValueError: It is empty.
        """
        self.path = path
        with path.open("rb") as stream:
            self._mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        """Return how many bytes there are of it."""
        return len(self._mapped)

    @property
    def is_earlier(self) -> bool:
        """Whether its lines are kept as an earlier version did."""
        return self.path.name == EARLIER

    def raw(self, begin: int, end: int) -> bytes:
        """Return a document's line as it lies."""
        return self._mapped[begin:end]

    def put(self, folder: Path) -> None:
        """Let it stand in another folder, too; copied only where it cannot be linked.

        Raises:
            OSError: It cannot be written there.
        """
        place = folder / self.path.name
        if not is_linked(self.path, place):
            with synced_stream(place) as stream:
                stream.write(self._mapped)

    def close(self) -> None:
        """Let the file go; nothing is read of it any more."""
        self._mapped.close()


class TextPlace(NamedTuple):
    """Where a document's line lies, from `begin` to `end`, and the sha256 of its bytes there."""

    part: TextPart
    begin: int
    end: int
    digest: str

    def document(self) -> Document:
        """Return the document.

        Raises:
            CollectionError: It is damaged, be it by a single bit since its build was opened.
        """
        try:
            return document_of_record(json.loads(self._line()))
        except MALFORMED as error:
            raise CollectionError(damaged(self.part.path)) from error

    def deflated(self) -> tuple[bytes, str]:
        """Return the line as it is written now, and its sha256; one that is so is not looked at.

        Raises:
            CollectionError: It is damaged, and would have to be written otherwise.
        """
        if self.part.is_earlier:
            return deflated_line(self.document())
        return self.part.raw(self.begin, self.end), self.digest

    def _line(self) -> bytes:
        """Return the line as JSON.

        Raises:
            ValueError: It has another sha256.
        """
        raw = self.part.raw(self.begin, self.end)
        check(raw, self.digest)
        return raw if self.part.is_earlier else zlib.decompress(raw)


class TextStream:
    """A part, written line by line."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        """Begin an empty one, whose file has a name."""
        self.name = name
        self.size = 0
        self._stream = stream

    def put(self, raw: bytes, digest: str) -> tuple[str, int, int, str]:
        """Write a line, given as it is to lie, with its sha256; return where that is."""
        self._stream.write(raw)
        begin, self.size = self.size, self.size + len(raw)
        return self.name, begin, self.size, digest


@contextmanager
def text_stream(folder: Path) -> Iterator[TextStream]:
    """Give a new part to write into, under a name of its own; one that stays empty is none.

    Yields:
        What takes its lines.

    Raises:
        OSError: It cannot be written.
    """
    name = f"{uuid4().hex[:12]}.texts"
    with synced_stream(folder / name) as stream:
        text = TextStream(name, stream)
        yield text
    if not text.size:
        (folder / name).unlink()


def deflated_line(document: Document) -> tuple[bytes, str]:
    """Return the line of a document as it is written, and its sha256."""
    raw = zlib.compress(f"{document_line(document)}\n".encode(), _LEVEL)
    return raw, hashlib.sha256(raw).hexdigest()


def check(raw: bytes, digest: str) -> None:
    """Hold bytes against their sha256.

    Raises:
        ValueError: It has another one.
    """
    if hashlib.sha256(raw).hexdigest() != digest:
        msg = "its sha256 is another one"
        raise ValueError(msg)


def damaged(path: Path) -> str:
    """Return what to say of a file that is damaged."""
    return f"{path} is damaged: delete its folder and build the collection again"
