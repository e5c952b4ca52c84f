"""The paragraph below a document's title that says who wrote it, as formats state both."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index.language import is_ended
from index.reading.bibliography.byline_paragraphs import BylineParagraph, byline_paragraph
from index.reading.bibliography.ordinary_words import OrdinaryWords
from index.reading.bibliography.stated_names import name_of
from index.reading.bibliography.written_dates import whole_date
from index.reading.structure.extract import Extract, ExtractPart
from index.types import Omission, OmissionKind

_HEAD = 3  # parts: a title, its authors, and a text
_LONGEST_SUBTITLE = 100  # characters
_DATE_LABEL = re.compile(r"(?:date|published|posted|issued|written)(?: on)?:?\s+", re.IGNORECASE)
_EDITION = re.compile(r"(?:\w+ )?(?:edition|version|revision)(?: [\d.]+)?,?\s+", re.IGNORECASE)


class _Below(NamedTuple):
    """The byline below a title: which of the parts it is, up to which other, and what it says."""

    place: int
    end: int
    said: BylineParagraph


def with_byline(extract: Extract) -> Extract:
    """Return an extract with what the paragraph below its title says, told as metadata.

    It stands right below, or below a subtitle, and may have its date below it. These paragraphs are
    left out of the text. One stays that says otherwise than the file states, and of course one that
    says more.

    Args:
        extract: Of a format that states its parts.
    """
    parts = extract.parts or ()
    below = _byline_below(parts)
    if below and not (below.said.issued or extract.issued):
        below = _with_date(parts, below)
    author = tuple(map(name_of, below.said.names)) if below else ()
    differs = bool(extract.author) and extract.author != author
    if below is None or differs:
        return extract
    return replace(
        extract,
        parts=(*parts[: below.place], *parts[below.end :]),
        author=author,
        issued=extract.issued or below.said.issued,
        container_title=extract.container_title or below.said.container_title,
        omissions=(
            *extract.omissions,
            *(Omission(OmissionKind.BYLINE, part.text) for part in parts[below.place : below.end]),
        ),
    )


def _byline_below(parts: Sequence[ExtractPart]) -> _Below | None:
    """Return where a part below the title says who wrote the document, None where none does."""
    if len(parts) < _HEAD or parts[0].level != 1:
        return None
    words = OrdinaryWords(part.text for part in parts)
    places = (1, 2) if len(parts) > _HEAD and _is_subtitle(parts[1]) else (1,)
    for place in filter(lambda place: _is_paragraph(parts[place]), places):
        if said := byline_paragraph(parts[place].text, words.is_word):
            return _Below(place, place + 1, said)
    return None


def _with_date(parts: Sequence[ExtractPart], byline: _Below) -> _Below:
    """Return a byline with the date that stands right below it; one with an edition stays there."""
    place, end, said = byline
    dated = parts[end] if len(parts) > end + 1 else None
    if dated is None or not _is_paragraph(dated):
        return byline
    if any(whole_date(part.text) for part in parts[end + 1 :]):
        return byline  # of a diary
    if date := whole_date(_DATE_LABEL.sub("", dated.text, count=1)):
        return _Below(place, end + 1, replace(said, issued=date))
    date = whole_date(_EDITION.sub("", dated.text, count=1))
    return _Below(place, end, replace(said, issued=date))


def _is_paragraph(part: ExtractPart) -> bool:
    """Return whether a part is a paragraph of text and nothing else."""
    return replace(part, bold=False) == ExtractPart(part.text)


def _is_subtitle(part: ExtractPart) -> bool:
    """Return whether a part below a title may go on with it: a paragraph that is no sentence."""
    short = len(part.text) <= _LONGEST_SUBTITLE
    return short and _is_paragraph(part) and not (is_ended(part.text) or part.text.endswith(":"))
