"""The weights of search: a softmax over each question's pool, every family weighing the same."""

from collections.abc import Sequence

import numpy as np

from index.grading import Values
from index.search.candidates import Features
from index.search.retriever import scores_of

from .observations import Pool, spread

RIDGE = 1e-3
"""Penalty of a weight's square, per standard deviation of its feature."""


def fitted(pools: Sequence[Pool], features: Sequence[str]) -> dict[str, float]:
    """Return the weights, none negative, under which gold passages are most probable.

    Args:
        pools: Of the families to learn from.
        features: Names of the features that may count; the others get 0.

    References:
        Cao et al. 2007, "Learning to rank: from pairwise approach to listwise approach",
        doi:10.1145/1273496.1273513 (the top-one probability).
    """
    from scipy.optimize import minimize

    names = list(Features.__slots__)
    used = [names.index(name) for name in features]
    columns = [_led(pool.columns)[:, used] for pool in pools]
    scale = spread(np.concatenate(columns))
    scaled = [column / scale for column in columns]
    sizes = {name: sum(pool.family == name for pool in pools) for name in {p.family for p in pools}}
    shares = [1 / sizes[pool.family] / len(sizes) for pool in pools]

    def loss(weights: Values) -> tuple[float, Values]:
        total, gradient = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for rows, pool, share in zip(scaled, pools, shares, strict=True):
            odds = np.exp(rows @ weights - (rows @ weights).max())
            chance = odds / odds.sum()
            right = float(chance[pool.gold].sum()) + 1e-12
            total -= share * float(np.log(right))
            aim = np.where(pool.gold, chance / right, 0.0)
            gradient = gradient + share * (rows.T @ (chance - aim))
        return total, gradient

    bounds = [(0.0, None)] * len(used)
    found = minimize(loss, np.zeros(len(used)), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = dict.fromkeys(names, 0.0)
    return weights | dict(zip(features, (found.x / scale).tolist(), strict=True))


def _led(columns: Values) -> Values:
    """Return the features as they count: those of words as far as words lead anywhere."""
    return np.column_stack([scores_of(columns, one) for one in np.eye(columns.shape[1])])


def recall_at_1(pools: Sequence[Pool], weights: dict[str, float]) -> dict[str, float]:
    """Return the share of each family's pools whose best passage is gold."""
    vector = np.array([weights[name] for name in Features.__slots__])
    hits: dict[str, list[bool]] = {}
    for pool in pools:
        best = int(np.argmax(scores_of(pool.columns, vector)))
        hits.setdefault(pool.family, []).append(bool(pool.gold[best]))
    return {family: float(np.mean(found)) for family, found in hits.items()}
