"""Paragraphs and tables of a rich text document as they come in, put together to parts."""

from dataclasses import dataclass, field

from index.reading.structure.extract import ExtractPart
from index.reading.structure.part_groups import row_parts
from index.types import BlockKind

_DEEPEST_TABLE = 20  # tables in one another


@dataclass(slots=True)
class _Row:
    """A row that has not ended yet: its whole cells, and what the one behind them holds."""

    cells: list[list[ExtractPart]] = field(default_factory=list)
    cell: list[ExtractPart] = field(default_factory=list)


@dataclass(slots=True)
class BlockFlow:
    """A text: that of the document, of a note, or of a box.

    Args:
        parts: What it holds so far.
        beside: Notes and boxes of the paragraph that has not ended yet.
        heads: The row at hand heads its table.
    """

    parts: list[ExtractPart] = field(default_factory=list)
    beside: list[ExtractPart] = field(default_factory=list)
    heads: bool = False
    _rows: list[_Row] = field(default_factory=list)

    def add(self, part: ExtractPart, depth: int) -> None:
        """Add a paragraph, and behind it what belongs to it.

        Args:
            part: The paragraph; an empty one only takes what belongs to it with it.
            depth: The number of tables that it stands in.
        """
        target = self._target(depth)
        if part.text or part.kind is BlockKind.CODE:
            target.append(part)
        target += self.beside
        self.beside = []

    def end_cell(self, depth: int) -> None:
        """End a cell of a table in so many others, itself counted."""
        self._target(depth)
        row = self._rows[-1]
        row.cells.append(row.cell)
        row.cell = []

    def end_row(self, depth: int) -> None:
        """End a row of a table in so many others, itself counted."""
        self._target(depth)
        row = self._rows.pop()
        kind = BlockKind.TABLE_HEADER if self.heads else BlockKind.TABLE_ROW
        outer = self._rows[-1].cell if self._rows else self.parts
        outer += row_parts([*row.cells, row.cell], kind)

    def finished(self) -> list[ExtractPart]:
        """Return its parts, rows without an end among them."""
        self.add(ExtractPart(""), 0)
        return self.parts

    def _target(self, depth: int) -> list[ExtractPart]:
        """Return what a paragraph in so many tables goes to; deeper ones have ended."""
        depth = min(depth, _DEEPEST_TABLE)
        while len(self._rows) > depth:
            self.end_row(len(self._rows))
        while len(self._rows) < depth:
            self._rows.append(_Row())
        return self._rows[-1].cell if depth else self.parts
