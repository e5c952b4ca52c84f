"""Tables that are ruled with strokes: words by the cell in which they are drawn.

PDFium gives the lines of a cell, of the next and so on as the file draws them, and takes words of
neighbouring cells for one line where they stand at one height. The strokes show which words belong
together (`index.reading.pdf.ruled_grids`), and which lines are a row
(`index.reading.pdf.cell_rows`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from index.reading.pdf.cell_rows import CellLines, is_bold, row_line, rows_of
from index.reading.pdf.page_letters import Letter
from index.reading.pdf.page_line import PageLine
from index.reading.pdf.ruled_grids import Grid, GridPlace
from index.types import BlockKind

LetterRun: TypeAlias = list[Letter] | PageLine
"""The letters of a line, or a row of a table."""

_FEW = 0.1  # share of lines
_LEVEL = 0.5  # points: letters of one line are no further from each other in height
_NARROWEST = 0.15  # times the size of the type: letters are hardly narrower

_Lines: TypeAlias = Callable[[list[Letter]], Iterable[PageLine]]
_Point: TypeAlias = tuple[float, float]


class _Piece(NamedTuple):
    """What stands in a cell of a grid, or outside of it."""

    run: LetterRun
    cell: GridPlace | None


def with_ruled_rows(
    runs: Iterable[list[Letter]],
    grids: Iterable[Grid],
    origin_of: Callable[[int], _Point],
    lines_of: _Lines,
) -> list[LetterRun]:
    """Return what stands on a page in reading order, lines in ruled tables as rows of these.

    Args:
        runs: The letters of each line.
        grids: On the page.
        origin_of: Of a letter's place, where it stands, in points from the left and from below.
        lines_of: What makes lines of letters.
    """
    whole: list[LetterRun] = [*runs]
    origins = cache(origin_of)
    for grid in grids:
        cut = [[*_pieces(run, grid, origins)] for run in whole]
        cells = _cells(chain.from_iterable(cut), lines_of)
        if _holds_rows(cut) and _are_lines(cells) and grid.is_table(_counts(cells)):
            whole = [*_with_rows(chain.from_iterable(cut), _rows(cells, grid))]
    return whole


def _pieces(run: LetterRun, grid: Grid, origin_of: Callable[[int], _Point]) -> Iterator[_Piece]:
    """Yield the letters of a line by the cells in which their words begin.

    A word that is too long for its cell goes on over a stroke, but not behind a raised number.
    """
    if isinstance(run, PageLine):
        yield _Piece(run, None)
        return
    letters: list[Letter] = []
    within: GridPlace | None = None
    for letter in run:
        x, y = origin_of(letter.place)
        in_word = bool(letters) and not letters[-1].text.isspace()
        goes_on = in_word and _is_level(letters, y, origin_of)
        cell = within if goes_on or letter.text.isspace() else grid.cell_at(x, y)
        if cell != within and letters:
            yield _Piece(letters, within)
            letters = []
        within = cell
        letters.append(letter)
    yield _Piece(letters, within)


def _is_level(letters: Sequence[Letter], y: float, origin_of: Callable[[int], _Point]) -> bool:
    """Return whether a letter at a height, in points, stands on the line of those before."""
    return abs(origin_of(letters[-1].place)[1] - y) <= _LEVEL


def _cells(pieces: Iterable[_Piece], lines_of: _Lines) -> dict[GridPlace, list[PageLine]]:
    """Return the lines in each cell of a grid."""
    cells: dict[GridPlace, list[PageLine]] = defaultdict(list)
    for run, cell in pieces:
        if cell is not None and not isinstance(run, PageLine):
            cells[cell] += lines_of(run)
    return {cell: lines for cell, lines in cells.items() if lines}


def _counts(cells: Mapping[GridPlace, Sequence[PageLine]]) -> dict[GridPlace, int]:
    """Return how many lines each cell has, in the rows that have words, and not only marks."""
    worded = {cell.row for cell, lines in cells.items() if any(map(_has_word, lines))}
    return {cell: len(lines) for cell, lines in cells.items() if cell.row in worded}


def _has_word(line: PageLine) -> bool:
    return any(map(str.isalnum, line.text))


def _holds_rows(cut: Iterable[Sequence[_Piece]]) -> bool:
    """Return whether lines that stand in a grid do not go on beside it, as the names of rows do.

    Args:
        cut: The pieces of each line.
    """
    inside = [pieces for pieces in cut if any(piece.cell for piece in pieces)]
    going_on = sum(not all(piece.cell for piece in pieces) for pieces in inside)
    return going_on <= _FEW * len(inside)


def _are_lines(cells: Mapping[GridPlace, Sequence[PageLine]]) -> bool:
    """Return whether lines of cells run across the page, hardly one of them parted by a gap.

    What is parted so stands in columns that no strokes part.
    """
    lines = [*chain.from_iterable(cells.values())]
    odd = sum(bool(line.cells) or not _is_upright(line) for line in lines)
    return odd <= _FEW * len(lines)


def _is_upright(line: PageLine) -> bool:
    """Return whether a line is as long as its letters are, when they stand side by side."""
    return line.right - line.x >= _NARROWEST * line.size * (len(line.text) - 1)


def _rows(cells: Mapping[GridPlace, list[PageLine]], grid: Grid) -> dict[int, list[PageLine]]:
    """Return the rows between any two strokes of a table, by the number of the upper one."""
    between: dict[int, CellLines] = defaultdict(dict)
    for cell, lines in cells.items():
        between[cell.row][cell.column] = lines
    rows = rows_of(between, {number: grid.ends_in(number) for number in between})
    header = _header([*chain.from_iterable(rows[number] for number in sorted(rows))])
    return {number: [_told(row, header) for row in some] for number, some in rows.items()}


def _header(rows: Sequence[CellLines]) -> CellLines | None:
    """Return the first of a table's rows where it is bold and the next is not, else None."""
    first, *others = rows
    return first if is_bold(first) and not all(map(is_bold, others[:1])) else None


def _told(row: CellLines, header: CellLines | None) -> PageLine:
    return row_line(row, BlockKind.TABLE_HEADER if row is header else BlockKind.TABLE_ROW)


def _with_rows(pieces: Iterable[_Piece], rows: Mapping[int, list[PageLine]]) -> Iterator[LetterRun]:
    """Yield what stands outside of a table, and its rows where the file begins to draw them."""
    begun = set[int]()
    for run, cell in pieces:
        if cell is None:
            yield run
        elif cell.row not in begun:
            begun.add(cell.row)
            yield from rows.get(cell.row, ())
