"""Graded questions and a collection to a report: each figure with its n and its interval.

The plain ways of searching are measured in the same run, on the same questions.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from index.evaluation.baselines import Baselines
from index.evaluation.trials import (
    OURS,
    RememberingEncoder,
    Trial,
    TrialProgress,
    answerer_of,
    trials,
)
from index.grading import (
    Bin,
    Estimate,
    Flags,
    GradedQuestion,
    Part,
    QuestionSet,
    Values,
    auroc,
    bootstrap,
    brier,
    calibration_bins,
    calibration_error,
    mean,
    ndcg_at,
    recall_at,
    reciprocal_ranks,
    risk_coverage,
    share,
)
from index.models import Encoder, reader_of
from index.settings import Settings
from index.types import Document

RECALLS = (1, 3, 5)
DEPTH = 10  # hits of an answer, and ranks of nDCG
_RETRIEVED = 5  # "given a retrieved passage": gold among so many


@dataclass(frozen=True, slots=True)
class Figure:
    """A named value with its interval."""

    name: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a line, x ascending."""

    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured on one set of questions.

    Args:
        name: The set's, with part and scope.
        documents: How many were searched.
        questions: How many were asked.
        search: Figures of search by the name of each way, ours first.
        answers: Figures of whole answers.
        abstention: AUROC by the name of each way, ours first, and by kind of unanswerable question.
        risk_coverage: Risk over coverage when the least confident abstain first; empty where no
            evidence is known.
        calibration: Confidence against outcome.
    """

    name: str
    documents: int
    questions: int
    search: dict[str, tuple[Figure, ...]]
    answers: tuple[Figure, ...]
    abstention: dict[str, tuple[Figure, ...]]
    risk_coverage: Curve
    calibration: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents a question is searched in: its own alone, or all of the set."""

    own_document: bool

    @property
    def label(self) -> str:
        """The scope in words."""
        return "each in its document" if self.own_document else "in all documents"


def scopes_of(questions: QuestionSet) -> tuple[Scope, ...]:
    """Return the scopes that make sense for a set.

    Questions that name their document are searched in it; where they stand on their own, too, that
    is where hardly any text is asked of two documents, they are searched in all as well.
    """
    if not questions.scoped:
        return (Scope(own_document=False),)
    distinct = len({question.question for question in questions.questions})
    alone = distinct >= _STANDING_ALONE * len(questions.questions)
    own = Scope(own_document=True)
    return (own, Scope(own_document=False)) if alone else (own,)


_STANDING_ALONE = 0.9


def evaluate_set(
    questions: QuestionSet,
    part: Part | None,
    scope: Scope,
    encoder: Encoder,
    settings: Settings,
    progress: TrialProgress | None = None,
) -> Report:
    """Return the report of a question set, its documents indexed in memory.

    Args:
        questions: The set.
        part: The part whose questions are asked, None for all; all documents are searched.
        scope: Where they are searched.
        encoder: The encoder to measure with.
        settings: How answers are made.
        progress: Told of each question.
    """
    asked = questions.part(part) if part else questions.questions
    remembering = RememberingEncoder(encoder)
    reader = reader_of(settings)
    done: list[Trial] = []
    for documents, group in groups_of(questions, asked, scope):
        answerer = answerer_of(documents, remembering, settings, reader)
        baselines = Baselines(documents, remembering)
        tell = partial(_further, progress, len(done), len(asked)) if progress else None
        done.extend(trials(group, answerer.answer, baselines, tell))
    name = f"{questions.name}, {part or 'all'}, {scope.label}"
    return report(name, len(questions.documents), done)


def groups_of(
    questions: QuestionSet, asked: Sequence[GradedQuestion], scope: Scope
) -> Iterable[tuple[tuple[Document, ...], Sequence[GradedQuestion]]]:
    """Yield documents to search together, with the questions asked of them.

    Yields:
        Every document alone, or all of them at once.
    """
    if not scope.own_document:
        yield questions.documents, asked
        return
    for document in questions.documents:
        if group := [question for question in asked if question.document == document.id]:
            yield (document,), group


def _further(progress: TrialProgress, before: int, total: int, number: int, _: int) -> None:
    progress(before + number, total)


def report(name: str, documents: int, done: Sequence[Trial]) -> Report:
    """Return what trials come to.

    Args:
        name: What was asked.
        documents: How many were searched.
        done: The trials.
    """
    confidences = np.array([trial.confidences[OURS] for trial in done])
    answerable = np.array([trial.question.answerable for trial in done], dtype=bool)
    return Report(
        name=name,
        documents=documents,
        questions=len(done),
        search=_search_figures([trial for trial in done if trial.ranks]),
        answers=_answer_figures(done, confidences, answerable),
        abstention=_abstention_figures(done),
        risk_coverage=_risk_curve(done, confidences),
        calibration=calibration_bins(confidences, answerable) if len(done) else (),
    )


def _search_figures(done: Sequence[Trial]) -> dict[str, tuple[Figure, ...]]:
    if not done:
        return {}
    figures = {}
    for system in done[0].ranks:
        ranks = np.array([trial.ranks[system] for trial in done], dtype=np.int64)
        reciprocal = reciprocal_ranks(ranks)
        recalls = [Figure(f"recall@{k}", share(recall_at(ranks, k))) for k in RECALLS]
        figures[system] = (*recalls, Figure("MRR", mean(reciprocal)))
    gains = [_ndcg(trial) for trial in done]
    figures[OURS] += (Figure(f"nDCG@{DEPTH}", mean(np.array(gains))),)
    return figures


def _ndcg(trial: Trial) -> float:
    gold = set(trial.question.gold)
    hits = trial.outcome.hits
    gains = [float(hit.passage.place in gold) for hit in hits]
    return ndcg_at(gains, [1.0] * len(gold), DEPTH)


def _answer_figures(
    done: Sequence[Trial], confidences: Values, answerable: Flags
) -> tuple[Figure, ...]:
    graded = [trial for trial in done if trial.question.answerable and trial.question.evidence]
    retrieved = [trial for trial in graded if trial.ranks and trial.ranks[OURS] <= _RETRIEVED]
    flags: dict[str, Iterable[bool]] = {
        "evidence shown": (t.evidence_shown for t in graded),
        f"evidence shown, passage in first {_RETRIEVED}": (t.evidence_shown for t in retrieved),
        "evidence in the first highlight": (t.evidence_in_first_highlight for t in graded),
        "evidence in a highlight": (t.evidence_highlighted for t in graded),
        "answered, answerable": (t.answered for t in done if t.question.answerable),
        "answered, unanswerable": (t.answered for t in done if not t.question.answerable),
    }
    for kind in _unanswerable_kinds(done):
        flags[f"answered, unanswerable ({kind})"] = [
            t.answered for t in done if not t.question.answerable and t.question.kind == kind
        ]
    figures = [Figure(n, share(np.array([*f], dtype=bool))) for n, f in flags.items()]
    figures += _forecast_figures(confidences, answerable)
    seconds = np.array([trial.outcome.seconds for trial in done])
    figures.append(Figure("seconds, median", _quantile(seconds, 0.5)))
    figures.append(Figure("seconds, 95th percentile", _quantile(seconds, 0.95)))
    return tuple(figure for figure in figures if figure.estimate.n)


def _forecast_figures(confidences: Values, answerable: Flags) -> list[Figure]:
    """Return how well confidence forecasts that the documents answer."""
    error = bootstrap(lambda i: calibration_error(confidences[i], answerable[i]), len(confidences))
    squares = brier(confidences, answerable)
    return [Figure("calibration error", error), Figure("Brier score", mean(squares))]


def _quantile(values: Values, order: float) -> Estimate:
    return bootstrap(lambda i: float(np.quantile(values[i], order)), len(values))


def _abstention_figures(done: Sequence[Trial]) -> dict[str, tuple[Figure, ...]]:
    """Return how well each way tells answerable questions from others, by kind of the others."""
    kinds: dict[str, Callable[[GradedQuestion], bool]] = {"AUROC": lambda _: True}
    for kind in _unanswerable_kinds(done):
        kinds[f"AUROC ({kind})"] = partial(_is_of, kind)
    figures: dict[str, tuple[Figure, ...]] = {}
    for system in done[0].confidences if done else ():
        estimates = [
            Figure(
                name, _auroc([t for t in done if t.question.answerable or of(t.question)], system)
            )
            for name, of in kinds.items()
        ]
        figures[system] = tuple(figure for figure in estimates if figure.estimate.n)
    return {system: found for system, found in figures.items() if found}


def _is_of(kind: str, question: GradedQuestion) -> bool:
    return question.kind == kind


def _auroc(done: Sequence[Trial], system: str) -> Estimate:
    scores = np.array([trial.confidences[system] for trial in done])
    answerable = np.array([trial.question.answerable for trial in done], dtype=bool)
    if answerable.all() or not answerable.any():
        return Estimate.nothing()
    return bootstrap(lambda i: auroc(scores[i], answerable[i]), len(done))


def _unanswerable_kinds(done: Sequence[Trial]) -> list[str]:
    """Return the kinds of unanswerable questions, where there are several."""
    kinds = sorted({trial.question.kind for trial in done if not trial.question.answerable} - {""})
    return kinds if len(kinds) > 1 else []


def _risk_curve(done: Sequence[Trial], confidences: Values) -> Curve:
    """Return the curve; an answer is right where the question has one and its evidence is shown."""
    if not any(trial.question.evidence for trial in done):
        return Curve((), ())
    right = [trial.question.answerable and trial.evidence_shown for trial in done]
    coverages, risks = risk_coverage(confidences, np.array(right, dtype=bool))
    return Curve(tuple(coverages.tolist()), tuple(risks.tolist()))
