"""What belongs to the page and not to the text: number, running headers and footers, contents."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from index.reading.line_shapes.captions import is_caption
from index.reading.repair.contents_lines import contents_lines
from index.reading.repair.lines import Line
from index.reading.repair.roman_figures import in_roman
from index.reading.repair.running_lines import (
    MAX_HEADER,
    MIN_REPEATS,
    PAGE_NUMBER,
    SECTION,
    running_lines,
)

_NUMBER = re.compile(r"\d+")
_AT_ENDS = re.compile(
    r"^[-–—\[(\s]*(?:page|p\.|seite)?\s*(\d{1,4})(?!\.?\d)"
    r"|(?<!\d)(?<!\d\.)(\d{1,4})(?:\s*(?:of|von|de|/)\s*\d{1,4})?[-–—\])\s]*$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[-–—]|\(?\d{1,3}[.)])\s+\S")  # of a list, by its mark
# The head of a manual page names it at both ends, its foot at the last.
_MANUAL_HEAD = re.compile(r"(\S+\(\d\w*\))(?:\s.*)?\s\1")
_RUNNING_PAGES = 0.5  # share; no heading goes on over more
_MOST_COUNTED = 20  # headings that count on from page to page; more are the pages' own numbers
_MIN_BARE = 2  # numbers that stand alone, by which those beside words are believed, too
_EDGE_ROWS = (0, 1, -2, -1)  # of a page: those that may be header or footer, at either end
_MAX_STEP = 2  # pages
_NUMBERED_PAGES = 0.4  # share; chapter openings and pictures go without a number


@dataclass(frozen=True, slots=True)
class _Count:
    """Lines at the edges of pages that count them, each `ahead` of the page's place from 0."""

    lines: set[int]
    ahead: int = 0


def furniture_in(lines: Sequence[Line], headings: Collection[int] = frozenset()) -> frozenset[int]:
    """Return the indices of the lines that are page numbers, running headers or footers.

    Where form feeds show the pages, those are lines at their edges that recur on at least three,
    figures aside, or that begin or end with the number of the page, or are it in Roman figures. A
    number beside words is a page's where some stand alone, or three in the same row of their pages.
    Elsewhere those are told by `running_lines`. Lines of contents are told by their dots, head and
    foot of a manual page by its name.

    Of headings that recur on some pages, the first of each wording is the text's: "Step 1", "Step
    2".

    Args:
        lines: All lines of a text.
        headings: Where those begin that are known to be headings: one that only looks like a page's
            number with words, or stands between two parts of a sentence, is none of the page's.
    """
    pages = _pages(lines)
    apart = contents_lines(lines) | _manual_edges(lines)
    if len(pages) > 1:
        numbered = _numbered(lines, pages) | _numbered_in_front(lines, pages)
        told = {index for index in numbered if lines[index].start not in headings}
        return frozenset(_recurring(lines, pages, headings) | told | apart)
    running = (index for index in running_lines(lines) if lines[index].start not in headings)
    return frozenset(running) | apart


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
    roman = _counting(lines, pages, _roman_figures, MIN_REPEATS)
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


def _recurring(
    lines: Sequence[Line], pages: Sequence[Sequence[int]], headings: Collection[int]
) -> set[int]:
    """Return the lines at the edges of pages that stand on at least three pages."""
    groups: dict[str, dict[int, int]] = defaultdict(dict)
    for number, page in enumerate(pages):
        for index in _edge(page):
            if _is_running(lines[index]):
                groups[_key(lines[index])][number] = index
    runs = [run for run in map(_in_runs, groups.values()) if len(run) >= MIN_REPEATS]
    first = _first_headings(lines, runs, headings, _RUNNING_PAGES * len(pages))
    return set(chain.from_iterable(runs)) - first


def _first_headings(
    lines: Sequence[Line], runs: Iterable[Sequence[int]], headings: Collection[int], most: float
) -> set[int]:
    """Return the lines that are the first of their wording that is known to be a heading.

    Args:
        lines: All lines.
        runs: Indices of those that recur, figures aside.
        headings: Where headings begin.
        most: Pages over which a heading goes on; what stands on more is no part of the text.
    """
    first: set[int] = set()
    for run in runs:
        known = [index for index in run if lines[index].start in headings]
        alike = _by_wording(lines, known)
        if len(alike) <= _MOST_COUNTED:
            first.update(group[0] for group in alike if len(group) <= most)
    return first


def _by_wording(lines: Sequence[Line], indices: Iterable[int]) -> Collection[list[int]]:
    """Return the indices of lines, of those that say the same together."""
    worded: dict[str, list[int]] = defaultdict(list)
    for index in indices:
        worded[lines[index].content.casefold()].append(index)
    return worded.values()


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
    return worded and len(line.content) <= MAX_HEADER and not SECTION.match(line.content)


def _numbered(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Return the lines at the edges of pages that carry the page's number at one end."""
    numbered = _counting(lines, pages, _figures, _least(pages)).lines
    return {index for page in pages for index in _without_note(lines, numbered.intersection(page))}


def _without_note(lines: Sequence[Line], numbered: Collection[int]) -> Collection[int]:
    """Return the lines that carry a page's number, but for a note whose mark is that by chance.

    It is a sentence beside the bare number.
    """
    bare = {index for index in numbered if _is_bare(lines[index])}
    return bare.union(index for index in numbered if not (bare and lines[index].closed))


def _least(pages: Sequence[Sequence[int]]) -> float:
    """Return how many pages have to carry their number, for numbers to be believed."""
    return max(2, _NUMBERED_PAGES * len(pages))


def _numbered_in_front(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Return the lines at the edges of pages that are nothing but their number, in Roman figures.

    They count what stands before the text, with the pages that are not numbered in between.
    """
    return _counting(lines, pages, _roman_figures, MIN_REPEATS).lines


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
    claims: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, page in enumerate(pages):
        for row, index in _edge_rows(page).items():
            for figure in figures_of(lines[index]):
                claims[figure - number][row].add(index)
    believed = {ahead: _believed(lines, rows) for ahead, rows in claims.items()}
    ahead = max(believed, key=lambda start: len(believed[start]), default=0)
    agreeing = believed.get(ahead, set())
    return _Count(agreeing, ahead) if len(agreeing) >= least else _Count(set())


def _believed(lines: Sequence[Line], rows: Mapping[int, Collection[int]]) -> set[int]:
    """Return which of the lines whose figures agree are the pages', and not so by chance.

    Args:
        lines: All lines.
        rows: Of each row of a page, the indices of those that stand there.
    """
    agreeing = set(chain.from_iterable(rows.values()))
    bare = {index for index in agreeing if _is_bare(lines[index])}
    if len(bare) >= _MIN_BARE:
        return agreeing
    return bare.union(*(row for row in rows.values() if len(row) >= MIN_REPEATS))


def _is_bare(line: Line) -> bool:
    """Return whether a line is a page's number without other words."""
    return bool(PAGE_NUMBER.fullmatch(line.content)) or in_roman(line.content) is not None


def _roman_figures(line: Line) -> list[int]:
    """Return the Roman figures that a line consists of, none where it says anything else."""
    figure = in_roman(line.content)
    return [] if figure is None else [figure]


def _edge_rows(page: Sequence[int]) -> dict[int, int]:
    """Return the lines of a page that may be header or footer, by their rows from either end."""
    return {row: page[row] for row in _EDGE_ROWS if -len(page) <= row < len(page)}


def _edge(page: Sequence[int]) -> set[int]:
    """Return the lines of a page that may be header or footer."""
    return set(_edge_rows(page).values())


def _figures(line: Line) -> list[int]:
    """Return the figures at the ends of a line that is short enough to be a header, and no item."""
    if len(line.content) > MAX_HEADER or _is_item(line):
        return []
    written = (match[1] or match[2] for match in _AT_ENDS.finditer(line.content))
    return [int(figure) for figure in dict.fromkeys(written)]


def _is_item(line: Line) -> bool:
    """Return whether a line is one of a list, by its mark."""
    marked = line.bullet or bool(_ITEM.match(line.content))
    return marked and not PAGE_NUMBER.fullmatch(line.content)
