"""Lines that begin an item of a list, known by numbers that follow each other at one indent.

A number and a point at a line's beginning may be a sentence's end that was broken there. Two of
them in order, with nothing but lines that hang deeper between them, are no chance.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.reading.repair.lines import Line

_NUMBER = re.compile(r"(\(?)(\d{1,3})([.)])\s+\S")


def numbered_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the rows of the lines that begin an item of a numbered list."""
    found: set[int] = set()
    open_at: dict[int, _Item] = {}  # by indent: the last item
    for row, line in enumerate(lines):
        if line.blank:
            continue
        open_at = {indent: last for indent, last in open_at.items() if indent <= line.indent}
        before = open_at.pop(line.indent, None)
        if item := _item(row, line):
            found.update(item.rows_behind(before))
            open_at[line.indent] = item
    return frozenset(found)


class _Item(NamedTuple):
    """A line that may begin an item: its number, the marks around that, its row."""

    number: int
    marks: str
    row: int

    def rows_behind(self, before: "_Item | None") -> tuple[int, ...]:
        """Return the rows of another and of this one where it has the next number, else none."""
        if before is None or (before.number + 1, before.marks) != (self.number, self.marks):
            return ()
        return before.row, self.row


def _item(row: int, line: Line) -> _Item | None:
    """Return what a line may begin, None where it has no number."""
    match = _NUMBER.match(line.content)
    return _Item(int(match[2]), match[1] + match[3], row) if match else None
