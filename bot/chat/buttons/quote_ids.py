"""Ids of quotes, in few characters, so that a button can carry them through a restart.

`7fa2c1.1a.k3.0.k3` is document, start, length, and the highlight's start and length; numbers in
base 36. The document's part depends on its text, so that an id never leads unseen to other words.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index import AddressError, Document, Quote, Span, digest_of_text

_BASE = 36  # figures and small letters
_MARK_LENGTH = 6  # characters that stand for a document
PATTERN = r"[0-9a-z.~]+"  # of `pack`'s result, for a custom_id's template
SEPARATOR = "~"


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A quote as an id has it.

    Args:
        mark: Of the document and its wording.
        span: Its place in that wording.
        highlight: What is lit of it.
    """

    mark: str
    span: Span
    highlight: Span

    def shifted(self, start: int) -> Span:
        """Return the place of what is lit where the quote itself begins at `start`."""
        shift = start - self.span.start
        return Span(self.highlight.start + shift, self.highlight.end + shift)


def pack(quotes: Sequence[Quote], room: int) -> str:
    """Return the ids of as many quotes as fit into `room` characters."""
    packed = ""
    for quote in quotes:
        longer = f"{packed}{SEPARATOR if packed else ''}{_packed(quote)}"
        if len(longer) > room:
            break
        packed = longer
    return packed


def places_of(packed: str) -> tuple[QuotePlace, ...]:
    """Return the quotes that were packed.

    Raises:
        AddressError: One is malformed.
    """
    return tuple(_place(quote_id) for quote_id in packed.split(SEPARATOR) if quote_id)


def mark(document_id: str, wording: str) -> str:
    """Return six characters that stand for a document and its wording, given by its digest."""
    digest = hashlib.sha256(f"{document_id}\0{wording}".encode()).digest()
    return _in_base(int.from_bytes(digest) % _BASE**_MARK_LENGTH).zfill(_MARK_LENGTH)


def mark_before(document: Document) -> str:
    """Return what stands for a document in buttons that earlier versions of the program made."""
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
    name = mark(quote.document.id, digest_of_text(quote.document.text))
    return ".".join((name, *(_in_base(number) for number in numbers)))


def _place(quote_id: str) -> QuotePlace:
    """Return the quote of an id.

    Raises:
        AddressError: It is malformed.
    """
    name, *numbers = quote_id.split(".")
    try:
        start, length, offset, highlighted = (int(number, _BASE) for number in numbers)
        highlight = Span(start + offset, start + offset + highlighted)
        return QuotePlace(name, Span(start, start + length), highlight)
    except ValueError as error:
        raise AddressError(f"a button carries no quote: {quote_id!r}") from error


def _in_base(number: int) -> str:
    return np.base_repr(number, _BASE).lower()
