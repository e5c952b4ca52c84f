"""WordprocessingML, the XML of Word documents: its elements found in reading order."""

from collections.abc import Iterator
from functools import cache
from typing import Any

WordElement = Any  # lxml's, which states no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE, ROW, CELL, RUN = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "r"))
BOX, WORDS, SYMBOL = f"{W}txbxContent", f"{W}t", f"{W}sym"
NOTE_MARKS = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})

_OFF = frozenset({"0", "false", "off", "none"})
LEFT_OUT = frozenset(
    {f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "rt", "txbxContent")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
"""Properties, what was deleted or moved away, readings of characters, and, but where they are asked
for, text boxes; a fallback repeats what stands before it for programs that cannot show that."""


def nearest(element: WordElement, tags: frozenset[str]) -> Iterator[WordElement]:
    """Yield what has one of the tags inside of an element, in reading order, none in another."""
    stack = [*reversed(element)]
    while stack:
        inner = stack.pop()
        if inner.tag in tags:
            yield inner
        elif inner.tag not in LEFT_OUT:
            stack += reversed(inner)


def property_of(element: WordElement, *names: str) -> WordElement | None:
    """Return the element to which these names lead, "pPr", "numPr"; None where it is not there."""
    return element.find(_path(names))


@cache
def _path(names: tuple[str, ...]) -> str:
    return "/".join(f"{W}{name}" for name in names)


def value_of(element: WordElement | None, name: str = "val") -> str | None:
    """Return what an element states, None where it is not there or states nothing."""
    return None if element is None else element.get(f"{W}{name}")


def is_on(element: WordElement | None) -> bool:
    """Return whether a property that is on or off is on: it is there, and is not said to be off."""
    return element is not None and (value_of(element) or "").lower() not in _OFF
