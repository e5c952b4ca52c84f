"""A verification's differences with their places in the source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.quotations.differences import Difference, Op
from index.types import Span

_LONGEST_WORD = 64  # characters in which a word beside an addition is looked for


@dataclass(frozen=True, slots=True)
class PlacedDifference:
    """A stretch of a comparison and where its source's side stands.

    Args:
        difference: The stretch.
        start: First code point in the document's text.
        end: One past the last; the same as `start` where the source has nothing.
    """

    difference: Difference
    start: int
    end: int

    @property
    def is_change(self) -> bool:
        """Whether the two sides differ without a mark."""
        return self.difference.op is not Op.EQUAL

    @property
    def is_omission(self) -> bool:
        """Whether the quotation marks that it left something out or put words of its own."""
        return self.difference.marked and self.start < self.end


def placed(differences: Sequence[Difference], start: int) -> Iterator[PlacedDifference]:
    """Yield differences with their places, from where the source's stretch starts."""
    for difference in differences:
        end = start + len(difference.source)
        yield PlacedDifference(difference, start, end)
        start = end


def about(text: str, change: PlacedDifference) -> Span:
    """Return the source's words that a change is about: of added ones, the words around them."""
    start, end = change.start, change.end
    if text[start:end].strip():
        raw = text[start:end]
        return Span(start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip()))
    before = text[max(0, start - _LONGEST_WORD) : start]
    behind = text[end : end + _LONGEST_WORD]
    last_word, first_word = (before.split() or [""])[-1], (behind.split() or [""])[0]
    first = start - len(before) + before.rfind(last_word) if last_word else start
    last = end + behind.find(first_word) + len(first_word)
    return Span(first, max(last, first + 1))
