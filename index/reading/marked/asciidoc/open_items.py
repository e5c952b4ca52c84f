"""The items of lists that are open while a file is read."""

from collections import Counter

from index.reading.line_shapes.list_items import item_term
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind

TERMED = "::"
"""What marks an item that has a term."""


class OpenItems:
    """The open items, the outermost first, by what marks each."""

    def __init__(self) -> None:
        """Start with none."""
        self._markers: list[str] = []
        self._counts: Counter[int] = Counter()  # items of ordered lists, by depth

    def __len__(self) -> int:
        """Return how many are open."""
        return len(self._markers)

    def open(self, marker: str) -> None:
        """Open an item; one that is marked alike ends, and all in it."""
        if marker in self._markers:
            del self._markers[self._markers.index(marker) :]
        self._markers.append(marker)

    def clear(self) -> None:
        """End all of them."""
        self._markers.clear()
        self._counts.clear()

    def number(self, mark: str) -> str:
        """Return the number of an item of an ordered list, counted where it has none.

        Args:
            mark: As it is written: "3.", or dots as many as it is deep.
        """
        if mark.strip("<>.") or not mark.strip("<>"):
            return mark
        depth = len(mark)
        for deeper in [other for other in self._counts if other > depth]:
            del self._counts[deeper]
        self._counts[depth] += 1
        return (
            mark.replace(".", str(self._counts[depth]))
            if "<" in mark
            else f"{self._counts[depth]}."
        )

    def part(
        self, text: str, kind: BlockKind, mark: str = "", lead: str = "", *, begins: bool
    ) -> ExtractPart:
        """Return a part of the innermost.

        Args:
            text: Its words.
            kind: What it is.
            mark: What it begins with.
            lead: The term that its own words begin with, if any.
            begins: It is the first of the item.
        """
        depth = len(self)
        return ExtractPart(
            text,
            kind=kind,
            item_depth=depth,
            goes_on=depth > 0 and not begins,
            term=item_term(mark, lead),
        )
