"""Lines of a PDF's pages that are headings, by the size and the weight of their type."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from index.reading.captions import is_caption
from index.reading.page_line import PageLine

_HEADING = 1.12  # times the size of the running text, …
_BOLD_HEADING = 1.05  # … and of one in bold type: LaTeX's subsections of a text of 11 points …
_MOSTLY = 0.9  # … where so many lines of that size are bold
_AS_LARGE = 0.98  # times the size of the running text: a bold heading is no smaller
_MIN_HEADINGS = 3  # fewer may be stressed lines of a text
_NEAR = 1.3  # times the usual distance of lines, or of those of one heading
_MAX_LEVEL = 6
_LONGEST = 100  # characters of a heading that only its weight shows
_UNENDING = frozenset(".,;")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[^\W\d_])")
_PAGE = re.compile(r"\s+\d+$")
_FIGURES = re.compile(r"\d+")
_NUMBER_AND_WORDS = 2  # cells of a heading whose number stands apart
_WORDS = re.compile(r"[A-Z][\w\s,&()/'’“”\"?!:–-]*[^\W\d_]{2}[\w\s,&()/'’“”\"?!:–-]*")

_Place: TypeAlias = tuple[int, int]  # numbers of a page and of a line there, from 0


def heading_sizes(lines: Iterable[PageLine], body: float) -> list[float]:
    """Return the sizes of type that headings have, the largest first.

    They are large, or hardly larger than the running text and all but bold.

    Args:
        lines: Of all pages.
        body: The size of the running text, in points.
    """
    counts, bold = Counter[float](), Counter[float]()
    for line in lines:
        if not is_caption(line.text):
            counts[line.size] += 1
            bold[line.size] += line.bold
    sizes = (
        size
        for size, count in counts.items()
        if size >= _HEADING * body
        or (size >= _BOLD_HEADING * body and bold[size] >= _MOSTLY * count)
    )
    return sorted(sizes, reverse=True)


def whole_headings(
    lines: Sequence[PageLine], large: Sequence[float], leading: float
) -> list[PageLine]:
    """Return the lines of a page, those that are headings by their size as such, each whole.

    Args:
        lines: Of the page.
        large: The sizes that headings have, the largest first.
        leading: The usual distance of lines, per point of their type.
    """
    levels = {size: min(place, _MAX_LEVEL) for place, size in enumerate(large, start=1)}
    whole: list[PageLine] = []
    for line in lines:
        if whole and line.size in levels and _goes_on(whole[-1], line, leading):
            whole[-1] = _joined(whole[-1], line)
        else:
            whole.append(line)
    return [replace(line, level=_level(line, levels)) for line in whole]


def _level(line: PageLine, levels: Mapping[float, int]) -> int:
    """Return the level that the size of a line shows, 0 of one that is no heading."""
    worded = any(map(str.isalpha, line.text)) and not is_caption(line.text)
    return levels.get(line.size, 0) if worded else 0


def _joined(above: PageLine, line: PageLine) -> PageLine:
    """Return two lines of a heading as one that begins where the first does."""
    space = "" if above.text.endswith("-") else " "
    right = max(above.right, line.right)
    return PageLine(above.text + space + line.text, above.x, line.y, line.size, right=right)


def _goes_on(above: PageLine, line: PageLine, leading: float) -> bool:
    """Return whether a line stands right below one of its size."""
    return above.size == line.size and 0 < above.y - line.y < _NEAR * leading * line.size


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Args:
        lines: In reading order.
        usual: Their usual distance, in points.
    """

    lines: Sequence[PageLine]
    usual: float


def with_bold_headings(pages: Sequence[Page], body: float) -> list[Page]:
    """Return pages with the lines that only their weight shows to be headings.

    Such a line is bold throughout and stands apart. Where such lines are numbered, those without a
    number are stressed lines of the text; so are they where headings are set in larger type.

    Args:
        pages: With the headings that size shows.
        body: The size of the running text, in points.
    """
    sized = [line for _, line in _placed(pages) if line.level]
    bold = {at: line for at, line in _placed(pages) if _stands_out(pages, at, body)}
    chosen = _headings_among(_without_furniture(bold, sized), sized)
    above = _level_above(sized)
    levels = {at: above + max(1, _depth(line.text)) for at, line in chosen.items()}
    return [
        replace(page, lines=_with_levels(page.lines, number, levels))
        for number, page in enumerate(pages)
    ]


def _headings_among(
    bold: Mapping[_Place, PageLine], sized: Sequence[PageLine]
) -> Mapping[_Place, PageLine]:
    """Return which bold lines are headings; see `with_bold_headings`."""
    numbered = {at: line for at, line in bold.items() if _depth(line.text)}
    if len(numbered) >= _MIN_HEADINGS:
        return numbered
    return bold if len(bold) >= _MIN_HEADINGS > len(sized) else {}


def _without_furniture(
    bold: Mapping[_Place, PageLine], sized: Iterable[PageLine]
) -> dict[_Place, PageLine]:
    """Return bold lines without those that repeat a heading, with the number of a page.

    So do the heads of pages, and the lines of a table of contents.
    """
    texts = [line.text for line in (*bold.values(), *sized)]
    repeated = {text for text, times in Counter(map(_masked, texts)).items() if times > 1}
    headings = set(texts)

    def is_furniture(place: _Place, text: str) -> bool:
        tops_page = place[1] == 0 and (_masked(text) in repeated or bool(_PAGE.search(text)))
        return tops_page or _PAGE.sub("", text) in headings - {text}

    return {at: line for at, line in bold.items() if not is_furniture(at, line.text)}


def _masked(text: str) -> str:
    return _FIGURES.sub("#", text)


def _with_levels(
    lines: Sequence[PageLine], page: int, levels: Mapping[_Place, int]
) -> list[PageLine]:
    return [
        replace(line, level=min(levels[page, number], _MAX_LEVEL), closes=True)
        if (page, number) in levels
        else line
        for number, line in enumerate(lines)
    ]


def _placed(pages: Sequence[Page]) -> Iterator[tuple[_Place, PageLine]]:
    """Yield each line with its place."""
    for number, page in enumerate(pages):
        yield from (((number, at), line) for at, line in enumerate(page.lines))


def _stands_out(pages: Sequence[Page], place: _Place, body: float) -> bool:
    """Return whether a line is bold, alone, and worded as a heading."""
    page, at = pages[place[0]], place[1]
    line = page.lines[at]
    if line.level or not line.bold or line.size < _AS_LARGE * body or not _is_worded(line):
        return False
    above = page.lines[at - 1] if at else None
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    apart = above is None or bool(above.level) or not _is_near(above, line, page.usual)
    goes_on = below is None or (below.bold and _is_near(line, below, page.usual))
    return apart and not goes_on


def _is_near(above: PageLine, line: PageLine, usual: float) -> bool:
    """Return whether a line stands right below another."""
    return 0 <= above.y - line.y <= _NEAR * usual


def _is_worded(line: PageLine) -> bool:
    """Return whether the words of a line are those of a heading, and of no table of contents."""
    text = line.text
    if len(text) > _LONGEST or text[-1] in _UNENDING or is_caption(text):
        return False
    if line.cells and not (len(line.cells) == _NUMBER_AND_WORDS and _is_number(line.cells[0].text)):
        return False
    return bool(_depth(text) or _WORDS.fullmatch(text))


def _is_number(text: str) -> bool:
    return bool(_NUMBER.match(f"{text} a"))


def _depth(text: str) -> int:
    """Return the depth that a heading's number shows, 0 without a number."""
    number = _NUMBER.match(text)
    return number[1].count(".") + 1 if number else 0


def _level_above(sized: Iterable[PageLine]) -> int:
    """Return the level that headings numbered "1" stand under, as far as size shows it."""
    numbered, all_ = Counter[int](), {0}
    for line in sized:
        all_.add(line.level)
        if depth := _depth(line.text):
            numbered[line.level - depth] += 1
    common = next(iter(numbered.most_common(1)), None)
    return max(0, common[0]) if common else min(max(all_), 1)
