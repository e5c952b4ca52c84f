"""Lines of a plain text that have the shape of a heading, wherever they stand."""

import re
from collections.abc import Sequence
from itertools import takewhile

from index.reading.repair.lines import Line

MAX_HEADING = 100  # characters
NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.?[ \t]+(?=\S)")
"""What counts a section, up to its words: "3.1. "."""
PART_NAMED = re.compile(
    r"(?:(?:section|article|chapter|part|appendix)\s+[\dIVX]+|§+\s*\d+[a-z]?)\b", re.IGNORECASE
)
"""What does so by the name of a part: "Section 3", "§ 3"."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_HEAD, _SHORT = 4, 60  # lines right below a title, and characters of each
_LEAST_WORDS = 2  # of a title; a word alone may be a label
_APART = re.compile(r"\S(?: {4,}|\t+)\S")  # two columns are no heading


def stands_apart(lines: Sequence[Line], row: int) -> bool:
    """Return whether nothing stands right above a line."""
    return row == 0 or lines[row - 1].blank or lines[row].new_page


def stands_alone(lines: Sequence[Line], row: int) -> bool:
    """Return whether nothing stands right above a line, nor right below."""
    return stands_apart(lines, row) and (row + 1 == len(lines) or lines[row + 1].blank)


def is_short(line: Line) -> bool:
    """Return whether a line has the length of a heading, in one piece, and ends as one does."""
    content = line.content
    numbered = is_counted(line)
    whole = not _APART.search(NUMBER.sub("", content, count=1))
    return whole and len(content) <= MAX_HEADING and (numbered or content[-1] not in ".,;")


def is_alone_in_capitals(title: Line, lines: Sequence[Line]) -> bool:
    """Return whether a line is the only one of a text that is set in capitals and stands apart.

    There is air below it, or a few short lines, as of who met and when.

    Args:
        title: The line.
        lines: All lines.
    """
    alone = [lines[row] for row in _rows_alone_in_capitals(lines)]
    return len(_WORD.findall(title.content)) >= _LEAST_WORDS and alone == [title]


def _rows_alone_in_capitals(lines: Sequence[Line]) -> list[int]:
    """Return the rows in capitals with air around, else the one with air above over a head."""
    rows = [row for row, line in enumerate(lines) if line.content.isupper()]
    apart = [row for row in rows if stands_apart(lines, row)]
    airy = [row for row in apart if _has_air(lines, row)]
    if airy or len(apart) > 1:
        return airy
    return [row for row in apart if _is_over_head(lines, row)]


def _has_air(lines: Sequence[Line], row: int) -> bool:
    """Return whether nothing stands right below a line."""
    return row + 1 < len(lines) and lines[row + 1].blank


def _is_over_head(lines: Sequence[Line], row: int) -> bool:
    """Return whether a line begins a few that are short, none of which ends a sentence."""
    below = [*takewhile(lambda line: not line.blank, lines[row + 1 : row + _HEAD + 2])]
    return len(below) <= _HEAD and all(
        len(line.content) <= _SHORT and not line.ends_sentence for line in below
    )


def is_counted(line: Line) -> bool:
    """Return whether a line begins with the number of a part: "2. Water", "Section 2: Water"."""
    return bool(NUMBER.match(line.content) or PART_NAMED.match(line.content))


def words_at(line: Line) -> int:
    """Return where the words of a line begin behind its number, in characters."""
    number = NUMBER.match(line.content)
    return line.indent + (number.end() if number else 0)
