"""OpenDocument texts to paragraphs and headings; the only importer of lxml.

What is kept is what the text shows once its tracked changes are accepted: comments, hidden text,
contents lists and the marks of notes are left out; a note, and a text box, stands behind the
paragraph that it belongs to; a table's row is its cells with bars between; preformatted text keeps
its lines. What a paragraph is follows from its style, or from one that this is made of.

The XML is read here, and not by a library that edits such documents: these give words without what
they are, and those of comments among the others.

References:
    OpenDocument 1.3, OASIS Standard: the package (part 2), the elements (part 3).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from index.errors import UnreadableSourceError
from index.fault_reasons import FaultKind
from index.reading.bibliography.metadata import date_parts
from index.reading.line_shapes.list_items import OF_ITEMS
from index.reading.office.open_document_styles import DRAW, OFFICE, TABLE, TEXT, OpenDocumentStyles
from index.reading.packed.archives import NOT_WHOLE, PackedKind, opened_archive
from index.reading.structure.extract import Extract, ExtractPart, own_author, own_title
from index.reading.structure.first_heading import first_heading
from index.reading.structure.part_groups import as_footnotes, row_parts, with_whole_code
from index.types import BlockKind, Omission, OmissionKind

_KIND = PackedKind(FaultKind.ODDLY_PACKED_OPEN_DOCUMENT, FaultKind.LOCKED_OPEN_DOCUMENT)
_PACKED = b"PK"  # how a package begins; what does not is one XML file (.fodt)
_MANIFEST, _CONTENT, _BESIDE = "META-INF/manifest.xml", "content.xml", ("styles.xml", "meta.xml")
_ENCRYPTED = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_DC, _META = (
    "{http://purl.org/dc/elements/1.1/}",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}",
)
# What its user calls a date of the document; the others are those on which it was saved.
_PROPERTY, _DATE = f"{_META}name", "date"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"

_PARAGRAPH, _HEADING, _GRID, _NOTE = f"{TEXT}p", f"{TEXT}h", f"{TABLE}table", f"{TEXT}note"
_WORDED = frozenset({_PARAGRAPH, _HEADING})
_BLOCKS = _WORDED | {_GRID}
_BESIDE_WORDS = _BLOCKS | {_NOTE}  # what stands in a paragraph but not in its line
_ROW, _CELL = frozenset({f"{TABLE}table-row"}), frozenset({f"{TABLE}table-cell"})
_HEADER = f"{TABLE}table-header-rows"
_ITEMS = [f"{TEXT}{name}" for name in ("list-item", "list-header", "numbered-paragraph")]
# Lists of what stands where (a bibliography is none), and the marks of notes.
_OMITTED = dict.fromkeys(
    (
        f"{TEXT}{name}"
        for name in "table-of-content illustration-index table-index object-index user-index "
        "alphabetical-index".split()
    ),
    OmissionKind.CONTENTS,
) | {f"{TEXT}note-citation": OmissionKind.NOTE_MARK}
# What was deleted, comments, readings of characters, programs, forms, pictures and what they show.
_NO_WORDS = frozenset(
    {f"{TEXT}{name}" for name in ("tracked-changes", "ruby-text", "script")}
    | {f"{OFFICE}{name}" for name in ("annotation", "forms", "binary-data")}
    | {f"{DRAW}{name}" for name in ("object", "image", "plugin", "applet")}
    | {f"{_SVG}{name}" for name in ("title", "desc")}
)
_SPACES, _MOST_SPACES = f"{TEXT}s", 200  # an element for several, and for how many at the most
_WHITE = re.compile(r"[ \t\r\n]+")  # as it is written, a space
_PIECES = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


def read(raw: bytes, path: Path) -> Extract:
    """Return the paragraphs and headings of an OpenDocument text, tables row by row.

    Raises:
        UnreadableSourceError: The file is encrypted, damaged, or unpacks to more than 500 MB, or to
            more than 100 MB of text with its marks.
    """
    try:
        roots = _unpacked(raw, path) if raw.startswith(_PACKED) else [_parsed(raw)]
        return _extract(roots)
    except (*NOT_WHOLE, SyntaxError) as error:  # lxml's is one
        raise UnreadableSourceError(FaultKind.BROKEN_OPEN_DOCUMENT.of(name=path.name)) from error


def _unpacked(raw: bytes, path: Path) -> list[Any]:
    """Return the roots of a package's XML files, the content last.

    Raises:
        UnreadableSourceError: It is encrypted, or over the bounds of `opened_archive`.
    """
    with opened_archive(raw, path, _KIND) as archive:
        names = frozenset(archive.namelist())
        manifest = archive.read(_MANIFEST) if _MANIFEST in names else b"<none/>"
        if next(_parsed(manifest).iter(_ENCRYPTED), None) is not None:
            raise UnreadableSourceError(FaultKind.PROTECTED_OPEN_DOCUMENT.of(name=path.name))
        beside = [name for name in _BESIDE if name in names]
        return [_parsed(archive.read(name)) for name in (*beside, _CONTENT)]


def _parsed(raw: bytes) -> Any:  # noqa: ANN401
    """Return the root of an XML file; nothing outside of it is looked up.

    Raises:
        ValueError: It has entities of its own, which such documents have no use for.
        SyntaxError: It is no XML, or deeper than 256 elements.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)
    root = etree.fromstring(raw, parser)
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        msg = "an OpenDocument text has no entities of its own"
        raise ValueError(msg)
    return root


def _extract(roots: list[Any]) -> Extract:
    """Return the content of a document by the roots of its files."""
    styles, about = OpenDocumentStyles.of(roots), _about(roots)
    bodies = [body for root in roots for body in root.iter(f"{OFFICE}text")]
    omissions = tuple(chain.from_iterable(_taken_out(body, styles) for body in bodies))
    parts = tuple(with_whole_code(chain.from_iterable(_parts(body, styles) for body in bodies)))
    author = about.get(f"{_META}initial-creator") or about.get(f"{_DC}creator")
    language = about.get(f"{_DC}language") or styles.language
    return Extract(
        parts=parts,
        title=own_title(about.get(f"{_DC}title")) or first_heading(parts),
        author=own_author(author),
        language=language.split("-")[0].lower() or None,
        issued=date_parts(about.get(_DATE, "")),
        omissions=omissions,
    )


def _about(roots: list[Any]) -> Mapping[str, str]:
    """Return what the metadata says by the names of its elements and of its user's properties."""
    about: dict[str, str] = {}
    for root in roots:
        for element in root.iterfind(f".//{OFFICE}meta/*"):
            about.setdefault(element.get(_PROPERTY, element.tag).lower(), element.text or "")
    return about


def _taken_out(body: Any, styles: OpenDocumentStyles) -> Iterator[Omission]:  # noqa: ANN401
    """Yield what a body does not show, or shows beside its text, and empty that in it."""
    stack = [body]
    while stack:
        element = stack.pop()
        kind = OmissionKind.HIDDEN if styles.hides(element) else _OMITTED.get(element.tag)
        if kind is not None and (words := _all_words(element)):
            yield Omission(kind, words)
        if kind is not None or element.tag in _NO_WORDS:
            element.clear(keep_tail=True)
        stack += reversed(element)


def _all_words(element: Any) -> str:  # noqa: ANN401
    """Return the words of all that an element holds."""
    paragraphs = [*_nearest([element], _WORDED)]
    return " ".join(filter(None, map(_words, paragraphs or [element])))


def _nearest(elements: Any, tags: frozenset[str]) -> Iterator[Any]:  # noqa: ANN401
    """Yield what has one of the tags among elements and inside of them, none in another."""
    stack = [*reversed(elements)]
    while stack:
        inner = stack.pop()
        if inner.tag in tags:
            yield inner
        else:
            stack += reversed(inner)


def _parts(container: Any, styles: OpenDocumentStyles) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield the parts of a container in reading order; each line of code is one."""
    for block in _nearest(container, _BLOCKS):
        if block.tag == _GRID:
            yield from _rows(block, styles)
        else:
            yield from _paragraph(block, styles)


def _paragraph(block: Any, styles: OpenDocumentStyles) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield a paragraph or heading unless it is empty, and what stands in it beside its words."""
    level = _level(block, styles)
    kind = _kind(block, styles) if level is None else BlockKind.TEXT
    text = _lines(block) if kind is BlockKind.CODE else _words(block)
    if text or kind is BlockKind.CODE:  # which may have empty lines
        titled = level is not None and styles.is_title(block)
        part = ExtractPart(text, level, kind, is_title=titled)
        yield _in_item(part, block) if kind in OF_ITEMS else part
    for beside in _nearest(block, _BESIDE_WORDS):
        if beside.tag == _NOTE:
            yield from as_footnotes(_parts(beside, styles))
        else:
            yield from _parts([beside], styles)


def _in_item(part: ExtractPart, block: Any) -> ExtractPart:  # noqa: ANN401
    """Return a paragraph's part, with the item of a list that it stands in, if any."""
    items = [*block.iterancestors(*_ITEMS)]
    goes_on = bool(items) and next(block.itersiblings(preceding=True), None) is not None
    return replace(part, item_depth=len(items), goes_on=goes_on)


def _level(block: Any, styles: OpenDocumentStyles) -> int | None:  # noqa: ANN401
    """Return the depth of a heading, None of a paragraph; a document's title is as deep as one."""
    if block.tag == _HEADING:
        return max(int(block.get(f"{TEXT}outline-level") or 1), 1)
    return 1 if styles.is_title(block) else None


def _kind(block: Any, styles: OpenDocumentStyles) -> BlockKind:  # noqa: ANN401
    """Return what a paragraph is by its style, or by the list that it stands in."""
    listed = next(block.iterancestors(*_ITEMS), None) is not None
    return styles.kind(block) or (BlockKind.LIST_ITEM if listed else BlockKind.TEXT)


def _rows(table: Any, styles: OpenDocumentStyles) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield the rows of a table that are not empty."""
    for row in _nearest(table, _ROW):
        heads = row.getparent().tag == _HEADER
        kind = BlockKind.TABLE_HEADER if heads else BlockKind.TABLE_ROW
        yield from row_parts((_parts(cell, styles) for cell in _nearest(row, _CELL)), kind)


def _words(element: Any) -> str:  # noqa: ANN401
    """Return the text of a paragraph on one line."""
    return " ".join("".join(_pieces(element)).split())


def _lines(paragraph: Any) -> str:  # noqa: ANN401
    """Return the text of a preformatted paragraph with its lines and spaces."""
    return "".join(_pieces(paragraph)).rstrip()


def _pieces(element: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the text in an element's line, white space collapsed, and what stands for some."""
    stack: list[Any] = _inside(element)
    while stack:
        inner = stack.pop()
        if isinstance(inner, str):
            yield _WHITE.sub(" ", inner)
        elif inner.tag == _SPACES:
            yield " " * min(int(inner.get(f"{TEXT}c") or 1), _MOST_SPACES)
        elif inner.tag in _PIECES:
            yield _PIECES[inner.tag]
        elif not (inner.tag in _BESIDE_WORDS or inner.tag.startswith(DRAW)):
            stack += _inside(inner)


def _inside(element: Any) -> list[Any]:  # noqa: ANN401
    """Return texts and elements in an element, the last of them first."""
    inside = [element.text or ""]
    for inner in element:
        inside += (inner, inner.tail or "")
    return inside[::-1]
