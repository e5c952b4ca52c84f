"""What belongs to the page and not to the text: its number, running headers and footers, contents.

A line of a table of contents ends in a page's number behind a row of dots.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from index.reading.captions import is_caption
from index.reading.repair.lines import Line

_NUMBER = re.compile(r"\d+")
_AT_ENDS = re.compile(
    r"^[-–—\[(\s]*(?:page|p\.|seite)?\s*(\d{1,4})(?!\.?\d)"
    r"|(?<!\d)(?<!\d\.)(\d{1,4})(?:\s*(?:of|von|de|/)\s*\d{1,4})?[-–—\])\s]*$",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"[-–—\[(\s]*(?:page|p\.|seite)?\s*\d{1,4}(?:\s*(?:of|von|de|/)\s*\d{1,4})?[-–—\])\s]*",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:i[xv]|v?i{0,3})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_LEADER = re.compile(r"\S\s*(?:\.\s?){5,}\s*(?:\d{1,4}|[ivxlIVXL]{1,6})$")  # an entry of contents
_SECTION = re.compile(r"\d+(?:\.\d+)+\.?\s")
_ENTRY = re.compile(r"\S.{0,98}\s\d{1,4}")  # without them, beside such
_MAX_UNDOTTED = 5  # lines from one entry with dots to the next
# The head of a manual page names it at both ends, its foot at the last.
_MANUAL_HEAD = re.compile(r"(\S+\(\d\w*\))(?:\s.*)?\s\1")
_WORD = re.compile(r"[^\W\d_]{3}")
_MAX_HEADER = 100  # characters; a running header is shorter than a line of text
_MIN_REPEATS = 3
_MIN_DISTANCE = 8  # lines; a page has more of them
_EDGE = 2  # lines of a page that may be header or footer, at either end
_MAX_FIGURE = 9  # digits; no page has a longer number
_MAX_STEP = 2  # pages
_NUMBERED_PAGES = 0.4  # share; chapter openings and pictures go without a number


@dataclass(frozen=True, slots=True)
class _Count:
    """Lines at the edges of pages that count them, each `ahead` of the page's place from 0."""

    lines: set[int]
    ahead: int = 0


def page_lines(lines: Sequence[Line], headings: Collection[int] = frozenset()) -> frozenset[int]:
    """Return the indices of the lines that are page numbers, running headers or footers.

    Where form feeds show the pages, those are lines at their edges that recur on at least three,
    figures aside, or that begin or end with the number of the page, or are it in Roman figures.
    Elsewhere, lines that recur in the same form at distances of a page, and cut through a sentence
    at least once; their figures, if any, count up. Lines of contents are told by their dots, head
    and foot of a manual page by its name.

    Args:
        lines: All lines of a text.
        headings: Where those begin that are known to be headings: one that only looks like a page's
            number with words, or stands between two parts of a sentence, is none of the page's.
    """
    pages = _pages(lines)
    apart = _contents(lines) | _manual_edges(lines)
    if len(pages) > 1:
        numbered = _numbered(lines, pages) | _numbered_in_front(lines, pages)
        told = {index for index in numbered if lines[index].start not in headings}
        return frozenset(_recurring(lines, pages) | told | apart)
    cutting = (index for index in _cutting(lines, pages[0]) if lines[index].start not in headings)
    return frozenset(cutting) | apart


def manual_name(lines: Sequence[Line]) -> str | None:
    """Return what a printed manual page is called, "ls(1)", by its head; None of another text."""
    first = next((line for line in lines if not line.blank), None)
    head = _MANUAL_HEAD.fullmatch(first.content) if first else None
    return head[1] if head else None


def _manual_edges(lines: Sequence[Line]) -> frozenset[int]:
    """Return the head and the foot of a printed manual page, which end in its name."""
    name = manual_name(lines)
    if name is None:
        return frozenset()
    filled = [index for index, line in enumerate(lines) if not line.blank]
    edges = {filled[0], filled[-1]}
    return frozenset(index for index in edges if lines[index].content.endswith(name))


def printed_numbers(lines: Sequence[Line]) -> list[str]:
    """Return for each page, as form feeds show them, its number as printed; empty where none is.

    A page without its number, as the first of a chapter, has the one that the others give it.
    """
    pages = _pages(lines)
    arabic = _counting(lines, pages, _figures, _least(pages))
    roman = _counting(lines, pages, _roman_figures, _MIN_REPEATS)
    return [
        _arabic(arabic, number) or _roman(lines, roman, page) for number, page in enumerate(pages)
    ]


def _arabic(count: _Count, number: int) -> str:
    """Return the number of a page as counted, empty before the first and where nothing counts."""
    counted = number + count.ahead
    return str(counted) if count.lines and counted >= 1 else ""


def _roman(lines: Sequence[Line], count: _Count, page: Sequence[int]) -> str:
    """Return what a page's own line says that counts in Roman figures."""
    return next((lines[index].content for index in page if index in count.lines), "")


def _contents(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines of a table of contents: those with dots, and those in and beside their rows.

    A chapter's entry often has no dots, and one that is broken has them on its last line alone.
    """
    filled = [index for index, line in enumerate(lines) if not line.blank]
    dotted = [n for n, index in enumerate(filled) if _LEADER.search(lines[index].content)]
    if len(dotted) < _MIN_REPEATS:
        return frozenset()
    entries = set(dotted)
    for earlier, later in pairwise(dotted):
        if later - earlier <= _MAX_UNDOTTED:
            entries.update(range(earlier, later))
    entries.update(_entries(lines, filled[: dotted[0]][::-1], dotted[0] - 1, -1))
    entries.update(_entries(lines, filled[dotted[-1] + 1 :], dotted[-1] + 1, 1))
    return frozenset(filled[entry] for entry in entries)


def _entries(lines: Sequence[Line], beside: Sequence[int], first: int, step: int) -> Iterator[int]:
    """Yield the numbers of the lines right beside a table of contents that look like entries.

    Args:
        lines: All lines.
        beside: Indices of those on one side of it, the nearest first.
        first: The number of the nearest among the lines that are not blank.
        step: From one number to the next.
    """
    for place, index in enumerate(beside):
        if not _ENTRY.fullmatch(lines[index].content):
            return
        yield first + step * place


def _pages(lines: Sequence[Line]) -> list[list[int]]:
    """Return the indices of the lines that are not blank, page by page."""
    pages: list[list[int]] = [[]]
    for index, line in enumerate(lines):
        if line.new_page:
            pages.append([])
        if not line.blank:
            pages[-1].append(index)
    return pages


def _key(line: Line) -> str:
    """Return the form of a line, figures aside."""
    return _NUMBER.sub("#", line.content.casefold())


def _recurring(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Return the lines at the edges of pages that stand on at least three pages."""
    groups: dict[str, dict[int, int]] = defaultdict(dict)
    for number, page in enumerate(pages):
        for index in _edge(page):
            if _is_running(lines[index]):
                groups[_key(lines[index])][number] = index
    runs = [_in_runs(group) for group in groups.values()]
    return set(chain.from_iterable(run for run in runs if len(run) >= _MIN_REPEATS))


def _in_runs(group: Mapping[int, int]) -> list[int]:
    """Return the lines of one form that stand on pages near each other; headings recur anywhere.

    Args:
        group: Of each page that has one, its line; pages in order.
    """
    near = [
        {earlier, later}
        for earlier, later in pairwise(group)
        if later - earlier <= _MAX_STEP  # odd and even pages may have headers of their own
    ]
    return [group[number] for number in sorted(set[int]().union(*near))]


def _is_running(line: Line) -> bool:
    """Return whether a line at a page's edge may be a running header or footer."""
    # A bare number recurs in tables too; pages are numbered in order, as told elsewhere. So do
    # "4.1 Purpose" and "5.1 Purpose", figures aside, and captions of pictures at the top of pages.
    worded = any(c.isalpha() for c in line.content) and not is_caption(line.content)
    return worded and len(line.content) <= _MAX_HEADER and not _SECTION.match(line.content)


def _numbered(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Return the lines at the edges of pages that carry the page's number at one end."""
    numbered = _counting(lines, pages, _figures, _least(pages)).lines
    return {index for page in pages for index in _without_note(lines, numbered.intersection(page))}


def _without_note(lines: Sequence[Line], numbered: Collection[int]) -> Collection[int]:
    """Return the lines that carry a page's number, but for a note whose mark is that by chance.

    It is a sentence beside the bare number.
    """
    bare = {index for index in numbered if _PAGE_NUMBER.fullmatch(lines[index].content)}
    return bare.union(index for index in numbered if not (bare and lines[index].closed))


def _least(pages: Sequence[Sequence[int]]) -> float:
    """Return how many pages have to carry their number, for numbers to be believed."""
    return max(2, _NUMBERED_PAGES * len(pages))


def _numbered_in_front(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Return the lines at the edges of pages that are nothing but their number, in Roman figures.

    They count what stands before the text, with the pages that are not numbered in between.
    """
    return _counting(lines, pages, _roman_figures, _MIN_REPEATS).lines


def _counting(
    lines: Sequence[Line],
    pages: Sequence[Sequence[int]],
    figures_of: Callable[[Line], Sequence[int]],
    least: float,
) -> _Count:
    """Return the lines at the edges of pages whose figures count the pages from the same start.

    Args:
        lines: All lines.
        pages: The indices of those on each.
        figures_of: The figures of a line that may be its page's number.
        least: How many lines there are; fewer count nothing.
    """
    claims: dict[int, list[int]] = defaultdict(list)  # by how far the figure is ahead of the page
    for number, page in enumerate(pages):
        for index in _edge(page):
            for figure in figures_of(lines[index]):
                claims[figure - number].append(index)
    ahead = max(claims, key=lambda start: len(claims[start]), default=0)
    agreeing = claims[ahead]
    return _Count(set(agreeing), ahead) if len(agreeing) >= least else _Count(set())


def _roman_figures(line: Line) -> list[int]:
    """Return the Roman figures that a line consists of, none where it says anything else."""
    figure = in_roman(line.content)
    return [] if figure is None else [figure]


def _edge(page: Sequence[int]) -> set[int]:
    """Return the lines of a page that may be header or footer."""
    return {*page[:_EDGE], *page[-_EDGE:]}


def in_roman(text: str) -> int | None:
    """Return the number, below 90, that a text says in Roman figures; None where it says none."""
    if not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[figure] for figure in text.lower()]
    larger = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, larger, strict=True))


def _figures(line: Line) -> list[int]:
    """Return the figures at the ends of a line that is short enough to be a header."""
    if len(line.content) > _MAX_HEADER:
        return []
    written = (match[1] or match[2] for match in _AT_ENDS.finditer(line.content))
    return [int(figure) for figure in dict.fromkeys(written)]


def _cutting(lines: Sequence[Line], filled: Sequence[int]) -> frozenset[int]:
    """Return the recurring lines of a text without form feeds that cut through a sentence.

    Header, footer and number of one page stand together, so a run of candidates counts as one.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for index in filled:
        if _may_be_header(lines[index]):
            groups[_key(lines[index])].append(index)
    recurring = [group for group in groups.values() if _recurs(lines, group)]
    candidates = set(chain.from_iterable(recurring))
    torn = _inside_sentences(lines, [index for index in filled if index not in candidates])
    return frozenset(chain.from_iterable(group for group in recurring if torn & set(group)))


def _inside_sentences(lines: Sequence[Line], body: Sequence[int]) -> set[int]:
    """Return the lines between two of the body's that are one sentence."""
    inside: set[int] = set()
    for before, after in pairwise(body):
        if not lines[before].closed and lines[after].continues:
            inside.update(range(before + 1, after))
    return inside


def _may_be_header(line: Line) -> bool:
    """Return whether a line looks like a page's number, or like words that could head a page."""
    if len(line.content) > _MAX_HEADER or line.continues:
        return False
    return bool(_PAGE_NUMBER.fullmatch(line.content) or _WORD.search(line.content))


def _recurs(lines: Sequence[Line], indices: Sequence[int]) -> bool:
    """Return whether lines of one form recur as page by page: far apart, their figures rising."""
    if len(indices) < _MIN_REPEATS:
        return False
    if any(later - earlier < _MIN_DISTANCE for earlier, later in pairwise(indices)):
        return False
    rows = [_leading_figures(lines[index]) for index in indices]
    columns = list(zip(*rows, strict=True))
    return all(row == rows[0] for row in rows) or any(map(_counts_up, columns))


def _leading_figures(line: Line) -> list[int]:
    """Return the figures of a line, of a very long one its beginning."""
    return [int(figure[:_MAX_FIGURE]) for figure in _NUMBER.findall(line.content)]


def _counts_up(column: Sequence[int]) -> bool:
    """Return whether figures rise as those of pages do."""
    # Odd and even pages may have headers of their own: then the step is two.
    return all(0 < later - earlier <= _MAX_STEP for earlier, later in pairwise(column))
