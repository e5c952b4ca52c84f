"""Measures against values worked out by hand and against scikit-learn and SciPy."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import (
    brier_score_loss,
    ndcg_score,
    roc_auc_score,
)

from index.grading import metrics
from index.grading.metrics import MISSED

probability = st.floats(0, 1, allow_nan=False)
forecasts = st.lists(st.tuples(probability, st.booleans()), min_size=1, max_size=40)


def arrays(pairs: list[tuple[float, bool]]) -> tuple[metrics.Values, metrics.Flags]:
    scores, flags = zip(*pairs, strict=True)
    return np.array(scores), np.array(flags)


def test_ranks_count_from_one_and_any_relevant_passage_will_do() -> None:
    assert metrics.rank_of(["a", "b", "c"], ["c", "b"]) == 2
    assert metrics.rank_of(["a"], ["b"]) == MISSED


def test_recall_and_reciprocal_rank_by_hand() -> None:
    ranks = np.array([1, 3, MISSED, 2])
    assert metrics.recall_at(ranks, 1).tolist() == [True, False, False, False]
    assert metrics.recall_at(ranks, 3).mean() == 0.75
    assert metrics.reciprocal_ranks(ranks).tolist() == [1.0, pytest.approx(1 / 3), 0.0, 0.5]


def test_ndcg_by_hand() -> None:
    # Relevant at ranks 2 and 3 of 3, and a third relevant one that was not found.
    expected = (1 / math.log2(3) + 1 / 2) / (1 + 1 / math.log2(3) + 1 / 2)
    assert metrics.ndcg_at([0, 1, 1], [1, 1, 1], 3) == pytest.approx(expected)
    assert metrics.ndcg_at([0, 1], [], 3) == 0.0


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.integers(0, 3), min_size=2, max_size=8), st.integers(1, 8))
def test_ndcg_agrees_with_scikit_learn(gains: list[int], k: int) -> None:
    ranking = np.arange(len(gains), 0, -1)[None]
    expected = ndcg_score(np.array([gains]), ranking, k=k)
    assert metrics.ndcg_at(gains, gains, k) == pytest.approx(expected)


def test_auroc_by_hand() -> None:
    # Of the four pairs two are in order, one is tied, one is not.
    scores = np.array([0.9, 0.4, 0.4, 0.6])
    assert metrics.auroc(scores, np.array([True, True, False, False])) == (2 + 0.5) / 4
    assert math.isnan(metrics.auroc(scores, np.array([True] * 4)))


@settings(deadline=None)  # a busy machine is no fault
@given(forecasts.filter(lambda pairs: len({flag for _, flag in pairs}) == 2))
def test_auroc_agrees_with_scikit_learn(pairs: list[tuple[float, bool]]) -> None:
    scores, flags = arrays(pairs)
    assert metrics.auroc(scores, flags) == pytest.approx(roc_auc_score(flags, scores))


def test_risk_and_coverage_by_hand() -> None:
    confidences = np.array([0.9, 0.2, 0.7, 0.7])
    correct = np.array([True, False, True, False])
    coverages, risks = metrics.risk_coverage(confidences, correct)
    assert coverages.tolist() == [0.25, 0.75, 1.0]
    assert risks.tolist() == [0.0, pytest.approx(1 / 3), 0.5]


@settings(deadline=None)  # a busy machine is no fault
@given(forecasts)
def test_answering_everything_risks_the_overall_error(pairs: list[tuple[float, bool]]) -> None:
    confidences, correct = arrays(pairs)
    coverages, risks = metrics.risk_coverage(confidences, correct)
    assert coverages[-1] == 1.0
    assert risks[-1] == pytest.approx(1 - correct.mean())


@settings(deadline=None)  # a busy machine is no fault
@given(forecasts)
def test_brier_agrees_with_scikit_learn(pairs: list[tuple[float, bool]]) -> None:
    confidences, happened = arrays(pairs)
    expected = brier_score_loss(happened, confidences, labels=[False, True])
    assert metrics.brier(confidences, happened).mean() == pytest.approx(expected)


def test_calibration_error_by_hand() -> None:
    confidences = np.array([0.05, 0.05, 0.95, 1.0])
    happened = np.array([False, True, True, True])
    low, high = metrics.calibration_bins(confidences, happened)
    assert (low.share, low.n, high.share, high.n) == (0.5, 2, 1.0, 2)
    assert [low.confidence, high.confidence] == pytest.approx([0.05, 0.975])
    error = metrics.calibration_error(confidences, happened)
    assert error == pytest.approx(0.5 * 0.45 + 0.5 * 0.025)


@settings(deadline=None)  # a busy machine is no fault
@given(st.integers(1, 200), st.data())
def test_the_interval_of_a_share_agrees_with_scipy(n: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, n))
    found = metrics.share(np.arange(n) < hits)
    expected = binomtest(hits, n).proportion_ci(method="wilson")
    assert found.value == hits / n
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_the_bootstrap_of_a_mean_agrees_with_the_normal_interval() -> None:
    values = np.random.default_rng(3).normal(10.0, 2.0, 400)
    found = metrics.mean(values)
    half = 1.96 * values.std() / math.sqrt(400)
    assert found.value == pytest.approx(values.mean())
    assert (found.low, found.high) == pytest.approx(
        (values.mean() - half, values.mean() + half), abs=0.04
    )
    assert metrics.mean(values) == found


def test_of_nothing_nothing_is_estimated() -> None:
    for estimate in (metrics.share(np.zeros(0, bool)), metrics.mean(np.zeros(0))):
        assert estimate.n == 0
        assert math.isnan(estimate.value)
