"""The tables of AsciiDoc: cells behind bars, filled into rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What may stand before a bar: columns and rows that the cell takes, or how often it stands there,
# how it is set, and what it is.
_BAR = re.compile(
    r"(?:(?:(?<=\s)|^)(?:(?P<columns>\d{1,3})?(?:\.(?P<rows>\d{1,3}))?\+|(?P<times>\d{1,3})\*)?"
    r"[<^>]?(?:\.[<^>])?[adehlmsv]?)?(?<!\\)\|"
)
_COLUMN = re.compile(r"(\d{1,3})\*")
_MAX_COLUMNS = 1000


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: its words, and how many columns and rows it takes."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class AsciidocTable:
    """A table: its rows, and whether the first names the columns."""

    rows: Sequence[Sequence[str]]
    headed: bool

    @classmethod
    def of(cls, lines: Sequence[str], mark: str, attributes: dict[str, str]) -> "AsciidocTable":
        """Return the table that lines hold.

        Args:
            lines: What stands between its first and its last line.
            mark: What its cells stand behind, or between: a bar, a comma or a colon.
            attributes: What is said of it.
        """
        options = attributes.get("options", attributes.get("opts", ""))
        headed = "noheader" not in options and ("header" in options or _sets_off_first(lines))
        separator = {"csv": ",", "dsv": ":"}.get(attributes.get("format", ""), mark)
        if separator in ",:":
            rows = _separated(lines, separator)
        else:
            cells = [*_cells(lines)]
            rows = [*_filled(cells, _columns(attributes) or _width(lines))]
        return cls(rows, headed)


def _separated(lines: Sequence[str], separator: str) -> list[list[str]]:
    """Return rows of cells with a separator between."""
    try:
        return [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:  # a cell without an end
        return [line.split(separator) for line in lines if line]


def _sets_off_first(lines: Sequence[str]) -> bool:
    """Return whether a blank line stands behind the first row, and none before it."""
    return len(lines) > 2 and bool(lines[0].strip()) and not lines[1].strip()


def _columns(attributes: dict[str, str]) -> int:
    """Return how many columns a table is said to have, 0 where that is not said."""
    stated = attributes.get("cols", "")
    repeated = (_COLUMN.match(column.strip()) for column in re.split("[,;]", stated) if stated)
    return min(sum(int(match[1]) if match else 1 for match in repeated), _MAX_COLUMNS)


def _width(lines: Sequence[str]) -> int:
    """Return how many columns the first line of cells takes."""
    first = next((line for line in lines if line.strip()), "")
    return max(1, min(sum(cell.columns for cell in _cells([first])), _MAX_COLUMNS))


def _cells(lines: Sequence[str]) -> Iterator[_Cell]:
    """Yield the cells of lines; what stands before the first bar is none."""
    text = "\n".join(lines)
    bars = [*re.finditer(_BAR.pattern, text, re.MULTILINE)]
    ends = [*(bar.start() for bar in bars), len(text)][1:]
    for bar, end in zip(bars, ends, strict=True):
        words = text[bar.end() : end].replace("\\|", "|").strip()
        cell = _Cell(words, int(bar["columns"] or 1), int(bar["rows"] or 1))
        yield from [cell] * int(bar["times"] or 1)


def _filled(cells: Sequence[_Cell], columns: int) -> Iterator[list[str]]:
    """Yield the rows that cells fill."""
    row: list[str] = []
    taken: Counter[int] = Counter()  # rows that a cell above still takes, by column
    column = 0
    for cell in cells:
        column = _free(column, columns, taken)
        if column >= columns:
            yield row
            row, column = [], _free(0, columns, taken)
        row.append(cell.text)
        beneath = range(column, min(column + cell.columns, columns))
        taken.update(dict.fromkeys(beneath, cell.rows - 1))
        column += cell.columns
    if row:
        yield row


def _free(column: int, columns: int, taken: Counter[int]) -> int:
    """Return the next column that no cell above takes; one that is passed is taken a row less."""
    while column < columns and taken[column] > 0:
        taken[column] -= 1
        column += 1
    return column
