"""OpenDocument texts that were made to do harm."""

import zipfile
from collections.abc import Iterator
from itertools import pairwise

from index.lab.hostile.hostile_file import PARAGRAPH, HostileFile, named
from index.lab.hostile.word_documents import zipped

_PLACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
} | {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "meta": "meta", "manifest": "manifest",
    }.items()
}  # fmt: skip
_NAMESPACES = " ".join(f'xmlns:{prefix}="{place}"' for prefix, place in _PLACES.items())
_MANIFEST = f'<manifest:manifest {_NAMESPACES}><manifest:file-entry manifest:full-path="/"/>{{}}'
_MANIFEST_END = "</manifest:manifest>"


def open_document_of(
    body: str, *, styles: str = "", defined: str = "", about: str = "", head: str = ""
) -> bytes:
    """Return an OpenDocument text.

    Args:
        body: What the text consists of.
        styles: Those that were made of formatting.
        defined: Those with names of their own.
        about: What the metadata consists of.
        head: What stands before the content's root.
    """
    return zipped(parts(body, styles=styles, defined=defined, about=about, head=head))


def parts(
    body: str, *, styles: str = "", defined: str = "", about: str = "", head: str = ""
) -> dict[str, bytes]:
    """Return the files of an OpenDocument text; see `open_document_of`."""
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": _MANIFEST.format("") + _MANIFEST_END,
        "styles.xml": _root("document-styles", f"<office:styles>{defined}</office:styles>"),
        "meta.xml": _root("document-meta", f"<office:meta>{about}</office:meta>"),
        "content.xml": head + _root("document-content", _content(body, styles)),
    }
    return {name: content.encode() for name, content in files.items()}


def flat_document_of(body: str, *, styles: str = "", defined: str = "", about: str = "") -> bytes:
    """Return an OpenDocument text that is one XML file; see `open_document_of`."""
    inside = f"<office:meta>{about}</office:meta><office:styles>{defined}</office:styles>"
    return _root("document", inside + _content(body, styles)).encode()


def encrypted_document() -> bytes:
    """Return an OpenDocument text whose manifest says that its content is encrypted."""
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry>"
    )
    manifest = _MANIFEST.format(entry) + _MANIFEST_END
    files = parts("") | {"META-INF/manifest.xml": manifest.encode(), "content.xml": bytes(99)}
    return zipped(files)


def _root(name: str, content: str) -> str:
    return f"<office:{name} {_NAMESPACES}>{content}</office:{name}>"


def _content(body: str, styles: str) -> str:
    return (
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
    )


def open_documents() -> Iterator[HostileFile]:
    """Yield OpenDocument texts."""
    heads = {name: open_document_of(_ENTITY, head=head) for name, head in _HEADS.items()}
    yield from named(".odt", heads)
    yield from named(".odt", {name: open_document_of(body) for name, body in _BODIES.items()})
    flat = {f"{name}, in one file": flat_document_of(body) for name, body in _BODIES.items()}
    yield from named(".fodt", flat)
    yield from named(".odt", _packages())


def _packages() -> dict[str, str | bytes]:
    """Return documents that are wrong as a whole, by their recipes."""
    circle = '<style:style style:family="paragraph" style:name="A" style:parent-style-name="A"/>'
    whole = open_document_of(_WORDS)
    zeros = parts("") | {"content.xml": bytes(90_000_000)}
    return {
        "a style of itself": open_document_of(_styled("A"), styles=circle),
        "styles of styles": open_document_of(_styled("s0") * 20_000, styles=_chain(20_000)),
        "encrypted": encrypted_document(),
        "no XML": PARAGRAPH,
        "not packed": flat_document_of(_WORDS),
        "zeros": zipped(zeros, zipfile.ZIP_DEFLATED),
        **{f"its first {share} tenths": whole[: len(whole) * share // 10] for share in (2, 5, 8)},
        **{f"without {name}": zipped(_without(name)) for name in parts(_WORDS)},
    }


def _styled(style: str) -> str:
    return f'<text:p text:style-name="{style}">{PARAGRAPH}</text:p>'


def _chain(length: int) -> str:
    """Return so many styles, each made of the next."""
    return "".join(
        f'<style:style style:family="paragraph" style:name="s{number}"'
        f' style:parent-style-name="s{number + 1}"/>'
        for number in range(length)
    )


def _without(name: str) -> dict[str, bytes]:
    return {other: content for other, content in parts(_WORDS).items() if other != name}


_WORDS = f"<text:p>{PARAGRAPH}</text:p>"
_TABLE = (
    "<table:table><table:table-row><table:table-cell>",
    "</table:table-cell></table:table-row></table:table>",
)
_NESTED = {
    "table": _TABLE,
    "list": ("<text:list><text:list-item>", "</text:list-item></text:list>"),
    "section": ("<text:section>", "</text:section>"),
    "box": ("<text:p><draw:frame><draw:text-box>", "</draw:text-box></draw:frame></text:p>"),
    "note": ("<text:p><text:note><text:note-body>", "</text:note-body></text:note></text:p>"),
}
_BODIES = {
    f"{name} in itself {depth} times": opening * depth + _WORDS + closing * depth
    for name, (opening, closing) in _NESTED.items()
    for depth in (5, 60, 120, 2000)
} | {
    "no words": "",
    "spaces without end": f'<text:p>a<text:s text:c="999999999999"/>{PARAGRAPH}</text:p>',
    "spaces of no number": f'<text:p>a<text:s text:c="many"/>{PARAGRAPH}</text:p>',
    "a heading of no depth": f'<text:h text:outline-level="?">Plan</text:h>{_WORDS}',
    "a heading deeper than deep": f'<text:h text:outline-level="-9">Plan</text:h>{_WORDS}',
    "many spans": f"<text:p>{'<text:span>x</text:span>' * 300_000}</text:p>",
    "many empty paragraphs": "<text:p/>" * 300_000,
    "a wide table": f"{_TABLE[0]}{_WORDS * 50_000}{_TABLE[1]}",
    "a long word": f"<text:p>{'x' * 9_000_000}</text:p>",
    "words beside paragraphs": f"loose{_WORDS}loose",
    "entities that are not there": f"<text:p>&nothing;</text:p>{_WORDS}",
}
_ENTITY = f"<text:p>&j;{PARAGRAPH}</text:p>"
_LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in pairwise("abcdefghij")
)
_HEADS = {
    "entities of entities": f'<!DOCTYPE x [<!ENTITY a "ha">{_LAUGHS}]>',
    "an entity of a file": '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
    "a type from outside": '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
}
