"""Documents written into a build as they are read, what an earlier build has linked beside them."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.storage.shared_parts import worth_keeping
from index.storage.stored_documents import (
    HEADS,
    ORDER,
    Facts,
    StoredDocument,
    facts_of,
    head_of,
)
from index.storage.text_parts import TextPart, TextPlace, TextStream, deflated_line, text_stream
from index.storage.whole_files import synced_stream
from index.types import Document

_GROWTH = 4  # a part is kept while it has so many times the bytes of all behind it


def write_stored(
    folder: Path,
    documents: Iterable[Document],
    facts: Callable[[Document], Facts],
    *,
    leaving: bool = True,
) -> None:
    """Write documents into a folder, which is made; what an earlier build has is linked.

    None is held longer than it takes to write it.

    Args:
        folder: Of the build.
        documents: At least one.
        facts: Works out the facts of one that is new.
        leaving: Whether lines of documents that nobody has any more may be left in what is linked;
            else a part that has one is copied without it.

    Raises:
        OSError: A file cannot be written.
        CollectionError: A document of an earlier build is damaged.
    """
    folder.mkdir(parents=True)
    with text_stream(folder) as stream:
        rows = [_Kept.of(one) or _written(one, facts, stream) for one in documents]
        kept = [row for row in rows if isinstance(row, _Kept)]
        linked = _worth_keeping(kept, stream.size, leaving=leaving)
        for part in linked:
            part.put(folder)
        with synced_stream(folder / HEADS) as heads:
            for row in rows:
                heads.write(row.head(linked, stream) if isinstance(row, _Kept) else row)
    names = [part.path.name for part in linked] + ([stream.name] if stream.size else [])
    (folder / ORDER).write_text("\n".join(names), encoding="ascii")


def _written(document: Document, facts: Callable[[Document], Facts], stream: TextStream) -> bytes:
    """Return the line of heads of a document that is new; its text is written into a stream."""
    lies = stream.put(*deflated_line(document))
    return head_of(document, lies, facts_of(document) or facts(document))


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document that an earlier build has.

    Args:
        document: As it lies there.
        place: Where that is.
    """

    document: StoredDocument
    place: TextPlace

    @classmethod
    def of(cls, document: Document) -> "_Kept | None":
        """Return a document that an earlier build has; None of one that is new."""
        if not isinstance(document, StoredDocument):
            return None
        place = document.place
        return None if place is None else cls(document, place)

    def head(self, linked: Container[TextPart], stream: TextStream) -> bytes:
        """Return its line of heads; its text is copied into a stream where its part is not linked.

        Raises:
            CollectionError: It is damaged.
        """
        if self.place.part in linked:
            return self.document.head()
        return self.document.head(stream.put(*self.place.deflated()))


def _worth_keeping(kept: Sequence[_Kept], new: int, *, leaving: bool) -> Sequence[TextPart]:
    """Return the parts that stay as they are; one of an earlier version does not.

    Args:
        kept: The documents that an earlier build has.
        new: How many bytes are new.
        leaving: See `write_stored`.
    """
    live: Counter[TextPart] = Counter()
    for one in kept:
        live[one.place.part] += one.place.end - one.place.begin
    parts = [part for part in kept[0].document.parts if part in live] if kept else []
    sizes = [0 if part.is_earlier else len(part) for part in parts]
    count = worth_keeping([live[one] for one in parts], sizes, new, growth=_GROWTH, leaving=leaving)
    return parts[:count]
