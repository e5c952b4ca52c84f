"""Lines that begin an item of a list, known by numbers that follow each other at one indent.

A number and a point at a line's beginning may be a sentence's end that was broken there. Two of
them in order, with nothing but lines that hang deeper between them, are no chance.
"""

import re
from collections.abc import Sequence

from index.reading.repair.lines import Line

_NUMBER = re.compile(r"(\(?)(\d{1,3})([.)])\s+\S")


def numbered_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the rows of the lines that begin an item of a numbered list."""
    found: set[int] = set()
    open_at: dict[int, tuple[int, str, int]] = {}  # by indent: the last number, its marks, its row
    for row, line in enumerate(lines):
        if line.blank:
            continue
        open_at = {indent: last for indent, last in open_at.items() if indent <= line.indent}
        before = open_at.pop(line.indent, None)
        match = _NUMBER.match(line.content)
        if match is None:
            continue
        number, marks = int(match[2]), match[1] + match[3]
        if before and before[:2] == (number - 1, marks):
            found |= {before[2], row}
        open_at[line.indent] = (number, marks, row)
    return frozenset(found)
