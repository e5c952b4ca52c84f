"""AsciiDoc to paragraphs and headings.

Read are: the document's title, authors, revision and attributes; titles on one line or two; text,
lists of bullets, numbers, terms and callouts with what is attached to them; blocks of code, literal
and indented lines, examples, sidebars, quotations, verse, admonitions; tables whose cells stand
behind bars, or between commas or colons; block titles as captions; footnotes; links, references,
and the marks of bold, italic, monospaced and other type where they can be nothing else. Conditions
hold by the attributes that the file sets. Not read are files that are included, what passes through
to another format, macros of an author's own (they stay as they are), and tables in a table's cell.
"""

from pathlib import Path

from index.reading.bibliography.written_dates import written_date
from index.reading.encodings.decoding import decode
from index.reading.marked.asciidoc.blocks import AsciidocReader
from index.reading.marked.asciidoc.source_lines import SourceLines
from index.reading.structure.extract import Extract, own_author
from index.reading.structure.first_heading import first_heading


def read(raw: bytes, path: Path) -> Extract:
    """Return the paragraphs and headings of an AsciiDoc file.

    Raises:
        UnreadableSourceError: The file is empty, binary, or in no encoding that can be told.
    """
    reader = AsciidocReader(SourceLines.of(decode(raw, path)))
    reader.read()
    attributes = reader.attributes
    authors = reader.authors or [attributes.get("author") or attributes.get("authors")]
    return Extract(
        parts=tuple(reader.parts),
        title=attributes.get("title") or attributes.get("doctitle") or first_heading(reader.parts),
        author=tuple(name for author in authors for name in own_author(author)),
        issued=written_date(reader.revised or attributes.get("revdate")),
        language=attributes.get("lang").partition("-")[0].lower() or None,
        omissions=tuple(reader.omissions),
    )
