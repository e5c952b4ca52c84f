"""Word documents that were made to do harm."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import pairwise

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named

_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"  # how the two records of a ZIP's entry begin
_SCHEMAS = "http://schemas.openxmlformats.org"
_WORD = f"{_SCHEMAS}/wordprocessingml/2006/main"
_RELATIONS = f"{_SCHEMAS}/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-"
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_SCHEMAS}/package/2006/content-types">
<Default Extension="rels" ContentType="{_TYPE}package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType=
 "{_TYPE}officedocument.wordprocessingml.document.main+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_RELATIONS}">
<Relationship Id="a" Type="{_SCHEMAS}/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>""",
    "word/document.xml": f"""<w:document xmlns:w="{_WORD}"><w:body>
<w:p><w:r><w:t>{PARAGRAPH}</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>2019</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>""",
}


def parts() -> dict[str, bytes]:
    """Return the parts of a Word document that is sound."""
    return {name: content.encode() for name, content in _PARTS.items()}


def zipped(files: Mapping[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    """Return files packed into one, the same whenever they are: none has a time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return packed.getvalue()


def word_of(body: str) -> bytes:
    """Return a Word document with this body."""
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return zipped(parts() | {"word/document.xml": document.encode()})


def with_byte(archive: bytes, local: int, value: int) -> bytes:
    """Return an archive, in both records of each entry this byte; in the second two further on."""
    changed = bytearray(archive)
    for begin, place in ((_LOCAL, local), (_CENTRAL, local + 2)):
        for match in re.finditer(re.escape(begin), archive):
            changed[match.start() + place] = value
    return bytes(changed)


def _broken(packing: int) -> bytes:
    """Return a Word document whose text is packed so and damaged."""
    packed = bytearray(zipped(parts(), packing))
    begin = packed.find(b"word/document.xml") + 25
    for place in range(begin, begin + 100):
        packed[place] ^= 0x55
    return bytes(packed)


def _chained(length: int) -> bytes:
    """Return a Word document with a part that names a part that names a part, and so on."""
    default = b'<Default Extension="xml" ContentType="application/xml"/></Types>'
    chain = parts()
    chain["[Content_Types].xml"] = chain["[Content_Types].xml"].replace(b"</Types>", default)
    names = ["document", *(f"c{number}" for number in range(length))]
    for name, following in pairwise(names):
        relation = f'<Relationship Id="a" Type="http://x/y" Target="{following}.xml"/>'
        relations = f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'
        chain[f"word/{following}.xml"] = b"<a/>"
        chain[f"word/_rels/{name}.xml.rels"] = relations.encode()
    return zipped(chain)


# By its name the content of a Word document, and what is said of it.
DOCX: Mapping[str, tuple[bytes, str]] = {
    "encrypted": (with_byte(zipped(parts()), 6, 1), "is encrypted: save it without a password"),
    "LZMA": (_broken(zipfile.ZIP_LZMA), "not packed as Word documents are"),
    "BZIP2": (_broken(zipfile.ZIP_BZIP2), "not packed as Word documents are"),
    "Deflate": (_broken(zipfile.ZIP_DEFLATED), "not a whole Word document"),
    "said to be BZIP2": (with_byte(zipped(parts()), 8, 12), "not packed as Word documents are"),
    "no packing": (with_byte(zipped(parts()), 8, 99), "not packed as Word documents are"),
    "deep form": (
        word_of("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000),
        "not a whole Word document",
    ),
    "chain of parts": (_chained(1500), "not a whole Word document"),
}


def word_documents() -> Iterator[HostileFile]:
    """Yield Word documents."""
    yield from named(".docx", {recipe: raw for recipe, (raw, _) in DOCX.items()})
    yield from named(".docx", {name: word_of(body) for name, body in _BODIES.items()})
    yield from named(".docx", {f"with {name}": _with_part(*part) for name, part in _ADDED.items()})
    whole = zipped(parts())
    for share in range(1, 10):
        yield from named(".docx", {f"its first {share} tenths": whole[: len(whole) * share // 10]})
    for name in _PARTS:
        yield from named(".docx", {f"without {name}": _without(name)})
    for name in ("a.xml", "a.png"):
        for megabytes in (5, 90, 120):
            zeros = parts() | {f"word/{name}": bytes(megabytes * 1_000_000)}
            packed = zipped(zeros, zipfile.ZIP_DEFLATED)
            yield from named(".docx", {f"{megabytes} MB of zeros in {name}": packed})


def _nested(opening: str, closing: str, depth: int) -> str:
    """Return a paragraph inside of so many elements."""
    return opening * depth + _WORDS + closing * depth


def _with_part(name: str, content: str) -> bytes:
    """Return a Word document with a part of this content, added or put in another's place."""
    return zipped(parts() | {name: content.encode()}, zipfile.ZIP_DEFLATED)


def _without(name: str) -> bytes:
    """Return a Word document without one of its parts."""
    return zipped({other: content for other, content in parts().items() if other != name})


_WORDS = f"<w:p><w:r><w:t>{PARAGRAPH}</w:t></w:r></w:p>"
_TABLE = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
_BOX = "<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"
_CHANGE = "<w:ins>", "</w:ins>"
_FORM = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
_FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
)
_UNMARKED = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
_SPAN = '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
_BODIES = {
    f"{name} in itself {depth} times": _nested(*marks, depth)
    for name, marks in {"table": _TABLE, "box": _BOX, "change": _CHANGE, "form": _FORM}.items()
    for depth in (5, 60, 80, 2000)
} | {
    "no body": "",
    "wide table": f"<w:tbl><w:tr>{f'<w:tc>{_WORDS}</w:tc>' * 20_000}</w:tr></w:tbl>",
    "many empty paragraphs": "<w:p/>" * 300_000,
    "a long word": f"<w:p><w:r><w:t>{'x' * 5_000_000}</w:t></w:r></w:p>",
    "many pieces of a word": f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * 200_000}</w:p>",
    "a table without cells": "<w:tbl><w:tr/><w:tr/></w:tbl>",
    "a style that is not there": f'<w:p><w:pPr><w:pStyle w:val="?"/></w:pPr></w:p>{_WORDS}',
    "fields without end": (_FIELD[0] + "</w:p>") * 20_000 + _WORDS,
    "ends without fields": ("<w:p>" + _FIELD[1]) * 20_000 + _WORDS,
    "fields in a field": f"<w:p>{_FIELD[0][5:] * 20_000}{_FIELD[1][:-6] * 20_000}</w:p>{_WORDS}",
    "paragraphs without marks": _UNMARKED * 20_000 + _WORDS,
    "a cell over all columns": f"<w:tbl><w:tr><w:tc>{_SPAN}{_WORDS}</w:tc></w:tr></w:tbl>",
    "a look that is none": '<w:tbl><w:tblPr><w:tblLook w:val="x"/></w:tblPr></w:tbl>' + _WORDS,
    "a note that is not there": f'<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>{_WORDS}',
    "words beside paragraphs": f"<w:t>loose</w:t>{_WORDS}",
}
_ENTITIES = "".join(
    f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in pairwise("abcdefghij")
)
_LAUGHS = f'<!DOCTYPE x [<!ENTITY a "ha">{_ENTITIES}]>'
_BODY = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&{{}};</w:t></w:r></w:p></w:body>'
_FROM_OUTSIDE = '<!DOCTYPE x [<!ENTITY o SYSTEM "file:///etc/passwd">]>'
_ADDED = {
    "entities of entities": ("word/document.xml", _LAUGHS + _BODY.format("j") + "</w:document>"),
    "an entity of a file": (
        "word/document.xml",
        _FROM_OUTSIDE + _BODY.format("o") + "</w:document>",
    ),
    "a text that is no XML": ("word/document.xml", PARAGRAPH),
    "a text cut off": ("word/document.xml", _BODY.format("lt")),
    "another root": ("word/document.xml", "<html><body>x</body></html>"),
    "properties that are no XML": ("docProps/core.xml", "x" * 1000),
    "styles without end": ("word/styles.xml", "<w:styles>" * 1000),
    "a part above the folder": ("../../a.xml", "<a/>"),
    "a part named by a slash": ("/", "<a/>"),
}
