"""A piece of HTML inside of a file of another kind, such as a message."""

from urllib.parse import urlsplit

from index.reading.markup.main_part import book_part
from index.reading.markup.parts import parts_of
from index.reading.markup.tree import page_of
from index.reading.structure.extract import ExtractPart


def piece_parts(raw: bytes) -> tuple[ExtractPart, ...]:
    """Return the paragraphs and headings of a piece of HTML; nothing is left out by its place.

    Its links lead to other parts of the file, unless they name a protocol.
    """
    return parts_of(book_part(page_of(raw), lambda address: not urlsplit(address).scheme).root)
