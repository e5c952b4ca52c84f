"""Documents on disk: their ids are read, a head or a text when somebody asks for it.

A build has a file of heads, a line a document: what tells it from others, where its text lies, and
a few facts that follow from that and are wanted of many documents at once. The texts lie in parts,
which are written once (`text_parts`). A later build links those that it goes on using, and writes
one more for what is new (`document_writing`): only the heads are written whole, those of documents
that stay as they lie.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from operator import eq
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, overload

import numpy as np

from index.errors import CollectionError
from index.storage.document_records import metadata_of_record
from index.storage.text_parts import EARLIER, MALFORMED, TextPart, TextPlace, check, damaged
from index.types import Document

HEADS, ORDER = "heads.jsonl", "parts.txt"
_AT_ONCE = ("id", "holder")  # what is there of a document before anything of it is asked for
_HEAD = frozenset({"metadata", "sha256", "facts", "_lies"})
_REST = frozenset(field.name for field in fields(Document)) - {*_AT_ONCE, *_HEAD}
_ID = rb'\{"id": "([a-z0-9-]+)", '  # how a line of heads begins, …
_LIES = rb'"lies": \["([0-9a-f]{12}\.texts)", ([0-9]+), ([0-9]+), "([0-9a-f]{64})"\], '  # … goes on
_BEGIN, _FRONT = re.compile(_ID), re.compile(_ID + _LIES)

# Where a document's line lies, as its head has it: the name of the part, begin, end, sha256.
Lies = tuple[str, int, int, str]


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


class Texts(NamedTuple):
    """Where the texts of a build's documents lie.

    Args:
        folder: Of its documents.
        parts: By their names, the first that was written first.
    """

    folder: Path
    parts: Mapping[str, TextPart]

    def place(self, lies: Sequence[Any]) -> TextPlace:
        """Return where a line lies, as it is told in a head.

        Raises:
            ValueError: It is not told; or a TypeError or LookupError.
        """
        name, begin, end, digest = lies if len(lies) > 3 else (EARLIER, *lies)
        return TextPlace(self.parts[name], int(begin), int(end), str(digest))


class StoredDocument(Document):
    """A document of a build; its head is read when first asked for, and so is its text."""

    __slots__ = ("_head", "_lies", "_texts", "facts")

    _head: bytes
    _texts: Texts
    _lies: TextPlace
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
        try:
            values = _values_of(json.loads(head), texts)
        except MALFORMED as error:
            raise CollectionError(damaged(texts.folder / HEADS)) from error
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def _read_text(self) -> None:
        """Read the document whole.

        Raises:
            AttributeError: It lies nowhere: it was made out of another document.
            CollectionError: It is damaged.
        """
        whole = self._lies.document()
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

    @property
    def parts(self) -> Sequence[TextPart]:
        """The parts that documents of its build lie in, the first that was written first."""
        return tuple(self._texts.parts.values())

    @property
    def place(self) -> TextPlace | None:
        """Where its line lies, told without reading its head; None of one that lies nowhere.

        Raises:
            CollectionError: Its head is damaged.
        """
        found = _FRONT.match(getattr(self, "_head", b""))
        if found is None:  # an earlier version's, or it has none
            return getattr(self, "_lies", None)
        try:
            return self._texts.place([one.decode() for one in found.groups()[1:]])
        except MALFORMED as error:
            raise CollectionError(damaged(self._texts.folder / HEADS)) from error

    def head(self, lies: Lies | None = None) -> bytes:
        """Return its line of heads: as it is, or with another place where its text lies."""
        if lies is None:
            return self._head + b"\n"
        found = _FRONT.match(self._head)
        if found is None:
            return head_of(self, lies, self.facts)
        return _front_of(self.id, lies) + self._head[found.end() :] + b"\n"

    def let_go(self, folder: Path) -> None:
        """Let the files go that it lies in, if they are in a folder; see the function."""
        texts: Texts | None = getattr(self, "_texts", None)
        if texts is not None and texts.folder == folder:
            for part in texts.parts.values():
                part.close()


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
    for name in (*_AT_ONCE, *_HEAD, "_head", "_texts"):
        object.__setattr__(copy, name, getattr(document, name))
    return copy


def let_go(documents: Iterable[Document], folder: Path) -> None:
    """Let the files go that stored documents of a folder lie in: some systems rename no open one.

    No text can be read of them any more.

    Args:
        documents: Those of other folders stay as they are.
        folder: As `read_stored` had it.
    """
    for document in documents:
        if isinstance(document, StoredDocument):
            document.let_go(folder)


def head_of(document: Document, lies: Lies, facts: Facts) -> bytes:
    """Return the line of heads of a document.

    Args:
        document: That one.
        lies: Where its text does.
        facts: What follows from that.
    """
    record = {
        "metadata": asdict(document.metadata),
        "sha256": document.sha256,
        "facts": asdict(facts),
    }
    rest = json.dumps(record, ensure_ascii=False, default=sorted)
    return _front_of(document.id, lies) + f"{rest[1:]}\n".encode()


def _front_of(id_: str, lies: Lies) -> bytes:
    front = json.dumps({"id": id_, "lies": lies})
    return f"{front[:-1]}, ".encode()


class StoredDocuments(Sequence[Document]):
    """The documents of a build: one is made when it is asked for, and is the same from then on."""

    def __init__(self, heads: bytes, texts: Texts) -> None:
        """Hold lines of heads.

        Raises:
            ValueError: A line has no id; or a TypeError or LookupError.
        """
        self._heads = heads
        self._texts = texts
        self._ends = _ends_of(heads)
        self._made: list[StoredDocument | None] = [None] * len(self._ends)
        self._making = Lock()
        begins = [0, *(end + 1 for end in self._ends)]
        self.ids: Sequence[str] = tuple(
            _id_in(heads, begin, end) for begin, end in zip(begins, self._ends, strict=False)
        )

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._ends)

    @overload
    def __getitem__(self, row: int) -> Document: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Document, ...]: ...
    def __getitem__(self, row: int | slice) -> Document | tuple[Document, ...]:
        """Return a document, or some.

        Raises:
            IndexError: There is no such row.
        """
        if isinstance(row, slice):
            return tuple(self[one] for one in range(len(self))[row])
        return self._made[row] or self._make(range(len(self))[row])

    def __iter__(self) -> Iterator[Document]:
        """Yield all documents."""
        return (made or self._make(row) for row, made in enumerate(self._made))

    def __eq__(self, other: object) -> bool:
        """Return whether another sequence has the same documents."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # like a list

    def _make(self, row: int) -> StoredDocument:
        """Return a document that was not made yet; of several threads the first makes it."""
        with self._making:
            made = self._made[row] = self._made[row] or self._document(row)
            return made

    def _document(self, row: int) -> StoredDocument:
        begin = self._ends[row - 1] + 1 if row else 0
        document = object.__new__(StoredDocument)
        object.__setattr__(document, "id", self.ids[row])
        object.__setattr__(document, "holder", "")
        object.__setattr__(document, "_head", self._heads[begin : self._ends[row]])
        object.__setattr__(document, "_texts", self._texts)
        return document


def ids_of(documents: Sequence[Document]) -> Sequence[str]:
    """Return the ids of documents; those of a build are known without any being made."""
    if isinstance(documents, StoredDocuments):
        return documents.ids
    return tuple(document.id for document in documents)


def read_stored(folder: Path, digests: Mapping[str, str] | None = None) -> Sequence[Document]:
    """Return the documents that `write_stored` wrote, or an earlier version.

    Args:
        folder: Within the build's.
        digests: The sha256 of the build's files, by their places in it: all heads are held against
            theirs now, since each is understood only when it is asked for. None: they are not.

    Raises:
        CollectionError: They are missing or damaged.
    """
    try:
        names = [EARLIER]
        if not (folder / EARLIER).exists():
            names = (folder / ORDER).read_text(encoding="ascii").split()
        texts = Texts(folder, {name: TextPart(folder / name) for name in names})
        heads = (folder / HEADS).read_bytes()
        if digests is not None:
            check(heads, digests[f"{folder.name}/{HEADS}"])
        if first := heads.partition(b"\n")[0]:
            # What is whole may still be of another form than this version's.
            _values_of(json.loads(first), texts)
        return StoredDocuments(heads, texts)
    except (OSError, *MALFORMED) as error:
        raise CollectionError(
            f"{folder} is damaged: {error}; build the collection again"
        ) from error


def _ends_of(heads: bytes) -> list[int]:
    """Return where each line of heads ends."""
    ends: list[int] = np.flatnonzero(np.frombuffer(heads, dtype=np.uint8) == ord("\n")).tolist()
    is_whole = not heads or heads.endswith(b"\n")
    return ends if is_whole else [*ends, len(heads)]


def _id_in(heads: bytes, begin: int, end: int) -> str:
    """Return the id of the document that a line of heads is of.

    Raises:
        ValueError: It is none; or a TypeError or LookupError.
    """
    found = _BEGIN.match(heads, begin, end)
    return found[1].decode() if found else str(json.loads(heads[begin:end])["id"])


def _values_of(record: dict[str, Any], texts: Texts) -> dict[str, object]:
    """Return what a document's line of heads says."""
    return {
        "metadata": metadata_of_record(record["metadata"]),
        "sha256": record["sha256"],
        "facts": Facts(**record["facts"]),
        "_lies": texts.place(record["lies"]),
    }
