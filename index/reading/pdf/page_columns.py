"""Columns of running text that a file draws row by row: told by their gutter and their words.

Most programs write one column after the other. Where one writes a line of the left, a line of the
right and so on, each row looks like one of a table. What tells columns of text from those of a
table is that sentences go on from row to row, in each of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from index.reading.pdf.page_line import LINE_GAP, Cell, PageLine

_LEAST_ROWS = 6  # that have words on both sides of a gutter
_LEAST_STARTS = 3  # of these, that begin right behind it
_WIDE = 10.0  # times the size of the type: a column of text is no narrower
_FILLED = 0.7  # of the width of its column: most lines of text are no shorter
_WORDS = 4  # in most lines of a column, at least
_FEW = 0.1  # share of lines with a gap among words of one column: justified ones may have some
_GOING_ON = 0.4  # share of lines that begin as the middle of a sentence does
_UP = 0.5  # times the size of the type: what is drawn next to a line stands no higher
_EDGE = 1.0  # points before the first letters of a column, where its gutter ends
_BEGUN_TOGETHER = 2  # paragraphs in all columns at one height, and …
_MOSTLY = 0.5  # … more than this share of those of a column: rows of a table


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows of a page that are columns of running text.

    Args:
        start: The number of the first.
        end: The number behind the last.
        gutters: Where columns but the first begin, in points from the left, in order.
    """

    start: int
    end: int
    gutters: tuple[float, ...]

    def column(self, x: float) -> int:
        """Return the number of the column, from 0, in which a place lies."""
        return sum(x >= gutter for gutter in self.gutters)


def columns_in(lines: Sequence[PageLine]) -> list[Columns]:
    """Return where columns of running text are drawn row by row, in order.

    Args:
        lines: Of a page, as the file has them.
    """
    gutters: list[float] = []
    for start in _starts(lines):
        more = sorted([*gutters, start - _EDGE])
        if any(_is_text(lines, columns) for columns in _runs(lines, tuple(more))):
            gutters = more
    found = _runs(lines, tuple(gutters)) if gutters else ()
    whole = (columns for columns in found if _is_text(lines, columns))
    return [columns for columns in whole if not _has_cells(lines, columns)]


def _starts(lines: Sequence[PageLine]) -> list[int]:
    """Return where words often begin but at the margin, in points, the most frequent first."""
    starts = Counter(round(one.x) for line in lines for one in _pieces(line))
    often = [x for x, times in starts.most_common() if times >= _LEAST_STARTS]
    return [x for x in often if x > min(starts)]


def _pieces(line: PageLine) -> Sequence[Cell]:
    """Return the words of a line between its gaps."""
    return line.cells or (Cell(line.text, line.x, line.right),)


def _runs(lines: Sequence[PageLine], gutters: tuple[float, ...]) -> Iterator[Columns]:
    """Yield the lines that follow one another and leave the gutters empty."""
    start = 0
    for number, line in enumerate([*lines, None]):
        goes_on = line is not None and _leaves(line, gutters)
        if goes_on and (start == number or _is_below(lines[number - 1], lines[number])):
            continue
        if number > start:
            yield from _near(lines, Columns(start, number, gutters))
        start = number if goes_on else number + 1


def _leaves(line: PageLine, gutters: Iterable[float]) -> bool:
    """Return whether no words of a line stand in a gutter; what is known for a row does."""
    return not line.kind.is_tabular and not any(
        one.x < gutter < one.right for one in _pieces(line) for gutter in gutters
    )


def _is_below(above: PageLine, line: PageLine) -> bool:
    """Return whether a line stands at the height of another, or below, in type of its size."""
    return above.size == line.size and line.y - above.y <= _UP * line.size


def _near(lines: Sequence[PageLine], columns: Columns) -> Iterator[Columns]:
    """Yield columns by what stands together, with no gap that goes through all of them."""
    steps = Counter(
        round(above.y - line.y)
        for column in _sides(lines, columns)
        for (_, above), (_, line) in pairwise(column)
    )
    usual = steps.most_common(1)[0][0] if steps else 0
    start = columns.start
    for number in range(columns.start + 1, columns.end + 1):
        ends = number == columns.end
        if ends or lines[number - 1].y - lines[number].y > LINE_GAP * usual:
            yield Columns(start, number, columns.gutters)
            start = number


def _sides(lines: Sequence[PageLine], columns: Columns) -> list[list[tuple[Cell, PageLine]]]:
    """Return the words of each column, with the lines in which they stand."""
    sides: list[list[tuple[Cell, PageLine]]] = [[] for _ in range(len(columns.gutters) + 1)]
    for line in lines[columns.start : columns.end]:
        for number, pieces in groupby(_pieces(line), key=lambda one: columns.column(one.x)):
            sides[number].append((_whole([*pieces]), line))
    return sides


def _whole(pieces: Sequence[Cell]) -> Cell:
    """Return pieces of a line as one."""
    return Cell(" ".join(one.text for one in pieces), pieces[0].x, pieces[-1].right)


def _is_text(lines: Sequence[PageLine], columns: Columns) -> bool:
    """Return whether rows are columns of running text, drawn in turn."""
    sides = _sides(lines, columns)
    if min(map(len, sides)) < _LEAST_ROWS or not all(map(_is_prose, sides)):
        return False
    rows = range(columns.start, columns.end)
    drawn = [[columns.column(one.x) for one in _pieces(lines[row])] for row in rows]
    turns = sum(above[-1] != row[0] or row[0] != row[-1] for above, row in pairwise(drawn))
    return turns >= _LEAST_ROWS - 1 and not _are_cells(sides)


def _has_cells(lines: Sequence[PageLine], columns: Columns) -> bool:
    """Return whether gaps part the words in a column, too, as those of tables are."""
    parted = 0
    for line in lines[columns.start : columns.end]:
        sides = [columns.column(one.x) for one in _pieces(line)]
        parted += len(sides) > len(set(sides))
    return parted > _FEW * (columns.end - columns.start)


def _is_prose(column: Sequence[tuple[Cell, PageLine]]) -> bool:
    """Return whether lines of a column fill it, and sentences go on in them."""
    left = min(one.x for one, _ in column)
    width = max(one.right for one, _ in column) - left
    filled = median(one.right - one.x for one, _ in column) >= _FILLED * width
    going_on = sum(one.text[0].islower() for one, _ in column[1:])
    wide = width >= _WIDE * column[0][1].size
    worded = median(len(one.text.split()) for one, _ in column) >= _WORDS
    typed = sum(bool(line.pitch) for _, line in column) > _MOSTLY * len(column)
    return wide and filled and worded and not typed and going_on >= _GOING_ON * (len(column) - 1)


def _are_cells(sides: Iterable[Sequence[tuple[Cell, PageLine]]]) -> bool:
    """Return whether most paragraphs begin in all columns at one height, as rows of tables do."""
    begun = [{*_beginnings(column)} for column in sides]
    together = len(set.intersection(*begun))
    return together >= _BEGUN_TOGETHER and together > _MOSTLY * min(map(len, begun))


def _beginnings(column: Sequence[tuple[Cell, PageLine]]) -> Iterator[int]:
    """Yield the heights, in points, at which a paragraph begins below another in a column."""
    left = min(one.x for one, _ in column)
    width = max(one.right for one, _ in column) - left
    steps = [above.y - line.y for (_, above), (_, line) in pairwise(column)]
    usual = median(steps)
    for (above, over), (one, line) in pairwise(column):
        short = above.right - left < _FILLED * width
        if (short or over.y - line.y > LINE_GAP * usual) and not one.text[0].islower():
            yield round(line.y)
