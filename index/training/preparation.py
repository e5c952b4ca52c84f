"""From a folder of graded sets to the schoolbook of its training part."""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .exercises import Schoolbook
from .ranking import SentenceEncoder, bm25, fused
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
    asked: Sequence[Question], read: Sequence[Window], encoder: SentenceEncoder, depth: int
) -> dict[tuple[str, str], list[Window]]:
    """Return per (set, question id) the windows found by cosine and BM25 together, best first.

    Only windows of the question's set are searched, and only its document where it is scoped.
    """
    found: dict[tuple[str, str], list[Window]] = {}
    for name in sorted({q.set_name for q in asked}):
        own = [w for w in read if w.set_name == name]
        mine = [q for q in asked if q.set_name == name]
        texts = [f"{w.title}. {w.text}" if w.title else w.text for w in own]
        topics = encoder.encode([q.text for q in mine])
        scores = fused(topics @ encoder.encode(texts).T, bm25([q.text for q in mine], texts))
        documents = np.array([w.document for w in own])
        for question, scored in zip(mine, scores, strict=True):
            inside = documents == question.document
            row = np.where(inside, scored, -1.0) if question.scoped else scored
            best = np.argsort(-row, kind="stable")[:depth]
            found[name, question.identity] = [own[i] for i in best if row[i] >= 0]
        _LOG.info("%s: %d questions, %d windows", name, len(mine), len(own))
    return found


def schoolbook(data: Path, encoder: Path) -> Schoolbook:
    """Return the exercises of the training part of a folder of graded sets.

    Args:
        data: Folder of sets, each with `passages.jsonl` and `questions.jsonl`.
        encoder: Folder of the MiniLM weights, which find the wrong windows.
    """
    asked, read = load(data, Part.TRAIN)
    return Schoolbook(asked, read, retrieve(asked, read, SentenceEncoder(encoder), DEPTH))
