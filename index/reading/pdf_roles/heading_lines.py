"""Lines of a PDF's pages that are headings, by the size and the weight of their type."""

import re
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TypeAlias

from index.reading.line_shapes.captions import is_caption
from index.reading.pdf.page_line import LINE_GAP, PageLine
from index.reading.pdf_roles.heading_words import has_words
from index.types import BlockKind

_HEADING = 1.12  # times the size of the running text, …
_BOLD_HEADING = 1.05  # … and of one in bold type: LaTeX's subsections of a text of 11 points …
_MOSTLY = 0.9  # … where so many lines of that size are bold
_AS_LARGE = 0.98  # times the size of the running text: a bold heading is no smaller
_MIN_HEADINGS = 3  # fewer may be stressed lines of a text
_MAX_LEVEL = 6
_LONGEST = 100  # characters of a heading that only its weight shows
_LONGEST_LARGE = 150  # of one that its size shows
_MOST_LINES = 3  # of headings that follow each other; more are running text in larger type …
_MOST_RUNNING = 0.5  # … and if so many letters of a size are, none of it is a heading
_SENTENCE_ENDS = (".", "。", ".”", ".)", '."')
_UNENDING = frozenset(".,;")
_LABEL_END = ":"
_HYPHENS = ("-", "‐")  # at a line's end: of the word, or of the line's end alone
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[^\W\d_])")
_PAGE = re.compile(r"\s+\d+$")
_FIGURES = re.compile(r"\d+")
_EDGE = 2.0  # points by which lines that begin below one another may differ
_NUMBER_AND_WORDS = 2  # cells of a heading whose number stands apart
_WORDS = re.compile(r"[A-Z][\w\s,&()/'’“”\"?!:–-]*[^\W\d_]{2}[\w\s,&()/'’“”\"?!:–-]*")

_Place: TypeAlias = tuple[int, int]  # numbers of a page and of a line there, from 0


def heading_sizes(lines: Iterable[PageLine], body: float) -> list[float]:
    """Return the sizes of type that headings have, the largest first.

    They are large, or hardly larger than the running text and all but bold. Where most of what is
    set in a size goes on for several lines, that is running text, too.

    Args:
        lines: Of all pages.
        body: The size of the running text, in points.
    """
    own = [line for line in lines if not (is_caption(line.text) or line.kind.is_tabular)]
    counts = Counter(line.size for line in own)
    bold = Counter(line.size for line in own if line.bold)
    sizes = {
        size
        for size, count in counts.items()
        if size >= _HEADING * body
        or (size >= _BOLD_HEADING * body and bold[size] >= _MOSTLY * count)
    }
    return sorted(sizes - _running_sizes(own), reverse=True)


def _running_sizes(lines: Sequence[PageLine]) -> set[float]:
    """Return the sizes of type of whose letters most stand in running text."""
    letters, running = Counter[float](), Counter[float]()
    for group in _in_one_size(lines):
        length, size = sum(len(line.text) for line in group), group[0].size
        letters[size] += length
        running[size] += length * (len(group) > _MOST_LINES or _is_text(group))
    return {size for size, count in letters.items() if running[size] > _MOST_RUNNING * count}


def _in_one_size(lines: Sequence[PageLine]) -> Iterator[list[PageLine]]:
    """Yield the lines of one size that follow each other down a page."""
    group: list[PageLine] = []
    for line in lines:
        if group and not (group[-1].size == line.size and group[-1].y > line.y):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_text(lines: Sequence[PageLine]) -> bool:
    """Return whether lines are no heading: too long together, or several that end a sentence."""
    length = sum(len(line.text) + 1 for line in lines) - 1
    ends = len(lines) > 1 and lines[-1].text.endswith(_SENTENCE_ENDS)
    return length > _LONGEST_LARGE or ends


@dataclass(frozen=True, slots=True)
class Type:
    """What a document is set in.

    Args:
        large: The sizes that headings have, in points, the largest first.
        words: Those of what is set in others.
    """

    large: Sequence[float]
    words: Collection[str] = frozenset()


def whole_headings(lines: Sequence[PageLine], type_: Type, leading: float) -> list[PageLine]:
    """Return the lines of a page, those that are headings by their size as such, each whole.

    Args:
        lines: Of the page.
        type_: What the document is set in.
        leading: The usual distance of lines, per point of their type.
    """
    levels = {size: min(place, _MAX_LEVEL) for place, size in enumerate(type_.large, start=1)}
    whole: list[PageLine] = []
    for group in _groups(lines, levels, leading):
        if _is_text(group):
            whole += group
        else:
            line = reduce(_joined, group)
            whole.append(_as_heading(line, _level(line, levels), type_.words))
    return whole


def _as_heading(line: PageLine, level: int, words: Collection[str]) -> PageLine:
    """Return a line in the type of a heading as one; letters that are no words as code.

    Such are the notes of music: they are drawn, and no part of the text around them.
    """
    if not level or not any(map(str.isalpha, line.text)):
        return replace(line, level=0)
    if has_words(line.text, words):
        return replace(line, level=level)
    return replace(line, level=0, kind=BlockKind.CODE)


def _groups(
    lines: Sequence[PageLine], sizes: Container[float], leading: float
) -> list[list[PageLine]]:
    """Return lines, those of the sizes of headings that stand right below each other together."""
    groups: list[list[PageLine]] = []
    for line in lines:
        if groups and line.size in sizes and _goes_on(groups[-1][-1], line, leading):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _level(line: PageLine, levels: Mapping[float, int]) -> int:
    """Return the level that the size of a line shows, 0 of one that is no heading."""
    is_other = is_caption(line.text) or line.kind.is_tabular
    return 0 if is_other else levels.get(line.size, 0)


def _joined(above: PageLine, line: PageLine) -> PageLine:
    """Return two lines of a heading as one that begins where the first does.

    Where a hyphen ends the first, the line's end stays: the document's words judge it later.
    """
    between = "\n" if above.text.endswith(_HYPHENS) else " "
    right = max(above.right, line.right)
    return PageLine(above.text + between + line.text, above.x, line.y, line.size, right=right)


def _goes_on(above: PageLine, line: PageLine, leading: float) -> bool:
    """Return whether a line stands right below one of its size."""
    is_text = not (above.kind.is_tabular or line.kind.is_tabular)
    return (
        is_text
        and above.size == line.size
        and 0 < above.y - line.y < LINE_GAP * leading * line.size
    )


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
    number are stressed lines of the text, unless they begin where the numbered ones do and are set
    as one of these in larger type, or in capitals, once; so they are beside larger headings.

    Args:
        pages: With the headings that size shows.
        body: The size of the running text, in points.
    """
    sized = [line for _, line in _placed(pages) if line.level]
    bold = {at: line for at, line in _placed(pages) if _stands_out(pages, at, body)}
    chosen = _headings_among(_without_furniture(bold, sized), sized, body)
    above = _level_above(sized)
    levels = {at: above + max(1, _depth(line.text)) for at, line in chosen.items()}
    return [
        replace(page, lines=_with_levels(page.lines, number, levels))
        for number, page in enumerate(pages)
    ]


def _headings_among(
    bold: Mapping[_Place, PageLine], sized: Sequence[PageLine], body: float
) -> Mapping[_Place, PageLine]:
    """Return which bold lines are headings; see `with_bold_headings`."""
    numbered = {at: line for at, line in bold.items() if _depth(line.text)}
    if len(numbered) >= _MIN_HEADINGS:
        return numbered | _set_like(numbered.values(), bold, body)
    return bold if len(bold) >= _MIN_HEADINGS > len(sized) else {}


def _set_like(
    numbered: Collection[PageLine], bold: Mapping[_Place, PageLine], body: float
) -> dict[_Place, PageLine]:
    """Return the bold lines that are set as numbered headings are, and occur once."""
    times = Counter(line.text for line in bold.values())
    alone = {at: line for at, line in bold.items() if times[line.text] == 1}
    return {at: line for at, line in alone.items() if _is_like(line, numbered, body)}


def _is_like(line: PageLine, numbered: Iterable[PageLine], body: float) -> bool:
    """Return whether a bold line is set as one of the numbered headings, and as no stressed one."""
    alike = any(line.size == other.size and abs(line.x - other.x) <= _EDGE for other in numbered)
    in_capitals = line.text.isupper() and len(line.text.split()) > 1
    larger = line.size >= _BOLD_HEADING * body and line.text[-1] != _LABEL_END
    return alike and (in_capitals or larger)


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
    if (
        line.level
        or line.kind.is_tabular
        or not line.bold
        or line.size < _AS_LARGE * body
        or not _is_worded(line)
    ):
        return False
    above = page.lines[at - 1] if at else None
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    apart = above is None or bool(above.level) or not _is_near(above, line, page.usual)
    return apart and below is not None and not _goes_on_bold(line, below, page.usual)


def _goes_on_bold(line: PageLine, below: PageLine, usual: float) -> bool:
    """Return whether a bold line may go on with another, as none in capitals does in small ones."""
    alike = line.text.isupper() == below.text.isupper()
    return alike and below.bold and _is_near(line, below, usual)


def _is_near(above: PageLine, line: PageLine, usual: float) -> bool:
    """Return whether a line stands right below another."""
    return 0 <= above.y - line.y <= LINE_GAP * usual


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
