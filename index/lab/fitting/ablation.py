"""What each part contributes: the same questions with one part taken away at a time."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from index.answers.answerer import JudgedPassage
from index.evaluation.trials import plain
from index.search import WEIGHTS
from index.search.candidates import Features

from .confidence import FEATURES, fitted, held_out, separations
from .observations import ANSWERABLE, Observation, Pool
from .search import recall_at_1

RERANK_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0, 2.0)
"""Weights of the reader's best log-odds beside the score of search."""

SENTENCES: dict[str, tuple[float, float, float]] = {
    "cosine alone": (0.0, 1.0, 0.0),
    "reader alone": (1.0, 0.0, 0.0),
    "reader and cosine": (1.0, 2.0, 0.0),
    "reader and passage": (1.0, 0.0, 0.5),
    "reader, cosine and passage": (1.0, 2.0, 0.5),
    "the same, cosine doubled": (1.0, 4.0, 0.5),
    "the same, passage doubled": (1.0, 2.0, 1.0),
}
"""Weights of a sentence's log-odds, its cosine, and its passage's score."""

Row = tuple[str, dict[str, float]]


def search_rows(pools: Sequence[Pool]) -> Iterator[Row]:
    """Yield recall@1 of search by family: whole, with each feature alone, and without each."""
    names = [name for name in Features.__slots__ if getattr(WEIGHTS, name)]
    whole = {name: float(getattr(WEIGHTS, name)) for name in Features.__slots__}
    nothing = dict.fromkeys(Features.__slots__, 0.0)
    yield "all", recall_at_1(pools, whole)
    for name in names:
        yield f"without {name}", recall_at_1(pools, whole | {name: 0.0})
    for name in names:
        yield f"{name} alone", recall_at_1(pools, nothing | {name: 1.0})


def reader_rows(observed: Sequence[Observation]) -> Iterator[Row]:
    """Yield the share of questions whose first passage answers, by the reader's weight."""
    for weight in RERANK_WEIGHTS:

        def first(one: Observation, weight: float = weight) -> bool:
            worth = [j.candidate.score + weight * _odds(j) for j in one.finding.judged]
            return bool(one.gold[int(np.argmax(worth))])

        yield f"reader's weight {weight:g}", _by_family(observed, first)


def sentence_rows(observed: Sequence[Observation]) -> Iterator[Row]:
    """Yield the share of questions whose best sentence holds evidence, where it was read."""
    found = [one for one in observed if one.question.evidence and any(one.gold)]
    for name, weights in SENTENCES.items():

        def holds(one: Observation, weights: tuple[float, float, float] = weights) -> bool:
            return _holds(one, _best_sentence(one.finding.judged, weights))

        yield name, _by_family(found, holds)


def confidence_rows(observed: Sequence[Observation]) -> Iterator[Row]:
    """Yield AUROCs by family and kind; features judged by models that never saw the family."""
    for name in FEATURES:
        alone = fitted(observed, [name])
        yield f"{name} alone", _named(separations(observed, alone))
    for name in FEATURES:
        rest = [feature for feature in FEATURES if feature != name]
        yield f"without {name}", _named(held_out(observed, rest))
    yield "all", _named(held_out(observed, FEATURES))


def _named(found: dict[tuple[str, str], float]) -> dict[str, float]:
    return {f"{family}: {kind}": value for (family, kind), value in found.items()}


def _odds(judged: JudgedPassage) -> float:
    return max(judged.reading.sentences) if judged.reading else 0.0


def _best_sentence(
    judged: Sequence[JudgedPassage], weights: tuple[float, float, float]
) -> tuple[JudgedPassage, int]:
    """Return the passage and the number in it of the sentence that is worth most."""
    worth = [
        (weights[0] * odds + weights[1] * cosine + weights[2] * one.candidate.score, at, number)
        for at, one in enumerate(judged)
        if one.reading
        for number, (odds, cosine) in enumerate(
            zip(one.reading.sentences, one.candidate.sentences, strict=True)
        )
    ]
    _, at, number = max(worth, key=lambda item: item[0])
    return judged[at], number


def _holds(one: Observation, best: tuple[JudgedPassage, int]) -> bool:
    judged, number = best
    passage = judged.candidate.passage
    span = passage.sentences[number]
    text = plain(one.texts[passage.document].text[span.start : span.end])
    wanted = [plain(evidence) for evidence in one.question.evidence]
    return any(evidence in text or text in evidence for evidence in wanted)


def _by_family(
    observed: Sequence[Observation], right: Callable[[Observation], bool]
) -> dict[str, float]:
    """Return the share of each family's answerable questions that come out right."""
    found: dict[str, list[bool]] = {}
    for one in observed:
        if one.kind == ANSWERABLE and one.finding.judged:
            found.setdefault(one.family, []).append(right(one))
    return {family: float(np.mean(values)) for family, values in found.items()}
