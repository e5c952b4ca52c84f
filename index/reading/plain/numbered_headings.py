"""Headings of a plain text that count its parts, and items of lists that only look like some.

"3.1. Powers" is part of "3. Members". Where several lines count so through the whole text, those
that go on with the count are headings, and numbers that stand deeper count items. Where one number
alone counts, as in minutes, its lines are headings if each is a title right over text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.reading.plain.heading_shapes import MAX_HEADING, stands_apart
from index.reading.repair.lines import Line, Wrapping, wrapping_of
from index.reading.repair.numbered_lines import numbered_lines
from index.reading.structure.extract import Heading

_NUMBER = re.compile(r"(\d{1,2}|[A-Z])((?:\.\d{1,2})*)(\.?)\s+(?=[\"“‘'(]?([^\W\d_]))")
_ITEM = re.compile(r"\(?\d{1,3}[.)]\s+\S")
_UNTITLED = ".,;:…"  # ends of an item, which is a sentence
_COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
_MIN_PARTS = 3  # headings such as "3.1.", of which fewer count nothing
_MIN_TITLES = 3  # headings such as "3." over text, likewise
_LONGEST_TITLE = 70  # characters of such a one
_LETTERS = 100  # more than the numbers that come before: appendices stand behind all parts


@dataclass(frozen=True, slots=True)
class NumberedHeadings:
    """What numbers count in a text.

    Args:
        headings: Those that count its parts, in reading order.
        items: Where lines begin that count items of lists, in code points and reading order.
    """

    headings: tuple[Heading, ...] = ()
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Counted:
    """A line that may be a heading: its row, and its number, "3.1" as (3, 1), "A.1" as (101, 1)."""

    row: int
    number: tuple[int, ...]

    def is_around(self, other: "_Counted | None") -> bool:
        """Return whether the other is of a level below this one's."""
        return other is not None and len(other.number) > len(self.number)

    def follows(self, before: "_Counted | None") -> bool:
        """Return whether the number comes behind another one, with no part left out."""
        if before is None:
            return self.number[0] <= 1 or len(self.number) > 1
        own, last = self.number[0], before.number[0]
        begins_letters = own == _LETTERS + 1 and last < _LETTERS
        next_part = own == last + 1 or begins_letters
        return next_part or (own == last and self.number > before.number)


def numbered_in(lines: Sequence[Line]) -> NumberedHeadings:
    """Return what numbers count in the lines of a text that is not printed by pages."""
    counted = [*_counted(lines)]
    chain = _chain(lines, _without_contents(lines, counted)) or _titles_over_text(lines)
    rows = {one.row for one in chain}
    items = _items_in_parts(lines, chain, counted) if chain else _sentences_in_lists(lines)
    return NumberedHeadings(
        tuple(Heading(lines[one.row].start, lines[one.row].end, len(one.number)) for one in chain),
        tuple(lines[row].start for row in items if row not in rows),
    )


def _chain(lines: Sequence[Line], counted: Sequence[_Counted]) -> Sequence[_Counted]:
    """Return the headings that count the parts of a text, none where it has no parts of parts."""
    margins = {lines[one.row].indent for one in counted if len(one.number) == 1}
    chains = [_chain_at(lines, counted, margin) for margin in sorted(margins)]
    longest = max(chains, key=len, default=[])
    parts = [one for one in longest if len(one.number) > 1]
    return longest if len(parts) >= _MIN_PARTS else []


def _chain_at(lines: Sequence[Line], counted: Sequence[_Counted], margin: int) -> list[_Counted]:
    """Return the headings of which each goes on with the count, the outermost at one indent."""
    chain: list[_Counted] = []
    for one in counted:
        placed = len(one.number) > 1 or lines[one.row].indent == margin
        if placed and one.follows(chain[-1] if chain else None):
            chain.append(one)
    return chain


def _titles_over_text(lines: Sequence[Line]) -> list[_Counted]:
    """Return the lines at the margin that count all parts of a text, none where one is no title.

    Each stands with air above right over a paragraph, which most of them end as sentences do.
    """
    counted = [*_counted_at_margin(lines)]
    numbers = [one.number for one in counted]
    if len(counted) < _MIN_TITLES or numbers != [(place,) for place in range(1, len(counted) + 1)]:
        return []
    if not _is_mostly_counted(lines, counted):
        return []
    wrapping = wrapping_of(lines)
    titled = all(_is_title_over_text(lines, one.row, wrapping) for one in counted)
    closed = sum(_last_below(lines, one.row).closed for one in counted)
    return counted if titled and closed * 2 > len(counted) else []


def _counted_at_margin(lines: Sequence[Line]) -> Iterator[_Counted]:
    """Yield the lines at the margin that begin with a number and a full stop."""
    margin = min((line.indent for line in lines if not line.blank), default=0)
    for row, line in enumerate(lines):
        number = _NUMBER.match(line.content) if line.indent == margin else None
        if number and number[1].isdigit() and number[3] and not number[4].islower():
            yield _Counted(row, _value(number[1] + number[2]))


def _is_mostly_counted(lines: Sequence[Line], counted: Sequence[_Counted]) -> bool:
    """Return whether most of a text stands between the first of its parts and the end of the last.

    By its letters: what is decided in minutes may be told by many short lines below them.
    """
    parts = range(counted[0].row, lines.index(_last_below(lines, counted[-1].row)) + 1)
    inside = sum(len(lines[row].content) for row in parts)
    return inside * 2 >= sum(len(line.content) for line in lines)


def _is_title_over_text(lines: Sequence[Line], row: int, wrapping: Wrapping) -> bool:
    """Return whether a line has the shape of a title, and a paragraph begins right below it."""
    if row + 1 == len(lines) or lines[row + 1].blank or not stands_apart(lines, row):
        return False
    line, below = lines[row], lines[row + 1]
    begins = below.indent == line.indent and not (below.marked or below.continues)
    goes_on = line.dangles or (wrapping.hard and not wrapping.roomy(line, below))
    return begins and not goes_on and _is_worded(line) and len(line.content) <= _LONGEST_TITLE


def _last_below(lines: Sequence[Line], row: int) -> Line:
    """Return the last line of the paragraph that a line begins."""
    last = row
    while last + 1 < len(lines) and not lines[last + 1].blank:
        last += 1
    return lines[last]


def _counted(lines: Sequence[Line]) -> Iterator[_Counted]:
    """Yield the lines that may be numbered headings: short, no sentences, with air below."""
    for row, line in enumerate(lines):
        number = _NUMBER.match(line.content)
        if number is None or not _is_title(lines, row) or number[4].islower():
            continue
        if number[2] or number[3]:  # "3 Members" may be how many there are
            yield _Counted(row, _value(number[1] + number[2]))


def _value(number: str) -> tuple[int, ...]:
    """Return a number by which headings are sorted."""
    first, *others = number.split(".")
    own = int(first) if first.isdigit() else _LETTERS + 1 + ord(first) - ord("A")
    return (own, *map(int, others))


def _is_title(lines: Sequence[Line], row: int) -> bool:
    """Return whether a line has the shape of a title, with nothing right below it."""
    line = lines[row]
    alone = row + 1 < len(lines) and lines[row + 1].blank
    apart = stands_apart(lines, row) or lines[row - 1].closed
    return alone and apart and _is_worded(line) and len(line.content) <= MAX_HEADING


def _is_worded(line: Line) -> bool:
    """Return whether a line ends as a title does, and stands in one piece."""
    return line.content[-1] not in _UNTITLED and not _COLUMNS.search(line.content)


def _without_contents(lines: Sequence[Line], counted: Sequence[_Counted]) -> list[_Counted]:
    """Return lines without those that stand right over the next of their kind, as in contents.

    Right over others stand only the headings that these are parts of.
    """
    kept: list[_Counted] = []
    following: _Counted | None = None
    for one in reversed(counted):
        alone = following is None or _has_text(lines, one, following)
        if alone or (kept[-1] is following and one.is_around(following)):
            kept.append(one)
        following = one
    return kept[::-1]


def _has_text(lines: Sequence[Line], one: _Counted, following: _Counted) -> bool:
    """Return whether text stands between two lines."""
    return not all(line.blank for line in lines[one.row + 1 : following.row])


def _items_in_parts(
    lines: Sequence[Line], chain: Sequence[_Counted], counted: Iterable[_Counted]
) -> list[int]:
    """Return the rows that count something else than parts: items, or the lines of contents.

    Items do not stand where headings do; in contents stands what a heading says, too.
    """
    margins = {lines[one.row].indent for one in chain if len(one.number) == 1}
    titles = {lines[one.row].content for one in chain}
    contents = {one.row for one in counted if lines[one.row].content in titles}
    listed = {
        row
        for row, line in enumerate(lines)
        if line.indent not in margins and _ITEM.match(line.content)
    }
    return sorted(contents | listed)


def _sentences_in_lists(lines: Sequence[Line]) -> list[int]:
    """Return the rows of items that are a sentence right over what hangs under it.

    They stand in order, and deeper than the text.
    """
    rows = [row for row, line in enumerate(lines) if not line.blank and stands_apart(lines, row)]
    indents = Counter(lines[row].indent for row in rows if not lines[row].marked)
    margin = max(indents, key=indents.__getitem__, default=0)
    return [
        row
        for row in sorted(numbered_lines(lines))
        if lines[row].indent > margin
        and lines[row].content.endswith(".")
        and row + 1 < len(lines)
        and lines[row + 1].indent > lines[row].indent
    ]
