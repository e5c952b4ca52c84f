"""Numbered headings among lines that are read off pictures of pages.

Recognition shows neither size nor weight of type, and puts no blank line below a heading that
stands close over its text. A line is one whose number counts on from another's, that leaves room
for the first word of the line below it, and behind which a sentence begins.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from index.reading.pdf.page_line import PageLine

_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+[^\W\d_a-z]")
_OPENING = re.compile(r"[\"“«‘'(¿]?[^\W\d_a-z]")
_ENDED = frozenset(".!?:;,…”\"’')")
_ROOM = 0.85  # of the longest line of a page: so far the next word would have come, at most


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line that may be a heading stands, page and row from 0, and its number."""

    page: int
    row: int
    number: int


def with_parted_headings(
    pages: Sequence[Sequence[PageLine]], recognised: Collection[int]
) -> list[list[PageLine]]:
    """Return pages, each numbered heading that was read off a picture closed, as a paragraph is.

    Args:
        pages: The lines of each.
        recognised: The places, from 0, of those whose lines were read off a picture.
    """
    parted = [list(lines) for lines in pages]
    for place in _in_series([*_candidates(pages, recognised)]):
        lines = parted[place.page]
        for row in range(max(place.row - 1, 0), place.row + 1):
            lines[row] = replace(lines[row], closes=True)
    return parted


def _candidates(
    pages: Sequence[Sequence[PageLine]], recognised: Collection[int]
) -> Iterator[_Place]:
    """Yield the lines that may be headings, in reading order."""
    for page in sorted(recognised):
        lines = pages[page]
        width = max((len(line.text) for line in lines), default=0)
        for row, line in enumerate(lines[:-1]):
            number = _NUMBERED.match(line.text)
            if number and _stands_over_text(lines, row, width):
                yield _Place(page, row, int(number[1]))


def _stands_over_text(lines: Sequence[PageLine], row: int, width: int) -> bool:
    """Return whether a line ends early, where no sentence does, over one that begins a sentence."""
    line, below = lines[row], lines[row + 1]
    begins = row == 0 or lines[row - 1].closes or lines[row - 1].text[-1] in _ENDED
    filled = len(line.text) + 1 + len(below.text.split()[0])
    is_short = filled <= _ROOM * width and line.text[-1] not in _ENDED
    opens = bool(_OPENING.match(below.text)) and not _NUMBERED.match(below.text)
    return begins and is_short and opens


def _in_series(places: Sequence[_Place]) -> list[_Place]:
    """Return the lines whose number goes on from the one before, or before the one behind."""
    numbers = [place.number for place in places]
    befores, behinds = [None, *numbers][: len(numbers)], [*numbers, None][1:]
    return [
        place
        for place, before, behind in zip(places, befores, behinds, strict=True)
        if before == place.number - 1 or behind == place.number + 1
    ]
