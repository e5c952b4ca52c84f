"""The texts that quotations are looked for in, each read when it is."""

from collections.abc import Sequence
from typing import overload

from index.storage import unread
from index.types import Document


class QuotableTexts(Sequence[str]):
    """The text of each document that may be quoted."""

    def __init__(self, documents: Sequence[Document], *, holding: bool = True) -> None:
        """Hold documents.

        Args:
            documents: The documents.
            holding: Whether what is read of one is held with it, for whoever asks again.
        """
        self._documents = documents
        self._holding = holding

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
            return tuple(self[one] for one in range(*number.indices(len(self))))
        document = self._documents[number]
        return quotable_text(document if self._holding else unread(document))


def quotable_text(document: Document) -> str:
    """Return the text that may be quoted: none where no paragraph could be its address."""
    return document.text if document.paragraphs else ""
