"""A quote's place in few characters, so that a button can carry it through a restart.

`7fa2c1.1a.k3.0.k3` is document, start, length, and the highlight's start and length; numbers in
base 36. The document's part depends on its text, so that a place never outlives a revision.
"""

import hashlib
import string
from collections.abc import Iterable, Sequence

from index import AddressError, Document, Quote, Span, quote_of

_DIGITS = string.digits + string.ascii_lowercase
_BASE = len(_DIGITS)
_MARK_LENGTH = 6
PATTERN = r"[0-9a-z.~]+"  # of `pack`'s result, for a custom_id's template
SEPARATOR = "~"


def pack(quotes: Sequence[Quote], room: int) -> str:
    """Return the places of as many quotes as fit into `room` characters."""
    packed = ""
    for quote in quotes:
        longer = f"{packed}{SEPARATOR if packed else ''}{_place(quote)}"
        if len(longer) > room:
            break
        packed = longer
    return packed


def unpack(packed: str, documents: Iterable[Document]) -> tuple[Quote, ...]:
    """Return the quotes of packed places, each held against its source.

    Raises:
        AddressError: A document was changed or removed since.
    """
    known = {mark(document): document for document in documents}
    return tuple(_quote(place, known) for place in packed.split(SEPARATOR) if place)


def mark(document: Document) -> str:
    """Return six characters that stand for a document and its wording."""
    digest = hashlib.sha256(f"{document.id}\0{document.text}".encode()).hexdigest()
    return digest[:_MARK_LENGTH]


def _place(quote: Quote) -> str:
    highlight = quote.highlight or Span(quote.start, quote.end)
    numbers = (
        quote.start,
        quote.end - quote.start,
        highlight.start - quote.start,
        len(highlight),
    )
    return ".".join((mark(quote.document), *(_short(number) for number in numbers)))


def _quote(place: str, known: dict[str, Document]) -> Quote:
    name, *rest = place.split(".")
    document = known.get(name)
    try:
        start, length, offset, lit = (int(number, _BASE) for number in rest)
        if document is None:
            raise AddressError("a button points to a document that was changed or removed")
        highlight = Span(start + offset, start + offset + lit)
        return quote_of(document, Span(start, start + length), highlight)
    except ValueError as error:
        raise AddressError(f"a button carries no place: {place!r}") from error


def _short(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, _BASE)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits
