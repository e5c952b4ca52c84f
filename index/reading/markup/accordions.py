"""Headings that open what is below them at a press: their buttons are words, their panels shown.

A page that is saved while a panel is shut says that it is hidden, though it is a part of the text.

References:
    ARIA Authoring Practices Guide, "Accordion Pattern" and "Disclosure Pattern" (W3C).
"""

import re
from collections.abc import Iterator, Mapping

from index.reading.markup.roles import roles_of
from index.reading.markup.tree import HtmlElement, element_of

_HEADS = frozenset({*(f"h{level}" for level in range(1, 7)), "summary", "dt"})
_BUTTON_ROLES = frozenset({"button", "tab"})
_SHUT = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)[^;]*;?", re.IGNORECASE)
# What such a button opens beside a text: menus, and what lies over the page.
_OVERLAYS = frozenset("menu menubar listbox dialog alertdialog navigation search".split())
_OVERLAY_ELEMENTS = frozenset("nav dialog form aside".split())


def open_accordions(body: HtmlElement) -> None:
    """Show the panels of a page, and make buttons that are a heading its words."""
    heads = body.find_all(_HEADS)
    openers = [*filter(_opens, heads), *body.find_all(_opening_button)]
    if openers:
        named = {str(one["id"]): one for one in body.find_all(id=True)}
        for opener in openers:
            for panel in _panels(opener, named):
                _show(panel)
    for head in heads:
        _unwrap_buttons(head)


def _is_button(element: HtmlElement) -> bool:
    return element.name == "button" or not _BUTTON_ROLES.isdisjoint(roles_of(element))


def _opening_button(element: HtmlElement) -> bool:
    return _is_button(element) and element.has_attr("aria-controls")


def _opens(head: HtmlElement) -> bool:
    """Return whether a heading opens what is below it: it has a button, or says so."""
    return head.has_attr("aria-expanded") or head.find(_is_button) is not None


def _panels(opener: HtmlElement, named: Mapping[str, HtmlElement]) -> Iterator[HtmlElement]:
    """Yield what a button or heading opens: what it names, and what follows such a heading."""
    for id_ in str(opener.get("aria-controls") or "").split():
        if id_ in named and not _is_overlay(named[id_]):
            yield named[id_]
    following = opener.find_next_sibling(True) if opener.name in _HEADS else None
    panel = element_of(following) if following is not None else None
    if panel is not None and not _is_overlay(panel):
        yield panel


def _is_overlay(panel: HtmlElement) -> bool:
    return panel.name in _OVERLAY_ELEMENTS or not _OVERLAYS.isdisjoint(roles_of(panel))


def _show(panel: HtmlElement) -> None:
    """Take off an element that it is hidden."""
    for name in ("hidden", "aria-hidden"):
        del panel[name]
    if panel.has_attr("style"):
        panel["style"] = _SHUT.sub("", str(panel["style"]))


def _unwrap_buttons(head: HtmlElement) -> None:
    """Put the words of a heading's buttons in their place, where it has no others."""
    buttons = head.find_all("button")
    said = "".join(button.get_text() for button in buttons)
    if buttons and sum(map(str.isalnum, head.get_text())) == sum(map(str.isalnum, said)):
        for button in buttons:
            button.unwrap()
