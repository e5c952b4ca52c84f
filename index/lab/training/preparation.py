"""From a folder of graded sets to the schoolbook of its training part."""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.language import terms_of
from index.models import Encoder, Purpose
from index.search import Lexical
from index.types import Scores

from .exercises import Schoolbook
from .sets import Part, Question, Window, parts, questions, windows

_LOG = logging.getLogger(__name__)

DEPTH = 12
"""Windows that retrieval offers a question as wrong ones."""


def load(data: Path, part: Part) -> tuple[list[Question], list[Window]]:
    """Return the questions and windows of one part of every set in a folder."""
    asked: list[Question] = []
    read: list[Window] = []
    for folder in sorted(p for p in data.iterdir() if (p / "questions.jsonl").is_file()):
        cut = windows(folder)
        belongs = parts([w.document for w in cut])
        asked += [q for q in questions(folder) if belongs.get(q.document) is part]
        read += [w for w in cut if belongs[w.document] is part]
    return asked, read


def retrieve(
    asked: Sequence[Question], read: Sequence[Window], encoder: Encoder, depth: int
) -> dict[tuple[str, str], list[Window]]:
    """Return per (set, question id) the windows found by cosine and BM25 together, best first.

    Only windows of the question's set are searched, and only its document where it is scoped.
    """
    found: dict[tuple[str, str], list[Window]] = {}
    for name in sorted({q.set_name for q in asked}):
        own = [w for w in read if w.set_name == name]
        mine = [q for q in asked if q.set_name == name]
        scores = _scores([q.text for q in mine], own, encoder)
        documents = np.array([w.document for w in own])
        for question, scored in zip(mine, scores, strict=True):
            inside = documents == question.document
            row = np.where(inside, scored, -1.0) if question.scoped else scored
            best = np.argsort(-row, kind="stable")[:depth]
            found[name, question.identity] = [own[i] for i in best if row[i] >= 0]
        _LOG.info("%s: %d questions, %d windows", name, len(mine), len(own))
    return found


def _scores(asked: Sequence[str], read: Sequence[Window], encoder: Encoder) -> Scores:
    """Return (questions, windows) the mean of cosine and BM25, each brought to [0, 1]."""
    texts = [f"{w.title}. {w.text}" if w.title else w.text for w in read]
    lexical = Lexical.build([w.title for w in read], [w.texts for w in read])
    exact = np.stack([lexical.scores(lexical.ids_of(terms_of(text))) for text in asked])
    near = encoder.encode(asked, Purpose.QUERY) @ encoder.encode(texts).T
    return (_scaled(near) + _scaled(exact)) / np.float32(2)


def _scaled(rows: Scores) -> Scores:
    """Return the rows, each brought to [0, 1]."""
    low, high = rows.min(axis=1, keepdims=True), rows.max(axis=1, keepdims=True)
    spread: Scores = (rows - low) / np.maximum(high - low, np.float32(1e-6))
    return spread


def schoolbook(data: Path, encoder: Encoder) -> Schoolbook:
    """Return the exercises of the training part of a folder of graded sets.

    Args:
        data: Folder of sets, each with `passages.jsonl` and `questions.jsonl`.
        encoder: Finds the wrong windows, together with BM25.
    """
    asked, read = load(data, Part.TRAIN)
    return Schoolbook(asked, read, retrieve(asked, read, encoder, DEPTH))
