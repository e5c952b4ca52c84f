"""Which sentences to show: the best that fit into a number of characters, none said twice."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.briefs.pool_words import SaidWords, says_same
from index.types import Embeddings, Ids, Scores

Mask: TypeAlias = npt.NDArray[np.bool_]

# How strongly long sentences are held against their length (Lin and Bilmes 2010, section 4).
LENGTH_POWER = 0.1
_SHORTEST = 60
_AGAINST_LIKE = 0.3
_BETWEEN = 1  # code points that part two sentences when they are shown


def best_within(
    scores: Scores,
    wordings: Sequence[SaidWords],
    lengths: Ids,
    budget: int,
    *,
    least: float = -np.inf,
    among: Ids | None = None,
) -> list[int]:
    """Return the rows of the best sentences that fit together, best first.

    Greedy: the sentence with the best score for its length is taken while it fits and says nothing
    in the words of one already taken. Vectors do not tell that: a sentence's vector holds what
    stands around it, so that the same words lie apart in two paragraphs.

    Args:
        scores: (n,) float32.
        wordings: Of each sentence, by which `says_same` tells those that say the same.
        lengths: (n,) int64, code points.
        budget: Code points that the sentences may have together.
        least: No sentence with a lower score is taken.
        among: (m,) int64, rows of those that may be taken; None for all.

    References:
        Lin and Bilmes 2010, "Multi-document summarization via budgeted maximization of submodular
        functions", NAACL, algorithm 1.
    """
    worth = scores / np.maximum(lengths, _SHORTEST) ** LENGTH_POWER
    rows: list[int] = []
    allowed = set(range(len(scores)) if among is None else among.tolist())
    for row in np.argsort(-worth, kind="stable").tolist():
        fits = row in allowed and lengths[row] <= budget and scores[row] >= least
        if fits and not _is_said(row, rows, wordings):
            rows.append(row)
            budget -= int(lengths[row]) + _BETWEEN
    return rows


def most_central(
    vectors: Embeddings,
    wordings: Sequence[SaidWords],
    lengths: Ids,
    groups: Ids,
    openings: Mask,
    budget: int,
) -> list[int]:
    """Return the rows that together stand best for all sentences, best first.

    The sentence nearest to the mean of all comes first, held against what resembles it and is
    already taken. A paragraph's opening sentence usually says what it is about, so openings come
    before others, and of these first one of each group (a section). On questions about the essay
    and on 12 articles of SQuAD 2.0 such a brief holds the answers to 14 % and 7 %; sentences chosen
    by facility location (Lin and Bilmes 2011) 4 % and 6 %, at random 10 % and 6 %.

    Args:
        vectors: (n, dim) float32, rows of unit length.
        wordings: Of each sentence, by which `says_same` tells those that say the same.
        lengths: (n,) int64, code points.
        groups: (n,) int64.
        openings: (n,) bool.
        budget: Code points that the sentences may have together.

    References:
        Carbonell and Goldstein 1998, doi:10.1145/290941.291025 (maximal marginal relevance).
    """
    central = vectors @ vectors.mean(axis=0)
    central = central / max(float(central.max()), 1e-12)
    nearest = np.zeros(len(vectors), dtype=np.float32)
    fresh = np.ones(len(vectors), dtype=np.bool_)
    free = np.ones(len(vectors), dtype=np.bool_)
    rows: list[int] = []
    while (fits := free & (lengths <= budget)).any():
        preferences = (fits & openings & fresh, fits & openings, fits)
        preferred = next(candidates for candidates in preferences if candidates.any())
        row = int(np.where(preferred, central - _AGAINST_LIKE * nearest, -np.inf).argmax())
        free[row] = False
        fresh &= groups != groups[row]
        if not _is_said(row, rows, wordings):
            rows.append(row)
            budget -= int(lengths[row]) + _BETWEEN
            nearest = np.maximum(nearest, vectors @ vectors[row])
    return rows


def _is_said(row: int, rows: Sequence[int], wordings: Sequence[SaidWords]) -> bool:
    """Return whether a sentence says the same as one of those that are taken."""
    return any(says_same(wordings[row], wordings[taken]) for taken in rows)
