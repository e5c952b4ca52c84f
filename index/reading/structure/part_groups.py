"""Parts of a document that belong together: the cells of a row, the lines of code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from index.reading.structure.extract import ExtractPart, row_text
from index.types import BlockKind

_SAMPLE = 100  # rows by which the columns of a table are told
_NUMBER = re.compile(r"[^\w\s]*+\d[\d\s.,:/'’eE+-]*+\W*+")  # amounts, dates, times, shares
_YEAR = re.compile(r"\d{4}")


def row_parts(cells: Iterable[Iterable[ExtractPart]], kind: BlockKind) -> Iterator[ExtractPart]:
    """Yield a row: its cells with bars between, and behind it the footnotes of its words.

    A table in a cell stands between what the row says before it and what it says behind it.

    Args:
        cells: What each cell holds.
        kind: Of the row.
    """
    words: list[list[str]] = []
    notes: list[ExtractPart] = []
    for cell in cells:
        words.append([])
        for part in cell:
            if part.kind is BlockKind.FOOTNOTE:
                notes.append(part)
            elif part.kind.is_tabular:
                yield from _joined(words, kind)
                yield part
                words = [[]]
            else:
                words[-1] += part.text.split()
    yield from _joined(words, kind)
    yield from notes


def _joined(cells: Iterable[Iterable[str]], kind: BlockKind) -> Iterator[ExtractPart]:
    """Yield cells as a part unless all are empty."""
    if text := row_text([" ".join(words) for words in cells], columns_named=True):
        yield ExtractPart(text, kind=kind)


def names_columns(row: Sequence[str], behind: Sequence[Sequence[str]]) -> bool:
    """Return whether a row of a table names the columns of the rows behind it.

    Args:
        row: The words of its cells.
        behind: Those of the other rows, which may be of another width.
    """
    rows = behind[:_SAMPLE]
    names = [*filter(None, row)]
    if not rows or len(set(names)) < len(names) or all(map(_NUMBER.fullmatch, row)):
        return False
    columns = ([other[at] for other in rows if at < len(other)] for at in range(len(row)))
    return all(map(_is_name, row, columns))


def _is_name(cell: str, column: Sequence[str]) -> bool:
    """Return whether a cell names its column: not a value of it, nor a number.

    A year is a name where the column holds something else.
    """
    if _YEAR.fullmatch(cell):
        return not all(map(_YEAR.fullmatch, column))
    return cell not in column and not _NUMBER.fullmatch(cell)


def with_whole_code(parts: Iterable[ExtractPart]) -> Iterator[ExtractPart]:
    """Yield parts, lines of code that follow on each other as one."""
    for kind, group in groupby(parts, key=lambda part: part.kind):
        if kind is not BlockKind.CODE:
            yield from group
            continue
        lines = list(group)
        if code := "\n".join(part.text for part in lines).strip("\n"):
            yield replace(lines[0], text=code)


def as_footnotes(parts: Iterable[ExtractPart]) -> Iterator[ExtractPart]:
    """Yield what a note holds, as footnotes."""
    for part in parts:
        if part.text:  # an empty line of code has none
            yield ExtractPart(part.text, kind=BlockKind.FOOTNOTE)
