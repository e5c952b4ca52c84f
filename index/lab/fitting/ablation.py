"""What each part contributes: the same questions with one part taken away at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

import numpy as np

from index.answers import JudgedPassage
from index.answers.judgement.weighing import SHIPPED
from index.evaluation.trials import plain
from index.search import WEIGHTS
from index.search.candidates import Features

from .confidence import FEATURES, MODELS, QuestionGroup, fitted, held_out, separations
from .observations import ANSWERABLE, Observation, SearchedQuestion
from .search import recall_at_1

RERANK_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0, 2.0)  # of the reader's best log-odds beside search


class SentenceWeights(NamedTuple):
    """What a sentence is worth by."""

    odds: float
    """Weight of its log-odds."""
    cosine: float
    passage: float
    """Weight of how far its passage and its document are below the best, as that counts."""


_PASSAGE = SHIPPED.passage
SENTENCES = {
    "cosine alone": SentenceWeights(0.0, 1.0, 0.0),
    "reader alone": SentenceWeights(1.0, 0.0, 0.0),
    "reader and cosine": SentenceWeights(1.0, 2.0, 0.0),
    "reader and passage, as shipped": SentenceWeights(1.0, 0.0, _PASSAGE),
    "the same, passage halved": SentenceWeights(1.0, 0.0, _PASSAGE / 2),
    "the same, passage doubled": SentenceWeights(1.0, 0.0, _PASSAGE * 2),
    "reader, cosine and passage": SentenceWeights(1.0, 2.0, _PASSAGE),
    "the same, cosine doubled": SentenceWeights(1.0, 4.0, _PASSAGE),
}

AblationRow: TypeAlias = tuple[str, dict[str, float]]
"""What was taken away or left, and a figure by the name of each family."""


def search_rows(searched: Sequence[SearchedQuestion]) -> Iterator[AblationRow]:
    """Yield recall@1 of search by family: whole, with each feature alone, and without each."""
    names = [name for name in Features.__slots__ if getattr(WEIGHTS, name)]
    whole = {name: float(getattr(WEIGHTS, name)) for name in Features.__slots__}
    nothing = dict.fromkeys(Features.__slots__, 0.0)
    yield "all", recall_at_1(searched, whole)
    for name in names:
        yield f"without {name}", recall_at_1(searched, whole | {name: 0.0})
    for name in names:
        yield f"{name} alone", recall_at_1(searched, nothing | {name: 1.0})


def reader_rows(observed: Sequence[Observation]) -> Iterator[AblationRow]:
    """Yield the share of questions whose first passage answers, by the reader's weight."""
    for weight in RERANK_WEIGHTS:
        yield f"reader's weight {weight:g}", _by_family(observed, partial(_first_answers, weight))


def _first_answers(weight: float, observation: Observation) -> bool:
    """Return whether the passage that is worth most under the reader's weight answers."""
    judged = observation.finding.judged
    worth = [one.candidate.score + weight * _odds(one) for one in judged]
    return observation.gold[int(np.argmax(worth))]


def sentence_rows(observed: Sequence[Observation]) -> Iterator[AblationRow]:
    """Yield the share of questions whose best sentence holds evidence, where it was read."""
    graded = [one for one in observed if one.question.evidence and any(one.gold)]
    for name, weights in SENTENCES.items():
        yield name, _by_family(graded, partial(_best_holds_evidence, weights))


def confidence_rows(observed: Sequence[Observation]) -> Iterator[AblationRow]:
    """Yield AUROCs by family and kind; features judged by models that never saw the family."""
    for name in FEATURES:
        alone = fitted(observed, [name])
        yield f"{name} alone", _named(separations(observed, alone))
    for name in FEATURES:
        rest = [feature for feature in FEATURES if feature != name]
        yield f"without {name}", _named(held_out(observed, rest))
    for name, features in MODELS.items():
        yield name, _named(held_out(observed, features))


def _named(aurocs: Mapping[QuestionGroup, float]) -> dict[str, float]:
    return {f"{group.family}: {group.kind}": value for group, value in aurocs.items()}


def _odds(judged: JudgedPassage) -> float:
    return max(judged.reading.sentences) if judged.reading else 0.0


def _best_holds_evidence(weights: SentenceWeights, observation: Observation) -> bool:
    """Return whether the sentence that is worth most under these weights holds evidence."""
    text = plain(_best_sentence(weights, observation))
    wanted = [plain(evidence) for evidence in observation.question.evidence]
    return any(evidence in text or text in evidence for evidence in wanted)


def _best_sentence(weights: SentenceWeights, observation: Observation) -> str:
    """Return the sentence that is worth most; of equal ones the first."""
    best, most = "", -np.inf
    for judged in observation.finding.judged:
        passage = judged.candidate.passage
        text = observation.texts[passage.document].text
        for span, worth in zip(passage.sentences, _worths(weights, judged), strict=False):
            if worth > most:
                best, most = text[span.start : span.end], worth
    return best


def _worths(weights: SentenceWeights, judged: JudgedPassage) -> list[float]:
    """Return what each sentence of a passage is worth; none where it was not read."""
    if judged.reading is None:
        return []
    candidate = judged.candidate
    pairs = zip(judged.reading.sentences, candidate.sentences, strict=True)
    score = candidate.score
    below = (score if judged.document_score is None else judged.document_score) - score
    place = min(below, SHIPPED.span) + judged.document_discount
    return [
        weights.odds * odds + weights.cosine * cosine - weights.passage * place
        for odds, cosine in pairs
    ]


def _by_family(
    observed: Sequence[Observation], right: Callable[[Observation], bool]
) -> dict[str, float]:
    """Return the share of each family's answerable questions that come out right."""
    flags: dict[str, list[bool]] = {}
    for one in observed:
        if one.kind == ANSWERABLE and one.finding.judged:
            flags.setdefault(one.family, []).append(right(one))
    return {family: float(np.mean(values)) for family, values in flags.items()}
