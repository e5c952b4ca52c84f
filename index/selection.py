"""Which sentences to show: the best that fit into a number of characters, none said twice."""

import numpy as np

from index.types import Embeddings, Ids, Scores

TWIN = 0.95
"""Cosine from which two sentences say the same: paraphrases of one fact lie above it."""
LENGTH_POWER = 0.1
"""How strongly long sentences are held against their length (Lin and Bilmes 2010, section 4)."""
_SHORTEST = 60
_BETWEEN = 1
"""Code points that part two sentences when they are shown."""


def best_within(
    scores: Scores, vectors: Embeddings, lengths: Ids, budget: int, *, least: float = -np.inf
) -> list[int]:
    """Return the rows of the best sentences that fit together, in rising order.

    Greedy: the sentence with the best score for its length is taken while it fits and is no twin
    of one already taken.

    Args:
        scores: (n,) float32.
        vectors: (n, dim) float32, rows of unit length.
        lengths: (n,) int64, code points.
        budget: Code points that the sentences may have together.
        least: No sentence with a lower score is taken.

    References:
        Lin and Bilmes 2010, "Multi-document summarization via budgeted maximization of submodular
        functions", NAACL, algorithm 1.
    """
    worth = scores / np.maximum(lengths, _SHORTEST) ** LENGTH_POWER
    chosen: list[int] = []
    for row in np.argsort(-worth, kind="stable"):
        fits = lengths[row] <= budget and scores[row] >= least
        if fits and not _has_twin(vectors, chosen, int(row)):
            chosen.append(int(row))
            budget -= int(lengths[row]) + _BETWEEN
    return sorted(chosen)


def most_central(vectors: Embeddings, lengths: Ids, groups: Ids, budget: int) -> list[int]:
    """Return the rows that together stand best for all sentences, in rising order.

    Each sentence counts as covered as far as one that was taken resembles it (facility location);
    sentences of a group (a section) that is not yet shown come first.

    Args:
        vectors: (n, dim) float32, rows of unit length.
        lengths: (n,) int64, code points.
        groups: (n,) int64.
        budget: Code points that the sentences may have together.

    References:
        Lin and Bilmes 2011, "A class of submodular functions for document summarization", ACL.
    """
    likeness = np.maximum(vectors @ vectors.T, 0)
    covered = np.zeros(len(vectors), dtype=np.float32)
    shown: set[int] = set()
    chosen: list[int] = []
    while True:
        gains = np.maximum(likeness - covered, 0).sum(axis=1) / lengths**LENGTH_POWER
        fresh = np.array([group not in shown for group in groups])
        open_ = lengths <= budget
        open_[chosen] = False
        if (fresh & open_).any():
            open_ &= fresh
        if not open_.any():
            return sorted(chosen)
        row = int(np.where(open_, gains, -1).argmax())
        chosen.append(row)
        budget -= int(lengths[row]) + _BETWEEN
        shown.add(int(groups[row]))
        covered = np.maximum(covered, likeness[row])


def _has_twin(vectors: Embeddings, chosen: list[int], row: int) -> bool:
    return bool(chosen) and float((vectors[chosen] @ vectors[row]).max()) > TWIN
