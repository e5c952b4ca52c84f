"""Which of the best sentences leads, where several come near: they are read in two more ways.

A reader that reads passages one by one never sees two of their sentences beside each other, and in
a passage it sees each by the light of its neighbours. So the best of all passages are read once
more: together, in the order of their texts, as one passage (listwise reranking), and those that
come near the first each alone, behind the sentence before it. What errs in other ways is worth more
together (index/lab/NOTEBOOK.md, "The best sentences, read again"). What is made of a passage by
itself, and so the confidence, stays; where nothing answers, nothing is read again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from index.answers.judgement.weighing import SILENT_ODDS, JudgedPassage, Weighing
from index.answers.leaning_sentences import points_back
from index.models import PassageReading, ReaderInput

_MOST = 6  # sentences that are read again, and …
_MOST_CHARACTERS = 1500  # … what they have together at most


@dataclass(frozen=True, slots=True)
class _Contender:
    """A sentence that may lead.

    Args:
        passage: The number of its passage among those judged.
        number: Its own in the passage.
        score: What it is worth there.
        place: Its document and where it begins there.
    """

    passage: int
    number: int
    score: float
    place: tuple[str, int]


def read_again(
    judged: Sequence[JudgedPassage],
    inputs: Sequence[ReaderInput],
    read: Callable[[Sequence[ReaderInput]], Sequence[PassageReading]],
) -> list[JudgedPassage]:
    """Return passages with what their best sentences gain or lose where they are read again.

    What one loses where search leads to another document it loses in all readings.

    Args:
        judged: All that were read of a question, at least one.
        inputs: Each as it was read.
        read: Reads others for the same question, as these were read.
    """
    weighing = judged[0].weighing
    best = _contenders(judged, inputs) if weighing.again else []
    near = _near(best, weighing)
    if len(near) < 2:
        return list(judged)
    together, places = _list_of(best, inputs)
    first, *alone = read([together, *(_alone(one, inputs) for one in near)])
    again = {
        one: (first.sentences[places[one]] + by_itself.sentences[0]) / 2
        - judged[one.passage].document_discount
        for one, by_itself in zip(near, alone, strict=True)
    }
    return _moved(judged, again, weighing.again)


def _near(best: Sequence[_Contender], weighing: Weighing) -> list[_Contender]:
    """Return those of the best sentences that come near the first; none where it answers nothing.

    Args:
        best: Best first; there may be none.
        weighing: From when on one answers, and what is near.
    """
    if not best or best[0].score < weighing.least_odds:
        return []
    return [one for one in best if one.score >= best[0].score - weighing.contested]


def _contenders(judged: Sequence[JudgedPassage], inputs: Sequence[ReaderInput]) -> list[_Contender]:
    """Return the best sentences, best first, none twice, as many as are read again."""
    found: dict[tuple[str, int], _Contender] = {}
    for one in chain.from_iterable(map(_sentences, range(len(judged)), judged)):
        if one.place not in found or found[one.place].score < one.score:
            found[one.place] = one
    best = sorted(found.values(), key=lambda contender: -contender.score)[:_MOST]
    lengths = accumulate(len(_texts(one, inputs)[0]) for one in best)
    return [one for one, length in zip(best, lengths, strict=True) if length <= _MOST_CHARACTERS]


def _sentences(at: int, judged: JudgedPassage) -> Iterator[_Contender]:
    """Yield the sentences of a passage, the one with this number, that may answer."""
    passage = judged.candidate.passage
    rows = zip(passage.sentences, judged.sentence_scores(), judged.odds, strict=True)
    for number, (span, score, odds) in enumerate(rows):
        if odds > SILENT_ODDS:
            yield _Contender(at, number, score, (passage.document, span.start))


def _list_of(
    best: Sequence[_Contender], inputs: Sequence[ReaderInput]
) -> tuple[ReaderInput, dict[_Contender, int]]:
    """Return sentences as one passage, in the order of their texts, and the number of each in it.

    One that points back stands behind the sentence before it. They stand under what the best does,
    or under nothing where they are of several documents.

    Args:
        best: The sentences, best first.
        inputs: The passages that they are of.
    """
    texts: list[str] = []
    places = {}
    for one in sorted(best, key=lambda contender: contender.place):
        text, before = _texts(one, inputs)
        if points_back(text) and before and before not in texts[-1:]:
            texts.append(before)
        places[one] = len(texts)
        texts.append(text)
    is_one = len({one.place[0] for one in best}) == 1
    return ReaderInput(tuple(texts), inputs[best[0].passage].context if is_one else ""), places


def _alone(one: _Contender, inputs: Sequence[ReaderInput]) -> ReaderInput:
    """Return a sentence alone, behind the one before it."""
    text, before = _texts(one, inputs)
    return ReaderInput((text,), inputs[one.passage].context, before)


def _texts(one: _Contender, inputs: Sequence[ReaderInput]) -> tuple[str, str]:
    """Return a sentence, and the one before it or ""."""
    passage = inputs[one.passage]
    before = passage.sentences[one.number - 1] if one.number else passage.before
    return passage.sentences[one.number], before


def _moved(
    judged: Sequence[JudgedPassage], again: Mapping[_Contender, float], share: float
) -> list[JudgedPassage]:
    """Return passages with what their sentences gain or lose by what they are worth again.

    Both scales are laid so that their best are equal: read so, all have lower odds, and those of
    sentences that were not read again stay as they are.

    Args:
        judged: The passages.
        again: What the sentences are worth that were read again.
        share: Of these beside what the sentences were worth before.
    """
    scale = max(one.score for one in again) - max(again.values())
    moves = [[0.0] * len(one.candidate.passage.sentences) for one in judged]
    for one, worth in again.items():
        moves[one.passage][one.number] = share * (worth + scale - one.score)
    return [replace(one, moved=tuple(own)) for one, own in zip(judged, moves, strict=True)]
