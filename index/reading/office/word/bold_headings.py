"""Headings of a Word document that has no style for them: short lines that are bold throughout."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.reading.office.word.markup import (
    PARAGRAPH,
    WordElement,
    nearest,
    property_of,
    value_of,
)
from index.reading.office.word.paragraphs import WordParagraphs, is_bold
from index.reading.office.word.styles import numbering

_LONGEST = 100  # characters of a heading
_SENTENCE_ENDS = frozenset(".!?,;")
_MIN_HEADINGS = 3  # fewer may be stressed lines of a text
_MOST = 0.4  # of a document's paragraphs: where more are bold, that is how it is set
_PARAGRAPHS = frozenset({PARAGRAPH})


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that has words.

    Args:
        element: The paragraph.
        stands_out: Whether it is short, no sentence, and bold throughout.
        depth: In the numbering, from 1; 0 without a number.
    """

    element: WordElement
    stands_out: bool
    depth: int


def bold_headings(paragraphs: WordParagraphs, body: WordElement) -> Mapping[WordElement, int]:
    """Return the paragraphs that are headings by their looks, each with its level.

    None where a style says which paragraphs are some. Where such lines are numbered, those without
    a number are stressed lines of the text.

    Args:
        paragraphs: How paragraphs are read.
        body: Of the document.
    """
    elements = list(nearest(body, _PARAGRAPHS))
    if any(paragraphs.style(element).level for element in elements):
        return {}
    lines = [_line(paragraphs, element) for element in elements]
    worded = [line for line in lines if line is not None]
    found = [*_before_text(worded)]
    numbered = [line for line in found if line.depth]
    headings = numbered if len(numbered) >= _MIN_HEADINGS else found
    if not _MIN_HEADINGS <= len(headings) <= _MOST * len(worded):
        return {}
    return {line.element: max(line.depth, 1) for line in headings}


def _line(paragraphs: WordParagraphs, element: WordElement) -> _Line | None:
    """Return a paragraph as it is set, None where it has no words."""
    words = paragraphs.words([element]).line
    if not words:
        return None
    short = len(words) <= _LONGEST and words[-1] not in _SENTENCE_ENDS
    has_letters = any(map(str.isalpha, words))
    return _Line(element, short and has_letters and is_bold(element), _depth(element))


def _depth(paragraph: WordElement) -> int:
    """Return how deep in a numbering a paragraph stands, from 1; 0 without a number."""
    if not numbering(paragraph):
        return 0
    level = value_of(property_of(paragraph, "pPr", "numPr", "ilvl")) or "0"
    return int(level) + 1 if level.isdecimal() else 1


def _before_text(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Yield the lines that stand out, those behind all text left out."""
    behind = [*takewhile(lambda line: line.stands_out, reversed(lines))]
    yield from (line for line in lines[: len(lines) - len(behind)] if line.stands_out)
