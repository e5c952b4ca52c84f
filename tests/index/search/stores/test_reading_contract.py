"""What vectors promise who reads them, whatever keeps them: each kind runs the same suite."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest

from index.errors import StoreError
from index.search.stores.base import Vectors, VectorStore
from index.search.stores.faiss import FaissStore
from index.search.stores.joined import JoinedVectors
from index.search.stores.picked import PickedVectors
from index.search.stores.segment_writing import write_vectors
from index.search.stores.segmented import FLAT, SegmentedVectors
from index.types import Embeddings
from tests.support.engines.numpy_store import NumpyStore
from tests.support.engines.postgres_vectors import postgres_store
from tests.support.engines.vectors import DIM, ids, unit_rows

CLOSE = 1e-3  # numbers of 16 bits: as near as this to what was written
Keeping: TypeAlias = Callable[[Embeddings, Path], Vectors]
Kept: TypeAlias = Callable[[Embeddings], Vectors]


def _put(store: VectorStore, rows: Embeddings) -> Vectors:
    store.upsert(np.arange(len(rows), dtype=np.int64), rows)
    return store


def _segmented(rows: Embeddings, folder: Path, flat: int = FLAT) -> SegmentedVectors:
    """Return the rows in two segments, the second written by a later build."""
    half = len(rows) // 2
    new = np.full(len(rows), -1, dtype=np.int64)
    write_vectors(folder / "earlier", rows[:half], new[:half])
    earlier = SegmentedVectors.open(folder / "earlier", DIM)
    kept = np.concatenate([np.arange(half, dtype=np.int64), new[half:]])
    write_vectors(folder / "later", rows[half:], kept, earlier)
    return SegmentedVectors.open(folder / "later", DIM, flat)


def _joined(rows: Embeddings, _: Path) -> JoinedVectors:
    half = len(rows) // 2
    parts = (rows[:half], rows[half:])
    return JoinedVectors([_put(FaissStore.in_memory(DIM), part) for part in parts])


def _picked(rows: Embeddings, folder: Path) -> PickedVectors:
    """Return the rows among others that are not picked, those of two stores by turns."""
    others = unit_rows(len(rows), seed=99)
    parts = []
    for turn in (0, 1):
        numbers = np.arange(len(rows), dtype=np.int64)
        numbers[numbers % 2 != turn] = -1
        own = np.where((numbers >= 0)[:, np.newaxis], rows, others)
        parts.append((_segmented(own, folder / str(turn)), numbers))
    return PickedVectors(parts)


KINDS: dict[str, Keeping] = {
    "numpy": lambda rows, _: _put(NumpyStore(DIM), rows),
    "faiss": lambda rows, _: _put(FaissStore.in_memory(DIM), rows),
    "postgres": lambda rows, _: _put(postgres_store(DIM), rows),
    "segments": _segmented,
    "segments, by their signs": lambda rows, folder: _segmented(rows, folder, flat=0),
    "joined": _joined,
    "picked": _picked,
}


@pytest.fixture(params=KINDS)
def keep(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    kind = KINDS[request.param]
    return lambda rows: kind(rows, tmp_path)


def test_nothing_is_found_among_none(keep: Kept) -> None:
    kept = keep(unit_rows(0))
    found, scores = kept.search(unit_rows(2), 3)
    assert found.shape == scores.shape == (2, 0)
    assert (len(kept), kept.dim) == (0, DIM)


def test_scores_are_inner_products_best_first(keep: Kept) -> None:
    query = np.zeros((1, DIM), dtype=np.float32)
    query[0, :3] = [0.6, 0.0, 0.8]
    found, scores = keep(np.eye(DIM, dtype=np.float32)).search(query, 2)
    assert found.tolist() == [[2, 0]]
    assert scores == pytest.approx(np.array([[0.8, 0.6]]), abs=CLOSE)
    assert found.dtype == np.int64
    assert scores.dtype == np.float32


def test_the_nearest_are_those_of_brute_force(keep: Kept) -> None:
    rows, queries = unit_rows(40), unit_rows(5, seed=7)
    expected = np.sort(queries @ rows.T, axis=1)[:, ::-1][:, :10]
    found, scores = keep(rows).search(queries, 10)
    assert scores == pytest.approx(expected, abs=CLOSE)
    for query, own, ids_of_it in zip(queries, scores, found, strict=True):
        assert own == pytest.approx(rows[ids_of_it] @ query, abs=CLOSE)
        assert len(set(ids_of_it.tolist())) == 10


def test_no_more_is_found_than_there_is(keep: Kept) -> None:
    found, scores = keep(unit_rows(4)).search(unit_rows(3, seed=1), 10)
    assert found.shape == scores.shape == (3, 4)
    assert sorted(found[0].tolist()) == [0, 1, 2, 3]


def test_vectors_come_in_the_order_asked_for(keep: Kept) -> None:
    rows = unit_rows(6)
    kept = keep(rows)
    assert kept.vectors(ids(4, 5, 0, 4)) == pytest.approx(rows[[4, 5, 0, 4]], abs=CLOSE)
    assert kept.vectors(ids()).shape == (0, DIM)


@pytest.mark.parametrize("number", [6, -1])
def test_an_id_that_is_not_there_is_refused(keep: Kept, number: int) -> None:
    kept = keep(unit_rows(6))
    with pytest.raises(StoreError):
        kept.vectors(ids(0, number))


def test_malformed_queries_are_refused(keep: Kept) -> None:
    kept = keep(unit_rows(4))
    with pytest.raises(StoreError, match="at least 1"):
        kept.search(unit_rows(1), 0)
    with pytest.raises(StoreError, match="dimension"):
        kept.search(unit_rows(1)[:, :3], 1)
    with pytest.raises(StoreError, match="unit length"):
        kept.search(unit_rows(1) * 2, 1)
