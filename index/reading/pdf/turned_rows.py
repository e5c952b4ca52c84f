"""Rows of tables that a file draws cell by cell: all lines of one, then the next, from above again.

So do most programs where words wrap in cells. A line that stands beside the first line of what was
drawn above it, and not below that, begins a cell of the same row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index.reading.pdf.cell_rows import whole_cell
from index.reading.pdf.page_line import LINE_GAP, Cell, PageLine
from index.types import BlockKind

_ALIGNED = 0.6  # times the size of the type: lines that begin so near each other are a cell
_LEVEL = 0.3  # likewise: so near in height are the first lines of two cells
_APART = 0.5  # likewise: what is between two cells
_MOST_LINES = 20  # of a cell: what has more is a column of text


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """What may be a row.

    Args:
        line: Its words as one line, with its cells.
        drawn: The lines of the page that it consists of; one where it is not turned.
    """

    line: PageLine
    drawn: Sequence[PageLine]

    @property
    def bottom(self) -> float:
        """Where its lowest line stands, in points from below."""
        return min(line.y for line in self.drawn)


def drawn_rows(page: Sequence[PageLine], usual: float) -> Iterator[DrawnRow]:
    """Yield the lines of a page, those of one row together where its cells are drawn in turn.

    Args:
        page: The lines as the file draws them.
        usual: Their usual distance, in points.
    """
    number = 0
    while number < len(page):
        stacks = [*_stacks(page, number, LINE_GAP * usual)]
        is_turned = any(len(stack) > 1 for stack in stacks[:-1])
        drawn = [*chain.from_iterable(stacks)] if is_turned else [page[number]]
        yield DrawnRow(_whole(stacks) if is_turned else page[number], drawn)
        number += len(drawn)


def _stacks(page: Sequence[PageLine], number: int, step: float) -> Iterator[list[PageLine]]:
    """Yield the lines below each other from a line on, and those that begin beside it, in turn."""
    first, right = page[number], 0.0
    while number < len(page):
        stack = [page[number]]
        if not _is_beside(first, stack[0], right):
            return
        for line in page[number + 1 : number + _MOST_LINES]:
            if not _goes_on(stack, line, step):
                break
            stack.append(line)
        yield stack
        number += len(stack)
        right = max(line.right for line in stack)


def _is_beside(first: PageLine, line: PageLine, right: float) -> bool:
    """Return whether a line stands at the height of a row's first, behind what is drawn of it."""
    if line is first:
        return True
    level = abs(line.y - first.y) <= _LEVEL * line.size and line.size == first.size
    plain = line.kind is BlockKind.TEXT and not (line.level or line.pitch)
    return plain and level and line.x > right + _APART * line.size


def _goes_on(stack: Sequence[PageLine], line: PageLine, step: float) -> bool:
    """Return whether a line goes on with the last cell of a stack's first line, or all of that.

    The words of a line that is spread to its full width may look like cells.
    """
    first, above = stack[0], stack[-1]
    starts = [above.x] if len(stack) > 1 else [first.x, _cells_of(first)[-1].x]
    plain = line.kind is BlockKind.TEXT and not (line.level or line.pitch or line.cells)
    near = 0 < above.y - line.y <= step and line.size == first.size
    return plain and near and any(abs(line.x - x) <= _ALIGNED * line.size for x in starts)


def _cells_of(line: PageLine) -> Sequence[Cell]:
    return line.cells or [Cell(line.text, line.x, line.right)]


def _whole(stacks: Sequence[Sequence[PageLine]]) -> PageLine:
    """Return the lines of a row as one."""
    cells: list[Cell] = []
    for first, *below in stacks:
        *before, last = _cells_of(first)
        if below and abs(below[0].x - first.x) <= _ALIGNED * first.size:
            before, last = [], Cell(first.text, first.x, first.right)
        own = replace(first, text=last.text, x=last.x, right=last.right)
        cells += [*before, whole_cell([own, *below])]
    return replace(
        stacks[0][0],
        text=" ".join(cell.text for cell in cells),
        cells=tuple(cells),
        right=max(cell.right for cell in cells),
        bold=all(line.bold for stack in stacks for line in stack),
        raised=(),
    )
