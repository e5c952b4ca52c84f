"""A quotation held beside one place of a source: what is equal, what differs, and where exactly."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Indel

from index.quotations.alignment import Move, Step, align
from index.quotations.concordance import Floats
from index.quotations.cuts import Cuts, cuts_of
from index.quotations.differences import Difference, Op
from index.quotations.joined_words import joins_of
from index.quotations.marked_words import ParsedQuotation
from index.quotations.stretches import LEAST_LIKENESS, Sides, stretches_of
from index.quotations.words import ComparedWord

# Likeness of a word that the source has, too, but at another place among the changed ones.
_MOVED_LIKENESS = 0.75
_MOST_MOVED = 8  # words of the longest changed stretch of a source in which a word is looked for


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quotation beside a stretch of a source.

    Args:
        start: First code point of the stretch in the source.
        end: One past the last code point.
        differences: Equal and changed stretches, in order.
        likeness: For each element of the quotation, 0 to 1: how far it is the source's word there.
        cost: What the alignment cost; 0 where nothing differs but for case and sign.
    """

    start: int
    end: int
    differences: tuple[Difference, ...]
    likeness: tuple[float, ...]
    cost: int

    @property
    def exact(self) -> bool:
        """Whether nothing differs but what print varies and what the quotation marks."""
        return all(difference.op is Op.EQUAL for difference in self.differences)

    def share(self, weights: Floats) -> float:
        """Return how much of the quotation the stretch has, 0 to 1.

        Args:
            weights: (elements,) float64, what each element counts.
        """
        return float(weights @ np.array(self.likeness)) / max(float(weights.sum()), 1e-9)


def comparison_of(
    quotation: ParsedQuotation, text: str, words: Sequence[ComparedWord]
) -> Comparison | None:
    """Return a quotation beside what is most like it among some words of a text.

    Args:
        quotation: With at least one element.
        text: A document's text.
        words: Of the text, in a row.

    Returns:
        None where they share no word with the quotation.
    """
    joins = joins_of(quotation, words, text)
    alignment = align(quotation.elements, words, joins)
    sides = Sides(quotation, text, words)
    stretches = stretches_of(sides, alignment.steps)
    if not any(map(_is_shared, stretches)):
        return None
    cuts = cuts_of(sides, stretches)
    return Comparison(
        cuts.source[0],
        cuts.source[-1],
        tuple(_differences(sides, stretches, cuts)),
        _likeness(sides, stretches),
        alignment.cost,
    )


def _is_shared(stretch: Step) -> bool:
    """Return whether quotation and source have the same words in a stretch."""
    both = stretch.first < stretch.last and stretch.begin < stretch.end
    return stretch.move is Move.SAME and both


def _differences(sides: Sides, stretches: Sequence[Step], cuts: Cuts) -> Iterator[Difference]:
    """Yield each stretch with what both sides have there."""
    spans = zip(stretches, pairwise(cuts.quoted), pairwise(cuts.source), strict=True)
    for stretch, (quoted, quoted_end), (source, source_end) in spans:
        yield Difference(
            _op(stretch),
            sides.quotation.text[quoted:quoted_end],
            sides.text[source:source_end],
            stretch.move is Move.MARKED,
        )


def _op(stretch: Step) -> Op:
    """Return what a stretch did to the source."""
    if stretch.move is not Move.REPLACE:
        return Op.EQUAL
    if stretch.first == stretch.last:
        return Op.DELETE
    return Op.INSERT if stretch.begin == stretch.end else Op.REPLACE


def _likeness(sides: Sides, stretches: Sequence[Step]) -> tuple[float, ...]:
    """Return `Comparison.likeness`."""
    elements = sides.quotation.elements
    likeness = [1.0] * len(elements)
    changed = [stretch for stretch in stretches if stretch.move is Move.REPLACE]
    movable = _movable_words(sides, changed)
    for stretch in changed:
        alike = _letters_alike(sides, stretch)
        for i in range(stretch.first, stretch.last):
            likeness[i] = alike
            if movable[elements[i].folded]:
                movable[elements[i].folded] -= 1
                likeness[i] = max(alike, _MOVED_LIKENESS)
    return tuple(likeness)


def _movable_words(sides: Sides, changed: Sequence[Step]) -> Counter[str]:
    """Return the source's words in short changed stretches: one may stand elsewhere in another."""
    words: Counter[str] = Counter()
    for stretch in changed:
        if stretch.end - stretch.begin <= _MOST_MOVED:
            words.update(word.folded for word in sides.sourced(stretch))
    return words


def _letters_alike(sides: Sides, stretch: Step) -> float:
    """Return how like the letters of a stretch's two sides are, 0 to 1; 0 for quite unlike ones."""
    return Indel.normalized_similarity(
        " ".join(element.folded for element in sides.quoted(stretch)),
        " ".join(word.folded for word in sides.sourced(stretch)),
        score_cutoff=LEAST_LIKENESS,
    )
