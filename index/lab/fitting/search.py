"""The weights of search: a softmax over the passages of a question, families weighing the same."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from index.grading import Values
from index.search.candidates import Features
from index.search.retriever import scores_of

from .logistic import minimum, spread
from .observations import SearchedQuestion

RIDGE = 1e-3  # penalty of a weight's square, per standard deviation of its feature


def fitted(searched: Sequence[SearchedQuestion], features: Sequence[str]) -> dict[str, float]:
    """Return the weights, none negative, under which gold passages are most probable.

    Args:
        searched: Questions of the families to learn from.
        features: Names of the features that may count; the others get 0.

    References:
        Cao et al. 2007, "Learning to rank: from pairwise approach to listwise approach",
        doi:10.1145/1273496.1273513 (the top-one probability).
    """
    names = list(Features.__slots__)
    used = [names.index(name) for name in features]
    columns = [_led(question.columns)[:, used] for question in searched]
    scale = spread(np.concatenate(columns))
    scaled = [column / scale for column in columns]
    sizes = Counter(question.family for question in searched)
    shares = [1 / sizes[question.family] / len(sizes) for question in searched]

    def loss(weights: Values) -> tuple[float, Values]:
        total, gradient = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for rows, question, share in zip(scaled, searched, shares, strict=True):
            odds = np.exp(rows @ weights - (rows @ weights).max())
            chance = odds / odds.sum()
            right = float(chance[question.gold].sum()) + 1e-12
            total -= share * float(np.log(right))
            aim = np.where(question.gold, chance / right, 0.0)
            gradient = gradient + share * (rows.T @ (chance - aim))
        return total, gradient

    best = minimum(loss, np.zeros(len(used)))
    weights = dict.fromkeys(names, 0.0)
    return weights | dict(zip(features, (best / scale).tolist(), strict=True))


def _led(columns: Values) -> Values:
    """Return the features as they count: those of words as far as words lead anywhere."""
    return np.column_stack([scores_of(columns, one) for one in np.eye(columns.shape[1])])


def recall_at_1(
    searched: Sequence[SearchedQuestion], weights: dict[str, float]
) -> dict[str, float]:
    """Return the share of each family's questions whose best passage is gold."""
    vector = np.array([weights[name] for name in Features.__slots__])
    hits: dict[str, list[bool]] = {}
    for question in searched:
        best = int(np.argmax(scores_of(question.columns, vector)))
        hits.setdefault(question.family, []).append(bool(question.gold[best]))
    return {family: float(np.mean(flags)) for family, flags in hits.items()}
