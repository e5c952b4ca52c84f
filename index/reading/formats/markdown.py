"""Markdown to paragraphs and headings; the only importer of markdown-it and its plugins.

What is kept is what a reader of the rendered page sees, word for word: markup characters are taken
off, a link shows its text, a picture its description, an ordered list its numbers, a definition its
term, a table's row its cells with bars between. A line break inside a paragraph is a space; code
keeps its lines, and so do names below one another that are broken apart. A block of HTML is read as
web pages are; tags inside of a paragraph show nothing. Front matter states title, author and date;
the authors may also stand below the title.

A footnote stands behind the paragraph, or the table, that cites it first: there it is in its
section, and a sentence is not broken. Left out are lists of contents, comments, and pictures that
are buttons (badges): those that lead to something else than a picture.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.reading.bibliography.metadata import loosely_stated
from index.reading.encodings.decoding import decode
from index.reading.line_shapes.broken_lines import broken_lines
from index.reading.line_shapes.list_items import OF_ITEMS, item_term, item_text
from index.reading.marked.markdown_words import is_contents, omitted, words_of
from index.reading.markup.pieces import piece_parts
from index.reading.structure.extract import Extract, ExtractPart, row_text
from index.reading.structure.first_heading import first_heading
from index.reading.structure.part_bylines import with_byline
from index.types import BlockKind, Omission, OmissionKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# "[TOC]" of Python-Markdown, "[[_TOC_]]" of GitLab, "{:toc}" of kramdown, which replaces an item.
_CONTENTS_MARK = re.compile(r"\[{1,2}_?toc_?\]{1,2}|(?:.* )?\{:\s*toc\b[^{}]*\}", re.IGNORECASE)
_ALERT = re.compile(r"\[!\w+\](?: |\Z)")  # GitHub's "> [!NOTE]": set like a quotation, but none
_TEXTS = frozenset({BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.QUOTATION})
# "::: warning Mind the gap" of VuePress, ":::note[Mind the gap]" of Docusaurus; others show none.
_CONTAINER_TITLE = re.compile(r"[\w-]+(?:\[(.+)\].*|[ \t]+(?![\w-]+=)(.+))")
_HEADING_ID = re.compile(r" ?\{[#:.][^{}]*\}\Z")  # "# Costs {#costs}"

_Piece = ExtractPart | Omission


def read(raw: bytes, path: Path) -> Extract:
    """Return the paragraphs and headings of a Markdown file.

    Raises:
        UnreadableSourceError: The file is empty, binary, or in no encoding that can be told.
    """
    text = decode(raw, path)
    front = _FRONT_MATTER.match(text)
    pieces = list(_pieces(text[front.end() :] if front else text))
    parts = tuple(piece for piece in pieces if isinstance(piece, ExtractPart))
    stated = loosely_stated(front[1]) if front else None
    title = stated.texts.get("title") if stated else None
    extract = Extract(
        parts=parts,
        title=title or first_heading(parts),
        author=(stated.author if stated else None) or (),
        issued=stated.issued.parts if stated and stated.issued else (),
        language=stated.texts.get("language") if stated else None,
        url=stated.texts.get("url") if stated else None,
        omissions=tuple(piece for piece in pieces if isinstance(piece, Omission)),
    )
    return with_byline(extract)


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield what is read of a text and what is left out, in reading order."""
    from markdown_it.token import Token

    env: dict[str, Any] = {}
    blocks = _tree(_parser().parse(text, env))
    defined = {block.token.meta["label"]: block.inside for block in _definitions(blocks)}
    notes: dict[int, list[_Block]] = {}
    for number, note in env.get("footnotes", {}).get("list", {}).items():
        if "tokens" in note:  # written where it is cited: ^[so]
            inline = Token("inline", "", 0, children=note["tokens"])
            notes[number] = [_Block(Token("paragraph_open", "p", 1), [_Block(inline)])]
        else:
            notes[number] = defined.get(note["label"], [])
    yield from _Page(notes).pieces(blocks)


def _parser() -> "MarkdownIt":
    """Return a parser of CommonMark with what is widely understood beside it."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable("table")
    deflist_plugin(parser)
    footnote_plugin(parser, move_to_end=False)
    admon_plugin(parser)  # its text is set in, which CommonMark takes for code
    container_plugin(parser, "any", validate=lambda *_: True)
    return parser


@dataclass(frozen=True, slots=True)
class _Block:
    """A block with what stands inside of it; they nest 20 deep at most, the parser sees to that."""

    token: "Token"
    inside: "list[_Block]" = field(default_factory=list)

    @property
    def type(self) -> str:
        """What it is, as markdown-it names it."""
        return self.token.type.removesuffix("_open")


def _tree(tokens: "Sequence[Token]") -> list[_Block]:
    """Return the outermost blocks of a token stream."""
    opened: list[list[_Block]] = [[]]
    for token in tokens:
        if token.nesting < 0:
            opened.pop()
            continue
        block = _Block(token)
        opened[-1].append(block)
        if token.nesting > 0:
            opened.append(block.inside)
    return opened[0]


def _definitions(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Yield the footnotes that are defined among blocks or inside of them."""
    for block in blocks:
        if block.type == "footnote_reference":
            yield block
        yield from _definitions(block.inside)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page while it is read.

    Args:
        notes: The footnotes that are still to be read, by their numbers.
    """

    notes: dict[int, list[_Block]]

    def pieces(
        self, blocks: Sequence[_Block], kind: BlockKind = BlockKind.TEXT, *, inner: bool = False
    ) -> Iterator[_Piece]:
        """Yield what is read of blocks.

        Args:
            blocks: In reading order.
            kind: What a paragraph among them is.
            inner: They stand in a list or a quotation, of which headings are no sections.
        """
        for block in blocks:
            yield from self._leaf(block, kind, inner=inner)
            yield from self._container(block, kind, inner=inner)

    def _leaf(self, block: _Block, kind: BlockKind, *, inner: bool) -> Iterator[_Piece]:
        """Yield what is read of a block that holds words; nothing of another."""
        match block.type:
            case "heading":
                yield from self._heading(block, kind, inner=inner)
            case "paragraph" | "admonition_title":
                yield from self._paragraph(block, kind)
            case "table":
                yield from self._table(block)
            case "fence" | "code_block":
                yield from _part(block.token.content.strip("\n"), BlockKind.CODE)
            case "html_block":
                yield from _html(block.token.content)

    def _container(self, block: _Block, kind: BlockKind, *, inner: bool) -> Iterator[_Piece]:
        """Yield what is read of a block that holds blocks; nothing of another."""
        match block.type:
            case "bullet_list" | "ordered_list":
                yield from self._list(block)
            case "dl":
                yield from self._definitions(block)
            case "blockquote":
                yield from self._quotation(block, kind)
            case "container_any":
                yield from self._paragraph(_titled(block.token.info), kind)
                yield from self.pieces(block.inside, kind, inner=inner)
            case "admonition":
                yield from self.pieces(_stated(block), kind, inner=inner)

    def _heading(self, block: _Block, kind: BlockKind, *, inner: bool) -> Iterator[_Piece]:
        """Yield a heading."""
        words = words_of(block.inside[0].token)
        text = _HEADING_ID.sub("", words.text)
        yield from words.omissions
        yield from _part(text, kind, None if inner else int(block.token.tag[1:]))
        yield from self._cited(words.notes)

    def _paragraph(self, block: _Block, kind: BlockKind, mark: str = "") -> Iterator[_Piece]:
        """Yield a paragraph, what it begins with as an item's before it: a number or a term."""
        words = words_of(block.inside[0].token)
        yield from words.omissions
        if _CONTENTS_MARK.fullmatch(words.text):
            yield from omitted(OmissionKind.CONTENTS, words.text)
        elif words.are_badges:
            yield from omitted(OmissionKind.NAVIGATION, words.text)
        elif words.text:
            text = item_text(mark, broken_lines(words.lines))
            kind = BlockKind.CAPTION if words.are_pictures else kind
            term = item_term(mark, words.term if kind is BlockKind.LIST_ITEM else "")
            yield ExtractPart(text, kind=kind, term=term, bold=words.are_bold)
        yield from self._cited(words.notes)

    def _list(self, block: _Block) -> Iterator[_Piece]:
        """Yield the items of a list, or that it was left out."""
        if is_contents(_inlines([block])):
            entries = [words_of(inline).text for inline in _inlines([block])]
            yield Omission(OmissionKind.CONTENTS, "\n".join(entries))
            return
        for number, item in enumerate(block.inside, int(block.token.attrs.get("start", 1))):
            mark = f"{number}{item.token.markup}" if item.token.info else ""
            yield from _in_item(self._item(item.inside, mark))

    def _item(self, blocks: Sequence[_Block], mark: str) -> Iterator[_Piece]:
        """Yield what stands in an item, its first paragraph with its mark."""
        if blocks and blocks[0].type == "paragraph":
            yield from self._paragraph(blocks[0], BlockKind.LIST_ITEM, mark)
            blocks = blocks[1:]
        yield from self.pieces(blocks, BlockKind.LIST_ITEM, inner=True)

    def _definitions(self, definitions: _Block) -> Iterator[_Piece]:
        """Yield what is said of terms, each term before the first of it."""
        said: list[_Block] = []
        for block in definitions.inside:
            if block.type == "dt" and said:
                yield from _in_item(self._entry(said))
                said = []
            said.append(block)
        yield from _in_item(self._entry(said))

    def _entry(self, blocks: Sequence[_Block]) -> Iterator[_Piece]:
        """Yield what is said of a term, which stands alone before what is no paragraph.

        Args:
            blocks: The term, and what is said of it.
        """
        term, *definitions = blocks
        words = words_of(term.inside[0].token)
        mark = words.text
        yield from words.omissions
        for block in definitions:
            if block.inside and block.inside[0].type != "paragraph":
                yield from _term(mark)
            yield from self._item(block.inside, mark)
            yield from self._cited(words.notes)
            mark = ""

    def _quotation(self, block: _Block, kind: BlockKind) -> Iterator[_Piece]:
        """Yield what is quoted, or only set like a quotation."""
        first = next(
            (child for line in _inlines(block.inside) for child in line.children or ()), None
        )
        if first and _ALERT.match(first.content):
            first.content = _ALERT.sub("", first.content)
        else:
            kind = BlockKind.QUOTATION
        yield from self.pieces(block.inside, kind, inner=True)

    def _table(self, table: _Block) -> Iterator[_Piece]:
        """Yield the rows of a table, and behind it what they cite."""
        rows = [row for group in table.inside for row in group.inside]
        cells = [[words_of(cell.inside[0].token) for cell in row.inside] for row in rows]
        is_named = any(words.text for words in cells[0])
        kinds = chain([BlockKind.TABLE_HEADER], repeat(BlockKind.TABLE_ROW))
        for row, kind in zip(cells, kinds, strict=False):
            texts = [words.text for words in row]
            yield from _part(row_text(texts, columns_named=is_named), kind)
        for words in chain.from_iterable(cells):
            yield from words.omissions
            yield from self._cited(words.notes)

    def _cited(self, numbers: Iterable[int]) -> Iterator[_Piece]:
        """Yield the footnotes of these numbers that were not read before, and what they cite."""
        waiting = deque(numbers)  # notes may cite notes by the thousand: no function calls itself
        while waiting:
            note = self.notes.pop(waiting.popleft(), [])
            yield from map(_of_note, _Page({}).pieces(note, inner=True))
            waiting += [number for inline in _inlines(note) for number in words_of(inline).notes]


def _inlines(blocks: Sequence[_Block]) -> "Iterator[Token]":
    """Yield the lines of words inside of blocks, in reading order."""
    for block in blocks:
        if block.type == "inline":
            yield block.token
        yield from _inlines(block.inside)


def _titled(info: str) -> _Block:
    """Return the title of a container as a paragraph, an empty one where it has none.

    Args:
        info: What stands behind its colons: "warning Mind the gap", "note[Mind the gap]".
    """
    from markdown_it.token import Token

    match = _CONTAINER_TITLE.fullmatch(info.strip().rstrip(":"))
    title = next(filter(None, match.groups()), "") if match else ""
    (inline,) = _parser().parseInline(_HEADING_ID.sub("", title))
    return _Block(Token("paragraph_open", "p", 1), [_Block(inline)])


def _stated(admonition: _Block) -> list[_Block]:
    """Return what stands in an admonition, its title only where the source has one."""
    first, *others = admonition.inside or [admonition]
    is_title = first.type == "admonition_title"
    made_up = is_title and first.inside[0].token.content not in admonition.token.info
    return others if made_up else admonition.inside


def _in_item(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces of an item of a list, each a level deeper in lists, as what they are of it.

    What stands in a list inside of it has its own depth already, and is only moved down.
    """
    begun = False
    for piece in pieces:
        if not isinstance(piece, ExtractPart) or piece.kind not in OF_ITEMS:
            yield piece
        elif piece.item_depth:
            yield replace(piece, item_depth=piece.item_depth + 1)
        else:
            yield replace(piece, item_depth=1, goes_on=begun, term=0 if begun else piece.term)
            begun = True


def _of_note(piece: _Piece) -> _Piece:
    """Return what stands in a footnote as its text, unless it is more than text."""
    if isinstance(piece, ExtractPart) and piece.kind in _TEXTS:
        return replace(piece, kind=BlockKind.FOOTNOTE, item_depth=0, goes_on=False)
    return piece


def _html(source: str) -> Iterator[_Piece]:
    """Yield what a block of HTML shows, and its comments as left out."""
    for piece in source.split("<!--")[1:]:
        yield from omitted(OmissionKind.HIDDEN, piece.partition("-->")[0])
    # The mark of UTF-8 in front, lest the encoding of a few bytes be guessed.
    yield from piece_parts(source.encode("utf-8-sig"))


def _term(text: str) -> Iterator[ExtractPart]:
    """Yield a term alone."""
    for part in _part(text, BlockKind.LIST_ITEM):
        yield replace(part, term=len(text))


def _part(text: str, kind: BlockKind, level: int | None = None) -> Iterator[ExtractPart]:
    """Yield a part unless it is empty."""
    if text.strip():
        yield ExtractPart(text, level, kind)
