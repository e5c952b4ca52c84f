"""Running headers, footers and numbers of pages in a text that shows its pages by nothing else.

A line that recurs is not yet the page's: sentences recur, and so do their halves where lines are
broken to fit. What stands on pages counts them, or stands beside what does; or it comes in their
rhythm, set apart. And it cuts through sentences, for pages end in their middle.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from statistics import median

from index.reading.line_shapes.captions import is_caption
from index.reading.repair.lines import Line, Wrapping, wrapping_of

PAGE_NUMBER = re.compile(
    r"[-–—\[(\s]*(?:page|p\.|seite)?\s*\d{1,4}(?:\s*(?:of|von|de|/)\s*\d{1,4})?[-–—\])\s]*",
    re.IGNORECASE,
)
MAX_HEADER = 100  # characters; a running header is shorter than a line of text
MIN_REPEATS = 3
SECTION = re.compile(r"\d+(?:\.\d+)+\.?\s")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{3}")
_MIN_DISTANCE = 8  # lines; a page has more of them
_MAX_FIGURE = 9  # digits; no page has a longer number
_MAX_STEP = 2  # odd and even pages may have headers of their own: then the step is two
_MOSTLY = 0.8  # share of a line's places
_OFTEN = 0.25  # of them: pages may end with their paragraphs, but not so many
_OFF_RHYTHM = 0.1  # of the usual distance: blank lines at a page's end may be left out


def running_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of recurring lines that are headers, footers or numbers of pages.

    Header, footer and number of one page stand together, so a run of such lines counts as one.

    Args:
        lines: All lines of a text without form feeds.
    """
    filled = [index for index, line in enumerate(lines) if not line.blank]
    groups = _told(lines, filled, [*_recurring(lines, filled)])
    torn = _in_gaps(gap for gap in _gaps(lines, filled, _all_of(groups)) if gap.torn)
    cutting = (group.indices for group in groups if not torn.isdisjoint(group.indices))
    return frozenset(chain.from_iterable(cutting))


@dataclass(frozen=True)
class _Group:
    """Lines of one form, figures aside, in reading order; `counts` says that their figures rise."""

    indices: Sequence[int]
    counts: bool

    @cached_property
    def regular(self) -> bool:
        """Whether most of them come at the same distance."""
        distances = _distances(self.indices)
        usual = median(distances)
        alike = sum(abs(one - usual) <= _OFF_RHYTHM * usual for one in distances)
        return alike >= _MOSTLY * len(distances)

    def is_among(self, others: Collection[int], share: float = _MOSTLY) -> bool:
        """Return whether a share of the lines, 0 to 1, is among others."""
        return sum(index in others for index in self.indices) >= share * len(self.indices)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Candidates between two lines of the text.

    Args:
        indices: Of the candidates.
        apart: Blank lines stand before and behind them.
        torn: The lines around them are one sentence.
    """

    indices: Sequence[int]
    apart: bool
    torn: bool


def _told(lines: Sequence[Line], filled: Sequence[int], groups: Sequence[_Group]) -> list[_Group]:
    """Return the groups that show pages: by counting them, beside such, or by how they cut in."""
    gaps = [*_gaps(lines, filled, _all_of(groups))]
    places = _Places.of(groups, gaps)
    return [group for group in groups if places.show(group)]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where lines stand that may be the pages'.

    Args:
        beside: With such as count, these with them.
        apart: Between blank lines.
        cutting: Between blank lines, and in a sentence.
    """

    beside: Collection[int]
    apart: Collection[int]
    cutting: Collection[int]

    @classmethod
    def of(cls, groups: Iterable[_Group], gaps: Iterable[_Gap]) -> "_Places":
        """Return where the lines of groups stand."""
        counting = _all_of(group for group in groups if group.counts)
        apart = [gap for gap in gaps if gap.apart]
        return cls(
            _in_gaps(gap for gap in gaps if not counting.isdisjoint(gap.indices)),
            _in_gaps(apart),
            _in_gaps(gap for gap in apart if gap.torn),
        )

    def show(self, group: _Group) -> bool:
        """Return whether the lines of a group show pages by where they stand."""
        regular = group.regular or group.is_among(self.cutting, _OFTEN)
        return group.is_among(self.beside) or (regular and group.is_among(self.apart))


def _all_of(groups: Iterable[_Group]) -> set[int]:
    return set(chain.from_iterable(group.indices for group in groups))


def _in_gaps(gaps: Iterable[_Gap]) -> set[int]:
    return set(chain.from_iterable(gap.indices for gap in gaps))


def _gaps(
    lines: Sequence[Line], filled: Sequence[int], candidates: Collection[int]
) -> Iterator[_Gap]:
    """Yield what stands between two lines of the text that follow each other, where that is more.

    Args:
        lines: All lines.
        filled: The indices of those that are not blank.
        candidates: The indices of those that may be none of the text.
    """
    body = [index for index in filled if index not in candidates]
    wrapping = wrapping_of(lines)
    for before, after in pairwise(body):
        between = [index for index in range(before + 1, after) if index in candidates]
        if between:
            apart = lines[before + 1].blank and lines[after - 1].blank
            yield _Gap(between, apart, _is_torn(lines[before], lines[after], wrapping))


def _is_torn(before: Line, after: Line, wrapping: Wrapping) -> bool:
    """Return whether two lines are of one sentence: the first is full, and does not end one."""
    return not before.closed and after.continues and not wrapping.broken_off(before, after)


def _recurring(lines: Sequence[Line], filled: Sequence[int]) -> Iterator[_Group]:
    """Yield the lines of one form that recur as page by page: far apart, alike or counting up."""
    alike: dict[str, list[int]] = defaultdict(list)
    for index in filled:
        if _may_be_header(lines[index]):
            alike[_form(lines[index])].append(index)
    for indices in alike.values():
        if len(indices) >= MIN_REPEATS:
            yield from _pagewise(lines, indices)


def _pagewise(lines: Sequence[Line], indices: Sequence[int]) -> Iterator[_Group]:
    """Yield lines of one form as a group where they recur so."""
    rows = [_leading_figures(lines[index]) for index in indices]
    counts = any(map(_counts_up, zip(*rows, strict=True)))
    distances = _distances(indices)
    if counts and len(distances) > MIN_REPEATS:
        distances = distances[1:]  # the first page may have at its foot what others have above
    if min(distances) >= _MIN_DISTANCE and (counts or all(row == rows[0] for row in rows)):
        yield _Group(indices, counts)


def _distances(indices: Sequence[int]) -> list[int]:
    """Return how many lines there are from each to the next."""
    return [later - earlier for earlier, later in pairwise(indices)]


def _form(line: Line) -> str:
    """Return the form of a line, figures and the width of its blanks aside."""
    return _NUMBER.sub("#", " ".join(line.content.casefold().split()))


def _may_be_header(line: Line) -> bool:
    """Return whether a line looks like a page's number, or like words that could head a page."""
    if len(line.content) > MAX_HEADER or line.continues or SECTION.match(line.content):
        return False
    if is_caption(line.content):
        return False
    return bool(PAGE_NUMBER.fullmatch(line.content) or _WORD.search(line.content))


def _leading_figures(line: Line) -> list[int]:
    """Return the figures of a line, of a very long one its beginning."""
    return [int(figure[:_MAX_FIGURE]) for figure in _NUMBER.findall(line.content)]


def _counts_up(column: Sequence[int]) -> bool:
    """Return whether figures rise as those of pages do."""
    return all(0 < later - earlier <= _MAX_STEP for earlier, later in pairwise(column))
