"""Tables of values (CSV, TSV) to rows.

A row is its cells with bars between, an empty one keeping its place, so that the third cell stands
under the third name of the header. A row at the top with one cell alone, in a table of several
columns, is a title or a remark. Line breaks inside of a cell are spaces.
"""

import csv
import io
import operator
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from pathlib import Path
from typing import Literal, TypeAlias

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.decoding import decode
from index.reading.extract import Extract, ExtractPart, row_text
from index.reading.part_groups import names_columns
from index.types import BlockKind

SUFFIXES = (".csv", ".tsv")
PARSERS = ()

# Each row is a paragraph, which is encoded by itself: so many take some minutes.
_MOST_ROWS = 10_000
_DELIMITERS = "\t;|,"  # of two that part all rows alike, what words and numbers have more rarely
_SAMPLE = 100  # rows by which the delimiter is told, and the width of a table
_SAID = re.compile(r'\A"?sep=([,;\t|])"?\n', re.IGNORECASE)  # by spreadsheets, in the first line

Cells: TypeAlias = tuple[str, ...]


def read(raw: bytes, path: Path) -> Extract:
    """Return the rows of a table of values.

    Raises:
        UnreadableSourceError: The file is empty, binary, in no encoding that can be told, has more
            than 10,000 rows, a cell of more than 131,072 characters, or no values.
    """
    text = decode(raw, path)
    if not any(map(str.isalnum, text)):
        raise UnreadableSourceError(FaultKind.NO_VALUES.of(name=path.name))
    said = _SAID.match(text)
    if said:
        text, delimiter = text[said.end() :], said[1]
    else:
        delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
    return Extract(parts=tuple(_parts(_bounded(text, delimiter, path))))


def _delimiter(text: str) -> str:
    """Return what stands between cells: that which gives the most rows the same width."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many of the first rows are as wide as most of them, and how wide that is."""
    try:
        width, count = _usual_width(_rows(text, delimiter, _SAMPLE))
    except csv.Error:
        return 0, 0
    return (count, width) if width > 1 else (0, 0)


def _usual_width(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the width that most rows have, the greater of two, and how many have it."""
    widths = Counter(map(len, rows))
    return max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))


def _bounded(text: str, delimiter: str, path: Path) -> list[Cells]:
    """Return the rows of a table.

    Raises:
        UnreadableSourceError: There are too many, or a cell is too long.
    """
    try:
        rows = _rows(text, delimiter, _MOST_ROWS + 1)
    except csv.Error as error:
        reason = FaultKind.NO_TABLE.of(name=path.name, cause=str(error))
        raise UnreadableSourceError(reason) from error
    if len(rows) > _MOST_ROWS:
        reason = FaultKind.TOO_MANY_ROWS.of(name=path.name, most=_MOST_ROWS)
        raise UnreadableSourceError(reason)
    return rows


def _rows(text: str, delimiter: str, most: int) -> list[Cells]:
    """Return the first rows that are not empty, so many at most.

    Where quotation marks do not pair they are letters: else one would swallow the rest of the file.

    Raises:
        csv.Error: A cell is too long.
    """
    try:
        return _quoted_rows(text, delimiter, most, csv.QUOTE_MINIMAL)
    except csv.Error:
        return _quoted_rows(text, delimiter, most, csv.QUOTE_NONE)


def _quoted_rows(text: str, delimiter: str, most: int, quoting: Literal[0, 3]) -> list[Cells]:
    """Return the same, quotation marks read as `quoting` says.

    Raises:
        csv.Error: They do not pair, or a cell is too long.
    """
    lines = io.StringIO(text, newline="")
    rows = map(_row, csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True))
    return [*islice(filter(any, rows), most)]


def _row(cells: Sequence[str]) -> Cells:
    """Return cells with their white space collapsed."""
    return tuple(" ".join(cell.split()) for cell in cells)


def _parts(rows: Sequence[Cells]) -> Iterator[ExtractPart]:
    """Yield remarks, header and rows."""
    width, _ = _usual_width(rows[:_SAMPLE])
    filled = [*map(_filled, rows)]
    remarks = [*takewhile(lambda row: len(row) == 1 < width, filled)]
    for (remark,) in remarks:
        yield ExtractPart(remark)
    table = filled[len(remarks) :]
    for number, row in enumerate(table):
        heads = number == 0 and names_columns(row, table[1:])
        kind = BlockKind.TABLE_HEADER if heads else BlockKind.TABLE_ROW
        yield ExtractPart(row_text(row, columns_named=True), kind=kind)


def _filled(row: Cells) -> Cells:
    """Return a row without the empty cells at its end."""
    empty = sum(1 for _ in takewhile(operator.not_, reversed(row)))
    return row[: len(row) - empty]
