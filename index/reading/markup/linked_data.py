"""What a page says of itself in JSON-LD, in the words of schema.org.

References:
    JSON-LD 1.1, W3C Recommendation: `@graph`, `@id`, `@type`; schema.org: Article and its kinds,
    Book, WebPage.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeAlias

from index.reading.bibliography.stated_names import name_of
from index.types import Name

_Node: TypeAlias = Mapping[str, object]

# The kinds of what a page may hold, first what tells most of it; a page of a site tells least.
_KINDS = tuple(map(re.compile, (".*Article", ".*Posting|Report|Thesis|Chapter", "Book", ".*Page")))
_CONTAINERS = re.compile(r"Periodical|Newspaper|Blog|WebSite|Book|.*Series")
_DEEPEST = 4  # an article of an issue of a volume of a periodical
_MANY = 10_000  # nodes of a page that are looked at


@dataclass(frozen=True, slots=True)
class LinkedPage:
    """What is said of a page; "" and () where nothing is.

    Args:
        title: Its headline.
        author: In order.
        issued: The date, as it is written.
        url: Its address, as it is written.
        language: As it is written.
        container_title: The periodical that it is a part of, else its publisher.
        is_page: It is said of a page of a site, not of an article or a book.
    """

    title: str = ""
    author: tuple[Name, ...] = ()
    issued: str = ""
    url: str = ""
    language: str = ""
    container_title: str = ""
    is_page: bool = False


def linked_page(scripts: Iterable[str]) -> LinkedPage:
    """Return what the JSON-LD of a page says of it; what is no JSON says nothing."""
    loaded = list(chain.from_iterable(map(_loaded, scripts)))
    nodes = list(islice(_nodes(loaded), _MANY))
    named = {_text(node.get("@id")): node for node in nodes if len(node) > 1}
    graph = _Graph({id_: node for id_, node in named.items() if id_})
    for kind in _KINDS:
        page = next((node for node in nodes if _is(node, kind)), None)
        if page is not None:
            return graph.page(page, is_page=kind is _KINDS[-1])
    return LinkedPage()


def _loaded(script: str) -> list[object]:
    """Return what a script holds, nothing where it is no JSON, or nests deeper than is read."""
    try:
        return [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return []


def _nodes(loaded: list[object]) -> Iterator[_Node]:
    """Yield the nodes of lists and graphs, in their order."""
    stack = [*reversed(loaded)]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict):
            yield value
            stack += [value["@graph"]] if "@graph" in value else []


def _is(node: _Node, kind: re.Pattern[str]) -> bool:
    """Return whether a node says to be of a kind, by its name or its address."""
    names = (_text(type_).rpartition("/")[2] for type_ in _list(node.get("@type")))
    return any(map(kind.fullmatch, names))


@dataclass(frozen=True, slots=True)
class _Graph:
    """Nodes by their `@id`, where others refer to them."""

    nodes: Mapping[str, _Node]

    def page(self, node: _Node, *, is_page: bool) -> LinkedPage:
        """Return what a node says of the page."""
        addresses = (node.get("url"), node.get("mainEntityOfPage"))
        is_book = _is(node, _KINDS[2])
        periodical, publisher = self._periodical(node), self._named(node.get("publisher"))
        return LinkedPage(
            title=_text(node.get("headline")) or _text(node.get("name")),
            author=tuple(self._authors(node.get("author"))),
            issued=_text(node.get("datePublished")),
            url=next(filter(None, map(_address, addresses)), ""),
            language=_text(node.get("inLanguage")),
            container_title="" if is_book else periodical or publisher,
            is_page=is_page,
        )

    def _authors(self, stated: object) -> Iterator[Name]:
        """Yield the names of persons and organisations."""
        for one in map(self._whole, _list(stated)):
            family, given = _field(one, "familyName"), _field(one, "givenName")
            if family:
                yield Name(family=family, given=given)
            elif name := self._named(one):
                yield name_of(name)

    def _periodical(self, node: _Node) -> str:
        """Return the name of the journal, site or series that a node is a part of."""
        for _ in range(_DEEPEST):
            part = self._whole(next(iter(_list(node.get("isPartOf"))), None))
            if not isinstance(part, dict):
                return ""
            if _is(part, _CONTAINERS):
                return _field(part, "name")
            node = part
        return ""

    def _named(self, stated: object) -> str:
        """Return the name of what is given by it, by a node, or by a list of them."""
        first = next(iter(_list(stated)), None)
        return _text(first) or _field(self._whole(first), "name")

    def _whole(self, stated: object) -> object:
        """Return the node that a reference stands for, and what is none as it is."""
        return self.nodes.get(_field(stated, "@id"), stated)


def _list(stated: object) -> list[object]:
    """Return what a property has, which may be one thing, several or nothing."""
    if isinstance(stated, list):
        return stated
    return [] if stated is None else [stated]


def _text(stated: object) -> str:
    """Return a text, white space collapsed, "" of what is none."""
    return " ".join(html.unescape(stated).split()) if isinstance(stated, str) else ""


def _field(stated: object, name: str) -> str:
    """Return the text that a node has by a name, "" where it has none or is no node."""
    return _text(stated.get(name)) if isinstance(stated, dict) else ""


def _address(stated: object) -> str:
    """Return an address, which may be given by itself or by a node."""
    return _text(stated) or _field(stated, "@id") or _field(stated, "url")
