"""Where the pages of a printed edition begin in the words of an electronic one.

References:
    EPUB Accessibility 1.1, page navigation; a break is an element of the type `pagebreak` (EPUB) or
    of the role `doc-pagebreak` (DPUB-ARIA), whose title, label or text names the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from index.reading.markup.roles import roles_of
from index.reading.markup.tree import HtmlElement, collapsed, outermost
from index.types import Locator, LocatorKind

BREAK = "\0"
"""Stands in words where a page begins; no text of a page holds it, since parsers take it out."""
_BREAKS = frozenset({"pagebreak", "doc-pagebreak"})


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The beginning of a page: how it is named, and the id of what stands there."""

    value: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A text without the marks of breaks, where pages begin in it, and the breaks at its end."""

    text: str
    locators: tuple[Locator, ...]
    left: list[PageBreak]


def is_page_break(element: HtmlElement) -> bool:
    """Return whether an element is where a page begins, and nothing else."""
    return not _BREAKS.isdisjoint(roles_of(element))


def page_list_of(page: HtmlElement) -> Mapping[str, str]:
    """Return the names of a book's pages by the addresses that its contents give of them."""
    lists = outermost(page, lambda element: "page-list" in roles_of(element))
    links = chain.from_iterable(one.find_all("a", href=True) for one in lists)
    return {str(link["href"]): collapsed([link.get_text()]) for link in links}


def page_break_of(element: HtmlElement) -> PageBreak:
    """Return the beginning of a page that an element is."""
    stated = (element.get("title"), element.get("aria-label"), element.get_text())
    names = (" ".join(str(name or "").split()) for name in stated)
    return PageBreak(next(filter(None, names), ""), str(element.get("id") or ""))


def placed(text: str, breaks: Sequence[PageBreak]) -> Placed:
    """Return where pages begin in a text.

    Args:
        text: White space collapsed, `BREAK` where a page begins.
        breaks: In reading order; those that have no mark in `text` stand before it.
    """
    first, *others = text.split(BREAK)
    pieces = [first]
    starts = [0] * (len(breaks) - len(others))
    length = len(first)
    for piece in others:
        starts.append(length)
        # A break between two spaces leaves one.
        words = piece.removeprefix(" ") if not length or pieces[-1].endswith(" ") else piece
        pieces += [words] if words else []
        length += len(words)
    clean = "".join(pieces).rstrip(" ") if others else text
    within = [start for start in starts if start < len(clean)]
    locators = tuple(map(_locator, breaks, (_word_at(clean, start) for start in within)))
    return Placed(clean, locators, list(breaks[len(within) :]))


def _word_at(text: str, start: int) -> int:
    """Return where the words begin at a place that white space may stand at."""
    return start + text[start].isspace()


def _locator(page: PageBreak, start: int) -> Locator:
    return Locator(start, LocatorKind.PAGE, page.value, page.fragment)
