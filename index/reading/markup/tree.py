"""A page or an XML file as a tree of elements, walked in reading order; the only importer of bs4.

Other modules name an element by `HtmlElement`, and meet what is in it by `events`.
"""

import re
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from index.reading.encodings.web_encodings import web_text

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

HtmlElement: TypeAlias = "Tag"
HtmlNode: TypeAlias = "PageElement"  # an element, a text, a comment

# Elements that stand in a line of words; those of formulas, too.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr "
    "math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom "
    "mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder "
    "munderover none semantics".split()
)
_DECLARATION = re.compile(rb"\A(\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Event:
    """A text, or an element that opens or closes, met in reading order."""

    node: "HtmlElement | str"
    closes: bool = False


def page_of(raw: bytes) -> HtmlElement:
    """Return the outermost element of a web page, whatever bytes it consists of."""
    from bs4 import BeautifulSoup

    text = web_text(raw, _stated_encoding(raw))
    # In UTF-8 with its mark, whatever the page itself says: the parser knows few encodings.
    marked = raw if text is None else text.encode("utf-8-sig")
    # The declaration names an encoding only for XML parsers; bs4 warns of it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what the markup looks like does not matter
        return BeautifulSoup(_DECLARATION.sub(rb"\1", marked), "lxml")


def _stated_encoding(raw: bytes) -> str:
    """Return the name of the encoding that a page states, "" where it states none."""
    from bs4.dammit import EncodingDetector

    stated = EncodingDetector.find_declared_encoding(raw, is_html=True) or ""
    # A name that can be read in single bytes is not written in UTF-16.
    return "utf-8" if stated.startswith("utf-16") else stated


def xml_of(raw: bytes) -> HtmlElement:
    """Return the outermost element of an XML file; one that is broken has what can be read.

    Nothing outside of the file is looked up.
    """
    from bs4 import BeautifulSoup

    return BeautifulSoup(raw, "xml")


def events(root: HtmlElement, is_whole: Callable[[HtmlElement], bool]) -> Iterator[Event]:
    """Yield texts and elements in reading order, each element when it opens and when it closes.

    Args:
        root: The element, with a stack of its own: pages nest deeper than functions may.
        is_whole: Whether an element is not entered.
    """
    from bs4.element import Tag

    stack: list[Event | PageElement] = [*reversed(root.contents)]
    while stack:
        node = stack.pop()
        if isinstance(node, Event):
            yield node
        elif isinstance(node, Tag):
            yield Event(node)
            stack += _inside(node, is_whole)
        elif is_text(node):
            yield Event(str(node))


def _inside(
    element: HtmlElement, is_whole: Callable[[HtmlElement], bool]
) -> "list[Event | PageElement]":
    """Return what follows an element's opening, the last of it first."""
    if element.name == "br":
        return []
    closing = Event(element, closes=True)
    return [closing] if is_whole(element) else [closing, *reversed(element.contents)]


def outermost(root: HtmlElement, is_meant: Callable[[HtmlElement], bool]) -> list[HtmlElement]:
    """Return the elements that are meant and not inside of another that is."""
    found: list[HtmlElement] = []

    def is_whole(element: HtmlElement) -> bool:
        meant = is_meant(element)
        found.extend([element] if meant else [])
        return meant

    deque(events(root, is_whole), maxlen=0)
    return found


def take_out(elements: Iterable[HtmlElement]) -> None:
    """Take elements out of the page that they stand on."""
    for element in list(elements):
        element.extract()


def put_together(nodes: Sequence[HtmlNode], name: str) -> HtmlElement:
    """Return neighbouring nodes in an element that takes their place."""
    from bs4.element import Tag

    whole = Tag(name=name)
    nodes[0].insert_before(whole)
    whole.extend(nodes)
    return whole


def element_of(node: HtmlNode) -> "HtmlElement | None":
    """Return a node that is an element, None for any other."""
    from bs4.element import Tag

    return node if isinstance(node, Tag) else None


def add_class(element: HtmlElement, name: str) -> None:
    """Give an element one more class."""
    from bs4.element import AttributeValueList

    element["class"] = AttributeValueList([*(element.get("class") or ()), name])


def is_text(node: HtmlNode) -> bool:
    """Return whether a node is text; comments and declarations are strings, too."""
    from bs4.element import NavigableString, PreformattedString

    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def collapsed(words: Iterable[str]) -> str:
    """Return collected text as a browser shows it, white space collapsed."""
    return " ".join("".join(words).split())
