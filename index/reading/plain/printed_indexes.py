"""Indexes of a plain text: below a line that calls one so, terms in their order, with places.

A place is a page, as in "weirs, 12, 14", or a section with its line, as Info has it: "* weirs:
Water. (line 12)". Either only leads to what the text says elsewhere.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise, takewhile

from index.reading.plain.heading_shapes import stands_alone
from index.reading.repair.lines import Line
from index.reading.repair.underlines import underlined_titles
from index.types import Span

_CALLED = re.compile(
    r"(?:(?:\d{1,2}|appendix [a-z\d]{1,3}|[a-z])[.:]?\s+)?(?:[^\W\d_][\w-]*\s+){0,3}index"
    r"|(?:stichwort|sach|namens?|personen)(?:verzeichnis|register)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\*\s+(\S.*?):\s")  # of Info, where its section may stand on the next line, too
_LINE = re.compile(r"\(line\s+\d+\)")
_PAGED = re.compile(
    r"([^\W\d_].{0,80}?|\W{0,3}\w.{0,80}?),\s*\d{1,4}(?:[-–]\d{1,4})?"
    r"(?:,\s*\d{1,4}(?:[-–]\d{1,4})?){0,20},?"
)
_BETWEEN = re.compile(r"\w|\*\s+menu:", re.IGNORECASE)  # "B" over the terms that begin with it
_LEAST = 6  # terms, of which fewer are no index
_LISTED = 0.8  # share of its lines that are terms with places, or parts of such
_MOST_FALLS = 0.2  # of the steps from term to term: those below others begin anew
_NO_LETTERS = re.compile(r"[\W_]+")


def indexes_in(lines: Sequence[Line]) -> list[Span]:
    """Return where the indexes of a text stand, with what calls one so if it is not underlined.

    Args:
        lines: Of the whole text.
    """
    titles = {title.row: max(title.row, *title.rules) for title in underlined_titles(lines)}
    ends = [*sorted(titles), len(lines)]
    indexes: list[Span] = []
    for row in _called(lines, titles):
        below = range(titles.get(row, row) + 1, ends[bisect_right(ends, row)])
        entries = _entries(lines, below)
        if entries:
            first = entries[0] if row in titles else row
            indexes.append(Span(lines[first].start, lines[entries[-1]].end))
    return indexes


def _called(lines: Sequence[Line], titles: Container[int]) -> Iterator[int]:
    """Yield the rows that call what follows an index: titles, or lines that stand alone."""
    for row, line in enumerate(lines):
        if _CALLED.fullmatch(line.content) and (row in titles or stands_alone(lines, row)):
            yield row


def _entries(lines: Sequence[Line], below: range) -> list[int]:
    """Return the rows of the lines of an index that begins there, none where none does.

    It ends where a sentence stands that is none of its lines.
    """
    filled = (row for row in below if not lines[row].blank)
    rows = [*takewhile(lambda row: _may_be_listed(lines[row]), filled)]
    like = [row for row in rows if _is_listed(lines[row])]
    within = rows[: bisect_right(rows, like[-1])] if like else []
    return within if _tell(lines, like, within) else []


def _tell(lines: Sequence[Line], like: Sequence[int], within: Sequence[int]) -> bool:
    """Return whether rows are an index: nearly all like one's, with enough terms, in order."""
    terms = [lines[row] for row in like if _term(lines[row])]
    enough = len(terms) >= _LEAST and len(like) >= _LISTED * len(within)
    return enough and _are_in_order(terms)


def _may_be_listed(line: Line) -> bool:
    """Return whether a line is one of an index, or may be a part of one."""
    return _is_listed(line) or not line.ends_sentence


def _is_listed(line: Line) -> bool:
    """Return whether a line is one of an index: a term, what it leads to, or a letter."""
    other = _LINE.search(line.content) or _BETWEEN.fullmatch(line.content)
    return bool(other) or bool(_term(line))


def _term(line: Line) -> str:
    """Return the term that a line begins with and leads away from, "" where it is none."""
    entry = _ITEM.match(f"{line.content} ") or _PAGED.fullmatch(line.content)
    return entry[1] if entry and not _BETWEEN.fullmatch(line.content) else ""


def _are_in_order(terms: Sequence[Line]) -> bool:
    """Return whether terms follow the alphabet, but for those that stand deeper."""
    margin = min(line.indent for line in terms)
    words = [*_keys(line for line in terms if line.indent == margin)]
    falls = sum(later < earlier for earlier, later in pairwise(words))
    return falls <= _MOST_FALLS * len(words)


def _keys(lines: Iterator[Line]) -> Iterator[str]:
    """Yield what the terms of lines are sorted by."""
    for line in lines:
        yield _NO_LETTERS.sub("", _term(line).casefold())
