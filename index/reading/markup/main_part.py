"""The element that holds a page's own text, everything else taken out of it."""

import re
from collections.abc import Callable, Iterator

from index.reading.markup.tree import INLINE, HtmlElement, events, outermost, take_out

_LEFT_OUT = frozenset(
    "script style noscript template svg math nav footer aside form button select iframe object "
    "video audio canvas dialog head".split()
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|sidebar|footer|cookies?|share|sharing|social|related|"
    r"comments?|advert\w*|ads?|newsletter|breadcrumbs?|toc|skip|pagination|editsection)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LISTS = frozenset({"ul", "ol"})
_CONTENTS = 3  # links within the document that a list of contents has at least, …
_LINKED = 0.9  # … and how much of its words they are
# Links that lead to a note or back, or to the heading that they stand in, and what they show.
_NOTING = frozenset(
    "doc-noteref doc-backlink noteref footnote-reference footnote-ref footnoteref footnote-backref "
    "footnote-back fn-backref reversefootnote headerlink".split()
)
_MARK = re.compile(r"[\[({]?(?:\d{1,4}|[a-z]{1,2}|[*†‡§¶#↑↩⏎^]{1,3})[\])}]?\ufe0e?", re.IGNORECASE)
_MOST = 0.5  # of a page's words; what holds more is the page itself, whatever it is called


def main_part(page: HtmlElement, within: Callable[[str], bool]) -> HtmlElement:
    """Return the element that holds the page's own text, everything else taken out of it.

    Args:
        page: The outermost element.
        within: Whether an address leads to another place of the document.
    """
    take_out(outermost(page, lambda element: element.name in _LEFT_OUT))
    body = page.find("body") or page
    sizes = {id(tag): length for tag, length in _lengths(body)}
    candidates = [*body.find_all("main"), *body.find_all(role="main"), *body.find_all("article")]
    root = max(candidates, key=lambda tag: sizes.get(id(tag), 0), default=body)
    size = len(root.get_text())
    parts = [tag for tag, length in _lengths(root) if length < _MOST * size]
    take_out(filter(_is_aside, parts))
    take_out(filter(_is_mark, root.find_all("a")))
    lists = outermost(root, lambda element: element.name in _LISTS)
    take_out(entries for entries in lists if _is_contents(entries, within))
    return root


def _is_mark(link: HtmlElement) -> bool:
    """Return whether a link is the mark of a footnote, leads back from one, or to its heading."""
    if "#" not in str(link.get("href") or "") or not _MARK.fullmatch(link.get_text().strip()):
        return False
    named = {str(link.get("role")), str(link.get("epub:type")), *(link.get("class") or ())}
    return bool(_NOTING & named) or link.find_parent("sup") is not None


def _is_contents(entries: HtmlElement, within: Callable[[str], bool]) -> bool:
    """Return whether a list names other places of the document, and hardly says anything else."""
    links = [link for link in entries.find_all("a", href=True) if within(str(link["href"]))]
    linked = sum(_words_length(link) for link in links)
    return len(links) >= _CONTENTS and linked >= _LINKED * _words_length(entries)


def _words_length(element: HtmlElement) -> int:
    """Return how many characters an element's words have, white space left out."""
    return len("".join(element.get_text().split()))


def _lengths(root: HtmlElement) -> Iterator[tuple[HtmlElement, int]]:
    """Yield every element inside of `root` with the length of its text."""
    opened: list[int] = []
    length = 0
    for event in events(root, lambda _: False):
        node = event.node
        if isinstance(node, str):
            length += len(node)
        elif event.closes:
            yield node, length - opened.pop()
        elif node.name != "br":
            opened.append(length)


def _is_aside(element: HtmlElement) -> bool:
    """Return whether an element is hidden, or named as no part of the text."""
    if element.has_attr("hidden") or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(str(element.get("style") or "")):
        return True
    names = [*(element.get("class") or ()), str(element.get("id") or "")]
    return element.name not in INLINE and any(_ASIDE.search(str(name)) for name in names)
