"""Lines of a page that are items of lists: each with what hangs below it, or one below another.

A bullet begins an item, whose further lines begin further right. Entries of one line each, such as
a key and what it does, begin in type of another font than they end in, and end where the first word
of the next would have found room.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.reading.line_shapes.list_items import BULLETS
from index.reading.pdf.page_line import LINE_GAP, PageLine
from index.types import BlockKind

_EDGE = 2.0  # points by which lines that begin below one another may differ
_HANGS = 0.3  # times the size of the type: an item's further lines stand so far in, at least
_SIZE = 0.08  # share by which the type of an item's lines differs
_BLANK = 0.25  # times the size of the type: the width of a blank
_LEAST_ENTRIES = 3  # one below the other
_MOSTLY = 0.5  # of entries; where fewer lines leave room, they are broken to fit
_OTHER_KEYS = 0.7  # of entries; where fewer begin otherwise, they are parts of one, as of a grammar
_EVEN = 1.1  # times the least distance of an item's lines; what is further below is a paragraph
_MARK = re.compile(rf"(?:[{BULLETS}*–—-]|\(?(?:\d{{1,3}}|[a-zA-Z]|[ivx]{{2,5}})[.)])\s")
_NEAR = 2.5  # times the usual distance of lines: from an item to what stands behind the list
_ENDED = frozenset(".!?:;)”\"’'")  # an item may have ended


def with_items(page: Sequence[PageLine], usual: float) -> list[PageLine]:
    """Return the lines of a page, those that are items of lists as such, the last of each closing.

    Args:
        page: In reading order; code, rows of tables and headings are passed over.
        usual: The usual distance of lines, in points.
    """
    lines = list(page)
    for start, end in (*_bulleted(lines, usual), *_entries(lines, usual)):
        for row in range(start, end):
            closes = row == end - 1
            lines[row] = replace(lines[row], kind=BlockKind.LIST_ITEM, closes=closes)
    return lines


def whole_items(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    """Return the lines of items by items."""
    items: list[list[PageLine]] = [[]]
    for line in lines:
        items[-1].append(line)
        if line.closes:
            items.append([])
    return [item for item in items if item]


def _bulleted(lines: Sequence[PageLine], usual: float) -> Iterator[tuple[int, int]]:
    """Yield where items with bullets begin and end that are known to be whole."""
    for row, line in enumerate(lines):
        if _is_plain(line) and _has_bullet(line):
            end = _hanging_end(lines, row, usual)
            if _is_whole(lines, row, end, usual):
                yield row, end


def _is_plain(line: PageLine) -> bool:
    """Return whether a line is no heading, no code and of no table."""
    return line.kind is BlockKind.TEXT and not (line.level or line.cuts)


def _has_bullet(line: PageLine) -> bool:
    return line.text[0] in BULLETS and line.text[1:2].isspace()


def _hanging_end(lines: Sequence[PageLine], row: int, usual: float) -> int:
    """Return the row behind the lines that hang below an item's first, which is its row's."""
    end, step = row + 1, LINE_GAP * usual
    while end < len(lines) and _hangs(lines[row], lines[end], lines[row + 1]):
        below = lines[end - 1].y - lines[end].y
        if lines[end - 1].closes or not 0 < below <= step:
            break
        end, step = end + 1, min(step, _EVEN * below)
    return end


def _hangs(first: PageLine, line: PageLine, second: PageLine) -> bool:
    """Return whether a line may be an item's: further in than its first, below its second."""
    alike = abs(line.size - first.size) <= _SIZE * first.size
    inside = line.x - first.x > _HANGS * first.size and abs(line.x - second.x) <= _EDGE
    return alike and inside and _is_plain(line) and not _MARK.match(line.text)


def _is_whole(lines: Sequence[PageLine], row: int, end: int, usual: float) -> bool:
    """Return whether an item is known to end with a row, and not to go on in the next column.

    One of a single line may go on with lines that do not hang, unless another item follows; and
    what seems to hang may begin a paragraph whose further lines do not.
    """
    far = lines[end - 1].y - lines[end].y if end < len(lines) else 0.0
    near = 0 < far <= _NEAR * usual
    if near and _MARK.match(lines[end].text):
        return True
    parted = far > LINE_GAP * usual
    ended = lines[end - 1].text[-1] in _ENDED
    return end - row > 1 and ((near and parted) or (ended and (parted or far <= 0)))


def _entries(lines: Sequence[PageLine], usual: float) -> Iterator[tuple[int, int]]:
    """Yield where entries of lists begin and end."""
    start = 0
    for row in range(1, len(lines) + 1):
        if row < len(lines) and _goes_on(lines[row - 1], lines[row], usual):
            continue
        run = lines[start:row]
        if len(run) >= _LEAST_ENTRIES and _leave_room(run) and _have_keys(run):
            yield from _whole_entries(lines, start, row, usual)
        start = row


def _goes_on(above: PageLine, line: PageLine, usual: float) -> bool:
    """Return whether a list of entries goes on from one line to another."""
    own = all(_is_plain(one) and one.keyed and not _MARK.match(one.text) for one in (above, line))
    near = 0 < above.y - line.y <= LINE_GAP * usual and abs(line.x - above.x) <= _EDGE
    return own and near and above.size == line.size


def _leave_room(run: Sequence[PageLine]) -> bool:
    """Return whether the first word of the next line would have found room on most lines."""
    edge = max(line.right for line in run)
    roomy = sum(
        above.right + _BLANK * above.size + _first_width(line) <= edge
        for above, line in pairwise(run)
    )
    return roomy > _MOSTLY * (len(run) - 1)


def _have_keys(run: Sequence[PageLine]) -> bool:
    """Return whether most lines begin with a word of their own."""
    return len({line.text.split()[0] for line in run}) >= _OTHER_KEYS * len(run)


def _first_width(line: PageLine) -> float:
    """Return about how wide the first word of a line is, in points."""
    return (line.right - line.x) * len(line.text.split()[0]) / len(line.text)


def _whole_entries(
    lines: Sequence[PageLine], start: int, end: int, usual: float
) -> Iterator[tuple[int, int]]:
    """Yield the entries of a list, the last with what hangs below it.

    Where what stands right below the last does not hang, it may go on with that, and is left out.
    """
    yield from ((row, row + 1) for row in range(start, end - 1))
    behind = _hanging_end(lines, end - 1, usual)
    below = lines[behind] if behind < len(lines) else None
    above = lines[behind - 1]
    near = below is not None and 0 < above.y - below.y <= LINE_GAP * usual
    if behind > end or not (near and below is not None and _is_plain(below)):
        yield end - 1, behind
