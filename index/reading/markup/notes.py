"""Marks of footnotes, and lists of contents: links that say nothing in a text."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from index.reading.markup.roles import classes_of, roles_of
from index.reading.markup.tree import INLINE, HtmlElement, events, is_text

_CONTENTS = 3  # links within the document that a list of contents has at least, …
_LINKED = 0.9  # … and how much of its words they are
# Links that lead to a note or back, or to the heading that they stand in, and what they show.
_NOTING = frozenset(
    "doc-noteref doc-backlink noteref footnote-reference footnote-ref footnoteref footnote-backref "
    "footnote-back fn-backref reversefootnote headerlink".split()
)
_MARK = re.compile(r"[\[({]?(?:\d{1,4}|[a-z]{1,2}|[*†‡§¶#↑↩⏎^]{1,3})[\])}]?\ufe0e?", re.IGNORECASE)
_PERMANENT = [["¶"], ["#"], ["§"]]  # what a link to its own place shows, whatever it is called
_POINT = re.compile(r"\A\s*[.:)](?=\s)")  # behind the mark that a note begins with
_AROUND = 3  # elements around a link that may show its brackets, …
_WITHIN = 20  # … and beginnings and ends of elements, and texts, in a mark at most


def note_marks(root: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the marks of footnotes and of headings, each with the brackets around it."""
    raised = 0  # open elements that raise letters
    for event in events(root, lambda _: False):
        node = event.node
        if isinstance(node, str):
            continue
        if node.name == "sup":
            raised += -1 if event.closes else 1
        elif node.name == "a" and not event.closes and _is_mark(node, raised=raised > 0):
            yield _with_brackets(node)


def take_out_point(mark: HtmlElement) -> None:
    """Take out the point behind the mark that a note begins with: "1. Said in 1911."."""
    around, before, behind = mark.parent, mark.previous_sibling, mark.next_sibling
    begins = around is not None and around.name not in INLINE
    begins = begins and (before is None or not before.get_text().strip())
    if begins and behind is not None and is_text(behind):
        behind.replace_with(_POINT.sub("", str(behind)))


def _is_mark(link: HtmlElement, *, raised: bool) -> bool:
    """Return whether a link is the mark of a footnote, leads back from one, or to its heading."""
    raises = raised or link.find("sup", recursive=False) is not None
    noting = raises or not _NOTING.isdisjoint(roles_of(link) | classes_of(link))
    noting = noting or [str(node).strip() for node in link.contents[:2]] in _PERMANENT
    return noting and "#" in str(link.get("href") or "") and _shows_mark(link)


def _with_brackets(link: HtmlElement) -> HtmlElement:
    """Return the outermost element around a link that shows nothing but the mark."""
    mark = link
    for _ in range(_AROUND):
        around = mark.parent
        if around is None or around.name not in INLINE or not _shows_mark(around):
            break
        mark = around
    return mark


def _shows_mark(element: HtmlElement) -> bool:
    """Return whether an element shows a mark alone; it is not looked into further than one has."""
    if len(element.contents) > _WITHIN:
        return False
    inside = list(islice(events(element, lambda _: False), _WITHIN + 1))
    words = "".join(event.node for event in inside if isinstance(event.node, str))
    return len(inside) <= _WITHIN and _MARK.fullmatch(words.strip()) is not None


def is_contents(entries: HtmlElement, within: Callable[[str], bool]) -> bool:
    """Return whether an element names other places of the document, and hardly says anything else.

    Args:
        entries: The list, or a page.
        within: Whether an address leads to another place of the document.
    """
    links = [link for link in entries.find_all("a", href=True) if within(str(link["href"]))]
    linked = sum(_words_length(link) for link in links)
    return len(links) >= _CONTENTS and linked >= _LINKED * _words_length(entries)


def _words_length(element: HtmlElement) -> int:
    """Return how many characters an element's words have, white space left out."""
    return len("".join(element.get_text().split()))
