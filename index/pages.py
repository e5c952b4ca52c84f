"""What belongs to the page and not to the text: page numbers and running headers and footers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.lines import Line

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\[(\s]*(?:page|p\.|seite|página|pagina)?\s*(\d{1,4})(?:\s*(?:of|von|de|/)\s*\d{1,4})?[-–—\])\s]*",
    re.IGNORECASE,
)
_MAX_HEADER = 100  # characters; a running header is shorter than a line of text
_MIN_REPEATS = 3
_MIN_DISTANCE = 8  # lines; a page has more of them
_EDGE = 2  # lines of a page that may be header or footer, at either end


def page_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of the lines that are page numbers, running headers or footers.

    A line is one if its words recur at least three times in the same form, figures aside, at
    distances of a page, and it stands at the edge of pages (form feeds show them) or cuts through
    a sentence at least once. Its figures, if any, must count up.
    """
    filled = [index for index, line in enumerate(lines) if not line.blank]
    edges = _edges(lines, filled)
    groups: dict[str, list[int]] = defaultdict(list)
    for index in filled:
        content = lines[index].content
        if len(content) <= _MAX_HEADER and not lines[index].continues:
            groups[_NUMBER.sub("#", content.casefold())].append(index)
    found: set[int] = set()
    for indices in groups.values():
        if len(indices) >= _MIN_REPEATS and _counts_up(lines, indices):
            at_edge = [index for index in indices if index in edges]
            if edges and len(at_edge) >= _MIN_REPEATS:
                found.update(at_edge)
            elif not edges and _far_apart(indices):
                found.update(indices)
    return frozenset(found) if edges else _cutting(lines, filled, found)


def _edges(lines: Sequence[Line], filled: Sequence[int]) -> set[int]:
    """Return the indices of the first and last lines of each page, none without form feeds."""
    pages: list[list[int]] = [[]]
    turns = {index for index, line in enumerate(lines) if line.new_page}
    last = -1
    for index in filled:
        if any(turn in turns for turn in range(last + 1, index + 1)):
            pages.append([])
        pages[-1].append(index)
        last = index
    if len(pages) == 1:
        return set()
    return {index for page in pages for index in (*page[:_EDGE], *page[-_EDGE:])}


def _counts_up(lines: Sequence[Line], indices: Sequence[int]) -> bool:
    """Return whether the lines' figures rise by one a page, or the lines have none."""
    content = lines[indices[0]].content
    figures = [_figure(lines[index].content) for index in indices]
    if not _NUMBER.search(content):
        return True
    steps = [later - earlier for earlier, later in pairwise(figures)]
    # Odd and even pages may have headers of their own: then the step is two.
    return all(0 < step <= 4 for step in steps) and sum(s <= 2 for s in steps) * 2 > len(steps)


def _figure(content: str) -> int:
    """Return the page number in a header: the whole line's if it is one, else its last figure."""
    whole = _PAGE_NUMBER.fullmatch(content)
    figure = whole[1] if whole else (_NUMBER.findall(content) or ["0"])[-1]
    return int(figure[:9])


def _far_apart(indices: Sequence[int]) -> bool:
    """Return whether there is room for a page between the lines."""
    return all(later - earlier >= _MIN_DISTANCE for earlier, later in pairwise(indices))


def _cutting(
    lines: Sequence[Line], filled: Sequence[int], candidates: Iterable[int]
) -> frozenset[int]:
    """Return the candidates whose kind cuts through a sentence at least once.

    Header, footer and number of one page stand together, so a run of candidates counts as one.
    """
    candidates = set(candidates)
    place = {index: rank for rank, index in enumerate(filled)}
    cutting: set[str] = set()
    for index in candidates:
        before, after = place[index] - 1, place[index] + 1
        while before >= 0 and filled[before] in candidates:
            before -= 1
        while after < len(filled) and filled[after] in candidates:
            after += 1
        inside = before >= 0 and after < len(filled)
        if inside and _torn(lines[filled[before]], lines[filled[after]]):
            cutting.add(_NUMBER.sub("#", lines[index].content.casefold()))
    return frozenset(
        index
        for index in candidates
        if _NUMBER.sub("#", lines[index].content.casefold()) in cutting
    )


def _torn(before: Line, after: Line) -> bool:
    """Return whether the two lines are the halves of a sentence."""
    return not before.closed and after.continues
