"""The confidence: a logistic model over what was found, every family and kind weighing the same."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np

from index.answers.confidence import Evidence
from index.grading import Values, auroc

from .observations import ANSWERABLE, Observation, spread

RIDGE = 0.02
"""Penalty of a weight's square, per standard deviation of its feature."""

FEATURES = tuple(field.name for field in fields(Evidence))
UNREAD = ("sentence", "score")
"""What there is without a reader."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted logistic model: weights by the name of the feature, and the bias."""

    weights: dict[str, float]
    bias: float

    def logits(self, observed: Sequence[Observation]) -> Values:
        """Return (n,) the logit of each observation."""
        vector = np.array([self.weights.get(name, 0.0) for name in FEATURES])
        logits: Values = _rows(observed) @ vector + self.bias
        return logits


def _rows(observed: Sequence[Observation]) -> Values:
    return np.array([astuple(one.evidence) for one in observed], dtype=np.float64)


def _shares(observed: Sequence[Observation]) -> Values:
    """Return (n,) weights: families alike; in each, answerable against not; there, kinds alike."""
    keys = [(one.family, one.kind) for one in observed]
    sizes = {key: keys.count(key) for key in set(keys)}
    families = {family for family, _ in sizes}
    kinds = {
        family: sum(1 for own, kind in sizes if own == family and kind != ANSWERABLE)
        for family in families
    }
    halves = [1 if kind == ANSWERABLE else kinds[family] for family, kind in keys]
    shares = [1 / half / sizes[key] for half, key in zip(halves, keys, strict=True)]
    return np.array(shares) / (2 * len(families))


def fitted(observed: Sequence[Observation], features: Sequence[str]) -> Fit:
    """Return the model under which what is answerable is most probable; no weight is negative.

    Args:
        observed: Questions of every kind, each with at least one passage read.
        features: Names of the parts of `Evidence` that may count.
    """
    from scipy.optimize import minimize
    from scipy.special import expit

    used = [FEATURES.index(name) for name in features]
    rows = _rows(observed)[:, used]
    scale = spread(rows)
    rows = rows / scale
    sign = np.where([one.kind == ANSWERABLE for one in observed], 1.0, -1.0)
    shares = _shares(observed)

    def loss(model: Values) -> tuple[float, Values]:
        margin = sign * (rows @ model[:-1] + model[-1])
        pull = -shares * sign * expit(-margin)
        penalty = RIDGE * float(model[:-1] @ model[:-1])
        total = float(shares @ np.logaddexp(0, -margin)) + penalty
        gradient = np.append(rows.T @ pull + 2 * RIDGE * model[:-1], pull.sum())
        return total, gradient

    bounds = [(0.0, None)] * len(used) + [(None, None)]
    found = minimize(loss, np.zeros(len(used) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = dict(zip(features, (found.x[:-1] / scale).tolist(), strict=True))
    return Fit(weights, float(found.x[-1]))


def separations(observed: Sequence[Observation], fit: Fit) -> dict[tuple[str, str], float]:
    """Return the AUROC of the answerable against each kind, by family and kind."""
    logits = fit.logits(observed)
    found = {}
    for family, kind in sorted({(one.family, one.kind) for one in observed}):
        own = [
            i for i, o in enumerate(observed) if o.family == family and o.kind in (ANSWERABLE, kind)
        ]
        if kind != ANSWERABLE:
            positive = np.array([observed[i].kind == ANSWERABLE for i in own])
            found[family, kind] = auroc(logits[own], positive)
    return found


def held_out(
    observed: Sequence[Observation], features: Sequence[str]
) -> dict[tuple[str, str], float]:
    """Return `separations` of every family by a model that was fitted on the others, if any."""
    found: dict[tuple[str, str], float] = {}
    for family in sorted({one.family for one in observed}):
        rest = [one for one in observed if one.family != family] or observed
        own = [one for one in observed if one.family == family]
        found |= separations(own, fitted(rest, features))
    return found
