"""Titles of plain text that a row of one character underlines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.reading.repair.lines import Line

_RULE = re.compile(r"([=~^#*+_\"'`-])\1{2,}|\.{5,}")
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
    """Return the titles that are underlined, in reading order.

    Nothing stands right above a title but the last line of a list of such titles.
    """
    found = [_underlined(lines, row) for row in _over_rules(lines)]
    may_stand_above = {lines[title.row].content for title in found if not _above(lines, title)}
    may_stand_above.add("")
    return [title for title in found if _above(lines, title) in may_stand_above]


def _over_rules(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the indices of the lines over a rule that underlines them."""
    for row, (title, rule) in enumerate(pairwise(lines)):
        if _underlines(rule, title):
            yield row


def _underlined(lines: Sequence[Line], row: int) -> UnderlinedTitle:
    """Return a line as a title, with its rules."""
    mark = lines[row + 1].content[0]
    over = row > 0 and lines[row - 1].content[:1] == mark and _is_rule(lines[row - 1])
    rules = (row - 1, row + 1) if over else (row + 1,)
    return UnderlinedTitle(row, rules, mark * len(rules))


def _above(lines: Sequence[Line], title: UnderlinedTitle) -> str:
    """Return the line right above a title and its rule, "" where there is none."""
    before = min(title.row, *title.rules) - 1
    return lines[before].content if before >= 0 else ""


def _underlines(rule: Line, title: Line) -> bool:
    """Return whether a line is a rule under a title."""
    dotted = rule.content.startswith(".")  # as long as the title; else they lead to something
    return (
        _is_rule(rule)
        and len(rule.content) >= (1 if dotted else _MIN_SHARE) * len(title.content)
        and 0 < len(title.content) <= _MAX_TITLE
        and bool(_WORD.search(title.content))
        and not _COLUMNS.search(title.content)
    )


def _is_rule(line: Line) -> bool:
    return bool(_RULE.fullmatch(line.content))


def rules_of(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the rules that stand under titles, and over them."""
    return frozenset(rule for title in underlined_titles(lines) for rule in title.rules)
