"""Where a quotation and its source are cut, so that the pieces in order are the whole of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.language import PRINTED_QUOTATION_MARKS
from index.quotations.alignment import Move, Step
from index.quotations.marked_words import Element
from index.quotations.stretches import Sides
from index.quotations.words import ComparedWord

_ALIKE = (PRINTED_QUOTATION_MARKS, "-‐‑‒–—―−")  # marks that print puts for one another


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where the stretches of a comparison begin, and where the last one ends, on both sides.

    Args:
        quoted: Code points of the quotation, one more than there are stretches, never falling.
        source: Code points of the source, as many.
    """

    quoted: tuple[int, ...]
    source: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a stretch: pieces `first`..`last`, the latter exclusive."""

    first: int
    last: int
    changed: bool

    def __len__(self) -> int:
        """Return the number of its pieces."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class _Edges:
    """Code points of punctuation that both sides share around the equal words at the ends."""

    before: int
    after: int


def cuts_of(sides: Sides, stretches: Sequence[Step]) -> Cuts:
    """Return where the stretches are cut, in the quotation and in the source.

    What stands between two stretches goes to the one that is not changed, so a changed stretch is
    its words and nothing else.

    Args:
        sides: The quotation and its source.
        stretches: As `stretches_of` gives them, at least one of equal words.
    """
    quoted = [_Side(s.first, s.last, s.move is Move.REPLACE) for s in stretches]
    source = [_Side(s.begin, s.end, s.move is Move.REPLACE) for s in stretches]
    edges = _shared_edges(sides, stretches)
    return Cuts(
        _cuts(sides.quotation.elements, quoted, edges),
        _cuts(sides.words, source, edges),
    )


def _cuts(
    pieces: Sequence[Element | ComparedWord], parts: Sequence[_Side], edges: _Edges
) -> tuple[int, ...]:
    """Return where one side is cut."""
    filled = list(filter(len, parts))
    pieces = pieces[: filled[-1].last]
    end = pieces[-1].end + edges.after
    cuts = [pieces[filled[0].first].start - edges.before]
    for part, following in pairwise(parts):
        if not part.changed:
            cuts.append(pieces[following.first].start if following.first < len(pieces) else end)
        elif len(part):
            cuts.append(pieces[part.last - 1].end)
        else:
            cuts.append(cuts[-1])
    return (*cuts, end)


def _shared_edges(sides: Sides, stretches: Sequence[Step]) -> _Edges:
    """Return how much punctuation before and after the equal words both sides share."""
    first, last = stretches[0], stretches[-1]
    quotation, text = sides.quotation, sides.text
    before = after = 0
    if first.move is Move.SAME:
        quoted, source = quotation.elements[0].start, sides.words[first.begin].start
        quoted_before = quotation.text[:quoted]
        source_before = text[max(0, source - quoted) : source]
        before = _shared(quoted_before[::-1], source_before[::-1])
    if last.move is Move.SAME:
        quoted, source = quotation.elements[-1].end, sides.words[last.end - 1].end
        quoted_after = quotation.text[quoted:]
        after = _shared(quoted_after, text[source : source + len(quoted_after)])
    return _Edges(before, after)


def _shared(quoted: str, source: str) -> int:
    """Return how many code points of punctuation two texts begin with in common.

    White space between marks counts, white space behind the last one does not.
    """
    length = 0
    for place, (mark, other) in enumerate(zip(quoted, source, strict=False), start=1):
        if mark.isalnum() or not _are_alike(mark, other):
            break
        if not mark.isspace():
            length = place
    return length


def _are_alike(mark: str, other: str) -> bool:
    """Return whether two characters are the same, or one that print puts for the other."""
    return mark == other or any(mark in marks and other in marks for marks in _ALIKE)
