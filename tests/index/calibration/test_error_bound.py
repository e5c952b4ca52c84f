"""The rule against exact binomials: scipy's beta quantiles, and sums of fractions by hand."""

from fractions import Fraction
from itertools import pairwise
from math import comb, isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from index.calibration.error_bound import (
    allowed_errors,
    least_questions,
    least_threshold,
    upper_bound,
)

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=200)


@pytest.mark.parametrize(
    ("errors", "n"), [(0, 1), (0, 29), (1, 5), (3, 80), (12, 200), (21, 300), (150, 300), (5, 5)]
)
@pytest.mark.parametrize("certainty", [0.8, 0.95, 0.99])
def test_the_bound_is_clopper_and_pearsons(errors: int, n: int, certainty: float) -> None:
    expected = beta.ppf(certainty, errors + 1, n - errors) if errors < n else 1.0
    assert isclose(upper_bound(errors, n, certainty), expected, rel_tol=1e-9)


def test_at_the_bound_so_few_errors_are_just_improbable() -> None:
    share = Fraction(upper_bound(2, 40))
    at_most = sum(comb(40, k) * share**k * (1 - share) ** (40 - k) for k in range(3))
    assert isclose(float(at_most), 0.05, rel_tol=1e-9)


@pytest.mark.parametrize(("errors", "n"), [(-1, 5), (6, 5)])
def test_no_share_has_no_bound(errors: int, n: int) -> None:
    with pytest.raises(ValueError, match="are no share"):
        upper_bound(errors, n)


def test_without_a_single_error_it_takes_so_many_questions() -> None:
    # 0.9**28 = 0.0523 and 0.9**29 = 0.0471; 0.5**4 = 0.0625 and 0.5**5 = 0.03125.
    assert least_questions(0.1) == 29
    assert least_questions(0.5) == 5
    assert least_questions(0.5, certainty=0.75) == 2


@pytest.mark.parametrize("error", [0.05, 0.1, 0.2, 0.5])
@pytest.mark.parametrize("n", [10, 29, 60, 137, 300])
def test_so_many_errors_are_allowed_and_one_more_is_not(error: float, n: int) -> None:
    allowed = allowed_errors(n, error)
    bounds = [beta.ppf(0.95, k + 1, n - k) for k in range(n)]
    expected = sum(bound <= error for bound in bounds) - 1
    assert allowed == (expected if expected >= 0 else None)


def test_the_threshold_lies_right_above_the_first_that_must_be_refused() -> None:
    # Of 60 one may be answered at 0.1: the bound of 1 is 0.0766, that of 2 is 0.1012.
    confidences = [0.9, 0.61, 0.6042, *[0.1] * 57]
    assert least_threshold(confidences, 0.1) == 0.611


def test_questions_of_like_confidence_are_refused_together() -> None:
    assert least_threshold([0.9, 0.5, 0.5, 0.5, *[0.1] * 56], 0.1) == 0.501


def test_too_few_questions_and_sure_ones_have_no_threshold() -> None:
    assert least_threshold([0.1] * 28, 0.1) is None
    assert least_threshold([1.0] * 100, 0.1) is None


@given(SHARES, st.floats(0.05, 0.8))
def test_at_the_threshold_the_bound_is_kept_and_a_step_below_it_is_not(
    confidences: list[float], error: float
) -> None:
    threshold = least_threshold(confidences, error)
    n = len(confidences)
    if threshold is None:
        return
    assert 0 < threshold <= 1
    assert upper_bound(sum(c >= threshold for c in confidences), n) <= error
    below = sum(c >= threshold - 0.0011 for c in confidences)
    assert below == n or upper_bound(below, n) > error


@given(SHARES)
def test_a_stricter_error_never_lowers_the_threshold(confidences: list[float]) -> None:
    found = [least_threshold(confidences, error) for error in (0.3, 0.2, 0.1, 0.05)]
    for looser, stricter in pairwise(found):
        assert stricter is None or (looser is not None and looser <= stricter)


def test_a_true_error_above_the_stated_one_is_as_rare_as_promised() -> None:
    # Confidences are uniform: the true error of a threshold is one minus it.
    rng = np.random.default_rng(7)
    found = [least_threshold(rng.random(150).tolist(), 0.1) for _ in range(200)]
    too_low = np.mean([threshold is not None and 1 - threshold > 0.1 for threshold in found])
    assert too_low <= 0.05 + 3 * (0.05 * 0.95 / 200) ** 0.5
