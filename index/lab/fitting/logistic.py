"""Logistic models fitted to graded examples, and the minimum of a smooth loss that they rest on.

The only importer of scipy, which comes with the extra `measure`.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from index.grading import Flags, Values

Loss: TypeAlias = Callable[[Values], tuple[float, Values]]
"""Weights (w,) to the loss and its gradient (w,)."""

SparseRows: TypeAlias = Any
"""(n, f) features of which most are zero, of scipy, which has no types; else as `Values`."""

_STEADY = 1e-9  # a feature that varies less does not vary


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """The probability of yes is that of the logit: weights times features, and a bias.

    Args:
        weights: (f,) of each feature.
        bias: Added.
    """

    weights: Values
    bias: float


def marked_rows(marks: Sequence[Collection[str]], names: Sequence[str]) -> SparseRows:
    """Return for each example a row that is 1 where it has a name, (n, len(names)).

    Args:
        marks: What each example has; what no name is is left out.
        names: All different.
    """
    from scipy.sparse import csr_array

    numbers = {name: number for number, name in enumerate(names)}
    columns = [sorted(numbers[name] for name in own if name in numbers) for own in marks]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.concatenate([np.zeros(0, np.int64), *(np.array(own, np.int64) for own in columns)])
    return csr_array((np.ones(len(flat)), flat, starts), shape=(len(marks), len(names)))


def fit_logistic(
    rows: Values | SparseRows,
    positive: Flags,
    shares: Values,
    *,
    ridge: float,
    negative_weights: bool = True,
) -> LogisticModel:
    """Return the model under which what happened is most probable.

    Args:
        rows: (n, f) features of each example.
        positive: (n,) whether it is a yes.
        shares: (n,) how much each example counts.
        ridge: Penalty of a weight's square.
        negative_weights: Whether a feature may speak against yes.
    """
    from scipy.special import expit

    sign = np.where(positive, 1.0, -1.0)

    def loss(model: Values) -> tuple[float, Values]:
        weights, bias = model[:-1], model[-1]
        margin = sign * (rows @ weights + bias)
        pull = -shares * sign * expit(-margin)
        total = float(shares @ np.logaddexp(0, -margin)) + ridge * float(weights @ weights)
        return total, np.append(rows.T @ pull + 2 * ridge * weights, pull.sum())

    count = rows.shape[1]
    floor = np.append(np.full(count, -np.inf if negative_weights else 0.0), -np.inf)
    best = minimum(loss, floor)
    return LogisticModel(best[:-1], float(best[-1]))


def minimum(loss: Loss, floor: Values) -> Values:
    """Return (w,) the weights of the least loss, sought from zero on.

    Args:
        loss: Smooth.
        floor: (w,) the least that each weight may be; minus infinity where it may be anything.
    """
    from scipy.optimize import minimize

    bounds = [(None if np.isinf(least) else least, None) for least in floor.tolist()]
    best: Values = minimize(
        loss, np.zeros(len(floor)), jac=True, method="L-BFGS-B", bounds=bounds
    ).x
    return best


def spread(rows: Values) -> Values:
    """Return (f,) the standard deviation of each column of (n, f), 1 where it does not vary."""
    deviation = rows.std(axis=0)
    return np.where(deviation > _STEADY, deviation, 1.0)
