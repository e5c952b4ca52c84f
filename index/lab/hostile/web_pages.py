"""Web pages that were made to do harm."""

from collections.abc import Iterator

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named

_NESTED = (
    "article main div section table span b p ul li blockquote nav aside form a pre font template "
    "svg select button details dl dt dd sup figure math"
).split()
_DEPTHS = (200, 16_000)
_OPENED = (
    "<!--", "<![CDATA[", "<script>", "<style>", "<title>", "<textarea>", "<plaintext>", "<a href='",
    "<p title=\"", "<!DOCTYPE", "<?xml ", "</", "<", "&", "&#", "<br>", "<hr>", "<img src=x>",
)  # fmt: skip
_TIMES = 20_000
_BREAK = 'word <span role="doc-pagebreak" title="1"></span>'
_CHARSETS = (
    "utf-8",
    "utf-16",
    "utf-7",
    "ascii",
    "shift_jis",
    "idna",
    "zlib",
    "punycode",
    "none",
    "",
)


def web_pages() -> Iterator[HostileFile]:
    """Yield web pages."""
    for depth in _DEPTHS:
        yield from named(".html", {f"{tag} {depth} deep": _deep(tag, depth) for tag in _NESTED})
    repeated = {f"{piece!r} {_TIMES} times": piece * _TIMES for piece in _OPENED}
    yield from named(".html", {name: _page(text) for name, text in repeated.items()})
    yield from named(".html", {f"said to be {name!r}": _said(name) for name in _CHARSETS})
    yield from named(".html", _OTHERS)


def _page(body: str) -> str:
    """Return a page of which this is the end."""
    return f"<html><body><p>{PARAGRAPH}</p>{body}"


def _deep(tag: str, depth: int) -> str:
    """Return a page with an element inside of itself, words at every level."""
    return _page(f"<{tag}>word " * depth + f"</{tag}>" * depth)


def _said(charset: str) -> bytes:
    """Return a page that says which encoding it is in, and is in none."""
    head = f'<html><head><meta charset="{charset}"></head><body><p>{PARAGRAPH}'.encode()
    return head + bytes(range(128, 256)) + b"</p></body></html>"


def _linked(data: str) -> str:
    """Return a page that says this of itself."""
    return _page(f'<script type="application/ld+json">{data}</script>')


_OTHERS = {
    "table in a table 300 deep": _page("<table><tr><td>word " * 300),
    "rows in rows": _page("<table>" + "<tr><td>word<div>" * 5000),
    "an element of many attributes": _page(f"<p {' '.join(f'a{n}=b' for n in range(50_000))}>x"),
    "a long attribute": _page(f'<p title="{"x" * 5_000_000}">x'),
    "a long word": _page("x" * 5_000_000),
    "data in itself": _linked("[" * 100_000),
    "data of an author by the thousand": _linked(
        '{"@type": "Book", "author": ["A"' + ', "A"' * 50_000
    ),
    "data that refers to itself": _linked(
        '{"@id": "a", "@type": "Book", "isPartOf": {"@id": "a"}}'
    ),
    "authors by the thousand": '<meta name="citation_author" content="A, B">' * _TIMES + _page(""),
    "borders of a title by the thousand": f"<title>{'a - ' * _TIMES}</title>{_page('')}",
    "pages that begin by the thousand": _page(f"<p>{_BREAK * _TIMES}"),
    "marks of notes by the thousand": _page('<p><a href="#n"><sup>1</sup></a>' * _TIMES),
    "terms by the thousand": _page(f"<dl>{'<dt>term' * _TIMES}"),
    "many classes": _page(f'<div class="{"menu-" * 100_000}">x</div>'),
    "a long style": _page(f'<div style="{"display " * 100_000}">x</div>'),
    "no words": "<html><body></body></html>",
    "only a script": "<script>document.write('words')</script>",
    "zeros": "\0" * 10_000,
    "half characters": _page("&#xD800;&#xDFFF;&#0;&#x110000;" * 1000),
    "a canonical address": f'<link rel=canonical href="javascript:x">{_page("")}',
    "a date": f'<meta name=date content="{"9" * 5000}-99-99">{_page("")}',
    "a language": f'<html lang="{"x" * 100_000}"><body>{PARAGRAPH}',
    "a title": f"<title>{'word ' * 200_000}</title>{_page('')}",
    "two bodies": _page("<body><html><body><main><main role=main>x"),
}
