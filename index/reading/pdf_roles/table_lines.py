"""Lines of a page that are rows of a table: their words stand in columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.reading.line_shapes.captions import is_caption
from index.reading.line_shapes.list_items import BULLETS
from index.reading.pdf.page_line import Cell, PageLine
from index.reading.pdf.turned_rows import DrawnRow, drawn_rows
from index.types import CELL_BAR, BlockKind

_LEAST_ROWS = 3
_FAR = 3.0  # times the usual distance of lines: rows of one table may be so far apart
_ALIGNED = 0.6  # times the size of the type: words that begin so near each other are a column
_DOTTED = re.compile(r"(?:\.\s?){5,}")  # leads to the page's number in a table of contents
_ITEM_CELLS = 2  # of the line of a list's item: its mark and its words
_MARK = re.compile(f"[{BULLETS}*]" r"|\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]|\[[^\[\]]{1,20}\]")
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d+)*\.?\s")


def with_rows(page: Sequence[PageLine], usual: float) -> list[PageLine]:
    """Return the lines of a page, those that are rows of a table as such, their cells parted.

    A table has at least three lines in a row whose words stand in the same columns. What stands
    below a cell, in its column alone, goes on with it. The first row names the columns where it
    alone is bold.

    Args:
        page: The lines in reading order; code is passed over.
        usual: Their usual distance, in points.
    """
    drawn = [*drawn_rows(page, usual)]
    lines: list[PageLine] = []
    number = 0
    while number < len(drawn):
        table = _Table.at(drawn, number, usual)
        if table is not None and len(table.rows) >= _LEAST_ROWS and not table.is_contents():
            lines += table.lines()
            number = table.end
        else:
            lines += drawn[number].drawn
            number += 1
    return lines


@dataclass(slots=True)
class _Row:
    """The first line of a row, and its cells so far."""

    line: PageLine
    cells: list[Cell]


@dataclass(slots=True)
class _Table:
    """A table as far as it has been read.

    Args:
        rows: Its rows.
        columns: Where columns begin, in points from the left, in order.
        end: Number of the line behind it.
    """

    rows: list[_Row]
    columns: list[float]
    end: int

    @classmethod
    def at(cls, page: Sequence[DrawnRow], number: int, usual: float) -> "_Table | None":
        """Return the table that begins with a line, None where that has no columns."""
        first = page[number].line
        if not _has_columns(first):
            return None
        columns = [cell.x for cell in first.cells]
        table = cls([_Row(first, list(first.cells))], columns, number + 1)
        above = page[number].bottom
        for row in page[number + 1 :]:
            if not (0 < above - row.line.y < _FAR * usual and table.takes(row.line)):
                break
            table.end += 1
            above = row.bottom
        return table

    def takes(self, line: PageLine) -> bool:
        """Take a line as the next row, or into a cell above it; return whether it is either."""
        near = _ALIGNED * line.size
        if is_caption(line.text) or line.kind is not BlockKind.TEXT:
            return False
        if not _has_columns(line):
            return not (line.pitch or line.level) and self._goes_on(line, near)
        aligned = any(self._column(cell.x, near) for cell in line.cells[1:])
        if aligned or len(line.cells) == len(self.columns):
            self.rows.append(_Row(line, list(line.cells)))
            return True
        return False

    def _goes_on(self, line: PageLine, near: float) -> bool:
        """Take a line into the cell that it stands below; not into one of the first column."""
        cells = self.rows[-1].cells
        for place, cell in enumerate(cells[1:], start=1):
            if abs(cell.x - line.x) <= near:
                cells[place] = Cell(f"{cell.text} {line.text}", cell.x)
                return True
        return False

    def _column(self, x: float, near: float) -> int:
        """Return the number of the column that begins at a place, 0 also where none does."""
        return next((n for n, start in enumerate(self.columns) if abs(start - x) <= near), 0)

    def is_contents(self) -> bool:
        """Return whether its rows are numbered headings, each with the number of its page."""
        cells = [row.cells for row in self.rows]
        if not all(len(row) == _ITEM_CELLS and row[1].text.isdecimal() for row in cells):
            return False
        numbers = [_NUMBERED.match(row[0].text) for row in cells]
        pages = [int(row[1].text) for row in cells]
        return all(numbers) and pages == sorted(pages)

    def lines(self) -> Iterator[PageLine]:
        """Yield its rows as lines."""
        for number, row in enumerate(self.rows):
            heads = number == 0 and row.line.bold and not self.rows[1].line.bold
            kind = BlockKind.TABLE_HEADER if heads else BlockKind.TABLE_ROW
            yield replace(row.line, text=CELL_BAR.join(self._placed(row)), kind=kind)

    def _placed(self, row: _Row) -> list[str]:
        """Return the texts of a row's cells, empty ones where columns before a cell have none."""
        texts: list[str] = []
        for cell in row.cells:
            column = self._column(cell.x, _ALIGNED * row.line.size)
            texts += [""] * (column - len(texts)) + [cell.text]
        return texts


def _has_columns(line: PageLine) -> bool:
    """Return whether gaps part the words of a line as columns do.

    Neither do those of code, nor of contents, nor the one behind the mark of a list's item or of
    a list of works.
    """
    is_item = len(line.cells) == _ITEM_CELLS and bool(_MARK.fullmatch(line.cells[0].text))
    is_text = line.kind is BlockKind.TEXT  # no row that is known already
    return is_text and bool(line.cells) and not (line.pitch or is_item or _DOTTED.search(line.text))
