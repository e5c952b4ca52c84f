"""A story of a Word document (its body, a note, a running head) to parts and omissions.

A footnote or endnote stands behind the paragraph, or the table, that cites it first: there it is in
its section, where one looks for it, and neither a sentence nor the rows of a table are broken.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, takewhile

from index.reading.office.word.markup import (
    BOX,
    CELL,
    NOTE_MARKS,
    PARAGRAPH,
    ROW,
    TABLE,
    WordElement,
    is_on,
    nearest,
    property_of,
    value_of,
)
from index.reading.office.word.paragraphs import WordParagraphs, is_bold
from index.reading.structure.extract import ExtractPart, row_text
from index.reading.structure.part_groups import names_columns
from index.types import BlockKind, Omission, OmissionKind

StoryPiece = ExtractPart | Omission

_BLOCKS = frozenset({PARAGRAPH, TABLE})
_FIRST_ROW = 0x0020  # of a table's look: its first row is set apart
_MOST_COLUMNS = 63  # that Word allows
_SENTENCE_ENDS = (".", "?", "!")
_LONGEST_NAME = 60  # characters of what names a column
_TEXTS = frozenset({BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.QUOTATION})


@dataclass(frozen=True, slots=True)
class Story:
    """A story while it is read.

    Args:
        paragraphs: How its paragraphs are read.
        notes: The notes that are still to be read, by the kind of their mark and their number.
        headings: The levels of paragraphs that are headings though no style says so.
    """

    paragraphs: WordParagraphs
    notes: dict[tuple[str, str], WordElement] = field(default_factory=dict)
    headings: Mapping[WordElement, int] = field(default_factory=dict)

    def pieces(self, container: WordElement) -> Iterator[StoryPiece]:
        """Yield what is read of a container's blocks, in reading order."""
        for block in _blocks(container):
            is_table = block[0].tag == TABLE
            yield from self._table(block[0]) if is_table else self._paragraph(block)
            yield from self._cited(block)

    def _paragraph(self, elements: Sequence[WordElement]) -> Iterator[StoryPiece]:
        """Yield a paragraph or heading, one that is empty too: it may stand between lines of code.

        Args:
            elements: Those that are one paragraph, the last of which says what it is.
        """
        words = self.paragraphs.words(elements)
        style = self.paragraphs.style(elements[-1])
        level = style.level or (self.headings.get(elements[-1]) if words.line else None)
        yield from words.omissions
        if style.is_contents:
            yield from _omission(OmissionKind.CONTENTS, words.line)
        elif level is not None:
            yield ExtractPart(words.line, level)
        else:
            kind = self.paragraphs.kind(elements[-1], words)
            text = words.text if kind is BlockKind.CODE else words.line
            yield ExtractPart(text, kind=kind, bold=all(map(is_bold, elements)))

    def _cited(self, elements: Sequence[WordElement]) -> Iterator[StoryPiece]:
        """Yield the notes that are cited in elements and were not read before."""
        for mark in chain.from_iterable(nearest(element, NOTE_MARKS) for element in elements):
            note = self.notes.pop((mark.tag, value_of(mark, "id") or ""), None)
            if note is not None:
                yield from map(_of_note, Story(self.paragraphs).pieces(note))

    def _table(self, table: WordElement) -> Iterator[StoryPiece]:
        """Yield the rows of a table; the blocks of one that has a single cell, a frame."""
        rows = [row for row in nearest(table, frozenset({ROW})) if not _is_deleted(row, "trPr")]
        if len(rows) == 1 and len(cells := _cells(rows[0])) == 1:
            yield from Story(self.paragraphs).pieces(cells[0])
            return
        headers = self._headers(table, rows)
        for number, row in enumerate(rows):
            kind = BlockKind.TABLE_HEADER if number < headers else BlockKind.TABLE_ROW
            yield from self._row(row, kind, columns_named=headers > 0)

    def _headers(self, table: WordElement, rows: Sequence[WordElement]) -> int:
        """Return how many rows name the columns of those behind them.

        They are said to be repeated on each page; or the table's look, which Word gives to nearly
        all, sets the first row apart, and its words are those of a header.
        """
        repeated = sum(1 for _ in takewhile(_is_repeated, rows))
        if repeated == 0 and _sets_first_row_apart(table):
            return int(self._names_columns(rows))
        return repeated if repeated < len(rows) else 0

    def _names_columns(self, rows: Sequence[WordElement]) -> bool:
        """Return whether the words of the first of several rows name columns."""
        first, *behind = map(self._cell_texts, rows)
        is_said = any(text.endswith(_SENTENCE_ENDS) or len(text) > _LONGEST_NAME for text in first)
        return len(first) > 1 and not is_said and names_columns(first, behind)

    def _cell_texts(self, row: WordElement) -> list[str]:
        """Return the words in each column of a row, those of tables in it left out."""
        texts: list[str] = []
        for cell in _cells(row):
            blocks = () if _is_continued(cell) else _blocks(cell)
            words = (self.paragraphs.words(one).line for one in blocks if one[0].tag != TABLE)
            texts += [" ".join(filter(None, words)), *[""] * (_columns(cell) - 1)]
        return texts

    def _row(
        self, row: WordElement, kind: BlockKind, *, columns_named: bool
    ) -> Iterator[StoryPiece]:
        """Yield the cells of a row as a part; a table in one of them stands between two parts."""
        texts: list[str] = []
        for cell in _cells(row):
            texts.append("")
            for block in () if _is_continued(cell) else _blocks(cell):
                if block[0].tag == TABLE:
                    columns_named = False  # what stands beside the table has lost its column
                    yield ExtractPart(row_text(texts, columns_named=False), kind=kind)
                    yield from self._table(block[0])
                    texts = [""]
                else:
                    words = self.paragraphs.words(block)
                    yield from words.omissions
                    texts[-1] = f"{texts[-1]} {words.line}".strip()
            texts += [""] * (_columns(cell) - 1)
        yield ExtractPart(row_text(texts, columns_named=columns_named), kind=kind)


def _blocks(container: WordElement) -> Iterator[list[WordElement]]:
    """Yield the paragraphs and tables of a container, a text box behind what it is fixed to.

    Each is a list of elements: paragraphs between which the mark was deleted are one.
    """
    waiting: list[WordElement] = []
    for element in nearest(container, _BLOCKS):
        waiting.append(element)
        if element.tag == PARAGRAPH and _is_deleted(element, "pPr", "rPr"):
            continue
        if element.tag == TABLE and len(waiting) > 1:
            yield waiting[:-1]
        yield waiting[-1:] if element.tag == TABLE else waiting
        yield from _boxes(waiting)
        waiting = []
    if waiting:
        yield waiting
        yield from _boxes(waiting)


def _boxes(elements: Sequence[WordElement]) -> Iterator[list[WordElement]]:
    """Yield the blocks of the text boxes that are fixed to paragraphs."""
    for element in elements:
        if element.tag == PARAGRAPH:
            yield from chain.from_iterable(map(_blocks, nearest(element, frozenset({BOX}))))


def _is_deleted(element: WordElement, *properties: str) -> bool:
    """Return whether the end of a paragraph, or a row, was deleted or moved away."""
    return any(
        property_of(element, *properties, change) is not None for change in ("del", "moveFrom")
    )


def _cells(row: WordElement) -> list[WordElement]:
    """Return the cells of a row that were not deleted."""
    cells = nearest(row, frozenset({CELL}))
    return [cell for cell in cells if property_of(cell, "tcPr", "cellDel") is None]


def _is_continued(cell: WordElement) -> bool:
    """Return whether a cell is a part of the one above it, or before it."""
    merged = (property_of(cell, "tcPr", name) for name in ("vMerge", "hMerge"))
    return any(one is not None and value_of(one) in {None, "continue"} for one in merged)


def _columns(cell: WordElement) -> int:
    """Return over how many columns a cell goes."""
    stated = int(value_of(property_of(cell, "tcPr", "gridSpan")) or 1)
    return min(max(stated, 1), _MOST_COLUMNS)


def _is_repeated(row: WordElement) -> bool:
    """Return whether a row is said to be repeated on each page of its table."""
    return is_on(property_of(row, "trPr", "tblHeader"))


def _sets_first_row_apart(table: WordElement) -> bool:
    """Return whether a table's look says that its first row is another than the rest."""
    look = property_of(table, "tblPr", "tblLook")
    stated = value_of(look, "firstRow")
    if stated is not None:
        return stated in {"1", "true", "on"}
    return bool(int(value_of(look) or "0", 16) & _FIRST_ROW)


def _omission(kind: OmissionKind, text: str) -> Iterator[Omission]:
    """Yield what was left out unless there are no words in it."""
    if text:
        yield Omission(kind, text)


def _of_note(piece: StoryPiece) -> StoryPiece:
    """Return what stands in a note as its text, unless it is more than text."""
    if isinstance(piece, ExtractPart) and piece.kind in _TEXTS:
        return replace(piece, level=None, kind=BlockKind.FOOTNOTE)
    return piece


def whole_parts(pieces: Sequence[StoryPiece]) -> Iterator[ExtractPart]:
    """Yield the parts among pieces that are not empty, lines of code that follow as one."""
    lines: list[str] = []
    for part in (piece for piece in pieces if isinstance(piece, ExtractPart)):
        if part.kind is BlockKind.CODE or (lines and not part.text):
            lines.append(part.text)
            continue
        yield from _code(lines)
        lines = []
        if part.text:
            yield part
    yield from _code(lines)


def _code(lines: Sequence[str]) -> Iterator[ExtractPart]:
    """Yield lines of code as a part unless all are empty."""
    text = "\n".join(lines).strip("\n")
    if text.strip():
        yield ExtractPart(text, kind=BlockKind.CODE)
