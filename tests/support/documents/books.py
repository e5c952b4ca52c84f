"""An electronic book of two chapters, in the files that its archive holds."""

import io
import zipfile
from collections.abc import Mapping

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="text/book.opf"/></rootfiles></container>'
)
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>The Mill of Arvale</dc:title><dc:creator>Ada Marlow</dc:creator>
<dc:creator>Bo Lind</dc:creator><dc:language>en-GB</dc:language><dc:date>1911-05-02</dc:date>
<dc:identifier>urn:isbn:0</dc:identifier><dc:source>https://example.org/mill</dc:source>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="chapter%202.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="../one.xhtml#top" media-type="application/xhtml+xml"/>
<item id="notes" href="notes.xhtml" media-type="application/xhtml+xml"/>
<item id="picture" href="mill.svg" media-type="image/svg+xml"/>
</manifest>
<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="picture"/><itemref idref="two"/>
<itemref idref="notes" linear="no"/><itemref idref="lost"/></spine></package>"""
ONE = (
    "<html><body><h1>Water</h1><p>The mill was built in 1702"
    '<a role="doc-noteref" href="notes.xhtml#n1">1</a>. It ground barley.</p>'
    '<ul><li><a href="chapter%202.xhtml">Fire</a></li><li><a href="#a">Wheels</a></li>'
    '<li><a href="#b">Stones</a></li></ul></body></html>'
)
TWO = "<html><body><h1>Fire</h1><p>It burnt in 1911.</p></body></html>"
FILES: Mapping[str, str] = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "text/book.opf": PACKAGE,
    "text/nav.xhtml": "<html><body><p>Contents</p></body></html>",
    "one.xhtml": ONE,
    "text/chapter 2.xhtml": TWO,
    "text/notes.xhtml": "<html><body><p>So the deed says.</p></body></html>",
    "text/mill.svg": "<svg/>",
}


def book(**changed: str | None) -> bytes:
    """Return the book's archive.

    Args:
        changed: Files with other content, by their names; None leaves one out.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**FILES, **changed}.items():
            if content is not None:
                archive.writestr(name, content)
    return packed.getvalue()
