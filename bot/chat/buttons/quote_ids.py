"""Ids of quotes, in few characters, so that a button can carry them through a restart.

`7fa2c1.1a.k3.0.k3` is document, start, length, and the highlight's start and length; numbers in
base 36. The document's part depends on its text, so that an id never outlives a revision.
"""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from index import AddressError, Document, Quote, Span, quote_of

_BASE = 36  # figures and small letters
_MARK_LENGTH = 6  # characters that stand for a document
PATTERN = r"[0-9a-z.~]+"  # of `pack`'s result, for a custom_id's template
SEPARATOR = "~"


def pack(quotes: Sequence[Quote], room: int) -> str:
    """Return the ids of as many quotes as fit into `room` characters."""
    packed = ""
    for quote in quotes:
        longer = f"{packed}{SEPARATOR if packed else ''}{_packed(quote)}"
        if len(longer) > room:
            break
        packed = longer
    return packed


def unpack(packed: str, documents: Iterable[Document]) -> tuple[Quote, ...]:
    """Return the quotes of packed ids, each held against its source.

    Raises:
        AddressError: A document was changed or removed since.
    """
    known = {mark(document): document for document in documents}
    return tuple(_quote(quote_id, known) for quote_id in packed.split(SEPARATOR) if quote_id)


def mark(document: Document) -> str:
    """Return six characters that stand for a document and its wording."""
    digest = hashlib.sha256(f"{document.id}\0{document.text}".encode()).hexdigest()
    return digest[:_MARK_LENGTH]


def _packed(quote: Quote) -> str:
    highlight = quote.highlight or Span(quote.start, quote.end)
    numbers = (
        quote.start,
        quote.end - quote.start,
        highlight.start - quote.start,
        len(highlight),
    )
    return ".".join((mark(quote.document), *(_in_base(number) for number in numbers)))


def _quote(quote_id: str, known: dict[str, Document]) -> Quote:
    """Return the quote of an id.

    Raises:
        AddressError: Its document is not known, or it leads nowhere in it.
    """
    name, *numbers = quote_id.split(".")
    document = known.get(name)
    try:
        start, length, offset, highlighted = (int(number, _BASE) for number in numbers)
        if document is None:
            raise AddressError("a button points to a document that was changed or removed")
        highlight = Span(start + offset, start + offset + highlighted)
        return quote_of(document, Span(start, start + length), highlight)
    except ValueError as error:
        raise AddressError(f"a button carries no quote: {quote_id!r}") from error


def _in_base(number: int) -> str:
    return np.base_repr(number, _BASE).lower()
