"""Lists whose marks their writer typed, each item on a line of its own: "1. oats", "2. rye"."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from index.reading.line_shapes.list_items import BULLETS, letter

_LEAST = 2
# A dash is no mark here: in many languages it opens what somebody says.
_MARK = re.compile(rf"([{BULLETS}*-]|[([]?(\d{{1,3}}|[a-z])[.):\]]+)\s+(?=\S)")


class TypedList(NamedTuple):
    """Lines that end in a list: those above it, and its items."""

    above: tuple[str, ...]
    items: tuple[str, ...]


def typed_list(lines: Sequence[str]) -> TypedList | None:
    """Return the lines of a paragraph as a list below others, None where they end in none.

    Args:
        lines: Each of them, white space collapsed.
    """
    worded = [line for line in lines if line]
    marks = [_MARK.match(line) for line in worded]
    first = next((number for number, mark in enumerate(marks) if mark), len(marks))
    matches = [mark for mark in marks[first:] if mark]
    items = worded[first:]
    counts_on = all(_is_next(one, before) for before, one in pairwise(matches))
    is_list = _LEAST <= len(items) == len(matches) and counts_on
    return TypedList(tuple(worded[:first]), tuple(items)) if is_list else None


def _is_next(mark: re.Match[str], before: re.Match[str]) -> bool:
    """Return whether a mark is the one behind another: the same sign, or the next number."""
    if mark[2] is None or before[2] is None:
        return mark[1] == before[1]
    return mark[2] == _following(before[2])


def _following(number: str) -> str:
    """Return the number, or the letter, behind one."""
    return str(int(number) + 1) if number.isdecimal() else letter(ord(number) - ord("a") + 2)
