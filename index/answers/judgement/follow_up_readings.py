"""A follow-up, read behind what answered the question before.

"Whose money was that?", asked after "Was there ever a product that failed?", asks of what the
answer told, which the question before does not have. So the passages that come near the best are
read once more, with the sentence that answered before them in place of the one that stands there,
and both readings are heard. What goes on from an answer also stands beside it, or soon after, more
often than elsewhere (index/lab/NOTEBOOK.md, "Follow-ups").
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.answers.judgement.weighing import JudgedPassage
from index.language import is_asked
from index.models import PassageReading, ReaderInput

_SOON = 2  # paragraphs after the one that answered the question before


@dataclass(frozen=True, slots=True)
class _Answered:
    """What answered the question before.

    Args:
        text: The sentence.
        document: Where it stands.
        paragraph: Its number there.
    """

    text: str
    document: str
    paragraph: int


def read_behind(
    judged: Sequence[JudgedPassage],
    inputs: Sequence[ReaderInput],
    read: Callable[[Sequence[ReaderInput]], Sequence[PassageReading]],
) -> list[JudgedPassage]:
    """Return passages as they are heard behind what answered the question before.

    As they were where nothing among them did.

    Args:
        judged: All that were read of a follow-up, at least one.
        inputs: Each as it was read.
        read: Reads others for the same question, as these were read.
    """
    weighing = judged[0].weighing
    answered = _answered(judged, inputs, weighing.least_odds)
    if answered is None:
        return list(judged)
    best = [max(one.sentence_scores()) for one in judged]
    near = [n for n, score in enumerate(best) if score >= max(best) - weighing.contested]
    behind = read([replace(inputs[number], before=answered.text) for number in near])
    heard = list(judged)
    for number, other in zip(near, behind, strict=True):
        heard[number] = _heard_behind(judged[number], other)
    return [_moved(one, answered) for one in heard]


def _answered(
    judged: Sequence[JudgedPassage], inputs: Sequence[ReaderInput], least: float
) -> _Answered | None:
    """Return what answered the question before, None where no sentence has so much for it."""
    found = (
        (odds, number, text)
        for number, (one, passage) in enumerate(zip(judged, inputs, strict=True))
        if one.earlier
        for odds, text in zip(one.earlier.sentences, passage.sentences, strict=True)
        if odds >= least and not is_asked(text)
    )
    best = max(found, default=None)
    if best is None:
        return None
    passage = judged[best[1]].candidate.passage
    return _Answered(best[2], passage.document, passage.paragraph)


def _heard_behind(one: JudgedPassage, other: PassageReading) -> JudgedPassage:
    """Return a passage as both readings have it, with less for what answers the question before."""
    if one.reading is None or one.earlier is None:
        return one
    less = other.less(one.earlier, one.weighing.earlier)
    return replace(one, reading=one.reading.mean(less, one.weighing.behind))


def _moved(one: JudgedPassage, answered: _Answered) -> JudgedPassage:
    """Return a passage with more for its sentences where it stands beside that, or soon after."""
    passage = one.candidate.passage
    after = passage.paragraph - answered.paragraph
    if passage.document != answered.document or not 0 <= after <= _SOON:
        return one
    return replace(one, moved=(one.weighing.beside,) * len(passage.sentences))
