"""The paragraph below a document's title that says who wrote it, as formats state both."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index.language import is_ended
from index.reading.bibliography.byline_paragraphs import BylineParagraph, byline_paragraph
from index.reading.bibliography.ordinary_words import OrdinaryWords
from index.reading.bibliography.stated_names import name_of
from index.reading.structure.extract import Extract, ExtractPart
from index.types import Omission, OmissionKind

_HEAD = 3  # parts: a title, its authors, and a text
_LONGEST_SUBTITLE = 100  # characters


class _Below(NamedTuple):
    """The byline below a title: which of the parts it is, and what it says."""

    place: int
    said: BylineParagraph


def with_byline(extract: Extract) -> Extract:
    """Return an extract with what the paragraph below its title says, told as metadata.

    It stands right below, or below a subtitle. The paragraph is left out of the text. One stays
    that says otherwise than the file states, and of course one that says more.

    Args:
        extract: Of a format that states its parts.
    """
    parts = extract.parts or ()
    below = _byline_below(parts)
    author = tuple(map(name_of, below.said.names)) if below else ()
    differs = bool(extract.author) and extract.author != author
    if below is None or differs:
        return extract
    return replace(
        extract,
        parts=(*parts[: below.place], *parts[below.place + 1 :]),
        author=author,
        issued=extract.issued or below.said.issued,
        container_title=extract.container_title or below.said.container_title,
        omissions=(*extract.omissions, Omission(OmissionKind.BYLINE, parts[below.place].text)),
    )


def _byline_below(parts: Sequence[ExtractPart]) -> _Below | None:
    """Return where a part below the title says who wrote the document, None where none does."""
    if len(parts) < _HEAD or parts[0].level != 1:
        return None
    words = OrdinaryWords(part.text for part in parts)
    places = (1, 2) if len(parts) > _HEAD and _is_subtitle(parts[1]) else (1,)
    for place in filter(lambda place: _is_paragraph(parts[place]), places):
        if said := byline_paragraph(parts[place].text, words.is_word):
            return _Below(place, said)
    return None


def _is_paragraph(part: ExtractPart) -> bool:
    """Return whether a part is a paragraph of text and nothing else."""
    return replace(part, bold=False) == ExtractPart(part.text)


def _is_subtitle(part: ExtractPart) -> bool:
    """Return whether a part below a title may go on with it: a paragraph that is no sentence."""
    short = len(part.text) <= _LONGEST_SUBTITLE
    return short and _is_paragraph(part) and not (is_ended(part.text) or part.text.endswith(":"))
