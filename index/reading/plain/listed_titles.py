"""Lists of contents in a plain text that nothing calls so: lines that come again as titles.

Their lines stay lines, for which of them come again as headings shows only once those are found.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.reading.plain.heading_shapes import MAX_HEADING, stands_alone
from index.reading.repair.lines import Line
from index.reading.repair.underlines import underlined_titles
from index.types import Span

_LEAST = 4  # lines that come again, of which fewer are no list


def listed_titles(lines: Sequence[Line]) -> list[Span]:
    """Return where lines right below one another stand that all come again below, in one order.

    There each stands by itself, or over a rule.

    Args:
        lines: Of the whole text.
    """
    titles = _titles(lines)
    runs = (run for run in _runs(lines, titles) if len(run) >= _LEAST)
    return [Span(lines[run[0]].start, lines[run[-1]].end) for run in runs]


def _titles(lines: Sequence[Line]) -> dict[str, int]:
    """Return the last row of each line that may be a title."""
    short = (row for row, line in enumerate(lines) if 0 < len(line.content) <= MAX_HEADING)
    alone = [row for row in short if stands_alone(lines, row)]
    underlined = [title.row for title in underlined_titles(lines)]
    return {_words(lines[row]): row for row in sorted([*alone, *underlined])}


def _words(line: Line) -> str:
    return line.content.casefold()


def _runs(lines: Sequence[Line], titles: dict[str, int]) -> Iterator[list[int]]:
    """Yield the rows of lines that come again in one order, each right below the one before."""
    again = [titles.get(_words(line), -1) for line in lines]
    run: list[int] = []
    for row, (before, below) in enumerate(pairwise([-1, *again])):
        if below <= row or below <= before or lines[row].blank:
            yield run
            run = []
        if below > row and not lines[row].blank:
            run.append(row)
    yield run
