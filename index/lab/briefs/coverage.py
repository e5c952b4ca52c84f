"""How much of a topic's key points briefs show, beside plain ways of choosing, in one run.

A key point is covered when any of its wordings stands in the sentences shown, and on page one when
any stands in the best `PAGE` of them, which is what a member reads first. Precision is the share of
the sentences shown that hold a key point. Redundancy is the mean, over the sentences shown, of the
greatest cosine with another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.briefs import Pool, WordVectors
from index.briefs.extents import Extent
from index.briefs.facts.name_cues import Encode
from index.briefs.pool import Layout
from index.grading import Estimate, metrics
from index.lab.briefs.graded_topics import GradedTopic
from index.lab.briefs.methods import MAX_CHARS, METHODS, OURS, Method
from index.types import Embeddings

PAGE = 6  # points on a page of a brief in a chat


@dataclass(frozen=True, slots=True)
class BriefFigures:
    """What one way of choosing showed.

    Args:
        method: Its name.
        topics: Covered share of a topic's key points, a mean over topics.
        points: Covered share of all key points together.
        page_one: The same of what stands on page one.
        precision: Share of the sentences shown that hold a key point, a mean over topics.
        redundancy: Mean cosine of a shown sentence with the one most like it, a mean over topics.
        characters: Shown, a mean over topics.
    """

    method: str
    topics: Estimate
    points: Estimate
    page_one: Estimate
    precision: Estimate
    redundancy: float
    characters: float


def evaluate_briefs(
    graded: Sequence[tuple[Pool, Sequence[GradedTopic]]], encode: Encode, *, baselines: bool = True
) -> tuple[BriefFigures, ...]:
    """Return the figures of every way of choosing, ours first.

    Args:
        graded: Topics with the pool that each is asked of, at least one.
        encode: The encoder that made the pools' vectors.
        baselines: Whether the plain ways are measured as well.
    """
    words = WordVectors(encode)
    questions: list[tuple[Layout, GradedTopic]] = []
    for pool, topics in graded:
        layout = Layout(pool)
        questions += [(layout, topic) for topic in topics]
    methods = METHODS if baselines else {OURS: METHODS[OURS]}
    figures: list[BriefFigures] = []
    for name, method in methods.items():
        shown = [_shown(method, layout, topic, words) for layout, topic in questions]
        figures.append(_figures(name, shown))
    return tuple(figures)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one method shows of one topic.

    Args:
        covered: Of each key point, whether it is shown.
        first: Of each key point, whether it is shown on page one.
        precision: Share of the sentences shown that hold a key point.
        redundancy: Mean cosine of a shown sentence with the one most like it.
        characters: Shown.
    """

    covered: tuple[bool, ...]
    first: tuple[bool, ...]
    precision: float
    redundancy: float
    characters: int


def _shown(method: Method, layout: Layout, topic: GradedTopic, words: WordVectors) -> _Shown:
    rows = method(topic.topic, layout, words)
    texts = [layout.sentences[row].text for row in rows]
    if method is METHODS[OURS]:  # what is shown of a sentence may be more
        places = [shown.place for shown in layout.extents.widened(rows, MAX_CHARS)]
        texts = [document.text[span.start : span.end] for document, span in places]
        rows = [row for row in range(len(layout)) if _is_in(layout, row, places)]
    holding = [any(_covered(topic, [layout.sentences[row].text])) for row in rows]
    return _Shown(
        _covered(topic, texts),
        _covered(topic, texts[:PAGE]),
        sum(holding) / max(len(holding), 1),
        redundancy(layout.vectors[rows]),
        len("\n".join(texts)),
    )


def _is_in(layout: Layout, row: int, places: Sequence[Extent]) -> bool:
    """Return whether a sentence stands in one of some places."""
    sentence = layout.sentences[row]
    return any(
        document is sentence.document and span.contains(sentence.span) for document, span in places
    )


def _covered(topic: GradedTopic, texts: Sequence[str]) -> tuple[bool, ...]:
    """Return of each key point whether one of its wordings stands in one of some sentences."""
    whole = "\n".join(texts)
    return tuple(any(wording in whole for wording in point) for point in topic.key_points)


def _figures(name: str, shown: Sequence[_Shown]) -> BriefFigures:
    """Return what one method shows of all topics."""
    shares = [np.mean(one.covered) for one in shown]
    points = np.concatenate([np.array(one.covered, dtype=bool) for one in shown])
    first = np.concatenate([np.array(one.first, dtype=bool) for one in shown])
    return BriefFigures(
        name,
        metrics.mean(np.array(shares)),
        metrics.share(points),
        metrics.share(first),
        metrics.mean(np.array([one.precision for one in shown])),
        float(np.mean([one.redundancy for one in shown])),
        float(np.mean([one.characters for one in shown])),
    )


def redundancy(vectors: Embeddings) -> float:
    """Return the mean of each row's greatest cosine with another row; 0 for fewer than two rows.

    Args:
        vectors: (n, dim) float32, rows of unit length.
    """
    if len(vectors) < 2:
        return 0.0
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    return float(likeness.max(axis=1).mean())
