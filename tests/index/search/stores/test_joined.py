"""Joined vectors, held against one store that has them all."""

from itertools import pairwise

import numpy as np
import pytest

from index.errors import StoreError
from index.search.stores.faiss import FaissStore
from index.search.stores.joined import JoinedVectors
from index.types import Embeddings
from tests.support.engines.numpy_store import NumpyStore
from tests.support.engines.vectors import DIM, ids, unit_rows

SIZES = (5, 0, 1, 7)


@pytest.fixture
def rows() -> Embeddings:
    return unit_rows(sum(SIZES))


@pytest.fixture
def joined(rows: Embeddings) -> JoinedVectors:
    edges = np.cumsum((0, *SIZES))
    return JoinedVectors([FaissStore.holding(rows[a:b]) for a, b in pairwise(edges)])


@pytest.mark.parametrize("k", [1, 4, 13, 50])
def test_the_nearest_are_those_of_all(joined: JoinedVectors, rows: Embeddings, k: int) -> None:
    oracle = NumpyStore(DIM)
    oracle.upsert(np.arange(len(rows), dtype=np.int64), rows)
    queries = unit_rows(3, seed=1)
    (found, scores), (expected, theirs) = joined.search(queries, k), oracle.search(queries, k)
    assert found.tolist() == expected.tolist()
    assert scores == pytest.approx(theirs, abs=1e-6)
    assert (str(found.dtype), str(scores.dtype)) == ("int64", "float32")


def test_vectors_are_given_in_the_order_that_is_asked_for(
    joined: JoinedVectors, rows: Embeddings
) -> None:
    wanted = ids(12, 0, 5, 4, 6)
    assert joined.vectors(wanted) == pytest.approx(rows[wanted])
    assert joined.vectors(ids()).shape == (0, DIM)
    assert (len(joined), joined.dim) == (13, DIM)


@pytest.mark.parametrize("wrong", [-1, 13])
def test_an_id_that_is_not_there_is_told(joined: JoinedVectors, wrong: int) -> None:
    with pytest.raises(StoreError, match="not among the 13"):
        joined.vectors(ids(0, wrong))


def test_without_vectors_nothing_is_found() -> None:
    found, _ = JoinedVectors([FaissStore.in_memory(DIM)]).search(unit_rows(2), 3)
    assert found.shape == (2, 0)


def test_what_does_not_fit_is_told(joined: JoinedVectors) -> None:
    with pytest.raises(StoreError, match="dimension"):
        joined.search(np.ones((1, DIM + 1), dtype=np.float32), 1)
    with pytest.raises(StoreError, match="at least 1"):
        joined.search(unit_rows(1), 0)
