"""An alignment's steps drawn together to stretches that are equal, changed or marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, takewhile

from rapidfuzz.distance import Indel

from index.quotations.alignment import Move, Step
from index.quotations.marked_words import Element, ParsedQuotation
from index.quotations.words import ComparedWord, signs_agree

# Likeness of letters from which a replaced word is taken for the source's, damaged.
LEAST_LIKENESS = 0.5
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|\n\s*\n")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_SHORTEST_PARTING = 2  # characters of the end of a paragraph
# Equal words in a row from which each counts whole; one alone among others may be chance.
_CONTENT_RUN = 4
# Words that must be foreign at an end, beyond the equal ones among them, to be taken as added.
_FOREIGN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Sides:
    """A quotation and the stretch of a source that it was aligned with.

    Args:
        quotation: The quotation.
        text: Of the source.
        words: The source's words that it was aligned with.
    """

    quotation: ParsedQuotation
    text: str
    words: Sequence[ComparedWord]

    def quoted(self, step: Step) -> Sequence[Element]:
        """Return the quotation's side of a step."""
        return self.quotation.elements[step.first : step.last]

    def sourced(self, step: Step) -> Sequence[ComparedWord]:
        """Return the source's side of a step."""
        return self.words[step.begin : step.end]


def stretches_of(sides: Sides, steps: Sequence[Step]) -> list[Step]:
    """Return the steps of an alignment joined with their like.

    Returns:
        In order: runs of equal words, runs of changed ones (their move is REPLACE, whatever their
        sides), and marks, each by itself. Equal words agree in case and sign, too.
    """
    steps = _core(sides, steps)
    first_equal = next((step for step in steps if step.move is Move.SAME), None)
    checked = [
        _with_move(step, _checked(sides, step, free_case=step is first_equal)) for step in steps
    ]
    stretches: list[Step] = []
    for move, group in groupby(checked, key=lambda step: step.move):
        run = list(group)
        stretches += run if move is Move.MARKED else [_joined(run)]
    stretches[0] = _without_other_sentence(sides, stretches[0], at_start=True)
    stretches[-1] = _without_other_sentence(sides, stretches[-1], at_start=False)
    return stretches


def _with_move(step: Step, move: Move) -> Step:
    """Return a step as another move."""
    return step if step.move is move else step._replace(move=move)


def _joined(run: Sequence[Step]) -> Step:
    """Return steps of one move as one."""
    return Step(run[0].move, run[0].first, run[-1].last, run[0].begin, run[-1].end)


def _core(sides: Sides, steps: Sequence[Step]) -> list[Step]:
    """Return the steps with what is foreign to the source at either end taken as added.

    An alignment puts every word of another text beside some word of this one, and finds a few
    common ones in it. Beyond the end of a paragraph less of that is enough.
    """
    gains = _gains(sides, steps)
    ends = [place for place in range(1, len(steps)) if _is_parted(sides, steps[place])]
    head = max(_foreign_steps(gains), _steps_beyond(steps, gains, ends))
    last_first, ends = steps[::-1], [len(steps) - place for place in ends]
    gains.reverse()
    behind = max(_foreign_steps(gains), _steps_beyond(last_first, gains, ends))
    tail = len(steps) - behind
    if head >= tail:
        return list(steps)
    before = _added(steps[:head], steps[head].begin)
    after = _added(steps[tail:], steps[tail - 1].end)
    return [*before, *steps[head:tail], *after]


def _added(steps: Sequence[Step], place: int) -> list[Step]:
    """Return the quotation's words of some steps as added before a word of the source."""
    return [
        Step(Move.INSERT, step.first, step.last, place, place)
        for step in steps
        if step.first < step.last
    ]


def _gains(sides: Sides, steps: Sequence[Step]) -> list[float]:
    """Return for each step what it says for the source, at most 1, or against it, -1."""
    gains: list[float] = []
    for is_same, group in groupby(steps, key=lambda step: step.move is Move.SAME):
        run = list(group)
        if is_same:
            gains += [min(1.0, len(run) / _CONTENT_RUN)] * len(run)
        else:
            gains += [-float(_is_foreign(sides, step)) for step in run]
    return gains


def _is_foreign(sides: Sides, step: Step) -> bool:
    """Return whether a step puts a word where the source has none or one quite unlike it."""
    if step.move is not Move.REPLACE:
        return step.move is Move.INSERT
    quoted, word = sides.quoted(step)[0].folded, sides.sourced(step)[0].folded
    likeness = Indel.normalized_similarity(quoted, word, score_cutoff=LEAST_LIKENESS)
    return likeness < LEAST_LIKENESS


def _foreign_steps(gains: Sequence[float]) -> int:
    """Return how many steps from the first on are foreign: up to where they say most against it."""
    total = least = 0.0
    count = 0
    for i, gain in enumerate(gains, start=1):
        total += gain
        if total < least:
            least, count = total, i
    return count if least < -_FOREIGN_WORDS else 0


def _steps_beyond(steps: Sequence[Step], gains: Sequence[float], ends: Sequence[int]) -> int:
    """Return how many steps from the first on are of another paragraph, and say more against it.

    Source words that are dropped beside its end are among them.

    Args:
        steps: Read from the end that is looked at.
        gains: Of each.
        ends: Before which steps a paragraph ends.
    """
    totals = [0.0, *accumulate(gains)]
    count = min(ends, key=lambda place: (totals[place], -place), default=0)
    if totals[count] >= 0:
        return 0
    dropped = takewhile(lambda step: step.move is Move.DELETE, steps[count:])
    return count + len(list(dropped))


def _is_parted(sides: Sides, step: Step) -> bool:
    """Return whether a paragraph of the source ends right before the words of a step, or in them.

    What the quotation leaves out with a mark may well reach into another one.
    """
    if step.begin == step.end or step.move is Move.MARKED:
        return False
    before, last = sides.words[max(step.begin - 1, 0)], sides.words[step.end - 1]
    if last.start - before.end < _SHORTEST_PARTING:
        return False
    return _PARAGRAPH_END.search(sides.text, before.end, last.start) is not None


def _checked(sides: Sides, step: Step, *, free_case: bool) -> Move:
    """Return SAME, MARKED or REPLACE: equal words must agree in case and sign, too."""
    if step.move is Move.SAME and _is_altered(sides, step):
        return Move.MARKED
    if step.move is Move.SAME:
        return Move.SAME if _agrees(sides, step, free_case=free_case) else Move.REPLACE
    if step.move is Move.NOTE:
        return Move.SAME
    return Move.MARKED if step.move is Move.MARKED else Move.REPLACE


def _is_altered(sides: Sides, step: Step) -> bool:
    """Return whether a word stands for one of the source that its brackets make another."""
    elements, words = sides.quoted(step), sides.sourced(step)
    return len(elements) == len(words) == 1 and elements[0].alters(words[0])


def _agrees(sides: Sides, step: Step, *, free_case: bool) -> bool:
    """Return whether words that are the same when folded have the same case and sign."""
    elements, words = sides.quoted(step), sides.sourced(step)
    first, quotation = elements[0], sides.quotation
    if first.form[:1].isdigit() and not signs_agree(
        quotation.text, first.start, sides.text, words[0].start
    ):
        return False
    if not quotation.case_matters or first.put:
        return True
    quoted = "".join(element.form for element in elements)
    source = "".join(word.form for word in words)
    if len(quoted) != len(source):  # one of them has the number of a footnote
        quoted = quoted.removesuffix(elements[-1].note)
        source = source.removesuffix(words[-1].note)
    if free_case or first.free_case:
        return quoted[1:] == source[1:]
    return quoted == source


def _without_other_sentence(sides: Sides, stretch: Step, *, at_start: bool) -> Step:
    """Return a changed stretch at an end without source words from beyond the sentence.

    A word added before a whole sentence was not put for the last word of the one before, unless
    the quotation has the end of that sentence, too.
    """
    if stretch.move is not Move.REPLACE or _quotes_sentence_end(sides.quotation, stretch):
        return stretch
    ends = [
        place
        for place in range(max(stretch.begin, 1), min(stretch.end + 1, len(sides.words)))
        if _ends_sentence(sides, place)
    ]
    if not ends:
        return stretch
    if at_start:
        return Step(stretch.move, stretch.first, stretch.last, ends[-1], stretch.end)
    return Step(stretch.move, stretch.first, stretch.last, stretch.begin, ends[0])


def _quotes_sentence_end(quotation: ParsedQuotation, stretch: Step) -> bool:
    """Return whether a sentence ends in the quotation within a stretch or beside it."""
    elements = quotation.elements
    start = elements[max(stretch.first - 1, 0)].end
    end = elements[stretch.last].start if stretch.last < len(elements) else len(quotation.text)
    return _SENTENCE_END.search(quotation.text, start, end) is not None


def _ends_sentence(sides: Sides, place: int) -> bool:
    """Return whether a sentence of the source ends before a word."""
    start, end = sides.words[place - 1].end, sides.words[place].start
    return _SENTENCE_END.search(sides.text, start, end) is not None
