"""Tables that a format states as text whose blanks are kept: each row to a paragraph of its own.

The words of the first line name the columns below them. Else a row of bare figures would be quoted
without what they are of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.reading.structure.extract import ExtractPart, row_text
from index.types import BlockKind

_CELL = re.compile(r"\S+(?: \S+)*")  # two blanks part cells, …
_WORD = re.compile(r"\S+")  # … in a line of names, one does
_RULES = ("---", "===", "___")  # in a line that is nothing else
_RULED = frozenset(" +=_-")
_TYPED = re.compile(r"[{}\[\];\\|=<>$#@]|\w\(|--")  # code, commands and drawings
_LEAST_ROWS = 3
_LEAST_COLUMNS, _MOST_COLUMNS = 3, 40


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the cells of a column stand in their lines, in characters."""

    start: int
    end: int

    def distance(self, word: re.Match[str]) -> float:
        """Return how far the middle of a word stands from the column's."""
        return abs((word.start() + word.end()) / 2 - (self.start + self.end) / 2)


@dataclass(frozen=True, slots=True)
class _Table:
    """What may be a table: its first line, those that are its rows, and what is between."""

    names: str
    rows: Sequence[str]
    is_set_off: bool

    @classmethod
    def of(cls, text: str) -> "_Table":
        """Return the lines of a text; a blank one or a rule may set the first one off."""
        names, *below = (line.expandtabs() for line in text.strip("\n").split("\n"))
        first = below[0] if below else names
        set_off = not first.strip() or _is_rule(first)
        rows = below[1:] if set_off else below
        return cls(names, [line for line in rows if line.strip()], set_off)


def with_table_rows(parts: Sequence[ExtractPart]) -> list[ExtractPart]:
    """Return a document's parts, text that is a table with named columns as its rows.

    Args:
        parts: In reading order.
    """
    return [row for part in parts for row in (_rows(part) or [part])]


def _rows(part: ExtractPart) -> list[ExtractPart]:
    """Return the rows of a part, the header first, none where it is no such table."""
    if part.kind is not BlockKind.CODE or part.locators or part.item_depth:
        return []
    table = _Table.of(part.text)
    header = _header(table.names, table.rows)
    if not header or (header[0] and not table.is_set_off):
        return []
    rows = table.rows
    told = [header, *map(_CELL.findall, rows)]
    kinds = [BlockKind.TABLE_HEADER, *(BlockKind.TABLE_ROW for _ in rows)]
    return [
        replace(part, text=row_text(cells, columns_named=True), kind=kind)
        for cells, kind in zip(told, kinds, strict=True)
    ]


def _is_rule(line: str) -> bool:
    return _RULED.issuperset(line) and any(mark in line for mark in _RULES)


def _header(names: str, rows: Sequence[str]) -> list[str]:
    """Return what each column is called, the first maybe by nothing; none where one more is not."""
    columns = _columns(rows) if not _TYPED.search(names) else []
    header = ["" for _ in columns]
    for word in _WORD.finditer(names) if columns else ():
        distances = [column.distance(word) for column in columns]
        nearest = distances.index(min(distances))
        header[nearest] = f"{header[nearest]} {word[0]}".strip()
    return header if all(header[1:]) else []


def _columns(rows: Sequence[str]) -> list[_Column]:
    """Return the columns of rows that have as many cells each, in places apart; else none."""
    found = [[*_CELL.finditer(row)] for row in rows]
    counts = {len(cells) for cells in found}
    if len(rows) < _LEAST_ROWS or len(counts) > 1:
        return []
    if not _LEAST_COLUMNS <= min(counts) <= _MOST_COLUMNS:
        return []
    if any(map(_TYPED.search, rows)):
        return []
    columns = [*_spans(found)]
    apart = all(left.end < right.start for left, right in pairwise(columns))
    return columns if apart else []


def _spans(rows: Sequence[Sequence[re.Match[str]]]) -> Iterator[_Column]:
    """Yield where the cells of each column stand."""
    for cells in zip(*rows, strict=True):
        yield _Column(min(cell.start() for cell in cells), max(cell.end() for cell in cells))
