"""The blocks of an AsciiDoc file to parts, line by line.

References:
    AsciiDoc Language Documentation, docs.asciidoctor.org: document header, blocks, lists, tables;
    two-line titles and [verse] as AsciiDoc.py has them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from string import ascii_letters, digits
from textwrap import dedent

from index.reading.line_shapes.list_items import item_text
from index.reading.marked.asciidoc.block_styles import BlockStyle, style_of
from index.reading.marked.asciidoc.open_items import TERMED, OpenItems
from index.reading.marked.asciidoc.source_lines import Attributes, SourceLines
from index.reading.marked.asciidoc.tables import AsciidocTable
from index.reading.marked.asciidoc.words import leading_words, shown_words
from index.reading.structure.extract import ExtractPart, row_text
from index.types import BlockKind, Omission, OmissionKind

_TITLE = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
_UNDERLINE = re.compile(r"([=~^+-])\1+")
_UNDERLINES = "=-~^+"  # from the highest level down
_OFF_LENGTH = 2  # characters by which a line under a title may be longer or shorter
_CAPTION = re.compile(r"\.([^\s.].*)")
_COMMENT = re.compile(r"//(?!/).*")
_KEPT_FENCE = re.compile(r"-{4,}|\.{4,}|`{3,}.*|/{4,}|\+{4,}")
_FENCE = re.compile(r"={4,}|\*{4,}|_{4,}|--")
_TABLE_FENCE = re.compile(r"([|,:])={3,}")
_NOTHING = re.compile(r"'{3,}|<{3,}|---|\* \* \*|\*\*\*")
_MACRO = re.compile(r"[a-z]+::\S*\[.*\]")
_BULLET = re.compile(r"[ \t]*(\*{1,6}|-|•)[ \t]+(\S.*)")
_NUMBERED = re.compile(
    r"[ \t]*(\.{1,6}|\d{1,6}\.|[a-zA-Z]\.|[ivxIVX]{1,6}\)|<(?:\d{1,4}|\.)>)[ \t]+(\S.*)"
)
_TERM = re.compile(r"[ \t]*((?:(?!::+(?:\s|$)).)*\S)(?::{2,4}|;;)(?:[ \t]+(\S.*)|[ \t]*)")
_FIGURES = f"{ascii_letters}{digits}"
_HARD_BREAK = re.compile(r"[ \t]\+$")
_AUTHOR = re.compile(r"([^\W\d][\w.'’-]*(?: [\w.'’-]+){0,3})(?: +<[^<>]*>)?")
_REVISION = re.compile(r"(?:v?\d[\w.]*,\s*)?([^:]*\d{4}[^:]*)(?::.*)?|v\d[\w.]*")
_CODE_STYLES = frozenset("source listing literal synopsis stem latexmath asciimath".split())
_BEGINNINGS = (_KEPT_FENCE, _FENCE, _TABLE_FENCE, re.compile(r"\+"))
_ITEMS = (_BULLET, _NUMBERED, _TERM)


@dataclass(frozen=True, slots=True)
class _Title:
    """A title, its level, and how many lines it takes."""

    text: str
    level: int
    lines: int


@dataclass(frozen=True, slots=True)
class _Opened:
    """A block of blocks that is open: the line that ends it, what is in it, whom it quotes."""

    fence: str
    kind: BlockKind
    source: str


class AsciidocReader:
    """Reads a file; its parts, and what was left out, are there once it is read."""

    def __init__(self, source: SourceLines) -> None:
        """Keep the lines."""
        self.parts: list[ExtractPart] = []
        self.omissions = [*source.omissions]
        self.attributes = Attributes()
        self.authors: list[str] = []
        self.revised = ""
        self._lines = source.lines
        self._at = 0
        self._style = BlockStyle()
        self._opened: list[_Opened] = []
        self._attached = False  # the next block belongs to the item before it
        self._terms: list[str] = []  # which wait for what is said of them
        self._items = OpenItems()

    def read(self) -> None:
        """Read all blocks."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not any(reads(self, line) for reads in _READERS):
                self._paragraph()
        self._end_terms()

    def _pass_by(self, line: str) -> bool:
        """Read what shows nothing: blank lines, attributes, breaks, and pictures by their title."""
        macro = _MACRO.fullmatch(line)
        unseen = not line or macro or _NOTHING.fullmatch(line) or self.attributes.take(line)
        if macro:
            self._taken_style()
        self._at += bool(unseen)
        return bool(unseen)

    def _comment(self, line: str) -> bool:
        if not _COMMENT.fullmatch(line):
            return False
        self._leave_out(line.removeprefix("//"))
        self._at += 1
        return True

    def _about(self, line: str) -> bool:
        """Read a line that says something of the block behind it."""
        caption = _CAPTION.fullmatch(line)
        style = style_of(line, self._style)
        if style is None and caption is None and line != "+":
            return False
        if style is not None:
            self._style = style
        elif caption:
            self._style = replace(self._style, caption=caption[1])
        self._attached = self._attached or line == "+"
        self._at += 1
        return True

    def _kept_fence(self, line: str) -> bool:
        """Read a block whose lines are kept, or left out."""
        kept = _KEPT_FENCE.fullmatch(line)
        verse = _FENCE.fullmatch(line) and self._style.name in {"verse", *_CODE_STYLES}
        if not kept and not verse:
            return False
        self._end_terms()
        style, within = self._taken_style(), self._is_in_item
        lines = self._until("```" if line.startswith("```") else line)
        if line[0] in "/+" and style.name not in _CODE_STYLES:
            self._leave_out("\n".join(lines))
        else:
            self._keep(lines, style, within=within)
        return True

    def _fence(self, line: str) -> bool:
        """Read where a block of blocks begins or ends."""
        if not _FENCE.fullmatch(line):
            return False
        self._end_terms()
        if any(opened.fence == line for opened in self._opened):
            self._close(line)
        else:
            style = self._taken_style()
            quotes = line[0] == "_" or style.name == "quote"
            kind = BlockKind.QUOTATION if quotes else self._kind()
            self._opened.append(_Opened(line, kind, style.source))
        self._attached = False
        self._at += 1
        return True

    def _close(self, fence: str) -> None:
        """Close the blocks that are open, up to one that a line ends."""
        while self._opened:
            opened = self._opened.pop()
            self._name_source(opened.source)
            if opened.fence == fence:
                return

    def _table(self, line: str) -> bool:
        fence = _TABLE_FENCE.fullmatch(line)
        if fence is None:
            return False
        self._end_terms()
        style = self._taken_style()
        table = AsciidocTable.of(self._until(line), fence[1], style.named)
        for place, cells in enumerate(table.rows):
            heads = table.headed and place == 0
            kind = BlockKind.TABLE_HEADER if heads else BlockKind.TABLE_ROW
            self._put([row_text([*map(self._words, cells)], columns_named=True)], kind)
        return True

    def _heading(self, line: str) -> bool:
        title = self._title(line)
        if title is None:
            return False
        self._end_terms()
        self._taken_style()
        self._opened.clear()
        self._items.clear()
        first = not any(part.level for part in self.parts)
        self.parts.append(ExtractPart(self._words(title.text) or title.text, title.level))
        self._at += title.lines
        if first and title.level == 1:
            self._head()
        return True

    def _title(self, line: str) -> _Title | None:
        """Return the title that begins with a line, None where none does."""
        if match := _TITLE.fullmatch(line):
            return _Title(match[2].removesuffix(f" {match[1]}"), len(match[1]), 1)
        below = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        underline = _UNDERLINE.fullmatch(below)
        fits = abs(len(below) - len(line)) <= _OFF_LENGTH and line[:1].strip()
        if not underline or not fits or not any(map(str.isalnum, line)):
            return None
        return _Title(line, _UNDERLINES.index(underline[1]) + 1, 2)

    def _head(self) -> None:
        """Read the lines under a document's title that say who wrote it, and when."""
        names = [_AUTHOR.fullmatch(one.strip()) for one in self._line().split(";")]
        authors = [name[1].replace("_", " ") for name in names if name]
        if not authors or len(authors) < len(names):
            return
        self.authors = authors
        self._at += 1
        if _REVISION.fullmatch(self._line()):
            self.revised = self._line()
            self._at += 1

    def _line(self) -> str:
        return self._lines[self._at] if self._at < len(self._lines) else ""

    def _item(self, line: str) -> bool:
        """Read an item of a list."""
        if bullet := _BULLET.fullmatch(line):
            self._begin_item(bullet[1], "", bullet[2])
        elif numbered := _NUMBERED.fullmatch(line):
            marker = numbered[1].strip(_FIGURES)
            self._begin_item(marker, self._items.number(numbered[1]), numbered[2])
        elif term := _TERM.fullmatch(line):
            self._term(term[1], term[2])
        else:
            return False
        return True

    def _begin_item(self, marker: str, mark: str, first: str) -> None:
        self._end_terms()
        self._taken_style()
        self._items.open(marker)
        self._put([first, *self._further()], BlockKind.LIST_ITEM, mark, begins=True)

    @property
    def _is_in_item(self) -> bool:
        """Whether the block that begins here is part of an item that has begun."""
        in_block = bool(self._opened) and self._opened[-1].kind is BlockKind.LIST_ITEM
        return bool(self._items) and (self._attached or in_block)

    def _term(self, term: str, text: str | None) -> None:
        """Read a term, with what stands beside it."""
        self._terms.append(self._words(term))
        self._taken_style()
        if text:
            self._items.open(TERMED)
            lines = [text, *self._further()]
            self._put(lines, BlockKind.LIST_ITEM, self._taken_terms(), begins=True)
        else:
            self._at += 1

    def _indented(self, line: str) -> bool:
        """Read lines that are kept since they are indented."""
        if not line[:1].isspace() or self._terms or self._style.name:
            return False
        start, within = self._at, self._is_in_item
        while self._line():
            self._at += 1
        self._taken_style()
        self._code(dedent("\n".join(self._lines[start : self._at])), within=within)
        return True

    def _paragraph(self) -> None:
        style, within = self._taken_style(), self._is_in_item
        lines = [self._line(), *self._further(items=bool(self._terms))]
        if style.name in {"verse", *_CODE_STYLES}:
            self._keep(lines, style, within=within)
        elif style.name == "comment":
            self._leave_out("\n".join(lines))
        else:
            kind = BlockKind.QUOTATION if style.name == "quote" else self._kind()
            terms = self._taken_terms()
            if kind is not BlockKind.LIST_ITEM:
                self._items.clear()
            elif terms:
                self._items.open(TERMED)
            self._put(lines, kind, terms, begins=bool(terms))
            self._name_source(style.source)
        self._attached = False

    def _further(self, *, items: bool = True) -> list[str]:
        """Return the lines behind this one that belong to it, and go behind them.

        Args:
            items: An item of a list begins another block.
        """
        lines: list[str] = []
        self._at += 1
        while (line := self._line()) and not self._begins(line, items=items):
            if _COMMENT.fullmatch(line):
                self._leave_out(line.removeprefix("//"))
            else:
                lines.append(line)
            self._at += 1
        return lines

    def _begins(self, line: str, *, items: bool) -> bool:
        """Return whether a line begins another block although no blank line stands before it."""
        patterns = (*_BEGINNINGS, *(_ITEMS if items else ()))
        return style_of(line) is not None or any(one.fullmatch(line) for one in patterns)

    def _until(self, fence: str) -> list[str]:
        """Return the lines up to one that ends a block, and go behind that."""
        start = self._at + 1
        self._at = start
        while self._at < len(self._lines) and self._lines[self._at] != fence:
            self._at += 1
        self._at += 1
        self._attached = False
        return self._lines[start : self._at - 1]

    def _kind(self) -> BlockKind:
        """Return what a paragraph is that begins here."""
        if self._attached or self._terms:
            return BlockKind.LIST_ITEM
        return self._opened[-1].kind if self._opened else BlockKind.TEXT

    def _taken_style(self) -> BlockStyle:
        """Return what was said of the block that begins here, its title put before it."""
        style, self._style = self._style, BlockStyle()
        if style.caption:
            self._put([style.caption], BlockKind.CAPTION)
        return style

    def _taken_terms(self) -> str:
        terms, self._terms = self._terms, []
        return ", ".join(filter(None, terms))

    def _end_terms(self) -> None:
        """Put terms of which nothing is said behind the parts."""
        if term := self._taken_terms():
            self._items.open(TERMED)
            self.parts.append(self._items.part(term, BlockKind.LIST_ITEM, term, begins=True))

    def _keep(self, lines: Sequence[str], style: BlockStyle, *, within: bool) -> None:
        """Put lines behind the parts that are kept: those of code, and of verse.

        Args:
            lines: The lines.
            style: What was said of them.
            within: They are part of an item that has begun.
        """
        if style.name != "verse":
            self._code("\n".join(lines), within=within)
            return
        kind = BlockKind.QUOTATION if style.source else BlockKind.TEXT
        text = "\n".join(filter(None, map(self._words, lines)))
        self.parts += [ExtractPart(text, kind=kind)] if text else []
        self._name_source(style.source)

    def _code(self, text: str, *, within: bool) -> None:
        if text.strip():
            items = self._items if within else OpenItems()
            self.parts.append(items.part(text.strip("\n"), BlockKind.CODE, begins=False))

    def _name_source(self, source: str) -> None:
        """Put whom a block quotes behind it."""
        if words := self._words(source):
            self.parts.append(ExtractPart(item_text("—", words), kind=BlockKind.QUOTATION))

    def _put(
        self, lines: Sequence[str], kind: BlockKind, mark: str = "", *, begins: bool = False
    ) -> None:
        """Put a paragraph behind the parts, its footnotes behind it.

        Args:
            lines: Its words.
            kind: What it is.
            mark: What it begins with, as an item of a list.
            begins: It is the first of an item that was opened.
        """
        footnotes: list[str] = []
        source = self.attributes.filled(" ".join(_HARD_BREAK.sub("", line) for line in lines))
        text = item_text(mark, shown_words(source, footnotes))
        items = self._items if kind is BlockKind.LIST_ITEM else OpenItems()
        lead = leading_words(source) if begins else ""
        part = items.part(text, kind, mark, lead, begins=begins)
        self.parts += [part] if text else []
        self.parts += (ExtractPart(note, kind=BlockKind.FOOTNOTE) for note in footnotes if note)

    def _words(self, text: str) -> str:
        """Return what a text shows that has no footnotes."""
        return shown_words(self.attributes.filled(text), [])

    def _leave_out(self, text: str) -> None:
        if text.strip():
            self.omissions.append(Omission(OmissionKind.HIDDEN, text.strip()))


_READERS: tuple[Callable[[AsciidocReader, str], bool], ...] = (
    AsciidocReader._pass_by,
    AsciidocReader._comment,
    AsciidocReader._about,
    AsciidocReader._kept_fence,
    AsciidocReader._fence,
    AsciidocReader._table,
    AsciidocReader._heading,
    AsciidocReader._item,
    AsciidocReader._indented,
)
