"""Words of plots and pictures that no caption names: at the axes of a plot, on it and over it.

A plot is told by mere numbers beside something drawn that is more than rules, as ticks have them;
a picture by labels that stand on it. Running text, code and rows of tables are words of neither,
and what they stand on is none.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from statistics import median

from index.reading.line_shapes.captions import is_caption
from index.reading.pdf.page_line import PageLine
from index.reading.pdf_roles.page_figures import Box, ShownPages, around, parted, usual_width
from index.reading.pdf_roles.table_lines import with_rows

_NUMBER = r"[−+–-]?(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:[eE][−+-]?\d+)?%?"
_NUMBERS = re.compile(rf"{_NUMBER}(?:\s+{_NUMBER})*")
_LEAST_TICKS = 2  # lines of mere numbers at a plot
_LEAST_LABELS, _LARGEST_LABEL = 2, 1.3  # on a picture; times the size of the running text
_LEAST_DRAWN = 4  # objects that a plot consists of
_LEAST_SIDE = 5.0  # times the size of the running text: a plot is no smaller
_NEAR = 1.0  # likewise: what is drawn so near belongs together
_REACH = 4.5  # times the size of a label: so far from the axes it may stand
_LONG = 0.6  # times the usual width of a line: running text is no shorter, but where it ends
_SIZE = 0.08  # share by which type differs
_CENTRED = 2.0  # times the size of the type: a title has its middle over the plot's, within that
_MOST_WORDS = 7  # of a label
_SENTENCE_END = re.compile(r"[.!?:;,][\"”’)]*$")


def without_plots(
    shown: ShownPages, body: float, drawn_on: Callable[[int], Sequence[Box]]
) -> ShownPages:
    """Return pages without the words of plots and pictures, and those beside what was left out.

    Args:
        shown: The lines of each page, and what was left out, by page.
        body: The size of the running text, in points.
        drawn_on: Of a page's number, from 0, what is drawn there beside letters.
    """
    width = usual_width(chain.from_iterable(shown.pages), body)
    pages, words = list[list[PageLine]](), list(shown.words)
    for number, lines in enumerate(shown.pages):
        page = _Page(lines, body, width)
        looks = page.has_ticks or page.may_have_labels
        labels = page.labels(drawn_on(number)) if looks else set()
        pages.append([line for row, line in enumerate(lines) if row not in labels])
        words += [(number, lines[row].text) for row in sorted(labels)]
    return ShownPages(pages, sorted(words, key=lambda one: one[0]))


def _is_ticks(line: PageLine) -> bool:
    """Return whether a line is numbers and nothing else, as the ticks of an axis have them."""
    return not line.pitch and bool(_NUMBERS.fullmatch(line.text))


@dataclass(frozen=True, slots=True)
class _Page:
    """A page.

    Args:
        lines: Its lines.
        body: The size of the running text, in points.
        width: The usual width of its lines, in points.
    """

    lines: Sequence[PageLine]
    body: float
    width: float

    @property
    def has_ticks(self) -> bool:
        """Whether so many lines are mere numbers that a plot may be there."""
        return sum(map(_is_ticks, self.lines)) >= _LEAST_TICKS

    @property
    def may_have_labels(self) -> bool:
        """Whether so many lines may be labels that it is worth a look on what they stand."""
        return len(self._possible_labels()) >= _LEAST_LABELS

    def _possible_labels(self) -> set[int]:
        """Return the rows that may be a picture's: no text by themselves, in type hardly larger.

        What is larger is a heading, over whatever it stands.
        """
        margin = min((line.x for line in self.lines), default=0.0)
        return {
            row
            for row, line in enumerate(self.lines)
            if line.x - margin > line.size
            and line.size <= _LARGEST_LABEL * self.body
            and not self._is_text(line, margin)
        }

    def labels(self, drawn: Sequence[Box]) -> set[int]:
        """Return the rows of the words of plots and of pictures among what is drawn."""
        running = self._running()
        text = [self.lines[row] for row in sorted(running)]
        looked_at = (box for box in drawn if self.has_ticks or self._is_shown(box))
        free = [box for box in looked_at if not _holds(box, text)]
        of_plots = self._of_plots(free, running) if self.has_ticks else set()
        return of_plots | (self._of_pictures(free) if text else set())

    def _of_pictures(self, free: Sequence[Box]) -> set[int]:
        """Return the rows of the labels on pictures, of a page that has running text beside."""
        possible, found = self._possible_labels(), set[int]()
        for picture in filter(self._is_shown, free):
            on = {row for row, line in enumerate(self.lines) if _stands_on(line, picture, 0.0)}
            if len(on) >= _LEAST_LABELS and on <= possible:
                found |= on
        return found

    def _is_shown(self, box: Box) -> bool:
        """Return whether something drawn is a picture that is large enough for words on it."""
        least = _LEAST_SIDE * self.body
        return box.is_picture and min(box.right - box.left, box.top - box.bottom) >= least

    def _of_plots(self, free: Sequence[Box], running: set[int]) -> set[int]:
        """Return the rows of the words of plots.

        Args:
            free: What is drawn where no running text stands.
            running: The rows of that.
        """
        text = [self.lines[row] for row in sorted(running)]
        plots = (plot for plot in self._plots(free) if not _holds(plot, text))
        found: set[int] = set()
        for plot in plots:
            rows = {*self._at(plot)} - running
            if sum(_is_ticks(self.lines[row]) for row in rows) >= _LEAST_TICKS:
                found |= rows
        return found

    def _running(self) -> set[int]:
        """Return the rows of what is never a plot's: text, code, tables, captions, headings."""
        steps = [above.y - line.y for above, line in pairwise(self.lines) if above.y > line.y]
        rows = with_rows(self.lines, median(steps) if steps else 0.0)
        # A row stands where its first line does.
        tabular = {(row.x, row.y) for row in rows if row.kind.is_tabular}
        margin = min((line.x for line in self.lines), default=0.0)
        return {
            number
            for number, line in enumerate(self.lines)
            if (line.x, line.y) in tabular or self._is_text(line, margin)
        }

    def _is_text(self, line: PageLine, margin: float) -> bool:
        """Return whether a line is no label by its words, its width, its type or its place."""
        if _is_ticks(line):
            return False
        words = len(line.text.split())
        said = words > _MOST_WORDS or (words > 1 and bool(_SENTENCE_END.search(line.text)))
        as_large = line.size >= (1 - _SIZE) * self.body
        long = as_large and line.right - line.x >= _LONG * self.width
        larger = line.size > (1 + _SIZE) * self.body and line.x - margin <= line.size
        return said or long or larger or bool(line.pitch) or is_caption(line.text)

    def _plots(self, boxes: Sequence[Box]) -> Iterator[Box]:
        """Yield what is drawn together, where it is as large as a plot, and more than rules."""
        least = _LEAST_SIDE * self.body
        for parts in _clusters(boxes, _NEAR * self.body):
            plot = around(parts)
            large = min(plot.right - plot.left, plot.top - plot.bottom) >= least
            ruled = all(box.is_straight for box in parts)
            if large and len(parts) >= _LEAST_DRAWN and not ruled:
                yield plot

    def _at(self, plot: Box) -> Iterator[int]:
        """Yield the rows of what stands on a plot, at its axes, or in the middle over it."""
        near = [row for row, line in enumerate(self.lines) if _stands_on(line, plot, _REACH)]
        sizes = {self.lines[row].size for row in near if _is_ticks(self.lines[row])}
        for row in near:
            line = self.lines[row]
            centred = abs(line.x + line.right - plot.left - plot.right) <= 2 * _CENTRED * line.size
            upright = line.right - line.x < line.size and line.size in sizes
            small = line.size in sizes and line.size < (1 - _SIZE) * self.body
            if _is_ticks(line) or _stands_on(line, plot, 0.0) or centred or upright or small:
                yield row


def _stands_on(line: PageLine, box: Box, reach: float) -> bool:
    """Return whether a line begins and ends on what is drawn, or so near it, in sizes of type."""
    room = reach * line.size
    across = box.left - room <= line.x and line.right <= box.right + room
    return across and box.bottom - room <= line.y <= box.top + room


def _holds(box: Box, lines: Iterable[PageLine]) -> bool:
    """Return whether any of some lines stands on what is drawn."""
    return any(_stands_on(line, box, 0.0) for line in lines)


def _clusters(boxes: Iterable[Box], near: float) -> Iterator[list[Box]]:
    """Yield the boxes that touch one another, or nearly."""
    waiting = list(boxes)
    while waiting:
        parts = [waiting.pop()]
        whole = parts[0]
        touching, waiting = parted(waiting, partial(_touch, near, whole))
        while touching:
            parts += touching
            whole = around([whole, *touching])
            touching, waiting = parted(waiting, partial(_touch, near, whole))
        yield parts


def _touch(near: float, one: Box, other: Box) -> bool:
    """Return whether two boxes are no further apart than that."""
    across = one.left - near <= other.right and other.left <= one.right + near
    return across and one.bottom - near <= other.top and other.bottom <= one.top + near
