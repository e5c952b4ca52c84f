"""From a folder of graded sets to the schoolbook of its training part."""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.grading import Part
from index.grading.question_sets import split_of
from index.language import terms_of
from index.models import Encoder, Purpose
from index.search import Lexical
from index.types import Scores

from . import sets
from .exercises import Schoolbook
from .sets import Question, Window

DEPTH = 12  # windows that retrieval offers a question as wrong ones

_log = logging.getLogger(__name__)


def load(data: Path, part: Part) -> tuple[list[Question], list[Window]]:
    """Return the questions and windows of one part of every set in a folder."""
    questions: list[Question] = []
    windows: list[Window] = []
    for folder in _set_folders(data):
        of_set = sets.windows(folder)
        parts = split_of(window.document for window in of_set)
        questions += [q for q in sets.questions(folder) if parts.get(q.document) is part]
        windows += [w for w in of_set if parts[w.document] is part]
    return questions, windows


def _set_folders(data: Path) -> list[Path]:
    return sorted(path for path in data.iterdir() if (path / "questions.jsonl").is_file())


def retrieve(
    questions: Sequence[Question], windows: Sequence[Window], encoder: Encoder | None, depth: int
) -> dict[tuple[str, str], list[Window]]:
    """Return per (set, question id) the windows found by cosine and BM25 together, best first.

    Only windows of the question's set are searched, and only its document where it is scoped.
    Without an encoder, BM25 finds them alone.
    """
    matches: dict[tuple[str, str], list[Window]] = {}
    for name in sorted({question.set_name for question in questions}):
        of_set = [question for question in questions if question.set_name == name]
        searched = [window for window in windows if window.set_name == name]
        best = _best_windows(of_set, searched, encoder, depth)
        matches |= {(name, q.identity): own for q, own in zip(of_set, best, strict=True)}
        _log.info("%s: %d questions, %d windows", name, len(of_set), len(searched))
    return matches


def _best_windows(
    questions: Sequence[Question], windows: Sequence[Window], encoder: Encoder | None, depth: int
) -> list[list[Window]]:
    """Return for each question of one set the best windows of that set."""
    rows = WindowScores(windows, encoder).of([question.text for question in questions])
    return [_best(q, windows, row, depth) for q, row in zip(questions, rows, strict=True)]


def _best(
    question: Question, windows: Sequence[Window], scores: Scores, depth: int
) -> list[Window]:
    """Return the windows of the highest scores (windows,), best first, within the scope."""
    if question.scoped:
        inside = np.array([window.document == question.document for window in windows])
        scores = np.where(inside, scores, np.float32(-1.0))
    order = np.argsort(-scores, kind="stable")[:depth]
    return [windows[number] for number in order if scores[number] >= 0]


class WindowScores:
    """How near windows are to what is asked: the mean of cosine and BM25, each in [0, 1]."""

    def __init__(self, windows: Sequence[Window], encoder: Encoder | None) -> None:
        """Count the windows' words and make their vectors; without an encoder, BM25 is all."""
        self._lexical = Lexical.build([w.title for w in windows], [w.texts for w in windows])
        self._encoder = encoder
        if encoder is not None:
            titled = [f"{w.title}. {w.text}" if w.title else w.text for w in windows]
            self._rows = encoder.encode(titled)

    def of(self, texts: Sequence[str]) -> Scores:
        """Return (texts, windows) the scores of some questions, of which there is one at least."""
        lexical = self._lexical
        exact = np.stack([lexical.scores(lexical.ids_of(terms_of(text))) for text in texts])
        if self._encoder is None:
            return _scaled(exact)
        near = self._encoder.encode(texts, Purpose.QUERY) @ self._rows.T
        return (_scaled(near) + _scaled(exact)) / np.float32(2)


def _scaled(rows: Scores) -> Scores:
    """Return the rows, each brought to [0, 1]."""
    low, high = rows.min(axis=1, keepdims=True), rows.max(axis=1, keepdims=True)
    spread: Scores = (rows - low) / np.maximum(high - low, np.float32(1e-6))
    return spread


def schoolbook(data: Path) -> Schoolbook:
    """Return the exercises of the training part of a folder of graded sets.

    Args:
        data: Folder of sets, each with `passages.jsonl` and `questions.jsonl`.
    """
    questions, windows = load(data, Part.TRAIN)
    return Schoolbook(questions, windows, retrieve(questions, windows, None, DEPTH))
