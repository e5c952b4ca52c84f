"""Blocks that are read as a whole: the rows of tables, and preformatted text."""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.language import is_ended
from index.reading.markup.page_breaks import is_page_break
from index.reading.markup.roles import classes_of
from index.reading.markup.tree import INLINE, HtmlElement, collapsed, events, outermost
from index.types import BlockKind

_CELLS = frozenset({"td", "th"})
# What stands in a row only where a table lays a page out, or holds texts of their own.
_COLUMNS = frozenset({"table", "tr", "pre", *(f"h{level}" for level in range(1, 7))})
_MAX_COLUMNS = 100  # that a cell is believed to take up
_NUMBER = re.compile(r"[0-9]{1,4}")
_MAX_ROWS = 1000  # likewise
_LABEL = 80  # characters; what is longer says something of its own, once
_PARAGRAPHS = 3  # that the cell of a table has at most; one with more is a column of the page


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Args:
        cells: The words of each, an empty one more for each further column that a cell takes up;
            a label that several rows stand beside is in each of them.
        kind: What it is; None of a single cell, which is what its table stands in.
        is_divider: It is one name over several columns.
    """

    cells: tuple[str, ...]
    kind: BlockKind | None
    is_divider: bool = False


@dataclass(frozen=True, slots=True)
class _ReachingCell:
    """A cell that reaches into rows below: what it says beside them, and how many they are."""

    text: str
    rows: int


class RowsAbove:
    """The cells of rows above that reach into those below, as far as rows were read."""

    def __init__(self) -> None:
        """Start above the first row."""
        self._cells: dict[int, _ReachingCell] = {}

    def filled(self, cells: "Sequence[tuple[HtmlElement, str]]") -> list[str]:
        """Return a row's cells with those that reach into it, each in its column.

        Args:
            cells: Those that stand in the row itself, with their words.
        """
        row: list[str] = []
        for cell, words in cells:
            row += self._reaching(len(row))
            texts = [words, *[""] * (_span_of(cell, "colspan", _MAX_COLUMNS) - 1)]
            self._note(texts, len(row), _span_of(cell, "rowspan", _MAX_ROWS) - 1)
            row += texts
        row += self._reaching(len(row))
        return row if cells else []

    def _note(self, texts: Sequence[str], column: int, rows: int) -> None:
        """Note what a cell says from a column on, if it reaches into so many rows below."""
        for place, text in enumerate(texts if rows else (), column):
            self._cells[place] = _ReachingCell(text if len(text) <= _LABEL else "", rows)

    def _reaching(self, column: int) -> list[str]:
        """Return the words of the cells from a column on that reach into the row."""
        texts: list[str] = []
        while (cell := self._cells.pop(column, None)) is not None:
            texts.append(cell.text)
            if cell.rows > 1:
                self._cells[column] = _ReachingCell(cell.text, cell.rows - 1)
            column += 1
        return texts


def row_of(element: HtmlElement, above: RowsAbove) -> TableRow:
    """Return a row of a table.

    Args:
        element: The row.
        above: The rows before it, to which it is added.
    """
    outside, cells = _cells_of(element)
    filled = above.filled(cells)
    names = [cell.name for cell, _ in cells]
    reached = len(filled) - sum(_span_of(cell, "colspan", _MAX_COLUMNS) for cell, _ in cells)
    divides = names == ["th"] and len(filled) > 1 and not (reached or _in_head(element))
    kind = _kind(element, names, reached=reached > 0)
    return TableRow((*outside, *filled), kind, is_divider=divides)


def _cells_of(row: HtmlElement) -> tuple[list[str], list[tuple[HtmlElement, str]]]:
    """Return the words of a row outside of its cells, if any, and the cells with theirs."""
    words: list[str] = []
    open_cell = words
    cells: list[tuple[HtmlElement, list[str]]] = []
    for event in events(row, is_page_break):
        node = event.node
        if isinstance(node, str):
            open_cell.append(node)
        elif node.name in _CELLS and not event.closes:
            open_cell = []
            cells.append((node, open_cell))
        elif node.name not in INLINE:
            open_cell.append(" ")
    outside = [collapsed(words)] if collapsed(words) else []
    return outside, [(cell, collapsed(inside)) for cell, inside in cells]


def _span_of(cell: HtmlElement, name: str, most: int) -> int:
    """Return how many columns, or rows, a cell takes up."""
    span = str(cell.get(name) or "1").strip()
    return min(max(int(span), 1), most) if _NUMBER.fullmatch(span) else 1


def _in_head(row: HtmlElement) -> bool:
    return row.parent is not None and row.parent.name == "thead"


def _kind(row: HtmlElement, names: Sequence[str], *, reached: bool) -> BlockKind | None:
    """Return what a row with cells of these names is, None of one that has a single cell.

    Args:
        row: Its element.
        names: Of the elements that are its cells.
        reached: Cells of rows above reach into it.
    """
    if names and (_in_head(row) or set(names) == {"th"}):
        return BlockKind.TABLE_HEADER
    return BlockKind.TABLE_ROW if len(names) + reached > 1 else None


def filled_columns(table: HtmlElement, layout: Container[int]) -> Mapping[int, set[int]]:
    """Return the columns in which a row of a table says something, by how wide the row is.

    Args:
        table: Its element.
        layout: The rows that are none of a table, by `id`.
    """
    above: dict[int, RowsAbove] = defaultdict(RowsAbove)
    filled: dict[int, set[int]] = defaultdict(set)
    for row in outermost(table, lambda element: element.name == "tr"):
        if id(row) not in layout:
            cells = row_of(row, above[id(row.parent)]).cells
            filled[len(cells)].update(place for place, cell in enumerate(cells) if cell)
    return filled


def layout_rows(root: HtmlElement) -> frozenset[int]:
    """Return the rows, by `id`, that lay a page out: their cells hold texts, not values.

    One of their cells holds a heading, preformatted text, another table, or many paragraphs, be
    they elements or set apart by empty lines.
    """
    rows: list[_OpenRow] = []
    found: set[int] = set()
    for event in events(root, lambda _: False):
        if isinstance(event.node, str):
            _read(event.node, rows)
        elif not event.closes:
            _meet(event.node, rows)
        elif event.node.name == "tr":
            row = rows.pop()
            found |= {id(row.element)} if row.is_layout else set()
    return frozenset(found)


def _read(text: str, rows: "list[_OpenRow]") -> None:
    """Take notice of text inside of the open rows."""
    if rows:
        rows[-1].read(text)


def _meet(element: HtmlElement, rows: "list[_OpenRow]") -> None:
    """Take notice of an element that opens inside of the open rows, and may be one itself."""
    if rows:
        rows[-1].meet(element)
    if element.name == "tr":
        rows.append(_OpenRow(element))


@dataclass(slots=True)
class _OpenRow:
    """A row that is being looked through.

    Args:
        element: Its own.
        is_layout: It lays the page out.
        paragraphs: Those of its last cell so far.
        said: The last words of that, "" behind an empty line.
        line_ended: Nothing but white space stands behind a line's end.
    """

    element: HtmlElement
    is_layout: bool = False
    paragraphs: int = 0
    said: str = ""
    line_ended: bool = False

    def read(self, text: str) -> None:
        """Take notice of text inside of it."""
        if text.strip():
            self.said, self.line_ended = text, False

    def meet(self, inner: HtmlElement) -> None:
        """Take notice of an element inside of it."""
        if inner.name in _CELLS:
            self.paragraphs, self.said = 0, ""
        self.paragraphs += inner.name == "p" or (inner.name == "br" and self._end_line())
        self.line_ended = inner.name == "br" or (self.line_ended and inner.name in INLINE)
        self.is_layout |= inner.name in _COLUMNS or self.paragraphs > _PARAGRAPHS

    def _end_line(self) -> bool:
        """End a line; return whether it is an empty one below a sentence, which no value is."""
        if not self.line_ended:
            return False
        ends_paragraph = is_ended(self.said)
        self.said = ""
        return ends_paragraph


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
