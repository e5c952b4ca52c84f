"""Vectors as whole numbers and as signs, held against float64 and against bits one by one."""

from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.stores.row_codes import (
    EARLIER,
    READ,
    SEARCHED,
    RowCodes,
    hamming_distances,
    quantised,
    restored,
    scores_of,
    sign_codes,
)
from index.types import Embeddings

Form: TypeAlias = np.dtype[Any]
FORMS = (READ, SEARCHED)
DIMS = (3, 64, 100, 384, 1024)


def unit_rows(count: int, dim: int, seed: int, power: float = 1.0) -> Embeddings:
    """Return rows whose numbers are the more unlike, the higher the power is."""
    normal = np.random.default_rng(seed).normal(size=(count, dim))
    rows = np.sign(normal) * np.abs(normal) ** power
    unit: Embeddings = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.mark.parametrize("form", FORMS)
@given(seed=st.integers(0, 9999), dim=st.sampled_from(DIMS), power=st.sampled_from([0.2, 1, 4]))
@settings(deadline=None)
def test_what_is_rounded_again_is_what_it_was(
    form: Form, seed: int, dim: int, power: float
) -> None:
    codes = quantised(unit_rows(20, dim, seed, power), form)
    again = quantised(restored(codes), form)
    assert codes.dtype == again.dtype == form
    assert np.array_equal(codes, again)
    assert np.array_equal(restored(codes), restored(again))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("dim", DIMS)
def test_no_number_is_off_by_more_than_a_step(form: Form, dim: int) -> None:
    rows = unit_rows(50, dim, seed=1)
    back = restored(quantised(rows, form))
    steps = np.abs(rows).max(axis=1, keepdims=True) / np.iinfo(form).max
    assert np.all(np.abs(back - rows) <= steps)
    assert np.linalg.norm(back, axis=1) == pytest.approx(np.ones(50), abs=1e-6)


@pytest.mark.parametrize("form", [*FORMS, EARLIER])
def test_scores_are_inner_products_of_the_rows_that_are_given_back(form: Form) -> None:
    rows, (query,) = unit_rows(700, 384, seed=2), unit_rows(1, 384, seed=3)
    codes = rows if form == EARLIER else quantised(rows, form)
    scores = scores_of(codes, query)
    assert scores.dtype == np.float32
    exact = restored(codes).astype(np.float64) @ query.astype(np.float64)
    assert scores == pytest.approx(exact, abs=1e-6)


@pytest.mark.parametrize(("form", "most"), [(READ, 1e-3), (SEARCHED, 5e-6)])
def test_scores_are_off_by_as_little_as_is_said(form: Form, most: float) -> None:
    rows, (query,) = unit_rows(2000, 384, seed=4), unit_rows(1, 384, seed=5)
    off = scores_of(quantised(rows, form), query) - rows.astype(np.float64) @ query
    assert float(off.std()) < most


@pytest.mark.parametrize("form", [*FORMS, EARLIER])
def test_a_row_has_the_same_score_wherever_it_stands(form: Form) -> None:
    row, (query,) = unit_rows(1, 384, seed=6), unit_rows(1, 384, seed=7)
    one: RowCodes = row if form == EARLIER else quantised(row, form)
    codes: RowCodes = one[np.zeros(999, dtype=np.int64)]
    alone = scores_of(codes[:1], query)
    for first in (0, 1, 2, 3, 500):
        assert np.all(scores_of(codes[first:], query) == alone)


@pytest.mark.parametrize("form", FORMS)
def test_a_row_of_zeros_stays_one(form: Form) -> None:
    codes = quantised(np.zeros((2, 5), dtype=np.float32), form)
    assert not codes.any()
    assert not restored(codes).any()
    assert not scores_of(codes, np.ones(5, dtype=np.float32)).any()


@pytest.mark.parametrize("dim", DIMS)
@pytest.mark.parametrize("count", [0, 1, 20_000])
def test_distances_are_the_numbers_whose_signs_differ(dim: int, count: int) -> None:
    rows, query = unit_rows(count, dim, seed=8), unit_rows(1, dim, seed=9)
    signs = sign_codes(rows)
    assert signs.shape == (-(-dim // 64), count)
    distances = hamming_distances(signs, sign_codes(query))
    assert distances.tolist() == ((rows < 0) != (query < 0)).sum(axis=1).tolist()


def test_rounding_changes_no_sign_but_of_what_becomes_zero() -> None:
    rows = unit_rows(500, 384, seed=10, power=4)
    codes = quantised(rows, SEARCHED)
    assert np.array_equal(codes < 0, (rows < 0) & (codes != 0))
    assert np.array_equal(sign_codes(codes), sign_codes(restored(codes)))
