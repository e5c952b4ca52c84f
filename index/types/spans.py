"""Stretches of a text, and what is told of work on them.

Offsets are code points in `Document.text`, the mended text; `start` is inclusive, `end` exclusive.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

# Called with what is being done, how many are done and how many there are.
Progress: TypeAlias = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty stretch of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Check the bounds.

        Raises:
            ValueError: The span is empty or starts before the text.
        """
        if not 0 <= self.start < self.end:
            msg = f"span {self.start}..{self.end} is empty or negative"
            raise ValueError(msg)

    def __len__(self) -> int:
        """Return the length in code points."""
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        """Return whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end
