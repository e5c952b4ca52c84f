"""Titles of plain text that a row of one character underlines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.reading.repair.lines import Line

_RULE = re.compile(r"([=~^#*+_\"'`-])\1{2,}")
_MAX_TITLE = 110  # characters
_MIN_SHARE = 0.7  # of the title's length; a shorter row is something else
_COLUMNS = re.compile(r"\S {3,}\S|\S\t+\S|\|")  # the head of a table is underlined, too
_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class UnderlinedTitle:
    """A title with its rules, as indices of lines.

    Args:
        row: The title.
        rules: What stands under it, and over it where something does.
        style: The character, twice where it stands over the title, too.
    """

    row: int
    rules: tuple[int, ...]
    style: str


def underlined_titles(lines: Sequence[Line]) -> list[UnderlinedTitle]:
    """Return the titles that are underlined, in reading order."""
    titles: list[UnderlinedTitle] = []
    for row, (title, rule) in enumerate(pairwise(lines)):
        if not _underlines(rule, title):
            continue
        over = (
            row > 0 and lines[row - 1].content[:1] == rule.content[0] and _is_rule(lines[row - 1])
        )
        before = row - 1 - over
        if before < 0 or lines[before].blank:
            rules = (row - 1, row + 1) if over else (row + 1,)
            titles.append(UnderlinedTitle(row, rules, rule.content[0] * len(rules)))
    return titles


def _underlines(rule: Line, title: Line) -> bool:
    """Return whether a line is a rule under a title."""
    return (
        _is_rule(rule)
        and len(rule.content) >= _MIN_SHARE * len(title.content)
        and 0 < len(title.content) <= _MAX_TITLE
        and bool(_WORD.search(title.content))
        and not _COLUMNS.search(title.content)
    )


def _is_rule(line: Line) -> bool:
    return bool(_RULE.fullmatch(line.content))


def rules_of(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the rules that stand under titles, and over them."""
    return frozenset(rule for title in underlined_titles(lines) for rule in title.rules)
