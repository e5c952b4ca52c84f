"""Word documents to paragraphs and headings; the only importer of python-docx."""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from index.errors import UnreadableSourceError
from index.reading.archives import NOT_WHOLE, PackedKind, opened_archive
from index.reading.extract import Extract, ExtractPart, own_author, own_title

SUFFIXES = (".docx",)
PARSERS = ("python-docx",)

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_KIND = PackedKind(
    "Word documents", "save it again as .docx", "save it without a password as .docx"
)
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CELLS = " | "
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _WORDS = f"{_W}p", f"{_W}tbl", f"{_W}t"
_BLOCKS = frozenset({_PARAGRAPH, _TABLE})
_ROW, _CELL, _BOX = frozenset({f"{_W}tr"}), frozenset({f"{_W}tc"}), frozenset({f"{_W}txbxContent"})
# What a paragraph's text consists of, and what stands for it.
_PIECES = dict.fromkeys((f"{_W}{name}" for name in ("t", "tab", "ptab", "br", "cr")), " ") | {
    f"{_W}noBreakHyphen": "-"
}
# Properties, what was deleted or moved away, readings of characters, and, but where they are asked
# for, text boxes; a fallback repeats what stands before it for programs that cannot show that.
_LEFT_OUT = _BOX.union(
    {f"{_W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "rt")},
    {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"},
)
_NOT_WHOLE = (
    *NOT_WHOLE,
    SyntaxError,  # lxml's is one
    TypeError,
    AttributeError,  # python-docx's, of an element that is not what it ought to be
)


def read(raw: bytes, path: Path) -> Extract:
    """Return the paragraphs and headings of a Word document, tables row by row.

    Raises:
        UnreadableSourceError: The file is protected by a password, of the old format, damaged, or
            unpacks to more than 500 MB, or to more than 100 MB of text with its marks.
    """
    if raw.startswith(_OLD_OFFICE):
        msg = (
            f"{path.name} is protected by a password or an old .doc: "
            "save it without a password as .docx"
        )
        raise UnreadableSourceError(msg)
    from docx.opc.exceptions import OpcError
    from docx.oxml.exceptions import XmlchemyError

    try:
        return _extract(raw, path)
    except (*_NOT_WHOLE, OpcError, XmlchemyError) as error:
        msg = f"{path.name} is not a whole Word document: save it again as .docx"
        raise UnreadableSourceError(msg) from error


def _extract(raw: bytes, path: Path) -> Extract:
    """Return the content of a Word document.

    Raises:
        UnreadableSourceError: It unpacks to too much, or is encrypted.
    """
    from docx import Document

    opened_archive(raw, path, _KIND).close()
    document = Document(io.BytesIO(raw))
    parts = tuple(_parts(document.element.body, document))
    about = document.core_properties
    titled = next((part.text for part in parts if part.level == 1), None)
    return Extract(
        parts=parts,
        title=own_title(about.title) or titled,
        author=own_author(about.author),
        language=(about.language or "").split("-")[0].lower() or None,
    )


def _parts(body: Any, document: Any) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield the parts of a body in reading order."""
    for block in _blocks(body):
        if block.tag == _TABLE:
            yield from _rows(block)
        else:
            yield from _paragraph(block, document)


def _blocks(container: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the paragraphs and tables of a container, a text box behind what it is fixed to."""
    for block in _nearest(container, _BLOCKS):
        yield block
        if block.tag == _PARAGRAPH:
            yield from chain.from_iterable(map(_blocks, _nearest(block, _BOX)))


def _nearest(element: Any, tags: frozenset[str]) -> Iterator[Any]:  # noqa: ANN401
    """Yield what has one of the tags inside of an element, in reading order, none in another."""
    stack = [*reversed(element)]
    while stack:
        inner = stack.pop()
        if inner.tag in tags:
            yield inner
        elif inner.tag not in _LEFT_OUT:
            stack += reversed(inner)


def _paragraph(element: Any, document: Any) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield a paragraph or heading unless it is empty."""
    from docx.text.paragraph import Paragraph

    if text := _text(element):
        yield ExtractPart(text, _level(Paragraph(element, document)))


def _rows(table: Any) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield the rows of a table that are not empty."""
    yield from chain.from_iterable(map(_row, _nearest(table, _ROW)))


def _row(row: Any) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield the cells of a row as a part; a table in one of them stands between two parts."""
    cells: list[str] = []
    for cell in _nearest(row, _CELL):
        cells.append("")
        for block in _blocks(cell):
            if block.tag == _TABLE:
                yield from _joined(cells)
                yield from _rows(block)
                cells = [""]
            else:
                cells[-1] = f"{cells[-1]} {_text(block)}".strip()
    yield from _joined(cells)


def _joined(cells: Sequence[str]) -> Iterator[ExtractPart]:
    """Yield cells as a part unless all are empty."""
    if text := _CELLS.join(filter(None, cells)):
        yield ExtractPart(text)


def _text(paragraph: Any) -> str:  # noqa: ANN401
    """Return the text of a paragraph as it shows, white space collapsed."""
    pieces = (
        (piece.text or "") if piece.tag == _WORDS else _PIECES[piece.tag]
        for piece in _nearest(paragraph, frozenset(_PIECES))
    )
    return " ".join("".join(pieces).split())


def _level(paragraph: Any) -> int | None:  # noqa: ANN401
    """Return the depth of a heading by its style, None for running text."""
    style = paragraph.style
    name = (style.name or "") if style is not None else ""
    if name.lower() == "title":
        return 1
    match = _HEADING.match(name)
    return int(match[1]) if match else None
