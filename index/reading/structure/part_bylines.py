"""The paragraph right below a document's title that says who wrote it, as formats state both."""

from collections.abc import Sequence
from dataclasses import replace

from index.reading.bibliography.byline_paragraphs import BylineParagraph, byline_paragraph
from index.reading.bibliography.ordinary_words import OrdinaryWords
from index.reading.bibliography.stated_names import name_of
from index.reading.structure.extract import Extract, ExtractPart
from index.types import Omission, OmissionKind

_HEAD = 3  # parts: a title, its authors, and a text


def with_byline(extract: Extract) -> Extract:
    """Return an extract with what the paragraph right below its title says, told as metadata.

    The paragraph is left out of the text. One stays that says otherwise than the file states, and
    of course one that says more.

    Args:
        extract: Of a format that states its parts.
    """
    parts = extract.parts or ()
    byline = _byline_below(parts)
    author = tuple(map(name_of, byline.names)) if byline else ()
    differs = bool(extract.author) and extract.author != author
    if byline is None or differs:
        return extract
    return replace(
        extract,
        parts=(parts[0], *parts[2:]),
        author=author,
        issued=extract.issued or byline.issued,
        container_title=extract.container_title or byline.container_title,
        omissions=(*extract.omissions, Omission(OmissionKind.BYLINE, parts[1].text)),
    )


def _byline_below(parts: Sequence[ExtractPart]) -> BylineParagraph | None:
    """Return what the second of a document's parts says of it, None where that is its text."""
    if len(parts) < _HEAD or parts[0].level != 1:
        return None
    if replace(parts[1], bold=False) != ExtractPart(parts[1].text):
        return None
    words = OrdinaryWords(part.text for part in parts)
    return byline_paragraph(parts[1].text, words.is_word)
