"""Links before a page's text or behind it, in no element that says what they are.

Generators of books put the way to the page before and to the next one so, bare or in a row; where
a book is one page, above each of its sections.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from index.reading.markup.tree import (
    INLINE,
    HtmlElement,
    HtmlNode,
    element_of,
    is_text,
    put_together,
)

_WORD = re.compile(r"\w")
_BREAKS = frozenset({"br", "hr"})
_BARS = frozenset({"table", "div", "center"})  # that a row of links may be
_FOOT = 3  # blocks at the end of a page, of which one may be such a row, above who made the page
_MOST_LINKS = 6  # of such a row
# What one of its links begins with, in the languages of members.
_WAY = re.compile(
    r"\W*(?:back|prev(?:ious)?|next|up|top|home|contents|index|zurück|weiter|vor(?:herige[rs]?)?"
    r"|nächste[rs]?|übersicht|inhalt|précédent|suivant|retour|sommaire|accueil)\b",
    re.IGNORECASE,
)
# What a link of a generator says that it leads to, and the words beside such links.
# https://html.spec.whatwg.org/multipage/links.html#sequential-link-types
_TO_ANOTHER = frozenset("next prev previous up top first last start contents index".split())
_LABELS = re.compile(r"(?:\W|\b(?:next|prev(?:ious)?|up|top|first|last|contents|index)\b)*")


def edge_links(root: HtmlElement, body: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the links that stand alone before all blocks of an element, or behind them all.

    Those of one place are put into an element of their own, with what parts them. A link that
    begins or ends a line of words is text, as are links that nothing else stands by.

    Args:
        root: What holds a page's text; the elements that it stands in are looked at, too.
        body: The outermost of these.
    """
    element: HtmlElement | None = root
    while element is not None:
        before = _links_before_block(element.contents)
        behind = _links_before_block(element.contents[::-1])
        yield from (put_together(run, "nav") for run in (before, behind[::-1]) if run)
        yield from _bars(element)
        element = None if element is body else element.parent


def _bars(element: HtmlElement) -> list[HtmlElement]:
    """Return the rows of links that lead to other pages, and that an element begins or ends with.

    What stands between is its text: of nothing but such rows there is none. Paragraphs are rows
    only at both edges, since a paragraph may be a link.
    """
    shown = (node for node in element.contents if not _is_blank(node))
    blocks = [node for node in shown if _WORD.search(node.get_text())]
    if len(blocks) <= 2:  # a row at each edge, and nothing between
        return []
    edges = (element_of(blocks[0]), element_of(blocks[-1]))
    bars = [edge for edge in edges if edge is not None and edge.name in _BARS and _is_row(edge)]
    return bars or _paragraph_bars(blocks)


def _paragraph_bars(blocks: Sequence[HtmlNode]) -> list[HtmlElement]:
    """Return the paragraphs that are the same row of links before a page's text and behind it."""
    first, *rest = (element_of(block) for block in blocks)
    if first is None or first.name != "p" or not _is_row(first):
        return []
    last = [bar for bar in rest[1:][-_FOOT:] if bar is not None and _is_same_row(first, bar)]
    return [first, *last] if last else []


def _is_same_row(row: HtmlElement, element: HtmlElement) -> bool:
    """Return whether an element has the words of a row of links, and leads where that does."""
    pairs = [
        (one.get_text().split(), [link["href"] for link in one.find_all("a", href=True)])
        for one in (row, element)
    ]
    return element.name == row.name and pairs[0] == pairs[1]


def _is_row(element: HtmlElement) -> bool:
    """Return whether an element is a row of links of which one names its way, and nothing else."""
    links = [link for link in element.find_all("a", href=True) if _WORD.search(link.get_text())]
    if not 1 <= len(links) <= _MOST_LINKS:
        return False
    in_links = sum(len(_WORD.findall(link.get_text())) for link in links)
    named = any(_WAY.match(link.get_text()) for link in links)
    return named and in_links == len(_WORD.findall(element.get_text()))


def is_way_between_sections(element: HtmlElement) -> bool:
    """Return whether all links of a paragraph say that they lead on, and it has no other words."""
    if element.name != "p":
        return False
    links = [link for link in element.find_all("a") if _WORD.search(link.get_text())]
    leads_on = all(not _TO_ANOTHER.isdisjoint(link.get("rel") or ()) for link in links)
    if not links or not leads_on:
        return False
    beside = (text for text in element.find_all(string=True) if text.find_parent("a") is None)
    return _LABELS.fullmatch("".join(beside).lower()) is not None


def _links_before_block(nodes: Sequence[HtmlNode]) -> list[HtmlNode]:
    """Return the links that some nodes begin with, none unless a block is what follows them."""
    run = [*takewhile(lambda node: _is_link(node) or _is_blank(node), nodes)]
    following = element_of(nodes[len(run)]) if len(run) < len(nodes) else None
    stands_by_block = following is not None and following.name not in INLINE
    return run if stands_by_block and any(map(_is_link, run)) else []


def _is_link(node: HtmlNode) -> bool:
    element = element_of(node)
    return element is not None and element.name == "a" and element.has_attr("href")


def _is_blank(node: HtmlNode) -> bool:
    """Return whether a node shows no letter and no figure; arrows and bars are none."""
    element = element_of(node)
    if element is None:
        return not is_text(node) or not _WORD.search(node.get_text())
    blank = element.name in INLINE and not _WORD.search(element.get_text())
    return blank or element.name in _BREAKS
