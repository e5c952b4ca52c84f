"""The numbers that a browser shows before the items of a list that counts.

References:
    HTML Living Standard, "The ol element", "The li element".
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from index.language import roman
from index.reading.line_shapes.list_items import letter
from index.reading.markup.tree import HtmlElement

_FIGURES: Mapping[str, Callable[[int], str]] = {
    "a": letter,
    "A": lambda number: letter(number).upper(),
    "i": roman,
    "I": lambda number: roman(number).upper(),
}
_NUMBER = re.compile(r"-?\d{1,6}")
_UNMARKED = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_OWN_MARK = re.compile(r"\W?(?:\d{1,6}[.)\]:]|[A-Za-z]{1,4}\))\s")  # "1. …", "(b) …"


@dataclass(slots=True)
class ItemMarks:
    """The lists of a page that is read from its beginning.

    Args:
        numbers: Of the last item of each list, by `id`.
    """

    numbers: dict[int, int] = field(default_factory=dict)

    def of(self, item: HtmlElement) -> str:
        """Return what an item is marked with, "" where that is no number.

        Args:
            item: The next of its list.
        """
        listed = item.parent
        if item.name != "li" or listed is None or listed.name != "ol":
            return ""
        number = self._number(item, listed)
        self.numbers[id(listed)] = number
        if any(_UNMARKED.search(str(one.get("style") or "")) for one in (item, listed)):
            return ""
        figures = _FIGURES.get(str(listed.get("type") or ""), str)
        return f"{figures(number) if number > 0 else number}."

    def _number(self, item: HtmlElement, listed: HtmlElement) -> int:
        """Return the number of an item: its own, else the next one of its list."""
        own = _whole(item, "value")
        if own is not None:
            return own
        step = -1 if listed.has_attr("reversed") else 1
        if id(listed) in self.numbers:
            return self.numbers[id(listed)] + step
        start = _whole(listed, "start")
        last = len(listed.find_all("li", recursive=False)) if step < 0 else 1
        return last if start is None else start


def has_own_mark(text: str) -> bool:
    """Return whether an item's words begin with a number of their own."""
    return _OWN_MARK.match(text) is not None


def _whole(element: HtmlElement, name: str) -> int | None:
    """Return a number that an element states, None where it states none."""
    stated = str(element.get(name) or "").strip()
    return int(stated) if _NUMBER.fullmatch(stated) else None
