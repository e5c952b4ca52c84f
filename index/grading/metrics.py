"""Measures of search, of abstention and of calibration, each with its source and its interval.

Pure functions of arrays. A rank is the place of the best relevant passage, from 1; `MISSED` where
it was not found at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Values: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Ranks: TypeAlias = npt.NDArray[np.int64]

MISSED = np.iinfo(np.int64).max
BINS = 10  # of confidence, as is customary
RESAMPLES = 1000
_Z95 = 1.959963984540054  # 97.5 % quantile of the normal distribution


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value with its 95 % interval.

    Args:
        value: What was measured, not a number where there was nothing to measure.
        low: Lower end of the interval.
        high: Upper end of the interval.
        n: How many observations it rests on.
    """

    value: float
    low: float
    high: float
    n: int

    @classmethod
    def nothing(cls) -> "Estimate":
        """Return the estimate that rests on no observation."""
        return cls(float("nan"), float("nan"), float("nan"), 0)


def rank_of(found: Sequence[object], relevant: Sequence[object]) -> int:
    """Return the rank of the first relevant one among those found, from 1; `MISSED` if none is."""
    wanted = set(relevant)
    return next((rank for rank, one in enumerate(found, start=1) if one in wanted), MISSED)


def recall_at(ranks: Ranks, k: int) -> Flags:
    """Return for each question whether something relevant is among the first k.

    Relevant passages are alternatives here, so one of them is enough: the hit rate, which with one
    relevant passage a question is recall in the strict sense.

    Args:
        ranks: (n,) from 1.
        k: At least 1.
    """
    hits: Flags = ranks <= k
    return hits


def reciprocal_ranks(ranks: Ranks) -> Values:
    """Return 1 / rank of each question, 0 where nothing was found; their mean is the MRR.

    Args:
        ranks: (n,) from 1.

    References:
        Voorhees 1999, "The TREC-8 question answering track report", NIST SP 500-246.
    """
    return np.where(ranks == MISSED, 0.0, 1.0 / ranks)


def ndcg_at(gains: Sequence[float], ideal: Sequence[float], k: int) -> float:
    """Return the discounted gain of a ranking as a share of the best one, 0 to 1.

    Args:
        gains: Gain of each passage found, best rank first.
        ideal: Gains of all relevant passages, in any order.
        k: How many ranks count, at least 1.

    References:
        Järvelin and Kekäläinen 2002, doi:10.1145/582415.582418, with the discount
        log2(1 + rank) of Burges et al. 2005, doi:10.1145/1102351.1102363.
    """
    best = _discounted(sorted(ideal, reverse=True)[:k])
    return _discounted(gains[:k]) / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return float(sum(gain / np.log2(1 + rank) for rank, gain in enumerate(gains, start=1)))


def auroc(scores: Values, positive: Flags) -> float:
    """Return how probable it is that a positive scores above a negative, ties counting half.

    Args:
        scores: (n,) any real numbers, higher for "positive".
        positive: (n,) which ones are.

    Returns:
        0 to 1; not a number where all are of one kind.

    References:
        Hanley and McNeil 1982, doi:10.1148/radiology.143.1.7063747.
    """
    positives = int(positive.sum())
    negatives = len(positive) - positives
    if not positives or not negatives:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    # Tied scores share the mean of the ranks that they take up.
    mid_ranks = np.cumsum(counts) - (counts - 1) / 2
    rank_sum = float(mid_ranks[inverse][positive].sum())
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def risk_coverage(confidences: Values, correct: Flags) -> tuple[Values, Values]:
    """Return the curve that abstaining from the least confident first draws.

    Args:
        confidences: (n,) higher is surer.
        correct: (n,) whether answering was right.

    Returns:
        Coverages (m,), the shares answered, ascending to 1, and risks (m,), the shares wrong
        among those answered; one point for each distinct confidence.

    References:
        El-Yaniv and Wiener 2010, "On the foundations of noise-free selective classification",
        Journal of Machine Learning Research 11, 1605-1641.
    """
    order = np.argsort(-confidences, kind="stable")
    answered = np.arange(1, len(order) + 1)
    risks = np.cumsum(~correct[order]) / answered
    sorted_confidences = confidences[order]
    last_of_tie = np.append(sorted_confidences[1:] != sorted_confidences[:-1], [True][: len(order)])
    return answered[last_of_tie] / max(len(order), 1), risks[last_of_tie]


def brier(confidences: Values, happened: Flags) -> Values:
    """Return the squared error of each forecast; their mean is the Brier score.

    Args:
        confidences: (n,) probabilities, 0 to 1.
        happened: (n,) what came to pass.

    References:
        Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2 (one outcome
        of the two that his sum runs over).
    """
    return np.square(confidences - happened)


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about the same confidence.

    Args:
        confidence: Their mean, 0 to 1.
        share: How often it came to pass, 0 to 1.
        n: How many they are, at least 1.
    """

    confidence: float
    share: float
    n: int


def calibration_bins(confidences: Values, happened: Flags, bins: int = BINS) -> tuple[Bin, ...]:
    """Return the forecasts in bins of equal width, empty ones left out.

    Args:
        confidences: (n,) probabilities, 0 to 1.
        happened: (n,) what came to pass.
        bins: At least 1.
    """
    places = np.minimum((confidences * bins).astype(np.int64), bins - 1)
    return tuple(
        Bin(float(confidences[here].mean()), float(happened[here].mean()), int(here.sum()))
        for place in range(bins)
        if (here := places == place).any()
    )


def calibration_error(confidences: Values, happened: Flags, bins: int = BINS) -> float:
    """Return the mean distance of confidence and outcome over bins, weighted by size, 0 to 1.

    Args:
        confidences: (n,) probabilities, 0 to 1.
        happened: (n,) what came to pass.
        bins: At least 1.

    References:
        Naeini et al. 2015, doi:10.1609/aaai.v29i1.9602 (expected calibration error).
    """
    filled = calibration_bins(confidences, happened, bins)
    total = sum(part.n for part in filled)
    return sum(part.n * abs(part.confidence - part.share) for part in filled) / total


def share(flags: Flags) -> Estimate:
    """Return the share of flags that are set, with Wilson's interval.

    Args:
        flags: (n,).

    References:
        Wilson 1927, doi:10.1080/01621459.1927.10502953.
    """
    n = len(flags)
    if not n:
        return Estimate.nothing()
    p = float(flags.mean())
    middle = (p + _Z95**2 / (2 * n)) / (1 + _Z95**2 / n)
    half = _Z95 / (1 + _Z95**2 / n) * np.sqrt(p * (1 - p) / n + _Z95**2 / (4 * n * n))
    return Estimate(p, float(max(0.0, middle - half)), float(min(1.0, middle + half)), n)


def bootstrap(
    statistic: Callable[[npt.NDArray[np.int64]], float], n: int, *, seed: int = 0
) -> Estimate:
    """Return a statistic of n observations with the percentile interval of the bootstrap.

    Args:
        statistic: Of the observations at these indices; where it is not a number, the resample
            does not count.
        n: How many observations there are.
        seed: The same seed draws the same resamples.

    References:
        Efron 1979, doi:10.1214/aos/1176344552; percentiles as in Efron and Tibshirani 1993,
        doi:10.1201/9780429246593, chapter 13.
    """
    if not n:
        return Estimate.nothing()
    draws = np.random.default_rng(seed).integers(0, n, (RESAMPLES, n))
    values = np.array([statistic(draw) for draw in draws])
    values = values[np.isfinite(values)]
    low, high = np.percentile(values, [2.5, 97.5]) if len(values) else (np.nan, np.nan)
    return Estimate(statistic(np.arange(n)), float(low), float(high), n)


def mean(values: Values, *, seed: int = 0) -> Estimate:
    """Return the mean of values with the bootstrap's interval.

    Args:
        values: (n,).
        seed: The same seed draws the same resamples.
    """
    return bootstrap(lambda index: float(values[index].mean()), len(values), seed=seed)
