"""The paragraphs and headings inside of an element, in reading order, and what each is."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from index.reading.line_shapes.broken_lines import broken_lines
from index.reading.line_shapes.leading_terms import TypedWords, leading_term
from index.reading.line_shapes.list_items import OF_ITEMS, item_text
from index.reading.line_shapes.typed_items import TypedList, typed_list
from index.reading.markup.bold_lines import LEVEL, BoldLine, HeadedBlock
from index.reading.markup.item_marks import ItemMarks, has_own_mark
from index.reading.markup.page_breaks import BREAK, PageBreak, is_page_break, page_break_of, placed
from index.reading.markup.roles import is_footnote, names_author
from index.reading.markup.set_in_parts import with_set_in
from index.reading.markup.tree import INLINE, HtmlElement, collapsed, events
from index.reading.markup.type_weights import is_bold
from index.reading.markup.whole_blocks import (
    RowsAbove,
    TableRow,
    filled_columns,
    is_code,
    layout_rows,
    lines_of,
    row_of,
)
from index.reading.structure.extract import ExtractPart, row_text
from index.types import BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
_BOLD = frozenset({"b", "strong"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_LISTS = frozenset({"ul", "ol", "dl"})
_ITEMS = frozenset({"li", "dl"})
_TEXTS = frozenset({BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.QUOTATION})
_LINED = frozenset({BlockKind.CODE, BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})


def parts_of(root: HtmlElement, pages: Mapping[str, str] | None = None) -> tuple[ExtractPart, ...]:
    """Return the blocks inside of an element, its words collected until a block begins or ends.

    A term stands on a line before its definition; a table's row is its cells with bars between;
    preformatted text keeps its lines. Where no element is a heading, bold lines above text are.

    Args:
        root: The element.
        pages: What the pages are called that begin at elements of these ids.
    """
    has_headings = root.find(list(_HEADINGS)) is not None
    return _Reading(layout_rows(root), pages or {}, has_headings).of(root)


@dataclass(frozen=True, slots=True)
class _Place:
    """What words are by the elements that they stand in."""

    level: int | None = None
    kind: BlockKind = BlockKind.TEXT
    is_term: bool = False

    def within(self, element: HtmlElement) -> "_Place":
        """Return what words in an element are that stands here."""
        if element.name in _HEADINGS and not names_author(element):
            return _Place(_HEADINGS[element.name])
        noted = self.kind is BlockKind.FOOTNOTE or is_footnote(element)
        kind = BlockKind.FOOTNOTE if noted else _KINDS.get(element.name, self.kind)
        is_term = element.name == "dt" or (self.is_term and element.name != "dd")
        return replace(self, kind=kind, is_term=is_term)


class _Header(NamedTuple):
    """A row that names columns: of which table, by `id`, and how many columns."""

    table: int
    width: int


@dataclass(slots=True)
class _Reading:
    """An element that is being read.

    Args:
        layout: The rows that lay the page out, by `id`.
        pages: What the pages are called that begin at elements of these ids.
        has_headings: Some elements are headings.
        parts: What is read.
        places: Of the open elements, the innermost last.
        words: Of the block so far.
        ends: Where lines end that do, by the number of words before.
        line_ended: Nothing but white space stands behind a line's end.
        bold: Of the open elements, the innermost last: whether each sets its words in bold.
        set_off: Likewise, whether each sets them in bold or as code.
        typed: The words of the block so far, each with whether it is set off.
        plain: Some words of the block so far are not bold.
        bold_line: The line in bold that the block begins with, if any.
        terms: Those whose definition is yet to come.
        breaks: Of pages behind the last part.
        items: Of the open items of lists, the innermost last: whether a part of each was read. The
            definitions of one term are an item together.
        marks: Likewise, the numbers that their first words stand behind; "" once they are read.
        counted: The lists that count their items.
        header: The last row that names columns.
        blocks: The open blocks, by `id`, the innermost last.
        bold_in: Of each part in bold type, by its number, the block around its own.
        above: Cells that reach into rows below, by the `id` of the rows' group.
        tables: Those that have had a row of several cells, by `id`.
        filled: Of tables with an unnamed column, by `id`, the columns that say something.
    """

    layout: frozenset[int]
    pages: Mapping[str, str]
    has_headings: bool
    parts: list[ExtractPart] = field(default_factory=list)
    places: list[_Place] = field(default_factory=lambda: [_Place()])
    words: list[str] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    line_ended: bool = False
    bold: list[bool] = field(default_factory=lambda: [False])
    set_off: list[bool] = field(default_factory=lambda: [False])
    typed: list[TypedWords] = field(default_factory=list)
    plain: bool = False
    bold_line: BoldLine = field(default_factory=BoldLine)
    terms: list[str] = field(default_factory=list)
    breaks: list[PageBreak] = field(default_factory=list)
    items: list[bool] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    counted: ItemMarks = field(default_factory=ItemMarks)
    header: _Header | None = None
    blocks: list[int] = field(default_factory=list)
    bold_in: dict[int, int] = field(default_factory=dict)
    above: dict[int, RowsAbove] = field(default_factory=dict)
    tables: set[int] = field(default_factory=set)
    filled: dict[int, Mapping[int, set[int]]] = field(default_factory=dict)

    def of(self, root: HtmlElement) -> tuple[ExtractPart, ...]:
        """Return the parts of an element."""
        for event in events(root, self._is_whole):
            if isinstance(event.node, str):
                self._read(event.node)
            elif event.closes:
                self._close(event.node)
            else:
                self._open(event.node)
        self._end()
        self._end_terms()
        return tuple(with_set_in([*self._told_lone()]))

    def _told_lone(self) -> Iterator[ExtractPart]:
        """Yield the parts, of those in bold type with whether none beside them is."""
        counts = Counter(self.bold_in.values())
        for number, part in enumerate(self.parts):
            outer = self.bold_in.get(number)
            yield part if outer is None else replace(part, lone=counts[outer] == 1)

    def _read(self, text: str) -> None:
        """Read text of a block."""
        self.words.append(text)
        self.typed.append(TypedWords(text, self.set_off[-1]))
        if text.strip():
            self.line_ended = False
            self.plain = self.plain or not self.bold[-1]
            if not self.plain:
                self.bold_line.read_bold()

    def _is_whole(self, element: HtmlElement) -> bool:
        """Return whether an element is not entered."""
        is_row = element.name == "tr" and id(element) not in self.layout
        return is_row or is_code(element) or is_page_break(element)

    def _open(self, element: HtmlElement) -> None:
        """Begin a block, or what stands in a line; words before a block are the outer one's."""
        is_block = element.name not in INLINE and element.name != "br"
        self._set_type(element)
        if is_block and not is_page_break(element):
            self._end()
            if element.name in _LISTS:
                self._end_terms()
            if element.name in _ITEMS:
                self.items.append(False)
                self.marks.append(self.counted.of(element))
            self.places.append(self.places[-1].within(element))
            self.blocks.append(id(element))
        if element.name == "br":
            self._end_line()
        self._note_page(element)
        if self._is_whole(element):
            self._whole(element)

    def _set_type(self, element: HtmlElement) -> None:
        """Note whether an element that opens sets its words in bold; a line's end has none."""
        stated = is_bold(element)
        heavy = self.bold[-1] or element.name in _BOLD
        if element.name != "br":
            self.bold.append(heavy if stated is None else stated)
            typed = self.set_off[-1] or element.name in _CODE
            self.set_off.append(typed or self.bold[-1])

    def _close(self, element: HtmlElement) -> None:
        """End a block, the words at its end its own."""
        self.bold.pop()
        self.set_off.pop()
        if element.name in INLINE or is_page_break(element):
            return
        self._end()
        if element.name in {"dd", "dl"}:
            self._end_terms()
        if element.name in _ITEMS and self.items:
            self.items.pop()
            self.marks.pop()
        self.places.pop()
        self.blocks.pop()

    def _end_line(self) -> None:
        """End a line; an empty one ends the block, as old pages set paragraphs apart."""
        if self.line_ended:
            self._end()
        self.ends.append(len(self.words))
        self.words.append(" ")
        self.typed.append(TypedWords(" ", self.set_off[-1]))
        self.line_ended = True
        self.bold_line.end_line(len(self.words), plain=self.plain)

    def _note_page(self, element: HtmlElement) -> None:
        """Note the page that begins at an element, where one does."""
        id_ = str(element.get("id") or "")
        page = page_break_of(element) if is_page_break(element) else None
        if page is None and id_ in self.pages:
            page = PageBreak(self.pages[id_], id_)
        if page is not None and page.value:
            self.words.append(BREAK)
            self.breaks.append(page)

    def _whole(self, element: HtmlElement) -> None:
        """Read a row or preformatted text; a page that begins inside of it begins with it."""
        if is_page_break(element):
            return
        self.breaks += map(page_break_of, element.find_all(is_page_break))
        if is_code(element):
            self._add(lines_of(element), BlockKind.CODE)
        else:
            row = row_of(element, self.above.setdefault(id(element.parent), RowsAbove()))
            outer = self.places[-1].kind
            kind = self._kind_of(element, row) or outer
            self._add(
                self._cells(element, replace(row, kind=kind)),
                outer if outer is BlockKind.FOOTNOTE else kind,
            )

    def _kind_of(self, element: HtmlElement, row: TableRow) -> BlockKind | None:
        """Return what a row is; one name over all columns, below a row of several, is no header."""
        table = id(element.find_parent("table"))
        if row.is_divider and table in self.tables:
            return BlockKind.TABLE_ROW
        if len(row.cells) > 1 and not row.is_divider:
            self.tables.add(table)
        return row.kind

    def _cells(self, element: HtmlElement, row: TableRow) -> str:
        """Return a row's cells on a line; empty ones stay where it is as wide as its header.

        But for those of a column that has neither a name nor anything below: it sets others apart.
        """
        table = element.find_parent("table")
        shape = _Header(id(table), len(row.cells))
        if row.kind is BlockKind.TABLE_HEADER:
            self.header = shape
            if table and "" in row.cells and shape.table not in self.filled:
                self.filled[shape.table] = filled_columns(table, self.layout)
        if shape != self.header:
            return row_text(row.cells, columns_named=False)
        filled = self.filled.get(shape.table)
        columns = filled[shape.width] if filled else range(shape.width)
        cells = [cell for place, cell in enumerate(row.cells) if place in columns]
        return row_text(cells, columns_named=True)

    def _end(self) -> None:
        """Make the words collected a part, or a term; a bold line above them is their heading."""
        place = self.places[-1]
        if block := self._headed_block(place):
            self._add(collapsed(block.heading), place.kind, LEVEL)
            self.words[:] = block.below
            self.ends.clear()
        lines = self._lines(place)
        listed = None if self.items else typed_list(lines)
        bold = not self.plain
        lead = leading_term(self.typed) if place.kind is BlockKind.LIST_ITEM else ""
        self.words.clear()
        self.ends.clear()
        self.typed.clear()
        self.line_ended = self.plain = False
        self.bold_line = BoldLine()
        text = broken_lines(lines)
        if listed is not None:
            self._add_list(listed, place.kind)
        elif not place.is_term or place.level:
            self._add(text, place.kind, place.level, bold=bold, lead=lead)
        elif text.strip(BREAK):
            self.terms.append(text)
            if self.items:
                self.items[-1] = False  # what comes next begins an item

    def _lines(self, place: _Place) -> list[str]:
        """Return the words of the block so far, of a text each of the lines that it has."""
        if place.kind not in _TEXTS or place.level or place.is_term:
            return [collapsed(self.words)]
        borders = pairwise([0, *self.ends, len(self.words)])
        return [collapsed(self.words[start:end]) for start, end in borders]

    def _add_list(self, listed: TypedList, kind: BlockKind) -> None:
        """Add the items of a list that no element is, below the lines that stand above it."""
        self._add(broken_lines(listed.above), kind)
        for item in listed.items:
            self.items.append(False)
            self._add(item, BlockKind.LIST_ITEM)
            self.items.pop()

    def _headed_block(self, place: _Place) -> HeadedBlock | None:
        """Return the block so far apart from the bold line that heads it, None without one."""
        if self.has_headings or self.items or place != _Place():
            return None
        return self.bold_line.split(self.words)

    def _end_terms(self) -> None:
        """Make a part of terms that have no definition."""
        text = "\n".join(self.terms)
        self.terms.clear()
        outer = self.places[-1].kind
        kind = outer if outer is BlockKind.FOOTNOTE else BlockKind.LIST_ITEM
        self._add(text, kind, term=text)

    def _add(
        self,
        text: str,
        kind: BlockKind,
        level: int | None = None,
        *,
        term: str = "",
        bold: bool = False,
        lead: str = "",
    ) -> None:
        """Add a part unless it is empty, a definition together with its terms.

        Args:
            text: Its words.
            kind: What it is.
            level: Of a heading.
            term: All of it, where it is terms without a definition.
            bold: Whether it stands in bold type.
            lead: The term that an item's own words begin with.
        """
        if not text.replace(BREAK, "").strip():
            return
        if kind in _LINED or level:
            self._end_terms()
        bare, text = text, self._marked(text, kind, level)
        term = term or "\n".join(self.terms) or (lead and text.removesuffix(bare) + lead)
        term = term.replace(BREAK, "")
        whole = placed("\n".join([*self.terms, text]), self.breaks)
        self.terms.clear()
        self.breaks = whole.left
        kind = BlockKind.TEXT if level else kind
        part = ExtractPart(whole.text, level, kind, whole.locators, bold=bold)
        if bold:
            self.bold_in[len(self.parts)] = (0, 0, *self.blocks)[-2]
        self.parts.append(self._in_item(part, term) if self.items and kind in OF_ITEMS else part)

    def _in_item(self, part: ExtractPart, term: str) -> ExtractPart:
        """Return a part as one of the innermost item, which it may begin with a term."""
        goes_on, self.items[-1] = self.items[-1], True
        length = len(term) if part.text.startswith(term) and not goes_on else 0
        return replace(part, item_depth=len(self.items), goes_on=goes_on, term=length)

    def _marked(self, text: str, kind: BlockKind, level: int | None) -> str:
        """Return words behind the number of the item that they begin; other numbers are spent."""
        mark = self.marks[-1] if self.marks else ""
        self.marks = [""] * len(self.marks)
        begins = kind is BlockKind.LIST_ITEM and not level and not has_own_mark(text)
        return item_text(mark, text) if begins else text
