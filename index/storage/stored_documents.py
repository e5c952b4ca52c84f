"""Documents on disk: their ids are read, a head or a text when somebody asks for it.

A build has two files of lines: `texts.jsonl` holds each document whole, `heads.jsonl` what tells it
from others, where it lies in the first, and a few facts that follow from its text and are wanted of
many documents at once. What a later build keeps is copied as it lies.
"""

import hashlib
import json
import mmap
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from index.errors import CollectionError
from index.storage.document_records import document_line, document_of_record, metadata_of_record
from index.storage.whole_files import synced_stream
from index.types import Document

_HEADS, _TEXTS = "heads.jsonl", "texts.jsonl"
_AT_ONCE = ("id", "holder")  # what is there of a document before anything of it is asked for
_HEAD = frozenset({"metadata", "sha256", "facts", "_lies"})
_REST = frozenset(field.name for field in fields(Document)) - {*_AT_ONCE, *_HEAD}
_ID = re.compile(rb'\{"id": "([a-z0-9-]+)", ')  # how `_head_of` begins a line
_MALFORMED = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Facts:
    """What follows from a document's text.

    Args:
        repairs: How many repairs it has.
        undecided: How many of them left the text as it was.
        revision: What tells this reading of it from any other.
    """

    repairs: int
    undecided: int
    revision: str


class _Texts:
    """The file of whole documents, mapped: it can be read after its build was removed, too."""

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
        return len(self._mapped)

    def line(self, begin: int, end: int) -> bytes:
        """Return a document's line."""
        return self._mapped[begin:end]

    def close(self) -> None:
        """Let the file go; nothing is read of it any more."""
        self._mapped.close()

    def document(self, begin: int, end: int, digest: str) -> Document:
        """Return the document of a line.

        Raises:
            CollectionError: It is damaged, be it by a single bit since its build was opened.
        """
        line = self.line(begin, end)
        try:
            _check(line, digest)
            return document_of_record(json.loads(line))
        except _MALFORMED as error:
            raise CollectionError(_damaged(self.path)) from error


class _Place(NamedTuple):
    """Where a document's line lies, from `begin` to `end`, and the sha256 of its bytes."""

    texts: _Texts
    begin: int
    end: int
    digest: str


class StoredDocument(Document):
    """A document of a build; its head is read when first asked for, and so is its text."""

    __slots__ = ("_head", "_lies", "_texts", "facts")

    _head: bytes
    _texts: _Texts
    _lies: _Place
    facts: Facts

    def __getattr__(self, name: str) -> object:
        """Return a field that was not read yet; now all are that lie with it.

        Raises:
            AttributeError: There is no such field.
            CollectionError: What it lies in is damaged since its build was opened.
        """
        if name in _HEAD:
            self._read_head()
        elif name in _REST:
            self._read_text()
        else:
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def _read_head(self) -> None:
        """Read what the document's line of heads says.

        Raises:
            AttributeError: It has none: it was made out of another document.
            CollectionError: It is damaged.
        """
        head, texts = self._head, self._texts
        if not head:  # another thread has read it
            return
        try:
            values = _values_of(json.loads(head), texts)
        except _MALFORMED as error:
            raise CollectionError(_damaged(texts.path.with_name(_HEADS))) from error
        for name, value in values.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_head", b"")

    def _read_text(self) -> None:
        """Read the document whole.

        Raises:
            AttributeError: It lies nowhere: it was made out of another document.
            CollectionError: It is damaged.
        """
        place = self._lies
        whole = place.texts.document(place.begin, place.end, place.digest)
        for name in _REST:
            object.__setattr__(self, name, getattr(whole, name))

    def __eq__(self, other: object) -> bool:
        """Return whether another document has the same fields, wherever it lies."""
        if not isinstance(other, Document):
            return NotImplemented
        names = (field.name for field in fields(Document))
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        """Return the hash of an equal document."""
        return super().__hash__()

    def line(self) -> tuple[bytes, str] | None:
        """Return the line that it lies in, and its sha256; None of one that lies nowhere."""
        place: _Place | None = getattr(self, "_lies", None)
        return None if place is None else (place.texts.line(place.begin, place.end), place.digest)

    def let_go(self, folder: Path) -> None:
        """Let the file go that it lies in, if that is in a folder; see the function."""
        texts: _Texts | None = getattr(self, "_texts", None)
        if texts is not None and texts.path.parent == folder:
            texts.close()


def facts_of(document: Document) -> Facts | None:
    """Return what was kept of a document beside its text, None where nothing was."""
    return getattr(document, "facts", None) if isinstance(document, StoredDocument) else None


def unread(document: Document) -> Document:
    """Return a stored document with nothing of it read yet, any other as it is.

    For whoever goes through many: what is read of one is held no longer than what this returns.
    """
    if getattr(document, "_lies", None) is None:
        return document
    copy = object.__new__(StoredDocument)
    for name in (*_AT_ONCE, *_HEAD, "_texts"):
        object.__setattr__(copy, name, getattr(document, name))
    object.__setattr__(copy, "_head", b"")
    return copy


def let_go(documents: Iterable[Document], folder: Path) -> None:
    """Let the file go that stored documents of a folder lie in: some systems rename no open one.

    No text can be read of them any more.

    Args:
        documents: Those of other folders stay as they are.
        folder: As `read_stored` had it.
    """
    for document in documents:
        if isinstance(document, StoredDocument):
            document.let_go(folder)


def write_stored(
    folder: Path, documents: Iterable[Document], facts: Callable[[Document], Facts]
) -> None:
    """Write documents into a folder, which is made; those of an earlier build are copied.

    None is held longer than it takes to write it.

    Args:
        folder: Of the build.
        documents: At least one.
        facts: Works out the facts of one that is new.

    Raises:
        OSError: A file cannot be written.
    """
    folder.mkdir(parents=True)
    begin = 0
    with _streams(folder) as (heads, texts):
        for document in documents:
            line, digest = _line_of(document)
            texts.write(line)
            known = facts_of(document) or facts(document)
            heads.write(_head_of(document, (begin, begin + len(line), digest), known))
            begin += len(line)


@contextmanager
def _streams(folder: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    with synced_stream(folder / _HEADS) as heads, synced_stream(folder / _TEXTS) as texts:
        yield heads, texts


def _line_of(document: Document) -> tuple[bytes, str]:
    """Return a document's line with its sha256: of one that is kept as it was written first."""
    kept = document.line() if isinstance(document, StoredDocument) else None
    if kept is not None:
        return kept
    line = f"{document_line(document)}\n".encode()
    return line, hashlib.sha256(line).hexdigest()


def _check(raw: bytes, digest: str) -> None:
    """Hold bytes against their sha256.

    Raises:
        ValueError: It has another one.
    """
    if hashlib.sha256(raw).hexdigest() != digest:
        msg = "its sha256 is another one"
        raise ValueError(msg)


def _head_of(document: Document, lies: tuple[int, int, str], facts: Facts) -> bytes:
    record = {
        "id": document.id,
        "metadata": asdict(document.metadata),
        "sha256": document.sha256,
        "lies": lies,
        "facts": asdict(facts),
    }
    return f"{json.dumps(record, ensure_ascii=False, default=sorted)}\n".encode()


def read_stored(folder: Path, digests: Mapping[str, str] | None = None) -> tuple[Document, ...]:
    """Return the documents that `write_stored` wrote.

    Args:
        folder: Within the build's.
        digests: The sha256 of the build's files, by their places in it: all heads are held against
            theirs now, since each is understood only when it is asked for. None: they are not.

    Raises:
        CollectionError: They are missing or damaged.
    """
    try:
        texts = _Texts(folder / _TEXTS)
        heads = (folder / _HEADS).read_bytes()
        if digests is not None:
            _check(heads, digests[f"{folder.name}/{_HEADS}"])
        lines = heads.splitlines()
        for line in lines[:1]:  # what is whole may still be of another form than this version's
            _values_of(json.loads(line), texts)
        return tuple(_stored(line, texts) for line in lines)
    except (OSError, *_MALFORMED) as error:
        raise CollectionError(
            f"{folder} is damaged: {error}; build the collection again"
        ) from error


def _stored(line: bytes, texts: _Texts) -> StoredDocument:
    document = object.__new__(StoredDocument)
    match = _ID.match(line)
    id_ = match[1].decode() if match else json.loads(line)["id"]
    object.__setattr__(document, "id", id_)
    object.__setattr__(document, "holder", "")
    object.__setattr__(document, "_head", line)
    object.__setattr__(document, "_texts", texts)
    return document


def _values_of(record: dict[str, Any], texts: _Texts) -> dict[str, object]:
    """Return what a document's line of heads says."""
    begin, end, digest = record["lies"]
    return {
        "metadata": metadata_of_record(record["metadata"]),
        "sha256": record["sha256"],
        "facts": Facts(**record["facts"]),
        "_lies": _Place(texts, int(begin), int(end), str(digest)),
    }


def _damaged(path: Path) -> str:
    return f"{path} is damaged: delete its folder and build the collection again"
