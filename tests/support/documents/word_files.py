"""Word documents, made of the markup of their body and of what stands beside it."""

from pathlib import Path

from index.lab.hostile.word_documents import parts, zipped
from index.reading.formats.docx import read
from index.reading.structure.extract import Extract
from index.types import BlockKind, OmissionKind

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {"header": "hdr", "footer": "ftr", "fontTable": "fonts"}  # others are named as their part


def word_file(body: str, **beside: str) -> bytes:
    """A Word document.

    Args:
        body: The markup of its body.
        beside: The markup in its other parts: styles, footnotes, endnotes, comments, header,
            footer, fontTable.
    """
    files = {name: content.decode() for name, content in parts().items()}
    files["word/document.xml"] = f"<w:document {_NAMESPACE}><w:body>{body}</w:body></w:document>"
    relations = ""
    for name, content in beside.items():
        root = _ROOTS.get(name, name)
        files[f"word/{name}.xml"] = f"<w:{root} {_NAMESPACE}>{content}</w:{root}>"
        files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
            "</Types>",
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{name}+xml"/></Types>',
        )
        relations += f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
    files["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{relations}</Relationships>"
    )
    return zipped({name: content.encode() for name, content in files.items()})


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph; what has no marks is a run of words."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = (piece if piece.startswith("<") else run(piece) for piece in inside)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(runs)}</w:p>"


def style(name: str, properties: str = "", based_on: str = "") -> str:
    """A style of paragraphs; its id is its name without spaces."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/>{base}{properties}</w:style>'
    )


def cell(*blocks: str, properties: str = "") -> str:
    """A cell; what has no marks is a paragraph of words."""
    inside = (block if block.startswith("<") else paragraph(block) for block in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; what has no marks is a cell of words."""
    inside = (one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(inside)}</w:tr>"


def table(*rows: str, look: str = "") -> str:
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{''.join(rows)}</w:tbl>"


def extract_of(body: str, **beside: str) -> Extract:
    return read(word_file(body, **beside), Path("a.docx"))


def blocks_of(body: str, **beside: str) -> list[tuple[BlockKind, str]]:
    """The paragraphs of a Word document; headings are left out."""
    parts_ = extract_of(body, **beside).parts or ()
    return [(part.kind, part.text) for part in parts_ if part.level is None]


def headings_of(body: str, **beside: str) -> list[tuple[str, int]]:
    parts_ = extract_of(body, **beside).parts or ()
    return [(part.text, part.level) for part in parts_ if part.level]


def omissions_of(body: str, **beside: str) -> list[tuple[OmissionKind, str]]:
    omissions = extract_of(body, **beside).omissions
    return [(omission.kind, omission.text) for omission in omissions]
