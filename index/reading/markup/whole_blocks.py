"""Blocks that are read as a whole: the rows of tables, and preformatted text."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.reading.extract import row_text
from index.reading.markup.page_breaks import is_page_break
from index.reading.markup.roles import classes_of
from index.reading.markup.tree import INLINE, HtmlElement, collapsed, events, outermost
from index.types import BlockKind

_CELLS = frozenset({"td", "th"})
# What stands in a row only where a table lays a page out, or holds texts of their own.
_COLUMNS = frozenset({"table", "tr", "pre", *(f"h{level}" for level in range(1, 7))})
_PARAGRAPHS = 3  # that the cell of a table has at most; one with more is a column of the page


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Args:
        text: Its cells with bars between.
        kind: What it is; None of a single cell, which is what its table stands in.
    """

    text: str
    kind: BlockKind | None


def row_of(element: HtmlElement, *, columns_named: bool) -> TableRow:
    """Return a row of a table; whether an earlier one names its columns."""
    cells: list[list[str]] = [[]]
    names: list[str] = []
    for event in events(element, is_page_break):
        node = event.node
        if isinstance(node, str):
            cells[-1].append(node)
        elif node.name in _CELLS and not event.closes:
            cells.append([])
            names.append(node.name)
        elif node.name not in INLINE:
            cells[-1].append(" ")
    kind = _kind(element, names)
    before, *texts = map(collapsed, cells)
    texts = [before, *texts] if before else texts
    is_named = columns_named or kind is BlockKind.TABLE_HEADER
    return TableRow(row_text(texts, columns_named=is_named), kind)


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
