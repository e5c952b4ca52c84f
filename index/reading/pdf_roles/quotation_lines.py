"""Lines of a page that are a quotation: set in on both sides, between lines that are not."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise

from index.reading.line_shapes.captions import is_caption
from index.reading.line_shapes.list_items import BULLETS
from index.reading.line_shapes.prose import is_worded
from index.reading.pdf.page_line import LINE_GAP, PageLine
from index.types import BlockKind

_NEXT_COLUMN = 5.0  # times the size of the type: so far up, a line begins another column
_SET_IN = 0.9  # times the size of the type, at least, on either side
_EDGE = 2.0  # points by which lines that begin or end below one another may differ
_LEAST_LINES = 2  # of a quotation
_LEAST_AT_EDGE = 4  # lines at the margin of a column, which fewer do not show
_LARGE = 1.03  # times the size of the running text: a quotation is no larger
_BODY = 0.05  # share by which the size of running text may differ
_INDENT = 3.0  # times the size of the type: so far in, the first line of a paragraph may begin
_FULL = 0.85  # of the width of a quotation: all lines but the last of a paragraph are as long
_WIDE = 0.4  # of the width of the column; what is narrower stands in a figure
_FAR = 3.0  # likewise: between a quotation and the text around it
_ITEM = re.compile(rf"(?:[{BULLETS}*–—-]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivx]{{2,5}})[.)]|\[\d+\])\s")
_LABEL = re.compile(r"[^\W\d_]+:\s")  # of a note: "Warning: …"
_OPENING = re.compile(r"[A-Z“\"‘'«„`\[(…]|\.\.\.|[^\W\d_a-z]")
_NAME = re.compile(r"(?:--+|[—–-])\s*[^\W\d_a-z]")  # of who is quoted, below it
_END = re.compile(r"[.!?…][\"”’'»)\]]*(?:\s?\[\d+\]|\s?\([^()]{1,80}\)\.?)?$")


def with_quotations(page: Sequence[PageLine], body: float, usual: float) -> list[PageLine]:
    """Return the lines of a page, those that are quotations as such.

    A quotation is prose from its beginning to its end, of lines that are broken to fit, and stands
    between running text at the margin of its column.

    Args:
        page: In reading order; code, rows of tables and headings are passed over.
        body: The size of the running text, in points.
        usual: The usual distance of lines, in points.
    """
    lines: list[PageLine] = []
    for column in _columns(page):
        edges = _edges(column, body)
        lines += _marked(column, edges, usual) if edges else column
    return lines


def quoted_paragraphs(lines: Sequence[PageLine], usual: float) -> list[list[PageLine]]:
    """Return the lines of a quotation by paragraphs, which a gap or an indent begins."""
    left = min(line.x for line in lines)
    paragraphs = [[lines[0]]]
    for above, line in pairwise(lines):
        if line.x - left > _EDGE or above.y - line.y > LINE_GAP * usual:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _columns(page: Sequence[PageLine]) -> Iterator[list[PageLine]]:
    """Yield the lines of each column, in reading order."""
    column: list[PageLine] = []
    for line in page:
        if column and line.y - column[-1].y > _NEXT_COLUMN * line.size:
            yield column
            column = []
        column.append(line)
    yield column


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the running text of a column begins and ends, in points, and the size of its type."""

    left: float
    right: float
    size: float

    def takes_in(self, line: PageLine) -> bool:
        """Return whether a line stands inside of both."""
        room = _SET_IN * self.size
        return line.x >= self.left + room and line.right <= self.right - room

    def is_at(self, line: PageLine) -> bool:
        """Return whether a line is running text of the column."""
        sized = abs(line.size - self.size) <= _BODY * self.size
        near = -_EDGE <= line.x - self.left <= _INDENT * self.size
        plain = line.kind is BlockKind.TEXT and not (line.level or line.bold)
        return sized and near and plain and not _ITEM.match(line.text)


def _edges(column: Sequence[PageLine], body: float) -> _Edges | None:
    """Return where the running text of a column stands, None where too little shows it."""
    own = [line for line in column if abs(line.size - body) <= _BODY * body]
    begins = Counter(round(line.x) for line in own)
    if not begins:
        return None
    left = begins.most_common(1)[0][0]
    rights = sorted(line.right for line in own if abs(line.x - left) <= _EDGE)
    # Most lines of running text are full.
    return _Edges(left, rights[len(rights) // 2], body) if len(rights) >= _LEAST_AT_EDGE else None


def _marked(column: Sequence[PageLine], edges: _Edges, usual: float) -> Iterator[PageLine]:
    """Yield the lines of a column, quotations as such."""
    end = 0
    for inside, group in groupby(column, key=lambda line: edges.takes_in(line) and _is_plain(line)):
        run = [*group]
        start, end = end, end + len(run)
        near = column[max(start - 1, 0) : end + 1]
        between = start > 0 and end < len(column) and edges.is_at(near[0]) and edges.is_at(near[-1])
        whole = inside and between and _is_near(near, usual)
        quoted = whole and _is_quotation(run, edges, usual)
        yield from (replace(line, kind=BlockKind.QUOTATION) if quoted else line for line in run)


def _is_plain(line: PageLine) -> bool:
    """Return whether a line is no heading, no code and of no table."""
    return line.kind is BlockKind.TEXT and not (line.level or line.pitch or line.cells or line.bold)


def _is_near(lines: Sequence[PageLine], usual: float) -> bool:
    """Return whether lines stand below one another, with no picture between."""
    return all(0 < above.y - line.y <= _FAR * usual for above, line in pairwise(lines))


def _is_quotation(lines: Sequence[PageLine], edges: _Edges, usual: float) -> bool:
    """Return whether lines that are set in are prose, from a beginning to an end."""
    own = lines[:-1] if _NAME.match(lines[-1].text) else lines
    if len(own) < _LEAST_LINES or max(line.size for line in own) > _LARGE * edges.size:
        return False
    paragraphs = quoted_paragraphs(own, usual)
    prose = is_worded(" ".join(line.text for line in own)) and all(map(_is_whole, paragraphs))
    return prose and _is_filled(paragraphs, edges)


def _is_whole(paragraph: Sequence[PageLine]) -> bool:
    """Return whether a paragraph goes from a beginning to an end, with no mark and no label."""
    first, last = paragraph[0].text, paragraph[-1].text
    labelled = _ITEM.match(first) or _LABEL.match(first) or is_caption(first)
    return bool(_OPENING.match(first) and _END.search(last)) and not labelled


def _is_filled(paragraphs: Sequence[Sequence[PageLine]], edges: _Edges) -> bool:
    """Return whether lines stand below one another, and are broken to fit a width."""
    lines = [*chain.from_iterable(paragraphs)]
    left, right = min(line.x for line in lines), max(line.right for line in lines)
    full = [line for paragraph in paragraphs for line in paragraph[:-1]]
    reach = left + _FULL * (right - left)
    below = (line for paragraph in paragraphs for line in paragraph[1:])
    even = all(line.x - left <= _EDGE for line in below)
    wide = right - left >= _WIDE * (edges.right - edges.left)
    return wide and even and bool(full) and all(line.right >= reach for line in full)
