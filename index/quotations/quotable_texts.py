"""The texts that quotations are looked for in, each read when it is."""

from collections.abc import Sequence
from typing import overload

from index.types import Document


class QuotableTexts(Sequence[str]):
    """The text of each document that may be quoted."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Hold documents."""
        self._documents = tuple(documents)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._documents)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[str, ...]: ...
    def __getitem__(self, number: int | slice) -> str | tuple[str, ...]:
        """Return the text of a document, or those of some."""
        if isinstance(number, slice):
            return tuple(map(quotable_text, self._documents[number]))
        return quotable_text(self._documents[number])


def quotable_text(document: Document) -> str:
    """Return the text that may be quoted: none where no paragraph could be its address."""
    return document.text if document.paragraphs else ""
