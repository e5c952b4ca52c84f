"""Electronic books that were made to do harm."""

import zipfile
from collections.abc import Iterator

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named
from index.lab.hostile.word_documents import zipped

_CONTAINER, _PACKAGE, _PAGE = "META-INF/container.xml", "book.opf", "page.xhtml"
_BOOK = {
    _CONTAINER: '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
    _PACKAGE: (
        "<package><metadata><title>The plan</title></metadata><manifest>"
        '<item id="p" href="page.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="p"/></spine></package>'
    ),
    _PAGE: f"<html><body><h1>Plan</h1><p>{PARAGRAPH}</p></body></html>",
}
_CONTENTS = '<item id="n" href="page.xhtml" media-type="application/x-dtbncx+xml"/>'
_LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)
)  # each stands for ten of the one before
_PARTS = {"container": _CONTAINER, "package": _PACKAGE, "page": _PAGE}
_BREAK = '<span epub:type="pagebreak" title="1"/>'
_OUTSIDE = '<!DOCTYPE package [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def book_of(**changed: str | bytes | None) -> bytes:
    """Return an electronic book, some of its files changed.

    Args:
        changed: "container", "package" and "page" by what stands there instead; None for nothing.
    """
    files: dict[str, str | bytes | None] = dict(_BOOK)
    files |= {_PARTS[part]: content for part, content in changed.items()}
    return zipped(
        {
            name: content.encode() if isinstance(content, str) else content
            for name, content in files.items()
            if content is not None
        },
        zipfile.ZIP_DEFLATED,
    )


def electronic_books() -> Iterator[HostileFile]:
    """Yield electronic books."""
    package, page = _BOOK[_PACKAGE], _BOOK[_PAGE]
    item = package[package.index("<item ") : package.index("</manifest>")]
    reference = '<itemref idref="p"/>'
    books = {
        "a thousand million laughs": f'<!DOCTYPE p [<!ENTITY l0 "ha">{_LAUGHS}]>'
        + package.replace("The plan", "&l11;"),
        "a title from outside": _OUTSIDE + package.replace("The plan", "&x;"),
        "a page outside": package.replace("page.xhtml", "../../../../etc/passwd"),
        "a page of itself": package.replace("page.xhtml", "book.opf"),
        "an address that is none": package.replace("page.xhtml", "http://[::1/%zz%00"),
        "a page a hundred thousand times": package.replace(reference, reference * 100_000),
        "a hundred thousand items": package.replace(item, item * 100_000),
        "its page as its contents": package.replace("<item ", '<item properties="nav" '),
        "contents a hundred thousand times": package.replace(item, _CONTENTS * 100_000 + item),
        "metadata in itself": package.replace("<title>", "<metadata>" * 20_000 + "<title>"),
        "no marks at all": PARAGRAPH,
        "nothing": "",
    }
    yield from named(".epub", {name: book_of(package=told) for name, told in books.items()})
    yield from named(".epub", {f"without {part}": book_of(**{part: None}) for part in _PARTS})
    linked = '<a href="#a">1</a>' * 100_000
    pages: dict[str, str | bytes] = {
        "half a character": "<p>\ud800</p>".encode("utf-16-le", "surrogatepass"),
        "elements in each other": page.replace("<p>", "<div>" * 30_000 + "<p>"),
        "links by the hundred thousand": page.replace("<p>", f"{linked}<p>"),
        "pages that begin by the hundred thousand": page.replace("<p>", f"<p>{_BREAK * 100_000}"),
        "lists in each other": page.replace("<p>", '<ul><li><a href="#a">x</a>' * 5_000 + "<p>"),
        "zeros": bytes(90_000_000),
        "more zeros": bytes(120_000_000),
    }
    yield from named(".epub", {name: book_of(page=told) for name, told in pages.items()})
    whole = book_of()
    for share in (2, 5, 8):
        yield from named(".epub", {f"its first {share} tenths": whole[: len(whole) * share // 10]})
