"""Word documents to paragraphs and headings; the only importer of python-docx."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.errors import UnreadableSourceError
from index.reading.extract import Extract, ExtractPart, own_author, own_title

SUFFIXES = (".docx",)
PARSERS = ("python-docx",)

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# Bytes; what unpacks to more was made to do harm. XML takes ten times its size in memory.
_MAX_UNPACKED, _MAX_XML = 500_000_000, 100_000_000
_XML = (".xml", ".rels")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CELLS = " | "
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # those of the format
_ENCRYPTED = 0x1  # a flag of an entry
_NOT_WHOLE = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # lxml's is one
    LookupError,
    ValueError,
    TypeError,
    AttributeError,  # python-docx's, of an element that is not what it ought to be
    RuntimeError,  # of what zipfile does not implement, and of parts that nest without end
    EOFError,
)


def read(raw: bytes, path: Path, max_seconds: float) -> Extract:
    """Return the paragraphs and headings of a Word document, tables row by row.

    Raises:
        UnreadableSourceError: The file is protected by a password, of the old format, damaged, or
            unpacks to more than 500 MB, or to more than 100 MB of text with its marks.
    """
    del max_seconds
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
        UnreadableSourceError: It unpacks to too much.
    """
    from docx import Document

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        _check(archive.infolist(), path)
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


def _check(entries: Sequence[zipfile.ZipInfo], path: Path) -> None:
    """Hold the entries of the archive against the bounds, before any is unpacked.

    Raises:
        UnreadableSourceError: They unpack to too much, or are encrypted or packed in another way
            than Word packs.
    """
    unpacked = sum(entry.file_size for entry in entries)
    marked_up = sum(entry.file_size for entry in entries if entry.filename.lower().endswith(_XML))
    if unpacked > _MAX_UNPACKED or marked_up > _MAX_XML:
        msg = f"{path.name} unpacks to {unpacked // 1_000_000} MB: remove it, or split it"
        raise UnreadableSourceError(msg)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        msg = f"{path.name} is encrypted: save it without a password as .docx"
        raise UnreadableSourceError(msg)
    if not _PACKINGS.issuperset(entry.compress_type for entry in entries):
        msg = f"{path.name} is not packed as Word documents are: save it again as .docx"
        raise UnreadableSourceError(msg)


def _parts(container: Any, document: Any) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield the parts of a body, content controls and tables opened."""
    from docx.oxml.ns import qn

    for element in container.iterchildren():
        if element.tag == qn("w:p"):
            yield from _paragraph(element, document)
        elif element.tag == qn("w:tbl"):
            yield from _rows(element)
        elif element.tag in {qn("w:sdt"), qn("w:sdtContent")}:
            yield from _parts(element, document)


def _paragraph(element: Any, document: Any) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield a paragraph or heading unless it is empty."""
    from docx.text.paragraph import Paragraph

    paragraph = Paragraph(element, document)
    text = " ".join(paragraph.text.split())
    if text:
        yield ExtractPart(text, _level(paragraph))


def _rows(table: Any) -> Iterator[ExtractPart]:  # noqa: ANN401
    """Yield the rows of a table that are not empty."""
    from docx.oxml.ns import qn

    for row in table.iter(qn("w:tr")):
        cells = [_words(cell) for cell in row.iter(qn("w:tc"))]
        text = _CELLS.join(filter(None, cells))
        if text:
            yield ExtractPart(text)


def _words(element: Any) -> str:  # noqa: ANN401
    """Return the text inside of an element, white space collapsed."""
    from docx.oxml.ns import qn

    paragraphs = [_runs(paragraph) for paragraph in element.iter(qn("w:p"))]
    return " ".join(" ".join(paragraphs).split())


def _runs(paragraph: Any) -> str:  # noqa: ANN401
    """Return the text of a paragraph's runs."""
    from docx.oxml.ns import qn

    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def _level(paragraph: Any) -> int | None:  # noqa: ANN401
    """Return the depth of a heading by its style, None for running text."""
    style = paragraph.style
    name = (style.name or "") if style is not None else ""
    if name.lower() == "title":
        return 1
    match = _HEADING.match(name)
    return int(match[1]) if match else None
