"""Tables of contents in a text: lines that end in a page's number behind a row of dots.

Prices are set like that, too. Numbers of pages rise from entry to entry, and what the entries name
stands as headings in the text.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise, takewhile

from index.reading.repair.lines import Line

# An entry's end, from its last character on: from the first on each dot may be where it begins.
_END = re.compile(r"(\d{1,4}|[ivxlIVXL]{1,6})\s*(?:\s?\.){5,}\s*(?=\S)")
_ENTRY = re.compile(r"\S.{0,98}\s\d{1,4}")  # one without dots, beside such
_LEAST_ENTRIES = 3
_LEAST_HEADINGS = 2  # entries that name headings
_MOST_FALLS = 0.2  # of the steps from entry to entry: another list may begin
_MAX_UNDOTTED = 5  # lines from one entry with dots to the next


@dataclass(frozen=True, slots=True)
class _Leader:
    """Dots from `start` on, blanks before them with them, and the page that they lead to."""

    start: int
    page: str


def contents_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the lines of tables of contents, with those in and beside their rows.

    A chapter's entry often has no dots, and one that is broken has them on its last line alone.
    """
    places = [index for index, line in enumerate(lines) if not line.blank]
    filled = [lines[index] for index in places]
    dotted = [row for row, line in enumerate(filled) if _leader(line.content)]
    if len(dotted) < _LEAST_ENTRIES:
        return frozenset()
    groups = _told(filled, dotted)
    entries = chain.from_iterable(_with_those_around(filled, group) for group in groups)
    return frozenset(places[entry] for entry in entries)


def leads_to_page(line: str) -> bool:
    """Return whether a line ends in a page's number behind a row of dots."""
    return _leader(line) is not None


def _told(lines: Sequence[Line], dotted: Sequence[int]) -> list[list[int]]:
    """Return the groups of lines with dots that are entries of contents.

    So few that they show nothing by themselves are where there are other contents.

    Args:
        lines: Those that are not blank.
        dotted: The indices of those with dots.
    """
    groups = _groups(dotted)
    others = {line.content.casefold() for line in lines}
    told = [group for group in groups if _are_entries([lines[row] for row in group], others)]
    return told + [group for group in groups if told and len(group) < _LEAST_ENTRIES]


def _groups(dotted: Sequence[int]) -> list[list[int]]:
    """Return lines with dots, those near each other together."""
    groups = [[dotted[0]]]
    for earlier, later in pairwise(dotted):
        if later - earlier > _MAX_UNDOTTED:
            groups.append([])
        groups[-1].append(later)
    return groups


def _are_entries(entries: Sequence[Line], lines: Collection[str]) -> bool:
    """Return whether lines with dots count pages, or two of them name other lines of the text."""
    if len(entries) < _LEAST_ENTRIES:
        return False
    numbers = [_number(entry.content) for entry in entries]
    steps = [*pairwise(number for number in numbers if number is not None)]
    falls = sum(later < earlier for earlier, later in steps)
    rises = any(later > earlier for earlier, later in steps)
    if rises and falls <= _MOST_FALLS * len(steps):
        return True
    return sum(_name(entry.content) in lines for entry in entries) >= _LEAST_HEADINGS


def _number(entry: str) -> int | None:
    """Return the page that an entry ends in, None where its figures are Roman."""
    leader = _leader(entry)
    return int(leader.page) if leader and leader.page.isdecimal() else None


def _name(entry: str) -> str:
    """Return what stands before the dots of an entry, in small letters."""
    leader = _leader(entry)
    return entry[: leader.start].casefold() if leader else ""


def _leader(entry: str) -> _Leader | None:
    """Return the dots of an entry and its page, None of a line that has none."""
    match = _END.match(entry[::-1])
    return _Leader(len(entry) - match.end(), match[1][::-1]) if match else None


def _with_those_around(lines: Sequence[Line], dotted: Sequence[int]) -> Iterator[int]:
    """Yield where entries stand, with and without dots.

    Args:
        lines: Those that are not blank.
        dotted: The indices of entries with dots, near each other.
    """
    first, last = dotted[0], dotted[-1]
    yield from range(first, last + 1)
    yield from takewhile(partial(_is_undotted, lines), reversed(range(first)))
    yield from takewhile(partial(_is_undotted, lines), range(last + 1, len(lines)))


def _is_undotted(lines: Sequence[Line], row: int) -> bool:
    """Return whether a line looks like an entry without dots, as one stands beside others."""
    content = lines[row].content
    return bool(_ENTRY.fullmatch(content)) and not _leader(content)
