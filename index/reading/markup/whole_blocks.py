"""Blocks that are read as a whole: the rows of tables, and preformatted text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from index.reading.markup.page_breaks import is_page_break
from index.reading.markup.roles import classes_of
from index.reading.markup.tree import INLINE, HtmlElement, collapsed, events, outermost
from index.types import BlockKind

_CELLS = frozenset({"td", "th"})
# What stands in a row only where a table lays a page out, or holds texts of their own.
_COLUMNS = frozenset({"table", "tr", "pre", *(f"h{level}" for level in range(1, 7))})
_MAX_COLUMNS = 100  # that a cell is believed to take up
_NUMBER = re.compile(r"[0-9]{1,4}")
_PARAGRAPHS = 3  # that the cell of a table has at most; one with more is a column of the page


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Args:
        cells: The words of each, an empty one more for each further column that a cell takes up.
        kind: What it is; None of a single cell, which is what its table stands in.
    """

    cells: tuple[str, ...]
    kind: BlockKind | None


def row_of(element: HtmlElement) -> TableRow:
    """Return a row of a table."""
    words: list[str] = []  # outside of any cell
    open_cell = words
    cells: list[tuple[HtmlElement, list[str]]] = []
    for event in events(element, is_page_break):
        node = event.node
        if isinstance(node, str):
            open_cell.append(node)
        elif node.name in _CELLS and not event.closes:
            open_cell = []
            cells.append((node, open_cell))
        elif node.name not in INLINE:
            open_cell.append(" ")
    outside = [collapsed(words)] if collapsed(words) else []
    spread = (_spread(collapsed(inside), cell) for cell, inside in cells)
    names = [cell.name for cell, _ in cells]
    return TableRow((*outside, *chain.from_iterable(spread)), _kind(element, names))


def _spread(words: str, cell: HtmlElement) -> list[str]:
    """Return a cell's words, and an empty text for each further column that it takes up."""
    return [words, *[""] * (_columns_of(cell) - 1)]


def _columns_of(cell: HtmlElement) -> int:
    """Return how many columns a cell takes up."""
    span = str(cell.get("colspan") or "1").strip()
    return min(max(int(span), 1), _MAX_COLUMNS) if _NUMBER.fullmatch(span) else 1


def _kind(row: HtmlElement, names: list[str]) -> BlockKind | None:
    """Return what a row with cells of these names is, None of one that has a single cell."""
    in_head = row.parent is not None and row.parent.name == "thead"
    if names and (in_head or set(names) == {"th"}):
        return BlockKind.TABLE_HEADER
    return BlockKind.TABLE_ROW if len(names) > 1 else None


def layout_rows(root: HtmlElement) -> frozenset[int]:
    """Return the rows, by `id`, that lay a page out: their cells hold texts, not values.

    One of their cells holds a heading, preformatted text, another table, or many paragraphs.
    """
    rows: list[_OpenRow] = []
    found: set[int] = set()
    for event in events(root, lambda _: False):
        if isinstance(event.node, str):
            continue
        if not event.closes:
            _meet(event.node, rows)
        elif event.node.name == "tr":
            row = rows.pop()
            found |= {id(row.element)} if row.is_layout else set()
    return frozenset(found)


def _meet(element: HtmlElement, rows: "list[_OpenRow]") -> None:
    """Take notice of an element that opens inside of the open rows, and may be one itself."""
    if rows:
        rows[-1].meet(element)
    if element.name == "tr":
        rows.append(_OpenRow(element))


@dataclass(slots=True)
class _OpenRow:
    """A row that is being looked through, with the paragraphs of its last cell so far."""

    element: HtmlElement
    is_layout: bool = False
    paragraphs: int = 0

    def meet(self, inner: HtmlElement) -> None:
        """Take notice of an element inside of it."""
        self.paragraphs = 0 if inner.name in _CELLS else self.paragraphs + (inner.name == "p")
        self.is_layout |= inner.name in _COLUMNS or self.paragraphs > _PARAGRAPHS


def is_code(element: HtmlElement) -> bool:
    """Return whether an element is text with lines: preformatted, or made of lines of a program."""
    return element.name == "pre" or _is_fragment(element)


def _is_fragment(element: HtmlElement) -> bool:
    """Return whether an element is what Doxygen makes of a program: an element for each line."""
    return "fragment" in classes_of(element) and element.find(_is_line, recursive=False) is not None


def _is_line(element: HtmlElement) -> bool:
    return "line" in classes_of(element)


def lines_of(element: HtmlElement) -> str:
    """Return text with its lines."""
    if _is_fragment(element):
        return "\n".join(line.get_text() for line in outermost(element, _is_line))
    return "".join(_lined(element)).strip("\n")


def _lined(element: HtmlElement) -> Iterator[str]:
    """Yield preformatted text, with a line's end where an element ends a line."""
    ended = True
    for event in events(element, is_page_break):
        node = event.node
        if isinstance(node, str):
            yield node
            ended = node.endswith("\n") if node else ended
        elif node.name == "br" or (node.name not in INLINE and not ended):
            yield "\n"
            ended = True
