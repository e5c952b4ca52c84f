"""A quotation read beside one place of a source: what is equal, what differs, and where exactly."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from rapidfuzz.distance import Indel

from index.language import PRINTED_QUOTATION_MARKS
from index.quotations.alignment import Move, Step, align
from index.quotations.concordance import Floats
from index.quotations.differences import Difference, Op
from index.quotations.joined_words import joins_of
from index.quotations.marked_words import Element, Wording
from index.quotations.words import Word, signs_agree, words_of

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|\n\s*\n")
_ALIKE = (PRINTED_QUOTATION_MARKS, "-‐‑‒–—―−")
_LEAST_LIKENESS = 0.5
"""Likeness of letters from which a replaced word is taken for the source's, damaged."""
_TELLING_RUN = 4
"""Equal words in a row from which each counts whole; one alone among others may be chance."""
_FOREIGN_WORDS = 3
"""Words that must be foreign at an end, beyond the equal ones among them, to be taken as added."""
_MOVED_LIKENESS = 0.75
"""Likeness of a word that the source has, too, but at another place among the changed ones."""
_MOST_MOVED = 8
"""Words of the longest changed stretch of a source in which a word is looked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A quotation beside a stretch of a source.

    Args:
        start: First code point of the stretch in the source.
        end: One past the last code point.
        differences: The comparison, in order.
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


def read(wording: Wording, text: str, start: int, end: int) -> Reading | None:
    """Return the best reading of a quotation within a stretch of a text.

    Args:
        wording: The quotation, with at least one element.
        text: A document's text.
        start: Where to begin: the start of a word.
        end: Where to stop.

    Returns:
        None where the stretch shares no word with the quotation.
    """
    source = words_of(text, start, end)
    joins = joins_of(wording.elements, wording.text, source, text)
    alignment = align(wording.elements, source, joins)
    comparison = _Comparison(wording, text, source)
    stretches = comparison.stretches(comparison.core(alignment.steps))
    if all(stretch.move is not Move.SAME for stretch in stretches):
        return None
    quoted_cuts, source_cuts = comparison.cuts(stretches)
    differences = tuple(
        Difference(
            _op(stretch),
            wording.text[quoted[0] : quoted[1]],
            text[sourced[0] : sourced[1]],
            stretch.move is Move.MARKED,
        )
        for stretch, quoted, sourced in zip(
            stretches, pairwise(quoted_cuts), pairwise(source_cuts), strict=True
        )
    )
    likeness = comparison.likeness(stretches)
    return Reading(source_cuts[0], source_cuts[-1], differences, likeness, alignment.cost)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A quotation and the words of the source it was aligned with.

    A *stretch* is a step that was joined with its like: a run of equal words, a run of changed
    ones (its move is REPLACE, whatever its sides), or one mark.
    """

    wording: Wording
    text: str
    source: Sequence[Word]

    def core(self, steps: Sequence[Step]) -> list[Step]:
        """Return the steps with what is foreign to the source at either end taken as added.

        An alignment puts every word of another text beside some word of this one, and finds a few
        common ones in it.
        """
        gains = self._gains(steps)
        head = _foreign(gains)
        tail = len(steps) - _foreign(gains[::-1])
        if head >= tail:
            return list(steps)
        begin, end = steps[head].begin, steps[tail - 1].end
        before = [_added(step, begin) for step in steps[:head] if step.first < step.last]
        after = [_added(step, end) for step in steps[tail:] if step.first < step.last]
        return [*before, *steps[head:tail], *after]

    def _gains(self, steps: Sequence[Step]) -> list[float]:
        """Return for each step what it says for the source, at most 1, or against it, -1."""
        gains: list[float] = []
        for same, run in groupby(steps, key=lambda step: step.move is Move.SAME):
            alike = list(run)
            if same:
                gains.extend([min(1.0, len(alike) / _TELLING_RUN)] * len(alike))
            else:
                gains.extend(-float(self._is_foreign(step)) for step in alike)
        return gains

    def _is_foreign(self, step: Step) -> bool:
        """Return whether a step puts a word where the source has none or one quite unlike it."""
        if step.move is not Move.REPLACE:
            return step.move is Move.INSERT
        quoted, word = self.wording.elements[step.first].folded, self.source[step.begin].folded
        return Indel.normalized_similarity(quoted, word) < _LEAST_LIKENESS

    def stretches(self, steps: Sequence[Step]) -> list[Step]:
        """Return the steps with case and signs checked, joined with their like."""
        started = next((step for step in steps if step.move is Move.SAME), None)
        moves = [(self._checked(step, free_case=step is started), step) for step in steps]
        joined: list[Step] = []
        for move, run in groupby(moves, key=lambda pair: pair[0]):
            alike = [step for _, step in run]
            runs = [[step] for step in alike] if move is Move.MARKED else [alike]
            joined.extend(
                Step(move, run[0].first, run[-1].last, run[0].begin, run[-1].end) for run in runs
            )
        joined[0] = self._without_other_sentence(joined[0], at_start=True)
        joined[-1] = self._without_other_sentence(joined[-1], at_start=False)
        return joined

    def _checked(self, step: Step, *, free_case: bool) -> Move:
        """Return SAME, MARKED or REPLACE: equal words must agree in case and sign, too."""
        if step.move is Move.SAME:
            return Move.SAME if self._agrees(step, free_case=free_case) else Move.REPLACE
        return Move.MARKED if step.move is Move.MARKED else Move.REPLACE

    def _agrees(self, step: Step, *, free_case: bool) -> bool:
        """Return whether words that are the same when folded have the same case and sign."""
        elements = self.wording.elements[step.first : step.last]
        words = self.source[step.begin : step.end]
        if elements[0].form[:1].isdigit() and not signs_agree(
            self.wording.text, elements[0].start, self.text, words[0].start
        ):
            return False
        if not self.wording.case_matters or elements[0].put:
            return True
        quoted = "".join(element.form for element in elements)
        source = "".join(word.form for word in words)
        free_case = free_case or elements[0].free_case
        return quoted == source or (free_case and quoted[1:] == source[1:])

    def _without_other_sentence(self, stretch: Step, *, at_start: bool) -> Step:
        """Return a changed stretch at an end without source words from beyond the sentence.

        A word added before a whole sentence was not put for the last word of the one before, unless
        the quotation has the end of that sentence, too.
        """
        elements = self.wording.elements
        before, after = (
            elements[max(stretch.first - 1, 0)],
            elements[stretch.last : stretch.last + 1],
        )
        quoted_end = after[0].start if after else len(self.wording.text)
        if stretch.move is not Move.REPLACE or _SENTENCE_END.search(
            self.wording.text, before.end, quoted_end
        ):
            return stretch
        begin, end = stretch.begin, stretch.end
        ends = [
            place
            for place in range(max(begin, 1), min(end + 1, len(self.source)))
            if _SENTENCE_END.search(self.text, self.source[place - 1].end, self.source[place].start)
        ]
        if ends and at_start:
            begin = ends[-1]
        elif ends:
            end = ends[0]
        return Step(stretch.move, stretch.first, stretch.last, begin, end)

    def cuts(self, stretches: Sequence[Step]) -> tuple[list[int], list[int]]:
        """Return where the stretches are cut, in the quotation and in the source.

        Each list has one entry more than there are stretches. What stands between two stretches
        goes to the one that is not changed, so a changed stretch is its words and nothing else.
        """
        elements, words = self.wording.elements, self.source
        quoted = [(s.first, s.last) for s in stretches]
        source = [(s.begin, s.end) for s in stretches]
        changed = [s.move is Move.REPLACE for s in stretches]
        before, after = self._shared_edges(stretches)
        return (
            _cuts(elements, quoted, changed, before, after),
            _cuts(words, source, changed, before, after),
        )

    def _shared_edges(self, stretches: Sequence[Step]) -> tuple[int, int]:
        """Return how much punctuation before and after the equal words both sides share."""
        first, last = stretches[0], stretches[-1]
        quotation, text = self.wording.text, self.text
        before = after = 0
        if first.move is Move.SAME:
            quoted, source = self.wording.elements[0].start, self.source[first.begin].start
            before = _shared(quotation[:quoted][::-1], text[max(0, source - quoted) : source][::-1])
        if last.move is Move.SAME:
            quoted, source = self.wording.elements[-1].end, self.source[last.end - 1].end
            rest = len(quotation) - quoted
            after = _shared(quotation[quoted:], text[source : source + rest])
        return before, after

    def likeness(self, stretches: Sequence[Step]) -> tuple[float, ...]:
        """Return `Reading.likeness`."""
        likeness = [1.0] * len(self.wording.elements)
        changed = [stretch for stretch in stretches if stretch.move is Move.REPLACE]
        short = [stretch for stretch in changed if stretch.end - stretch.begin <= _MOST_MOVED]
        moved = Counter(
            word.folded for stretch in short for word in self.source[stretch.begin : stretch.end]
        )
        for stretch in changed:
            elements = self.wording.elements[stretch.first : stretch.last]
            alike = Indel.normalized_similarity(
                " ".join(element.folded for element in elements),
                " ".join(word.folded for word in self.source[stretch.begin : stretch.end]),
                score_cutoff=_LEAST_LIKENESS,
            )
            for i, element in enumerate(elements, start=stretch.first):
                likeness[i] = max(alike, _MOVED_LIKENESS * bool(moved[element.folded]))
                moved[element.folded] -= bool(moved[element.folded])
        return tuple(likeness)


def _foreign(gains: Sequence[float]) -> int:
    """Return how many steps from the first on are foreign: up to where they say most against it."""
    total = least = 0.0
    count = 0
    for i, gain in enumerate(gains, start=1):
        total += gain
        if total < least:
            least, count = total, i
    return count if least < -_FOREIGN_WORDS else 0


def _added(step: Step, place: int) -> Step:
    """Return a step's words of the quotation as added before a word of the source."""
    return Step(Move.INSERT, step.first, step.last, place, place)


def _op(stretch: Step) -> Op:
    """Return what a stretch did to the source."""
    if stretch.move is not Move.REPLACE:
        return Op.EQUAL
    if stretch.first == stretch.last:
        return Op.DELETE
    return Op.INSERT if stretch.begin == stretch.end else Op.REPLACE


def _cuts(
    pieces: Sequence[Element] | Sequence[Word],
    stretches: Sequence[tuple[int, int]],
    changed: Sequence[bool],
    before: int,
    after: int,
) -> list[int]:
    """Return where one side is cut; `before` and `after` are code points taken in at its ends."""
    filled = [stretch for stretch in stretches if stretch[0] < stretch[1]]
    stop = filled[-1][1]
    end = pieces[stop - 1].end + after
    cuts = [pieces[filled[0][0]].start - before]
    for i, (low, high) in enumerate(stretches[:-1]):
        following = stretches[i + 1][0]
        if changed[i]:
            cuts.append(pieces[high - 1].end if low < high else cuts[-1])
        else:
            cuts.append(pieces[following].start if following < stop else end)
    return [*cuts, end]


def _shared(quoted: str, source: str) -> int:
    """Return how many code points of punctuation two texts begin with in common.

    White space between marks counts, white space behind the last one does not.
    """
    length = 0
    for place, (one, other) in enumerate(zip(quoted, source, strict=False), start=1):
        alike = one == other or any(one in marks and other in marks for marks in _ALIKE)
        if not alike or one.isalnum():
            break
        if not one.isspace():
            length = place
    return length
