"""What a reader is worth on documents that it never saw: figures per family, beside the cosine."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.grading import auroc
from index.models import Encoder, PassageReading, Purpose, Reader, ReaderInput

from .exercises import gold_sentences, mentions
from .sets import Question, Window

SHOWN = 5  # passages that are read per question


@dataclass(frozen=True, slots=True)
class Judged:
    """One window as read for one question.

    Args:
        window: The window.
        gold: Its answering sentences, empty where it does not answer.
        suspect: Whether it is not marked as gold and yet holds an answer's words.
        answerable: The reader's logit.
        scores: (sentences,) float32 the reader's.
        cosines: (sentences,) float32 of question and sentence.
    """

    window: Window
    gold: frozenset[int]
    suspect: bool
    answerable: float
    scores: npt.NDArray[np.float32]
    cosines: npt.NDArray[np.float32]

    def blended(self, weight: float) -> npt.NDArray[np.float32]:
        """Return (sentences,) the reader's scores plus the weighted cosine."""
        return (self.scores + weight * self.cosines).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what retrieval found for it, best first, read."""

    question: Question
    judged: tuple[Judged, ...]


def sample(questions: Sequence[Question], per_set: int, seed: int) -> list[Question]:
    """Return at most so many questions of each set, by lot."""
    rng = random.Random(seed)  # noqa: S311 -- a sample, not a secret
    drawn: list[Question] = []
    for name in sorted({q.set_name for q in questions}):
        of_set = [q for q in questions if q.set_name == name]
        drawn += of_set if len(of_set) <= per_set else rng.sample(of_set, per_set)
    return drawn


def read_all(
    questions: Sequence[Question],
    matches: Mapping[tuple[str, str], Sequence[Window]],
    reader: Reader,
    encoder: Encoder,
) -> Iterator[Case]:
    """Yield each question with its found windows read."""
    texts = sorted(_sentences(questions, matches))
    rows = dict(zip(texts, encoder.encode(texts), strict=True))
    topics = encoder.encode([q.text for q in questions], Purpose.QUERY)
    for question, topic in zip(questions, topics, strict=True):
        windows = _of(question, matches)
        inputs = [ReaderInput(w.texts, w.title, w.before) for w in windows]
        judged = []
        for window, reading in zip(windows, reader.read(question.text, inputs), strict=True):
            cosines = [float(rows[text] @ topic) for text in window.texts]
            judged.append(_judged(question, window, reading, cosines))
        yield Case(question, tuple(judged))


def _judged(
    question: Question, window: Window, reading: PassageReading, cosines: Sequence[float]
) -> Judged:
    """Return the window as read, with what is right."""
    gold = gold_sentences(question, window)
    return Judged(
        window,
        gold,
        not gold and mentions(question, window),
        reading.answerable,
        np.array(reading.sentences, dtype=np.float32),
        np.array(cosines, dtype=np.float32),
    )


def _of(
    question: Question, matches: Mapping[tuple[str, str], Sequence[Window]]
) -> Sequence[Window]:
    return matches.get((question.set_name, question.identity), ())


def _sentences(
    questions: Sequence[Question], matches: Mapping[tuple[str, str], Sequence[Window]]
) -> set[str]:
    """Return the sentences of all windows that are read."""
    sentences: set[str] = set()
    for question in questions:
        for window in _of(question, matches):
            sentences.update(window.texts)
    return sentences


def best_sentence(cases: Sequence[Case], weight: float | None) -> tuple[float, int]:
    """Return how often the best sentence of a found gold window answers, and in how many windows.

    Args:
        cases: Questions read.
        weight: Of the cosine beside the reader's score; None for the cosine alone.
    """
    hits = [
        int(np.argmax(j.cosines if weight is None else j.blended(weight))) in j.gold
        for c in cases
        for j in c.judged[:SHOWN]
        if j.gold and len(j.scores) > 1
    ]
    return float(np.mean(hits)) if hits else float("nan"), len(hits)


def shown(cases: Sequence[Case], weight: float | None, sentences: int = 3) -> tuple[float, int]:
    """Return how often the best excerpt of all windows holds a gold sentence, where one has it.

    The excerpt is the best sentence and its neighbours, at most 600 characters.
    """
    hits = []
    for case in cases:
        read = case.judged[:SHOWN]
        if not any(j.gold for j in read):
            continue
        rows = [j.cosines if weight is None else j.blended(weight) for j in read]
        at = max(range(len(read)), key=lambda i: float(rows[i].max()))
        excerpt = _excerpt(read[at].window, rows[at], sentences)
        hits.append(bool(excerpt & read[at].gold))
    return float(np.mean(hits)) if hits else float("nan"), len(hits)


def _excerpt(window: Window, scores: npt.NDArray[np.float32], limit: int) -> set[int]:
    """Return the sentences around the best one: the better neighbour first, within the budget."""
    best = int(np.argmax(scores))
    excerpt = {best}
    while len(excerpt) < limit:
        near = [i for i in (min(excerpt) - 1, max(excerpt) + 1) if 0 <= i < len(scores)]
        fitting = [
            i
            for i in near
            if window.sentences[max(*excerpt, i)][1] - window.sentences[min(*excerpt, i)][0] <= 600
        ]
        if not fitting:
            break
        excerpt.add(max(fitting, key=lambda i: float(scores[i])))
    return excerpt


def confidence(read: Sequence[Judged]) -> dict[str, float]:
    """Return the plain signals that a question is answered, from what was read."""
    return {
        "answerable": max((j.answerable for j in read), default=-99.0),
        "sentence": max((float(j.scores.max()) for j in read), default=-99.0),
        "cosine": max((float(j.cosines.max()) for j in read), default=-1.0),
    }


def missing(case: Case) -> list[Judged]:
    """Return what would be read if all windows that answer, or may, were not there."""
    return [j for j in case.judged if not j.gold and not j.suspect][:SHOWN]


def separation(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Return AUROCs by kind of unanswerable question and by signal.

    Kinds: "unanswerable" against the set's own unanswerable questions, "missing" against the
    answerable ones with their gold windows hidden.
    """
    there = [c for c in cases if c.question.answers and any(j.gold for j in c.judged[:SHOWN])]
    good = [confidence(c.judged[:SHOWN]) for c in there]
    kinds = {
        "unanswerable": [confidence(c.judged[:SHOWN]) for c in cases if not c.question.answers],
        "missing": [confidence(missing(c)) for c in there],
    }
    return {kind: _aurocs(good, bad) for kind, bad in kinds.items() if bad}


def _aurocs(
    good: Sequence[Mapping[str, float]], bad: Sequence[Mapping[str, float]]
) -> dict[str, float]:
    """Return how well each signal tells questions that are answered from those that are not."""
    answered = np.arange(len(good) + len(bad)) < len(good)
    return {
        signal: auroc(np.array([signals[signal] for signals in (*good, *bad)]), answered)
        for signal in ("answerable", "sentence", "cosine")
    }
