"""The authors that a block of lines names first, and what it goes on with.

The block is that of a page or of a text: its lines are given as the words that gaps part.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, takewhile

from index.reading.bibliography.personal_names import IsWord, NamedLine, named_line, says_only_by

_RUNNING = 2  # names below one another are a list from three on
_GOES_ON = re.compile(r"(?:and|und|et|&)\s", re.IGNORECASE)


@dataclass(slots=True)
class NameRow:
    """A line that may name authors, with those on which its list goes on.

    Args:
        words: As gaps part them.
        lines: How many lines these stand on.
    """

    words: list[str] = field(default_factory=list)
    lines: int = 0


@dataclass(frozen=True, slots=True)
class NamedBlock:
    """A block that begins with authors.

    Args:
        names: Of the authors.
        by: Whether it says "by".
        apart: Whether its first line is sure to name authors.
        lines: How many lines the names stand on.
        rest: The rows that it goes on with, as affiliations and addresses.
    """

    names: tuple[str, ...]
    by: bool
    apart: bool
    lines: int
    rest: Sequence[NameRow]


def named_block(lines: Sequence[Sequence[str]], is_word: IsWord) -> NamedBlock | None:
    """Return whom a block names in its first lines, None where it begins otherwise.

    Args:
        lines: The words of each, as gaps part them.
        is_word: Of a word in small letters, whether it is an ordinary one.
    """
    rows = name_rows(lines)
    first = takewhile(
        lambda line: line is not None, (named_line(row.words, is_word) for row in rows)
    )
    named = [line for line in first if line is not None]
    if not named:
        return None
    # One name below another may be where the first is at work.
    told = len(named) == len(rows) > _RUNNING or _are_lists(named)
    taken = len(named) if told else 1
    names = tuple(chain.from_iterable(line.names for line in named[:taken]))
    spread = sum(row.lines for row in rows[:taken])
    return NamedBlock(names, named[0].by, named[0].apart, spread, rows[taken:])


def name_rows(lines: Sequence[Sequence[str]]) -> list[NameRow]:
    """Return the words of each line, lines of one list together."""
    rows: list[NameRow] = []
    for words in lines:
        goes_on = rows and (_GOES_ON.match(words[0]) or _is_open(rows[-1].words[-1]))
        if not goes_on:
            rows.append(NameRow())
        rows[-1].words += words
        rows[-1].lines += 1
    return rows


def _is_open(words: str) -> bool:
    """Return whether a list has to go on behind these words."""
    return words.endswith((",", "&", " and")) or says_only_by(words)


def _are_lists(lines: Sequence[NamedLine]) -> bool:
    """Return whether the first line names several, or each is sure to name authors."""
    return len(lines[0].names) > 1 or all(line.apart for line in lines)
