"""What belongs to the page and not to the text: page numbers and running headers and footers."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from index.reading.repair.lines import Line

_NUMBER = re.compile(r"\d+")
_AT_ENDS = re.compile(
    r"^[-–—\[(\s]*(?:page|p\.|seite)?\s*(\d{1,4})(?!\d)"
    r"|(?<!\d)(\d{1,4})(?:\s*(?:of|von|de|/)\s*\d{1,4})?[-–—\])\s]*$",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"[-–—\[(\s]*(?:page|p\.|seite)?\s*\d{1,4}(?:\s*(?:of|von|de|/)\s*\d{1,4})?[-–—\])\s]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3}")
_MAX_HEADER = 100  # characters; a running header is shorter than a line of text
_MIN_REPEATS = 3
_MIN_DISTANCE = 8  # lines; a page has more of them
_EDGE = 2  # lines of a page that may be header or footer, at either end
_NUMBERED_PAGES = 0.4  # share; chapter openings and pictures go without a number


def page_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the lines that are page numbers, running headers or footers.

    Where form feeds show the pages, those are lines at their edges that recur on at least three,
    figures aside, or that begin or end with the number of the page. Elsewhere, lines that recur in
    the same form at distances of a page, and cut through a sentence at least once; their figures,
    if any, count up.
    """
    pages = _pages(lines)
    if len(pages) > 1:
        return frozenset(_recurring(lines, pages) | _numbered(lines, pages))
    return _cutting(lines, pages[0])


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
        for index in (*page[:_EDGE], *page[-_EDGE:]):
            content = lines[index].content
            # A bare number recurs in tables too; pages are numbered in order, as told elsewhere.
            if len(content) <= _MAX_HEADER and any(c.isalpha() for c in content):
                groups[_key(lines[index])][number] = index
    repeated = (group for group in groups.values() if len(group) >= _MIN_REPEATS)
    return {index for group in repeated for index in group.values()}


def _numbered(lines: Sequence[Line], pages: Sequence[Sequence[int]]) -> set[int]:
    """Return the first and last lines of pages that carry the page's number at one end."""
    claims: list[tuple[int, int]] = []
    for number, page in enumerate(pages):
        for index in {*page[:1], *page[-1:]}:
            if len(lines[index].content) <= _MAX_HEADER:
                claims += [(int(f) - number, index) for f in _figures(lines[index])]
    if not claims:
        return set()
    offset, votes = Counter(offset for offset, _ in claims).most_common(1)[0]
    if votes < max(2, _NUMBERED_PAGES * len(pages)):
        return set()
    return {index for claimed, index in claims if claimed == offset}


def _figures(line: Line) -> set[str]:
    """Return the figures at the ends of a line."""
    return {
        figure for match in _AT_ENDS.finditer(line.content) for figure in match.groups() if figure
    }


def _cutting(lines: Sequence[Line], filled: Sequence[int]) -> frozenset[int]:
    """Return the recurring lines of a text without form feeds that cut through a sentence.

    Header, footer and number of one page stand together, so a run of candidates counts as one.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for index in filled:
        if _may_be_header(lines[index]):
            groups[_key(lines[index])].append(index)
    recurring = [group for group in groups.values() if _recurs(lines, group)]
    candidates = {index for group in recurring for index in group}
    kept = [index for index in filled if index not in candidates]
    torn = {
        index
        for before, after in pairwise(kept)
        if not lines[before].closed and lines[after].continues
        for index in range(before + 1, after)
    }
    return frozenset(index for group in recurring if torn & set(group) for index in group)


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
    rows = [[int(f[:9]) for f in _NUMBER.findall(lines[index].content)] for index in indices]
    columns = list(zip(*rows, strict=True))
    # Odd and even pages may have headers of their own: then the step is two.
    return all(row == rows[0] for row in rows) or any(
        all(0 < later - earlier <= 2 for earlier, later in pairwise(column)) for column in columns
    )
