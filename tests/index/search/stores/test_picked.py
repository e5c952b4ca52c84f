"""Picked vectors, held against one store that has them alone."""

import numpy as np
import pytest

from index.errors import StoreError
from index.search.stores.faiss import FaissStore
from index.search.stores.picked import PickedVectors
from index.types import Embeddings
from tests.support.engines.numpy_store import NumpyStore
from tests.support.engines.vectors import DIM, ids, unit_rows

FIRST, SECOND = 40, 9
# Of the first store few are picked, so that others are nearer to most queries.
NUMBERS = (np.full(FIRST, -1, dtype=np.int64), ids(1, -1, 4, 0, -1, 5, 7, -1, 6))
NUMBERS[0][[3, 17]] = 2, 3
PICKED = 8


@pytest.fixture
def rows() -> tuple[Embeddings, Embeddings]:
    return unit_rows(FIRST), unit_rows(SECOND, seed=2)


@pytest.fixture
def picked(rows: tuple[Embeddings, Embeddings]) -> PickedVectors:
    stores = [FaissStore.holding(own) for own in rows]
    return PickedVectors(list(zip(stores, NUMBERS, strict=True)))


@pytest.fixture
def oracle(rows: tuple[Embeddings, Embeddings]) -> NumpyStore:
    store = NumpyStore(DIM)
    for own, numbers in zip(rows, NUMBERS, strict=True):
        store.upsert(numbers[numbers >= 0], own[numbers >= 0])
    return store


@pytest.mark.parametrize("k", [1, 2, 5, 8, 30])
def test_the_nearest_are_those_that_are_picked(
    picked: PickedVectors, oracle: NumpyStore, k: int
) -> None:
    queries = unit_rows(6, seed=1)
    (found, scores), (expected, theirs) = picked.search(queries, k), oracle.search(queries, k)
    assert found.tolist() == expected.tolist()
    assert scores == pytest.approx(theirs, abs=1e-6)
    assert (str(found.dtype), str(scores.dtype)) == ("int64", "float32")


def test_vectors_are_given_in_the_order_that_is_asked_for(
    picked: PickedVectors, oracle: NumpyStore
) -> None:
    wanted = ids(7, 2, 0, 3, 2)
    assert picked.vectors(wanted) == pytest.approx(oracle.vectors(wanted))
    assert picked.vectors(ids()).shape == (0, DIM)
    assert (len(picked), picked.dim) == (PICKED, DIM)


@pytest.mark.parametrize("wrong", [-1, PICKED])
def test_a_number_that_is_not_there_is_told(picked: PickedVectors, wrong: int) -> None:
    with pytest.raises(StoreError, match="not among the 8"):
        picked.vectors(ids(0, wrong))


def test_a_number_that_is_given_to_none_is_told() -> None:
    store = FaissStore.holding(unit_rows(2))
    with pytest.raises(ValueError, match="given to none"):
        PickedVectors([(store, ids(0, 0))])


def test_of_nothing_nothing_is_found() -> None:
    none = PickedVectors([(FaissStore.holding(unit_rows(3)), ids(-1, -1, -1))])
    found, _ = none.search(unit_rows(2), 3)
    assert (len(none), found.shape) == (0, (2, 0))


def test_what_does_not_fit_is_told(picked: PickedVectors) -> None:
    with pytest.raises(StoreError, match="dimension"):
        picked.search(np.ones((1, DIM + 1), dtype=np.float32), 1)
    with pytest.raises(StoreError, match="at least 1"):
        picked.search(unit_rows(1), 0)
