"""Graded questions and a collection to a report: each figure with its n and its interval.

The plain ways of searching are measured in the same run, on the same questions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.evaluation.baselines import Baselines
from index.evaluation.trials import OURS, RememberingEncoder, Trial, answerer_of, trials
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
from index.types import Document, Progress

RECALLS = (1, 3, 5)
DEPTH = 10  # hits of an answer, and ranks of nDCG
_RETRIEVED = 5  # "given a retrieved passage": gold among so many
_STANDING_ALONE = 0.9  # share of texts asked once, from which questions need no document named


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


def evaluate_set(
    questions: QuestionSet,
    part: Part | None,
    scope: Scope,
    encoder: Encoder,
    settings: Settings,
    progress: Progress | None = None,
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
    graded = questions.part(part) if part else questions.questions
    remembering = RememberingEncoder(encoder)
    reader = reader_of(settings)
    done: list[Trial] = []
    for documents, group in groups_of(questions, graded, scope):
        answerer = answerer_of(documents, remembering, settings, reader)
        for trial in trials(group, answerer.answer, Baselines(documents, remembering)):
            done.append(trial)
            if progress:
                progress(f"asking {questions.name}", len(done), len(graded))
    name = f"{questions.name}, {part or 'all'}, {scope.label}"
    return report(name, len(questions.documents), done)


def groups_of(
    questions: QuestionSet, graded: Sequence[GradedQuestion], scope: Scope
) -> Iterable[tuple[tuple[Document, ...], Sequence[GradedQuestion]]]:
    """Yield documents to search together, with the questions asked of them.

    Yields:
        Every document alone, or all of them at once.
    """
    if not scope.own_document:
        yield questions.documents, graded
        return
    for document in questions.documents:
        if group := [question for question in graded if question.document == document.id]:
            yield (document,), group


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
    """Return what whole answers are worth; figures that rest on nothing are left out."""
    figures = [
        *_evidence_figures(done),
        *_answered_figures(done),
        *_forecast_figures(confidences, answerable),
        *_time_figures(done),
    ]
    return tuple(figure for figure in figures if figure.estimate.n)


def _evidence_figures(done: Sequence[Trial]) -> list[Figure]:
    """Return how often the known evidence is shown, and highlighted."""
    graded = [trial for trial in done if trial.question.answerable and trial.question.evidence]
    retrieved = [trial for trial in graded if trial.ranks and trial.ranks[OURS] <= _RETRIEVED]
    shown = f"evidence shown, passage in first {_RETRIEVED}"
    return [
        _share("evidence shown", [trial.evidence_shown for trial in graded]),
        _share(shown, [trial.evidence_shown for trial in retrieved]),
        _share("evidence in the first highlight", [t.evidence_in_first_highlight for t in graded]),
        _share("evidence in a highlight", [trial.evidence_highlighted for trial in graded]),
    ]


def _answered_figures(done: Sequence[Trial]) -> list[Figure]:
    """Return how often the answerable are answered, and the unanswerable, by their kinds, too."""
    answerable = [trial for trial in done if trial.question.answerable]
    unanswerable = [trial for trial in done if not trial.question.answerable]
    figures = [
        _share("answered, answerable", [trial.answered for trial in answerable]),
        _share("answered, unanswerable", [trial.answered for trial in unanswerable]),
    ]
    for kind in _unanswerable_kinds(done):
        own = [trial.answered for trial in unanswerable if trial.question.kind == kind]
        figures.append(_share(f"answered, unanswerable ({kind})", own))
    return figures


def _share(name: str, flags: Sequence[bool]) -> Figure:
    return Figure(name, share(np.array(flags, dtype=bool)))


def _forecast_figures(confidences: Values, answerable: Flags) -> list[Figure]:
    """Return how well confidence forecasts that the documents answer."""
    error = bootstrap(lambda i: calibration_error(confidences[i], answerable[i]), len(confidences))
    squares = brier(confidences, answerable)
    return [Figure("calibration error", error), Figure("Brier score", mean(squares))]


def _time_figures(done: Sequence[Trial]) -> list[Figure]:
    """Return how long answers take."""
    seconds = np.array([trial.outcome.seconds for trial in done])
    return [
        Figure("seconds, median", _quantile(seconds, 0.5)),
        Figure("seconds, 95th percentile", _quantile(seconds, 0.95)),
    ]


def _quantile(values: Values, order: float) -> Estimate:
    return bootstrap(lambda i: float(np.quantile(values[i], order)), len(values))


def _abstention_figures(done: Sequence[Trial]) -> dict[str, tuple[Figure, ...]]:
    """Return how well each way tells answerable questions from others, by kind of the others."""
    by_system: dict[str, tuple[Figure, ...]] = {}
    for system in done[0].confidences if done else ():
        figures = [figure for figure in _auroc_figures(done, system) if figure.estimate.n]
        if figures:
            by_system[system] = tuple(figures)
    return by_system


def _auroc_figures(done: Sequence[Trial], system: str) -> Iterator[Figure]:
    """Yield the figures of one way: against all unanswerable questions, and against each kind."""
    yield Figure("AUROC", _auroc(done, system))
    for kind in _unanswerable_kinds(done):
        compared = [t for t in done if t.question.answerable or t.question.kind == kind]
        yield Figure(f"AUROC ({kind})", _auroc(compared, system))


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
