"""Whether a calibrated threshold keeps its word: stated error against what real questions meet.

A threshold is calibrated on the documents alone; then the set's own questions are asked of them,
those answerable once as they are and once with every paragraph hidden that answers, and those that
the set says are unanswerable. Nothing of the set's questions reaches the calibration.

Run as `python -m index.lab.calibration_promise SET …`.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.calibration import Calibration, CalibrationOptions, ProbeKind, calibrated
from index.calibration.calibrate import AskedProbe
from index.evaluation.trials import RememberingEncoder, answerer_of
from index.grading import Estimate, GradedQuestion, Part, QuestionSet, read_question_set, share
from index.grading.question_sets import split_of
from index.models import Encoder, Reader, encoder_of, reader_of
from index.settings import DEFAULT_THRESHOLD, Settings
from index.types import Document

ERRORS = (0.1, 0.2)
COLLECTIONS = 3  # of a set whose documents are searched one by one
QUESTIONS = 90  # of each set, answerable and unanswerable alike
SENTENCES = 80  # that each calibration asks about


@dataclass(frozen=True, slots=True)
class Trialled:
    """One collection: what calibrating it came to, and its set's own questions.

    Args:
        made: Calibrated on the documents alone.
        real: The set's own questions, asked of the same documents.
    """

    made: Calibration
    real: tuple[AskedProbe, ...]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """What thresholds did on one set.

    Args:
        name: The set's, with how the threshold came about.
        thresholds: One a collection.
        shares: Of the questions of each kind that were answered: of the set's own.
        made: The same of the questions that were made.
    """

    name: str
    thresholds: tuple[float, ...]
    shares: dict[ProbeKind, Estimate]
    made: dict[ProbeKind, Estimate]


def trialled(
    documents: Sequence[Document],
    questions: Sequence[GradedQuestion],
    encoder: Encoder,
    reader: Reader | None,
    settings: Settings,
) -> Trialled:
    """Return what calibration and questions come to on some documents.

    Args:
        documents: Of one collection.
        questions: The set's own, on these documents.
        encoder: The encoder.
        reader: The reader, None for none.
        settings: How answers are made.
    """
    answerer = answerer_of(documents, encoder, settings, reader)
    index = answerer.retriever.index
    made = calibrated(answerer, index, encoder, CalibrationOptions(count=SENTENCES))
    real = calibrated(answerer, index, encoder, CalibrationOptions(count=0), questions)
    return Trialled(made, real.asked)


def collections_of(
    questions: QuestionSet, part: Part
) -> Iterator[tuple[tuple[Document, ...], list[GradedQuestion]]]:
    """Yield the documents of a part that are searched together, with questions asked of them.

    Args:
        questions: The set.
        part: Its documents are searched, and no others.

    Yields:
        All documents at once; where every question names its document, each alone, some of them.
    """
    parts = split_of(document.id for document in questions.documents)
    documents = tuple(document for document in questions.documents if parts[document.id] is part)
    graded = list(questions.part(part))
    random.Random(0).shuffle(graded)  # noqa: S311  # a sample, not a secret
    if not questions.scoped:
        yield documents, _both_kinds(graded, QUESTIONS)
        return
    for document in documents[:COLLECTIONS]:
        own = [question for question in graded if question.document == document.id]
        yield (document,), _both_kinds(own, QUESTIONS // COLLECTIONS)


def _both_kinds(graded: Sequence[GradedQuestion], n: int) -> list[GradedQuestion]:
    """Return the first n answerable and the first n unanswerable questions."""
    answerable = [question for question in graded if question.answerable]
    unanswerable = [question for question in graded if not question.answerable]
    return answerable[:n] + unanswerable[:n]


def rows_of(name: str, trials: Sequence[Trialled]) -> Iterator[PromiseRow]:
    """Yield what the default and each stated error come to over the collections of a set.

    Args:
        name: The set's.
        trials: One a collection.

    Yields:
        A row a threshold.
    """
    yield _row(f"{name}, default", trials, [DEFAULT_THRESHOLD] * len(trials))
    for error in ERRORS:
        yield _stated(name, trials, error)


def _stated(name: str, trials: Sequence[Trialled], error: float) -> PromiseRow:
    """Return what a stated error comes to where a threshold keeps it."""
    options = CalibrationOptions(error=error, count=SENTENCES)
    reached: list[Trialled] = []
    thresholds: list[float] = []
    for trial in trials:
        threshold = Calibration(options, trial.made.asked, trial.made.present).threshold
        if threshold is not None:
            reached.append(trial)
            thresholds.append(threshold)
    missing = len(trials) - len(reached)
    suffix = f" ({missing} not reached)" if missing else ""
    return _row(f"{name}, stated {error:g}{suffix}", reached, thresholds)


def _row(name: str, trials: Sequence[Trialled], thresholds: Sequence[float]) -> PromiseRow:
    real: list[tuple[AskedProbe, float]] = []
    made: list[tuple[AskedProbe, float]] = []
    for trial, threshold in zip(trials, thresholds, strict=True):
        real += [(probe, threshold) for probe in trial.real]
        made += [(probe, threshold) for probe in trial.made.asked]
    return PromiseRow(name, tuple(thresholds), _shares(real), _shares(made))


def _shares(asked: Sequence[tuple[AskedProbe, float]]) -> dict[ProbeKind, Estimate]:
    """Return which share of each kind of probes is answered, each at its own threshold."""
    flags: dict[ProbeKind, list[bool]] = {}
    for probe, threshold in asked:
        flags.setdefault(probe.probe.kind, []).append(probe.confidence >= threshold)
    return {kind: share(np.array(flags[kind])) for kind in ProbeKind if kind in flags}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table a set."""
    parser = argparse.ArgumentParser(prog="python -m index.lab.calibration_promise")
    parser.add_argument("sets", nargs="+", type=Path, help="folders of passages and questions")
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.REPORT)
    options = parser.parse_args(arguments)
    settings = Settings()
    encoder, reader = RememberingEncoder(encoder_of(settings)), reader_of(settings)
    for folder in options.sets:
        questions = read_question_set(folder)
        trials = [
            trialled(documents, graded, encoder, reader, settings)
            for documents, graded in collections_of(questions, options.part)
        ]
        for row in rows_of(f"{questions.name}, {options.part}", trials):
            _print(row)


def _print(row: PromiseRow) -> None:
    low, high = (min(row.thresholds), max(row.thresholds)) if row.thresholds else (1.0, 1.0)
    sys.stdout.write(f"{row.name}: threshold {low:.3f} to {high:.3f}\n")
    for origin, shares in (("the set's own", row.shares), ("made", row.made)):
        for kind, rate in shares.items():
            interval = f"{rate.low:.3f}–{rate.high:.3f}"
            sys.stdout.write(f"  {origin}, {kind}: {rate.value:.3f} ({interval}), n {rate.n}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
