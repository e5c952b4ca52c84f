"""The confidence: a logistic model over what was found, every family and kind weighing the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import NamedTuple

import numpy as np

from index.answers.judgement.confidence import Evidence
from index.grading import Values, auroc

from .logistic import fit_logistic, spread
from .observations import ANSWERABLE, Observation

RIDGE = 0.02  # penalty of a weight's square, per standard deviation of its feature
FEATURES = tuple(field.name for field in fields(Evidence))
# Which features a model has: with a reader, by the reader alone, and without one.
MODELS = {
    "all": FEATURES,
    "reader": ("odds", "answerable"),
    "reader and sentence": ("odds", "answerable", "sentence"),
    "unread": ("sentence", "score"),
}


class QuestionGroup(NamedTuple):
    """Questions of one kind in one family."""

    family: str
    kind: str


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


def _group(observation: Observation) -> QuestionGroup:
    return QuestionGroup(observation.family, observation.kind)


def _shares(observed: Sequence[Observation]) -> Values:
    """Return (n,) weights: families alike; in each, answerable against not; there, kinds alike."""
    sizes = Counter(map(_group, observed))
    families = {group.family for group in sizes}
    kinds = Counter(group.family for group in sizes if group.kind != ANSWERABLE)
    shares = []
    for group in map(_group, observed):
        kinds_beside = 1 if group.kind == ANSWERABLE else kinds[group.family]
        shares.append(1 / kinds_beside / sizes[group])
    return np.array(shares) / (2 * len(families))


def fitted(observed: Sequence[Observation], features: Sequence[str]) -> Fit:
    """Return the model under which what is answerable is most probable; no weight is negative.

    Args:
        observed: Questions of every kind, each with at least one passage read.
        features: Names of the parts of `Evidence` that may count.
    """
    rows = _rows(observed)[:, [FEATURES.index(name) for name in features]]
    scale = spread(rows)
    answerable = np.array([one.kind == ANSWERABLE for one in observed])
    model = fit_logistic(
        rows / scale, answerable, _shares(observed), ridge=RIDGE, negative_weights=False
    )
    weights = dict(zip(features, (model.weights / scale).tolist(), strict=True))
    return Fit(weights, model.bias)


def separations(observed: Sequence[Observation], fit: Fit) -> dict[QuestionGroup, float]:
    """Return the AUROC of the answerable against each kind, by family and kind."""
    logits = fit.logits(observed)
    groups = [_group(one) for one in observed]
    answerable = np.array([group.kind == ANSWERABLE for group in groups])
    aurocs = {}
    for group in sorted(set(groups)):
        if group.kind == ANSWERABLE:
            continue
        against = {group, QuestionGroup(group.family, ANSWERABLE)}
        own = np.array([other in against for other in groups])
        aurocs[group] = auroc(logits[own], answerable[own])
    return aurocs


def held_out(
    observed: Sequence[Observation], features: Sequence[str]
) -> dict[QuestionGroup, float]:
    """Return `separations` of every family by a model that was fitted on the others, if any."""
    aurocs: dict[QuestionGroup, float] = {}
    for family in sorted({one.family for one in observed}):
        rest = [one for one in observed if one.family != family] or observed
        own = [one for one in observed if one.family == family]
        aurocs |= separations(own, fitted(rest, features))
    return aurocs
