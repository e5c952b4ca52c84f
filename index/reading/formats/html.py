"""Web pages to paragraphs and headings; the only importer of BeautifulSoup.

What is kept is the words of the page's main part as a browser shows them: white space collapses,
navigation, contents lists, marks of footnotes, forms, scripts and hidden elements are left out, a
table's row is its cells with bars between, unless a cell holds a table: then each is for itself;
preformatted text keeps its lines.
"""

import re
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import UnreadableSourceError
from index.reading.extract import Extract, ExtractPart
from index.reading.metadata import date_parts
from index.types import Name

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import PageElement

SUFFIXES = (".html", ".htm", ".xhtml")
PARSERS = ("beautifulsoup4", "lxml")

_LEFT_OUT = (
    "script style noscript template svg math nav footer aside form button select iframe object "
    "video audio canvas dialog head"
).split()
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|sidebar|footer|cookies?|share|sharing|social|related|"
    r"comments?|advert\w*|ads?|newsletter|breadcrumbs?|toc|skip|pagination|editsection)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WHOLE = frozenset({"tr", "pre"})  # elements that are not entered, but for a row with a table in it
_LISTS = ("ul", "ol")
_CONTENTS = 3  # links within the document that a list of contents has at least, …
_LINKED = 0.9  # … and how much of its words they are
# Links that lead to a note or back, or to the heading that they stand in, and what they show.
_NOTING = frozenset(
    "doc-noteref doc-backlink noteref footnote-reference footnote-ref footnoteref footnote-backref "
    "footnote-back fn-backref reversefootnote headerlink".split()
)
_MARK = re.compile(r"[\[({]?(?:\d{1,4}|[a-z]{1,2}|[*†‡§¶#↑↩⏎^]{1,3})[\])}]?\ufe0e?", re.IGNORECASE)
_CELLS = " | "
_MOST = 0.5  # of a page's words; what holds more is the page itself, whatever it is called
_DECLARATION = re.compile(rb"\A\s*<\?xml[^>]*\?>")


def read(raw: bytes, path: Path) -> Extract:
    """Return the main text of a web page.

    Raises:
        UnreadableSourceError: There is no text in it.
    """
    soup = _soup(raw)
    about = _about(soup)
    parts = tuple(_parts(_main(soup, _is_anchor)))
    if not parts:
        msg = f"{path.name} shows no text without its scripts: save the page as text or PDF"
        raise UnreadableSourceError(msg)
    heading = next((part.text for part in parts if part.level == 1), None)
    return Extract(
        parts=parts,
        title=about.get("og:title") or heading or about.get("title"),
        author=(Name(literal=about["author"]),) if "author" in about else (),
        language=about.get("lang"),
        url=_address(about),
        issued=date_parts(about.get("article:published_time") or about.get("date") or ""),
    )


def page_parts(raw: bytes) -> tuple[ExtractPart, ...]:
    """Return the paragraphs and headings of a page that is a part of a document.

    Its links lead to other parts of that, unless they name a protocol.
    """
    return tuple(_parts(_main(_soup(raw), lambda address: not urlsplit(address).scheme)))


def _is_anchor(address: str) -> bool:
    """Return whether a link leads to another place of the page that it stands on."""
    return address.startswith("#")


@dataclass(frozen=True, slots=True)
class XmlElement:
    """An element of an XML file, its names without the prefixes of their namespaces.

    Args:
        name: Its own.
        parent: Of the element that it stands in; empty of the outermost.
        attributes: By their names.
        text: The words right in it, white space collapsed.
    """

    name: str
    parent: str
    attributes: Mapping[str, str]
    text: str


def xml_elements(raw: bytes) -> list[XmlElement]:
    """Return the elements of an XML file in their order; one that is broken has what can be read.

    Nothing outside of the file is looked up.
    """
    from bs4 import BeautifulSoup

    return [_xml_element(tag) for tag in BeautifulSoup(raw, "xml").find_all(True)]


def _xml_element(tag: "Tag") -> XmlElement:
    words = "".join(str(node) for node in tag.contents if _is_text(node))
    parent = _local(tag.parent.name) if tag.parent is not None and tag.parent.parent else ""
    attributes = {_local(name): str(value) for name, value in tag.attrs.items()}
    return XmlElement(_local(tag.name), parent, attributes, " ".join(words.split()))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _soup(raw: bytes) -> "BeautifulSoup":
    from bs4 import BeautifulSoup

    # The declaration names an encoding only for XML parsers; bs4 warns of it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what the markup looks like does not matter
        return BeautifulSoup(_DECLARATION.sub(b"", raw), "lxml")


def _address(about: Mapping[str, str]) -> str | None:
    """Return the page's own address, None where it states none or one of no use elsewhere."""
    stated = (about.get("canonical", ""), about.get("og:url", ""))
    return next((url for url in stated if url.startswith("http")), None)


def _about(soup: "BeautifulSoup") -> dict[str, str]:
    """Return what the head of a page says: title, author, date, language, address."""
    about: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        key = str(meta.get("property") or meta.get("name") or "").lower()
        about.setdefault(key, " ".join(str(meta.get("content") or "").split()))
    if soup.title is not None:
        about["title"] = " ".join(soup.title.get_text(" ").split())
    canonical = soup.find("link", rel="canonical")
    if canonical is not None:
        about["canonical"] = str(canonical.get("href") or "")
    if soup.html is not None and soup.html.get("lang"):
        about["lang"] = str(soup.html["lang"]).split("-")[0].lower()
    return {key: value for key, value in about.items() if value}


def _main(soup: "BeautifulSoup", within: Callable[[str], bool]) -> "Tag":
    """Return the element that holds the page's own text, everything else taken out of it.

    Args:
        soup: The page.
        within: Whether an address leads to another place of the document.
    """
    _extract_all(_outermost(soup, _LEFT_OUT))
    body = soup.body or soup
    sizes = {id(tag): length for tag, length in _lengths(body)}
    candidates = [*body.find_all("main"), *body.find_all(role="main"), *body.find_all("article")]
    root = max(candidates, key=lambda tag: sizes.get(id(tag), 0), default=body)
    size = len(root.get_text())
    parts = [tag for tag, length in _lengths(root) if length < _MOST * size]
    _extract_all(filter(_is_aside, parts))
    _extract_all(filter(_is_mark, root.find_all("a")))
    _extract_all(one for one in _outermost(root, _LISTS) if _is_contents(one, within))
    return root


def _extract_all(elements: "Iterable[Tag]") -> None:
    """Take elements out of the page that they stand on."""
    for element in list(elements):
        element.extract()


def _is_mark(link: "Tag") -> bool:
    """Return whether a link is the mark of a footnote, leads back from one, or to its heading."""
    if "#" not in str(link.get("href") or "") or not _MARK.fullmatch(link.get_text().strip()):
        return False
    named = {str(link.get("role")), str(link.get("epub:type")), *(link.get("class") or ())}
    return bool(_NOTING & named) or link.find_parent("sup") is not None


def _is_contents(entries: "Tag", within: Callable[[str], bool]) -> bool:
    """Return whether a list names other places of the document, and hardly says anything else."""
    links = [link for link in entries.find_all("a", href=True) if within(str(link["href"]))]
    linked = sum(_words_length(link) for link in links)
    return len(links) >= _CONTENTS and linked >= _LINKED * _words_length(entries)


def _words_length(element: "Tag") -> int:
    """Return how many characters an element's words have, white space left out."""
    return len("".join(element.get_text().split()))


def _outermost(root: "Tag", names: Collection[str]) -> "list[Tag]":
    """Return the elements of these names that are not inside of another one."""
    opened = (event.node for event in _events(root, whole=names) if not event.closes)
    return [node for node in opened if not isinstance(node, str) and node.name in names]


def _lengths(root: "Tag") -> Iterator[tuple["Tag", int]]:
    """Yield every element inside of `root` with the length of its text."""
    opened: list[int] = []
    length = 0
    for event in _events(root, whole=()):
        node = event.node
        if isinstance(node, str):
            length += len(node)
        elif event.closes:
            yield node, length - opened.pop()
        elif node.name != "br":
            opened.append(length)


def _is_aside(element: "Tag") -> bool:
    """Return whether an element is hidden, or named as no part of the text."""
    if element.has_attr("hidden") or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(str(element.get("style") or "")):
        return True
    names = [*(element.get("class") or ()), str(element.get("id") or "")]
    return element.name not in _INLINE and any(_ASIDE.search(str(name)) for name in names)


def _parts(root: "Tag") -> Iterator[ExtractPart]:
    """Yield the blocks inside of an element, its words collected until a block begins or ends."""
    words: list[str] = []
    levels: list[int | None] = [None]
    for event in _events(root, whole=_WHOLE):
        node = event.node
        if isinstance(node, str):
            words.append(node)
        elif node.name == "br":
            words.append(" ")
        elif node.name not in _INLINE:
            # The words before a block are the outer block's, those at its end its own.
            yield from _part(_collapsed(words), levels[-1])
            words.clear()
            if event.closes:
                levels.pop()
            else:
                levels.append(_HEADINGS.get(node.name, levels[-1]))
                yield from _whole_part(node)
    yield from _part(_collapsed(words), None)


def _collapsed(words: Sequence[str]) -> str:
    """Return collected text as a browser shows it, white space collapsed."""
    return " ".join("".join(words).split())


def _whole_part(element: "Tag") -> Iterator[ExtractPart]:
    """Yield an element that is not entered as a part of its own: a row, preformatted text."""
    if not _is_whole(element, _WHOLE):
        return
    if element.name == "tr":
        yield from _part(_row(element), None)
    elif element.name == "pre":
        yield from _part(_lines(element), None)


@dataclass(frozen=True, slots=True)
class _Event:
    """A text, or an element that opens or closes, met in reading order."""

    node: "Tag | str"
    closes: bool = False


def _events(root: "Tag", whole: Collection[str]) -> Iterator[_Event]:
    """Yield texts and elements in reading order, each element when it opens and when it closes.

    Args:
        root: The element, with a stack of its own: pages nest deeper than functions may.
        whole: Names of the elements that are not entered.
    """
    from bs4.element import Tag

    stack: list[_Event | PageElement] = [*reversed(root.contents)]
    while stack:
        node = stack.pop()
        if isinstance(node, _Event):
            yield node
        elif isinstance(node, Tag):
            yield _Event(node)
            stack += _inside(node, whole)
        elif _is_text(node):
            yield _Event(str(node))


def _inside(element: "Tag", whole: Collection[str]) -> "list[_Event | PageElement]":
    """Return what follows an element's opening, the last of it first."""
    if element.name == "br":
        return []
    closing = _Event(element, closes=True)
    return [closing] if _is_whole(element, whole) else [closing, *reversed(element.contents)]


def _is_whole(element: "Tag", whole: Collection[str]) -> bool:
    """Return whether an element is not entered; cells of a table inside of a row are its own."""
    return element.name in whole and not (element.name == "tr" and element.find("table"))


def _is_text(node: "PageElement") -> bool:
    """Return whether a node is text; comments and declarations are strings, too."""
    from bs4.element import NavigableString, PreformattedString

    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def _row(element: "Tag") -> str:
    """Return the cells of a table's row."""
    cells = [" ".join(cell.get_text(" ").split()) for cell in element.find_all(["td", "th"])]
    return _CELLS.join(filter(None, cells))


def _lines(element: "Tag") -> str:
    """Return preformatted text with its lines."""
    return element.get_text().strip("\n")


def _part(text: str, level: int | None) -> Iterator[ExtractPart]:
    """Yield a part unless it is empty."""
    if text.strip():
        yield ExtractPart(text, level)
