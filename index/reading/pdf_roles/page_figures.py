"""Figures of printed pages: their words left out, and sentences joined over their captions.

A figure's words stand wherever the drawing has them, and are no text to be quoted. They are told by
place: between the figure's caption and the running text above it, where something is drawn.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, pairwise
from statistics import median

from index.reading.line_shapes.captions import is_caption, is_label, names_text
from index.reading.pdf.page_line import LINE_GAP, PageLine
from index.reading.pdf_roles.table_lines import with_rows
from index.reading.repair.lines import lines_of
from index.types import BlockKind

_LONG = 0.6  # times the usual width of a line: running text is no shorter, but where it ends
_FULL = 0.85  # likewise: a line that goes on with the next
_AS_LARGE = 0.08  # share by which the size of running text differs
_LEAST_HEIGHT = 3.0  # times the size of the type: what is drawn is no figure below that
_LEAST_DRAWN = 4  # objects; a picture is one by itself
_BESIDE = 1.0  # times the size of the type: so far beside what is drawn, a word belongs to it
_LEAST_BLOCK = 3  # lines right below each other, at one margin: text that a figure frames
_MOSTLY = 0.5  # of headings
_TITLE_NEAR = 2.0  # times the usual distance of lines: from a title to its table
_TITLE_OFF = 2.0  # times the size of the type: a label's title has the same middle, within that


@dataclass(frozen=True, slots=True)
class Box:
    """What an object on a page takes up, in points from the left and from below.

    Args:
        is_picture: It shows something by itself, as no single stroke does.
    """

    left: float
    bottom: float
    right: float
    top: float
    is_picture: bool = False

    @property
    def is_straight(self) -> bool:
        """Whether it is a stroke along or across the page, as rules of tables are."""
        return not self.is_picture and min(self.right - self.left, self.top - self.bottom) <= 1.5


@dataclass(frozen=True, slots=True)
class ShownPages:
    """The lines of pages without the words of their figures, and these by page, from 0."""

    pages: list[list[PageLine]]
    words: list[tuple[int, str]]


def without_figures(
    pages: Sequence[Sequence[PageLine]],
    body: float,
    drawn_on: Callable[[int], Sequence[Box]],
) -> ShownPages:
    """Return pages and the words of their figures apart.

    Args:
        pages: The lines of each.
        body: The size of the running text, in points.
        drawn_on: Of a page's number, from 0, what is drawn there beside letters.
    """
    width = usual_width(chain.from_iterable(pages), body)
    shown = ShownPages([], [])
    for number, lines in enumerate(pages):
        captions = [*filter(_is_of_figure, lines)]
        page = _Page(lines, drawn_on(number) if captions else (), body, width)
        words = set(chain.from_iterable(map(page.words_over, captions)))
        shown.pages.append([line for row, line in enumerate(lines) if row not in words])
        shown.words.extend((number, lines[row].text) for row in sorted(words))
    return shown


def _is_of_figure(line: PageLine) -> bool:
    """Return whether a line begins the caption of a figure."""
    return is_caption(line.text) and not names_text(line.text)


def usual_width(lines: Iterable[PageLine], body: float) -> float:
    """Return how wide most lines of the running text are, in points."""
    widths = [line.right - line.x for line in lines if line.size == body and line.right > line.x]
    return median(widths) if widths else 0.0


@dataclass(frozen=True, slots=True)
class _Page:
    """A page with figures.

    Args:
        lines: Its lines.
        drawn: What is drawn on it.
        body: The size of the running text, in points.
        width: The usual width of its lines, in points.
    """

    lines: Sequence[PageLine]
    drawn: Sequence[Box]
    body: float
    width: float

    def words_over(self, caption: PageLine) -> list[int]:
        """Return the rows of the words in the figure above a caption."""
        ceiling = self._ceiling(caption)
        figure = self._figure(caption, ceiling)
        if figure is None:
            return []
        rows = [
            row
            for row, line in enumerate(self.lines)
            if caption.y < line.y < ceiling
            and self._is_in(line, figure)
            and not (line.kind.is_tabular or self._is_heading(line))
        ]
        framed = self._framed(rows)
        return [row for row in rows if row not in framed]

    def _ceiling(self, caption: PageLine) -> float:
        """Return how far up a figure may reach over its caption: to running text."""
        above = (
            line.y
            for line in self.lines
            if line.y > caption.y and _overlap(line, caption) and self._is_text(line)
        )
        return min(above, default=float("inf"))

    def _is_text(self, line: PageLine) -> bool:
        """Return whether a line is one of running text by its width, or another caption."""
        as_large = abs(line.size - self.body) <= _AS_LARGE * self.body
        long = line.right - line.x >= _LONG * self.width
        return (as_large and long) or is_caption(line.text)

    def _is_heading(self, line: PageLine) -> bool:
        """Return whether a line in larger type begins at the margin of the page."""
        margin = min(one.x for one in self.lines)
        return line.size > (1 + _AS_LARGE) * self.body and line.x - margin <= line.size

    def _figure(self, caption: PageLine, ceiling: float) -> Box | None:
        """Return what is drawn over a caption, None where that is no figure."""
        over = [box for box in self.drawn if box.bottom >= caption.y and box.top <= ceiling]
        parts = _beside(over, Box(caption.x, caption.y, caption.right, caption.y), self.body)
        if not parts or not (len(parts) >= _LEAST_DRAWN or any(box.is_picture for box in parts)):
            return None
        figure = around(parts)
        is_ruled = all(box.is_straight for box in parts)
        if figure.top - figure.bottom < _LEAST_HEIGHT * self.body:
            return None
        return None if is_ruled and self._has_rows(figure) else figure

    def _has_rows(self, figure: Box) -> bool:
        """Return whether the words between rules are those of a table."""
        inside = [line for line in self.lines if self._is_in(line, figure)]
        steps = [above.y - line.y for above, line in pairwise(inside) if above.y > line.y]
        usual = median(steps) if steps else 0.0
        return any(line.kind.is_tabular for line in with_rows(inside, usual))

    def _is_in(self, line: PageLine, figure: Box) -> bool:
        """Return whether a line stands on what is drawn, or right beside it."""
        margin = _BESIDE * max(line.size, self.body)
        across = figure.left - margin <= line.x <= figure.right + margin
        return across and figure.bottom - margin <= line.y <= figure.top + margin

    def _framed(self, rows: Sequence[int]) -> set[int]:
        """Return which rows stand right below each other at one margin, as text and programs do."""
        framed: set[int] = set()
        for block in _blocks([(row, self.lines[row]) for row in rows]):
            if len(block) >= _LEAST_BLOCK:
                framed.update(block)
        return framed


def _blocks(lines: Sequence[tuple[int, PageLine]]) -> Iterator[list[int]]:
    """Yield the numbers of lines that follow each other as those of a paragraph do."""
    block: list[int] = []
    above: PageLine | None = None
    for number, line in lines:
        if above is None or not _is_below(above, line):
            yield block
            block = []
        block.append(number)
        above = line
    yield block


def _is_below(above: PageLine, line: PageLine) -> bool:
    """Return whether a line stands right below another, at its margin."""
    near = 0 < above.y - line.y < 2 * line.size
    return near and abs(above.x - line.x) < line.size and above.size == line.size


def _overlap(line: PageLine, caption: PageLine) -> bool:
    """Return whether two lines have a part of the page's width in common."""
    return line.x < caption.right and caption.x < line.right


def _beside(boxes: Iterable[Box], start: Box, near: float) -> list[Box]:
    """Return the boxes that are over a stretch of the page's width, and those beside these."""
    left, right = start.left, start.right
    waiting, parts = list(boxes), list[Box]()
    while waiting:
        taken, waiting = parted(waiting, partial(_is_across, left - near, right + near))
        if not taken:
            break
        parts += taken
        left = min(left, *(box.left for box in taken))
        right = max(right, *(box.right for box in taken))
    return parts


def _is_across(left: float, right: float, box: Box) -> bool:
    """Return whether a box takes up a part of a stretch of the page's width."""
    return box.left < right and left < box.right


def parted(boxes: Iterable[Box], is_taken: Callable[[Box], bool]) -> tuple[list[Box], list[Box]]:
    """Return the boxes that are taken, and the others."""
    taken, left = list[Box](), list[Box]()
    for box in boxes:
        (taken if is_taken(box) else left).append(box)
    return taken, left


def around(boxes: Sequence[Box]) -> Box:
    """Return what boxes take up together."""
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


def with_captions(lines: Sequence[PageLine], usual: float) -> list[PageLine]:
    """Return the lines of a page, each label of a caption together with the title below it.

    Args:
        lines: In reading order.
        usual: Their usual distance, in points.
    """
    whole: list[PageLine] = []
    for line in lines:
        if whole and is_label(whole[-1].text) and _is_title(whole[-1], line, usual):
            label = whole[-1]
            whole[-1] = replace(line, text=f"{label.text} {line.text}", level=0, closes=True)
        else:
            whole.append(line)
    return whole


def _is_title(label: PageLine, line: PageLine, usual: float) -> bool:
    """Return whether a line is what the label above it names: near, and in the middle with it."""
    near = 0 < label.y - line.y <= LINE_GAP * usual and line.kind is BlockKind.TEXT
    middles = (label.x + label.right) / 2, (line.x + line.right) / 2
    return near and abs(middles[0] - middles[1]) <= _TITLE_OFF * line.size


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with the numbers of its page and of its row there."""

    page: int
    row: int
    line: PageLine


def with_cutting_captions(
    pages: Sequence[Sequence[PageLine]],
    furniture: Iterable[frozenset[int]],
    usual: Sequence[float],
    width: float,
) -> list[list[PageLine]]:
    """Return pages, those lines as captions that stand between two parts of a sentence.

    Args:
        pages: The lines of each.
        furniture: Of each page, which rows are its number, head and foot.
        usual: Of each page, the usual distance of lines, in points.
        width: The usual width of lines of the running text, in points.
    """
    placed = [*_placed(pages, furniture)]
    marked = [list(lines) for lines in pages]
    for number, one in enumerate(placed):
        end = _cutting_end(placed, number, usual[one.page])
        is_cut = end > 0 and _cuts(placed[number - 1].line, placed[end].line, width)
        for inside in placed[number:end] if is_cut else ():
            kinded = replace(inside.line, kind=BlockKind.CAPTION, level=0, cells=(), cuts=True)
            marked[inside.page][inside.row] = kinded
    return marked


def _placed(
    pages: Sequence[Sequence[PageLine]], furniture: Iterable[frozenset[int]]
) -> Iterator[_Placed]:
    """Yield the lines of pages that are not the page's."""
    for page, (lines, rows) in enumerate(zip(pages, furniture, strict=True)):
        yield from (_Placed(page, row, one) for row, one in enumerate(lines) if row not in rows)


def _cutting_end(placed: Sequence[_Placed], number: int, usual: float) -> int:
    """Return the number of the line behind a caption that stands apart, 0 where none does."""
    if number == 0 or not is_caption(placed[number].line.text):
        return 0
    end = _caption_end(placed, number, usual)
    if end == len(placed) or _goes_on(placed[number - 1], placed[number], usual):
        return 0
    return end


def _caption_end(placed: Sequence[_Placed], number: int, usual: float) -> int:
    """Return the number of the first line behind a caption and those that it goes on with."""
    end = number + 1
    while end < len(placed) and _goes_on(placed[end - 1], placed[end], usual):
        end += 1
    return end


def _goes_on(above: _Placed, below: _Placed, usual: float) -> bool:
    """Return whether a line stands right below another, in the same type."""
    near = 0 < above.line.y - below.line.y <= LINE_GAP * usual
    alike = above.page == below.page and above.line.size == below.line.size
    return near and alike and not above.line.closes


def _cuts(before: PageLine, behind: PageLine, width: float) -> bool:
    """Return whether one sentence goes from a full line to another line."""
    first, second = lines_of(before.text)[0], lines_of(behind.text)[0]
    is_text = not (before.level or behind.level) and before.size == behind.size
    full = before.right - before.x >= _FULL * width
    return is_text and full and not first.closed and second.continues


def are_flush(pages: Sequence[Sequence[PageLine]]) -> bool:
    """Return whether most headings of pages begin at the left margin."""
    flush = total = 0
    for lines in pages:
        margin = min((line.x for line in lines), default=0.0)
        headings = [line for line in lines if line.level]
        total += len(headings)
        flush += sum(line.x - margin <= line.size for line in headings)
    return flush > _MOSTLY * total


def with_table_titles(lines: Sequence[PageLine], usual: float) -> list[PageLine]:
    """Return the lines of a page whose headings begin at its margin, titles of tables as captions.

    They are in the middle over a table, right above it or above the names of its columns.

    Args:
        lines: In reading order, rows of tables as such.
        usual: Their usual distance, in points.
    """
    margin = min((line.x for line in lines), default=0.0)
    return [
        replace(line, kind=BlockKind.CAPTION, level=0)
        if line.level and line.x - margin > line.size and _is_over_table(lines, row, usual)
        else line
        for row, line in enumerate(lines)
    ]


def _is_over_table(lines: Sequence[PageLine], row: int, usual: float) -> bool:
    """Return whether a line stands right above a table, and in the middle over it."""
    table = [line for line in _right_below(lines, row, usual) if line.kind.is_tabular]
    if not table:
        return False
    left, right = min(line.x for line in table), max(line.right for line in table)
    title = lines[row]
    return abs((title.x + title.right) / 2 - (left + right) / 2) <= _TITLE_OFF * title.size


def _right_below(lines: Sequence[PageLine], row: int, usual: float) -> Iterator[PageLine]:
    """Yield the lines in columns that stand right below a line."""
    for above, line in pairwise(lines[row:]):
        in_columns = line.kind.is_tabular or line.cells
        if not in_columns or not 0 < above.y - line.y <= _TITLE_NEAR * usual:
            return
        yield line
