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
from typing import TypeAlias

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.encodings.decoding import decode
from index.reading.structure.extract import Extract, ExtractPart, row_text
from index.reading.structure.part_groups import names_columns
from index.types import BlockKind

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

    Raises:
        csv.Error: A cell is too long.
    """
    return [*islice(filter(any, map(_row, _all_rows(text, delimiter))), most)]


def _all_rows(text: str, delimiter: str) -> Iterator[Sequence[str]]:
    """Yield the cells of each row; a line at which quotation marks do not pair is one by itself.

    Raises:
        csv.Error: A cell is too long.
    """
    lines = io.StringIO(text, newline="").readlines()
    start = 0
    while start < len(lines):
        behind = map(lines.__getitem__, range(start, len(lines)))
        reader = csv.reader(behind, delimiter=delimiter, strict=True)
        whole = start
        try:
            for cells in reader:
                whole = start + reader.line_num
                yield cells
        except csv.Error:
            yield _line_cells(lines[whole], delimiter)
            start = whole + 1
        else:
            return


def _line_cells(line: str, delimiter: str) -> Sequence[str]:
    """Return the cells of a line whose quotation marks stand amid cells, or do not pair.

    Where one does not close it is a letter, and so are the others of the line.

    Raises:
        csv.Error: A cell is too long.
    """
    reader = csv.reader([line, "\n"], delimiter=delimiter)
    cells = next(reader)
    if reader.line_num == 1:
        return cells
    return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE))


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
