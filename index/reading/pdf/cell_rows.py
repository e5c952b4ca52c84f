"""Rows of a table from the lines in its cells, where words wrap.

What stands between two strokes is a row; where strokes part groups of rows, or only the names of
columns from all others, a row begins with lines of which none goes on with the one above. A line
does where its first word had no room there; a word alone in its line shows nothing by that.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias

from index.reading.pdf.page_line import Cell, PageLine
from index.reading.structure.extract import row_text
from index.types import BlockKind

CellLines: TypeAlias = dict[int, list[PageLine]]
"""The lines in the cells of a row, by the numbers of their columns; at least one in each."""

Ends: TypeAlias = Mapping[int, Mapping[int, float]]
_MANY = 3  # stretches between strokes
_ONE_OF = 1 / 3  # columns
_LEVEL = 0.5  # times the size of the type: so near each other in height are lines of one row
_BLANK = 0.25  # likewise: a space
_HYPHEN = re.compile(r"\w[-‐]")
_CAPITAL = re.compile(r"[A-Z\d]")


class _Telling(NamedTuple):
    """What a line shows of whether it begins a row: that it does or does not, or nothing (None)."""

    column: int
    line: PageLine
    begins: bool | None


def rows_of(bands: Mapping[int, CellLines], ends: Ends) -> dict[int, list[CellLines]]:
    """Return the rows between any two strokes of a table, from above.

    Args:
        bands: The lines there, by the number of the upper stroke; from above in each cell.
        ends: Of these and the columns there, how far right words may reach, in points.
    """
    tellings = {number: [*_tellings(cells, ends[number])] for number, cells in bands.items()}
    wraps = any(told.begins is False for own in tellings.values() for told in own)
    is_ruled = wraps and len(bands) >= _MANY
    return {
        number: [*_parted(cells, _begun(tellings[number], cells, is_ruled))]
        for number, cells in bands.items()
    }


def _tellings(cells: CellLines, ends: Mapping[int, float]) -> Iterator[_Telling]:
    """Yield what each line of cells shows of whether it begins a row."""
    for column, lines in cells.items():
        for above, line in zip([None, *lines], lines, strict=False):
            yield _Telling(column, line, _begins(above, line, ends[column]))


def _begins(above: PageLine | None, line: PageLine, end: float) -> bool | None:
    """Return whether a line does not go on with the one above it, None where nothing tells."""
    if above is None:
        return True
    word = line.text.split()[0]
    width = (line.right - line.x) * len(word) / len(line.text)
    if above.right <= end - width - _BLANK * line.size:
        return True
    return None if " " not in above.text else False


def _begun(told: Sequence[_Telling], cells: CellLines, is_ruled: bool) -> Iterator[float]:
    """Yield how far up rows begin but the first, in points from below."""
    column = min(cells)
    for first in [one for one in told if one.column == column][1:]:
        line = first.line
        beside = [one for one in told if abs(one.line.y - line.y) <= _LEVEL * line.size]
        if len(beside) > 1 and _is_new(first, beside, len(beside) == len(cells), is_ruled):
            yield line.y + _LEVEL * line.size


def _is_new(first: _Telling, beside: Sequence[_Telling], are_all: bool, is_ruled: bool) -> bool:
    """Return whether lines at one height begin a row.

    Args:
        first: What that in the first column shows.
        beside: What all of them show.
        are_all: There is one in each cell.
        is_ruled: The table has strokes between its rows, by all that is seen.
    """
    shown = Counter(one.begins for one in beside)
    # The longest line of a column as wide as that leaves no room, whatever stands below it.
    if shown[False] > (are_all and not is_ruled) * _ONE_OF * len(beside):
        return False
    return bool(first.begins) or (not is_ruled and (shown[True] > 0 or are_all))


def _parted(cells: CellLines, begun: Iterable[float]) -> Iterator[CellLines]:
    """Yield the rows of cells, which begin but the first so far up, in points."""
    for top, bottom in pairwise([math.inf, *sorted(begun, reverse=True), -math.inf]):
        row = {
            column: [line for line in lines if bottom < line.y <= top]
            for column, lines in cells.items()
        }
        if any(row.values()):
            yield {column: lines for column, lines in row.items() if lines}


def row_line(cells: CellLines, kind: BlockKind) -> PageLine:
    """Return a row as a line: where its first words stand, bars between its cells."""
    lines = [*chain.from_iterable(cells.values())]
    whole = tuple(whole_cell(cells[column]) for column in sorted(cells))
    texts = [""] * (max(cells) + 1)
    for column, cell in zip(sorted(cells), whole, strict=True):
        texts[column] = cell.text
    return PageLine(
        row_text(texts, columns_named=True),
        x=whole[0].x,
        y=max(line.y for line in lines),
        size=Counter(line.size for line in lines).most_common(1)[0][0],
        pitch=lines[0].pitch,
        cells=whole,
        bold=is_bold(cells),
        kind=kind,
        right=max(line.right for line in lines),
    )


def is_bold(cells: CellLines) -> bool:
    """Return whether all words of a row are set in bold type."""
    return all(line.bold for line in chain.from_iterable(cells.values()))


def whole_cell(lines: Sequence[PageLine]) -> Cell:
    """Return the lines of a cell as one."""
    text = lines[0].text
    for line in lines[1:]:
        # A hyphen before a small letter may be the line's: that is judged with all of the text.
        joined = _HYPHEN.fullmatch(text[-2:]) and _CAPITAL.match(line.text)
        text += line.text if joined else f" {line.text}"
    return Cell(text, lines[0].x, max(line.right for line in lines))
