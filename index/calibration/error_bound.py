"""The least threshold that keeps an error below what was stated, with a bound that holds for few.

A share of wrong answers that was seen on n questions is not the share to come. The threshold is
the least one at which even the upper confidence bound of the share is no more than the stated
error. As the share can only fall when the threshold rises, looking at all thresholds costs nothing.

References:
    Bates et al. 2021, "Distribution-free, risk-controlling prediction sets",
    doi:10.1145/3478535, theorem A.1 (monotone risks need no correction for the search); the bound
    is Clopper and Pearson's 1934, doi:10.1093/biomet/26.4.404, exact for shares.
"""

import math
from collections.abc import Sequence

import numpy as np

CERTAINTY = 0.95  # how probable it is that the true share lies at or below the bound
_HALVINGS = 60  # of the interval that holds a bound: below the precision of a float
_STEPS = 1000  # thresholds are given in thousandths


def upper_bound(errors: int, n: int, certainty: float = CERTAINTY) -> float:
    """Return the one-sided upper confidence bound of a share, 0 to 1.

    Args:
        errors: How many were seen, 0 to n.
        n: Of how many, independent of each other.
        certainty: How probable the bound holds, above 0 and below 1.

    Raises:
        ValueError: There are more errors than observations, or fewer than none.

    References:
        Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404.
    """
    if not 0 <= errors <= n:
        msg = f"{errors} errors of {n} are no share"
        raise ValueError(msg)
    if errors == n:
        return 1.0
    low, high = errors / n, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _at_most(errors, n, middle) > 1 - certainty:
            low = middle
        else:
            high = middle
    return high


def allowed_errors(n: int, error: float, certainty: float = CERTAINTY) -> int | None:
    """Return how many of n may go wrong for the bound to be at most `error`; None if none may.

    Args:
        n: Questions.
        error: The stated error, above 0 and below 1.
        certainty: How probable the bound holds, above 0 and below 1.
    """
    if n < least_questions(error, certainty):
        return None
    # The bound is above the share itself, and rises with the errors.
    low, high = 0, math.floor(error * n)
    while low < high:
        middle = (low + high + 1) // 2
        if upper_bound(middle, n, certainty) <= error:
            low = middle
        else:
            high = middle - 1
    return low


def least_questions(error: float, certainty: float = CERTAINTY) -> int:
    """Return how many questions it takes to show that an error is kept, if none goes wrong.

    Args:
        error: The stated error, above 0 and below 1.
        certainty: How probable the bound holds, above 0 and below 1.
    """
    return math.ceil(math.log(1 - certainty) / math.log(1 - error) - 1e-9)


def least_threshold(
    confidences: Sequence[float], error: float, certainty: float = CERTAINTY
) -> float | None:
    """Return the least threshold, in thousandths, that keeps wrong answers below `error`.

    Args:
        confidences: Of questions that ought to be refused, 0 to 1; one at or above the threshold
            is answered.
        error: The stated error, above 0 and below 1.
        certainty: How probable the bound holds, above 0 and below 1.

    Returns:
        0 to 1; None where there are too few questions, or no threshold up to 1 does.
    """
    allowed = allowed_errors(len(confidences), error, certainty)
    if allowed is None:
        return None
    ranked = sorted(confidences, reverse=True)
    # The next one must be refused, and with it all of its confidence: the threshold lies above.
    threshold = (math.floor(ranked[allowed] * _STEPS) + 1) / _STEPS
    return threshold if threshold <= 1 else None


def _at_most(errors: int, n: int, share: float) -> float:
    """Return the probability of at most so many errors among n, each of probability `share`."""
    k = np.arange(errors + 1)
    choices = np.array(
        [math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) for i in k]
    )
    return float(np.exp(choices + k * math.log(share) + (n - k) * math.log1p(-share)).sum())
