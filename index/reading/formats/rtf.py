"""Rich text documents (RTF) to paragraphs and headings.

What is kept is what the document shows once its tracked changes are accepted: comments, hidden
text, running heads and contents lists are left out; a footnote, and a text box, stands behind the
paragraph that it belongs to; a table's row is its cells with bars between; preformatted text keeps
its lines. What a paragraph is follows from its style, or from one that this is made of.

It is read here, since libraries give the words alone, without footnotes (striprtf), or swap lists
and quotations, keep deleted text and miss headings that have but a style (anydoc).
"""

from collections.abc import Iterator
from pathlib import Path

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.office.rich_text.reader import RichText, read_rich_text
from index.reading.structure.extract import Extract, own_author, own_title
from index.reading.structure.first_heading import first_heading
from index.types import Omission, OmissionKind

_BEGIN = b"{\\rtf"
_BEFORE = b"\xef\xbb\xbf \t\r\n"  # what may stand there: a mark of UTF-8, white space


def read(raw: bytes, path: Path) -> Extract:
    """Return the paragraphs and headings of a rich text document, tables row by row.

    Raises:
        UnreadableSourceError: The file is of another kind, cut off, or otherwise damaged.
    """
    document = raw.lstrip(_BEFORE)
    if not document.startswith(_BEGIN):
        raise UnreadableSourceError(FaultKind.NO_RICH_TEXT.of(name=path.name))
    try:
        return _extract(read_rich_text(document))
    except ValueError as error:
        raise UnreadableSourceError(FaultKind.BROKEN_RICH_TEXT.of(name=path.name)) from error


def _extract(document: RichText) -> Extract:
    """Return the content of a document."""
    return Extract(
        parts=document.parts,
        title=own_title(document.title) or first_heading(document.parts),
        author=own_author(document.author),
        language=document.language,
        omissions=tuple(_omissions(document)),
    )


def _omissions(document: RichText) -> Iterator[Omission]:
    """Yield what was left out of a document."""
    if document.contents:
        yield Omission(OmissionKind.CONTENTS, document.contents)
    if document.hidden:
        yield Omission(OmissionKind.HIDDEN, document.hidden)
