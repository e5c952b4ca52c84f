"""What every vector store promises; each engine runs the same suite."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import StoreError
from index.search.stores.base import VectorStore
from index.search.stores.faiss import FaissStore
from index.types import Embeddings, Ids
from tests.support.engines.numpy_store import NumpyStore
from tests.support.engines.postgres_vectors import postgres_store
from tests.support.engines.vectors import DIM, ids, unit_rows

ENGINES: dict[str, Callable[[], VectorStore]] = {
    "numpy": lambda: NumpyStore(DIM),
    "faiss": lambda: FaissStore.in_memory(DIM),
    "postgres": lambda: postgres_store(DIM),
}


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest) -> VectorStore:
    return ENGINES[request.param]()


def test_an_empty_store_finds_nothing(store: VectorStore) -> None:
    found, scores = store.search(unit_rows(2), 3)
    assert found.shape == scores.shape == (2, 0)
    assert len(store) == 0


def test_scores_are_inner_products_best_first(store: VectorStore) -> None:
    axes = np.eye(DIM, dtype=np.float32)
    store.upsert(ids(10, 20, 30), axes[:3])
    query = np.zeros((1, DIM), dtype=np.float32)
    query[0, :3] = [0.6, 0.0, 0.8]
    found, scores = store.search(query, 3)
    assert found.tolist() == [[30, 10, 20]]
    assert scores == pytest.approx(np.array([[0.8, 0.6, 0.0]]))
    assert found.dtype == np.int64
    assert scores.dtype == np.float32


def test_no_more_is_found_than_there_is(store: VectorStore) -> None:
    store.upsert(ids(1, 2), unit_rows(2))
    found, scores = store.search(unit_rows(3, seed=1), 10)
    assert found.shape == scores.shape == (3, 2)


def test_an_upsert_replaces_the_vector_of_an_id(store: VectorStore) -> None:
    rows = unit_rows(2)
    store.upsert(ids(7), rows[:1])
    store.upsert(ids(7), rows[1:])
    assert len(store) == 1
    assert store.vectors(ids(7)) == pytest.approx(rows[1:])


def test_what_is_deleted_is_not_found_again(store: VectorStore) -> None:
    rows = unit_rows(3)
    store.upsert(ids(1, 2, 3), rows)
    store.delete(ids(2, 99))
    found, _ = store.search(rows[1:2], 3)
    assert sorted(found[0].tolist()) == [1, 3]
    with pytest.raises(StoreError):
        store.vectors(ids(2))


def test_vectors_come_in_the_order_asked_for(store: VectorStore) -> None:
    rows = unit_rows(3)
    store.upsert(ids(5, 3, 4), rows)
    assert store.vectors(ids(4, 5, 4)) == pytest.approx(rows[[2, 0, 2]])
    assert store.vectors(ids()).shape == (0, DIM)


@pytest.mark.parametrize(
    ("numbers", "rows"),
    [
        (ids(1, 1), unit_rows(2)),
        (ids(1), unit_rows(2)),
        (ids(1), unit_rows(1)[:, :3]),
        (ids(1), unit_rows(1) * 2),
        (ids(1), np.full((1, DIM), np.nan, dtype=np.float32)),
    ],
    ids=["an id twice", "too few ids", "another dimension", "not of unit length", "not finite"],
)
def test_malformed_vectors_are_refused(store: VectorStore, numbers: Ids, rows: Embeddings) -> None:
    with pytest.raises(StoreError):
        store.upsert(numbers, rows)
    assert len(store) == 0


def test_a_search_for_none_is_refused(store: VectorStore) -> None:
    with pytest.raises(StoreError, match="at least 1"):
        store.search(unit_rows(1), 0)


@pytest.mark.parametrize("engine", [name for name in ENGINES if name != "numpy"])
@settings(deadline=None)  # a busy machine is no fault
@given(
    changes=st.lists(
        st.tuples(st.booleans(), st.lists(st.integers(0, 12), unique=True, max_size=6)), max_size=8
    ),
    seed=st.integers(0, 1000),
)
def test_an_engine_agrees_with_brute_force_after_any_history(
    engine: str, changes: list[tuple[bool, list[int]]], seed: int
) -> None:
    stores = [ENGINES[name]() for name in ("numpy", engine)]
    for turn, (put, numbers) in enumerate(changes):
        for store in stores:
            if put:
                store.upsert(ids(*numbers), unit_rows(len(numbers), seed + turn))
            else:
                store.delete(ids(*numbers))
    query = unit_rows(2, seed + 5000)
    (oracle_ids, oracle_scores), (ids_found, scores) = (store.search(query, 5) for store in stores)
    assert ids_found.tolist() == oracle_ids.tolist()
    assert scores == pytest.approx(oracle_scores, abs=1e-6)
