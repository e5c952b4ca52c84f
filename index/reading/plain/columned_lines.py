"""Tables of a plain text: lines whose words stand in columns, with blanks between.

Justified lines have blanks between their words, too: in a table these end in one place line after
line, and somewhere there are many of them.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.reading.repair.lines import Line
from index.types import Span

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_SENTENCE_GAP = re.compile(r"[.!?:;,][\"'”’)]* {2}$")  # typists set two blanks there
_WORD = re.compile(r"\w")
_TYPED = re.compile(r"[{};|]|^[#$%>]|\+--|(?:\.\s?){4,}|^\d+\s")  # code, drawings, contents
_LEAST_ROWS = 3
_WIDE = 3  # blanks in a gap of one row at least
_LONGEST_FIRST = 32  # characters up to the second column
_MOST_TYPED = 0.3  # share of a table's lines


@dataclass(frozen=True, slots=True)
class ColumnedRow:
    """A row of a table, in code points of its text.

    Args:
        span: From its first letter to its last.
        bars: Blanks between its cells.
        breaks: What is to be one blank: between its lines, and where a line was justified.
    """

    span: Span
    bars: tuple[Span, ...]
    breaks: tuple[Span, ...]


@dataclass(slots=True)
class _RowLines:
    """The lines of a row; only one that is shown has blanks, or a line below its second cell."""

    lines: list[Line]
    gaps: tuple[Span, ...]
    shown: bool


@dataclass(slots=True)
class _Table:
    """A table as far as it has been read.

    Args:
        indent: Of its first column, in characters.
        column: Where the second one begins, likewise.
        rows: Its rows.
    """

    indent: int
    column: int
    rows: list[_RowLines] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """How many lines its rows have."""
        return sum(len(row.lines) for row in self.rows)

    def takes(self, line: Line) -> bool:
        """Take a line as the next row, or into the last; return whether it is either."""
        if self.rows and not line.blank and line.indent >= self.column:
            row = self.rows[-1]
            row.lines.append(line)
            row.shown = row.shown or line.indent == self.column
            return True
        if line.indent != self.indent or line.marked or not self._has_column(line):
            return False
        gaps = tuple(_gaps(line))
        self.rows.append(_RowLines([line], gaps, self._begins_at_column(line, gaps)))
        return True

    def _has_column(self, line: Line) -> bool:
        """Return whether a word begins at the second column, behind a blank."""
        at = self.column - self.indent
        before, word = line.content[at - 1 : at], line.content[at : at + 1]
        return before == " " and bool(word.strip()) and bool(_WORD.search(line.content[:at]))

    def _begins_at_column(self, line: Line, gaps: Sequence[Span]) -> bool:
        return bool(gaps) and gaps[0].end - line.start == self.column - self.indent

    def told(self) -> list[ColumnedRow]:
        """Return its rows up to the last that is shown, none where it is no table."""
        shown = [row for row in self.rows if row.shown]
        del self.rows[self.rows.index(shown[-1]) + 1 if shown else 0 :]
        if len(shown) < _LEAST_ROWS or not _are_wide(shown) or self._is_typed():
            return []
        columns = Counter(self._place(row, gap) for row in shown for gap in row.gaps)
        common = {column for column, times in columns.items() if times * 2 >= len(shown)}
        return [self._row(row, common | {self.column}) for row in self.rows]

    def _is_typed(self) -> bool:
        """Return whether its lines are mostly code, drawings or a list of contents."""
        lines = [line for row in self.rows for line in row.lines]
        typed = sum(bool(_TYPED.search(line.content)) for line in lines)
        return typed > _MOST_TYPED * len(lines)

    def _place(self, row: _RowLines, gap: Span) -> int:
        """Return where a cell of a row begins behind blanks, in characters from the margin."""
        return self.indent + gap.end - row.lines[0].start

    def _row(self, row: _RowLines, columns: Container[int]) -> ColumnedRow:
        """Return a row with bars before the cells that begin at the table's columns."""
        first = row.lines[0]
        bars = [gap for gap in row.gaps if self._place(row, gap) in columns]
        at = first.start + self.column - self.indent
        if all(bar.end != at for bar in bars):  # one blank parts a word as long as its column
            bars = [Span(at - 1, at), *bars]
        inside = (span for line in row.lines for span in _wide_blanks(line))
        ends = (Span(above.end, below.start) for above, below in pairwise(row.lines))
        taken = set(bars)
        breaks = [span for span in (*inside, *ends) if span not in taken]
        return ColumnedRow(Span(first.start, row.lines[-1].end), tuple(bars), tuple(breaks))


def _are_wide(rows: Sequence[_RowLines]) -> bool:
    """Return whether there are many blanks between two cells somewhere."""
    return any(gap.end - gap.start >= _WIDE for row in rows for gap in row.gaps)


def rows_in(lines: Sequence[Line]) -> Iterator[ColumnedRow]:
    """Yield the rows of the tables of a text, in reading order.

    Args:
        lines: All lines.
    """
    number = 0
    while number < len(lines):
        table = _table_at(lines, number)
        # What is no table is none from its second line on either; few rows may be text above one.
        is_over = table is not None and len(table.rows) >= _LEAST_ROWS
        taken = table.lines if table and is_over else 1
        rows = table.told() if table else []
        yield from rows
        number += table.lines if table and rows else taken


def _table_at(lines: Sequence[Line], number: int) -> _Table | None:
    """Return what may be a table from a line on, None where that has no columns."""
    first = lines[number]
    gap = next(_gaps(first), None)
    if gap is None or gap.end - first.start > _LONGEST_FIRST:
        return None
    table = _Table(first.indent, first.indent + gap.end - first.start)
    for at in range(number, len(lines)):
        line = lines[at]
        if line.blank or (table.rows and line.new_page) or not table.takes(line):
            break
    return table


def _gaps(line: Line) -> Iterator[Span]:
    """Yield where blanks part the cells of a line, in code points of the text."""
    for span in _wide_blanks(line):
        if not _SENTENCE_GAP.search(line.content, 0, span.end - line.start):
            yield span


def _wide_blanks(line: Line) -> Iterator[Span]:
    for match in _GAP.finditer(line.content):
        yield Span(line.start + match.start(), line.start + match.end())
