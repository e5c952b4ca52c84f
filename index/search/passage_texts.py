"""What passages say and what they stand under, made of their documents when it is asked for."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from index.language import STOP_WORDS, words_of
from index.storage import PassageTable, ids_of, unread
from index.types import Document, Passage

_SHORT = 10  # words of a title that is told whole; of a longer one the first part is, …
_TELLING = 2  # … if it has so many words that say something
_FURTHER = re.compile(r" ?(?:: | [-–—|] | \().*")
_NAMED = 100  # characters of what names a row's columns, or of how an item of a list begins


class _OfPassages(Sequence[str]):
    """A text for each passage."""

    def __init__(self, documents: Sequence[Document], passages: Sequence[Passage]) -> None:
        """Hold passages, and the documents that they are of."""
        self._table = PassageTable.of(passages)
        rows = {name: row for row, name in enumerate(ids_of(documents))}
        self._documents = documents
        self._rows = [rows[name] for name in self._table.documents]

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._table)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[str, ...]: ...
    def __getitem__(self, row: int | slice) -> str | tuple[str, ...]:
        """Return the text of a passage, or those of some."""
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(len(self))))
        number, start, end = self._table.places[row].tolist()
        return self._made(self._document(int(self._table.owners[row])), number, start, end)

    def __iter__(self) -> Iterator[str]:
        """Yield the text of each passage: see `in_turn`."""
        return self.in_turn(range(len(self)))

    def in_turn(self, rows: Iterable[int]) -> Iterator[str]:
        """Yield the texts of some passages; a document is held while they are of the same."""
        held, document = -1, None
        for row in rows:
            owner = int(self._table.owners[row])
            if document is None or owner != held:
                held, document = owner, unread(self._document(owner))
            yield self._made(document, *self._table.places[row].tolist())

    def _document(self, owner: int) -> Document:
        """Return a document that has passages, by its number in their table."""
        return self._documents[self._rows[owner]]

    @abstractmethod
    def _made(self, document: Document, number: int, start: int, end: int) -> str:
        """Return the text of a passage.

        Args:
            document: That it is of.
            number: Of its paragraph.
            start: Its first code point.
            end: One past its last.
        """


def in_turn(texts: Sequence[str], rows: Iterable[int]) -> Iterator[str]:
    """Yield the texts of some passages; what has to be read for one is held no longer."""
    return texts.in_turn(rows) if isinstance(texts, _OfPassages) else (texts[row] for row in rows)


class PassageTexts(_OfPassages):
    """What each passage says."""

    def _made(self, document: Document, number: int, start: int, end: int) -> str:
        del number
        return document.text[start:end]


class PassageContexts(_OfPassages):
    """Title and section of each passage, as far as somebody stated them, and what names it there.

    That is the header of a row, and of a further paragraph of a list's item how the item begins:
    there its term stands.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        *,
        titled: bool,
        whole_titles: bool = False,
    ) -> None:
        """Hold passages.

        Args:
            documents: Those that they are of.
            passages: Any of theirs.
            titled: Whether titles are told. That of a single document tells no passage from
                another, and put before each it makes them all alike.
            whole_titles: Whether all of a long title is, as in an earlier version's build.
        """
        super().__init__(documents, passages)
        self._titled = titled
        self._whole_titles = whole_titles

    def _made(self, document: Document, number: int, start: int, end: int) -> str:
        del start, end
        paragraph = document.paragraphs[number - 1]
        title = document.title if self._whole_titles else told_title(document.title)
        names = document.header_of(paragraph) or document.item_start_of(paragraph)
        named = document.text[names.start : names.end][:_NAMED] if names else ""
        told = (title if self._titled else "", paragraph.section, named)
        return ". ".join(part for part in told if part)


def told_title(title: str) -> str:
    """Return as much of a document's title as is told with each of its passages.

    Of a very long one its first part: each further word is another that all passages have, and by
    which none is found.

    Example:
        >>> told_title("Kettle FAQ - What people often ask about iron kettles and their lids (KF)")
        'Kettle FAQ'
    """
    words = title.split()
    first = _FURTHER.sub("", " ".join(words))
    telling = [one for one in words_of(first) if one.text not in STOP_WORDS and one.text.isalpha()]
    return first if len(words) > _SHORT and len(telling) >= _TELLING else title
