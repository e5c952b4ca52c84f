"""Vectors in segments: found as in one array, linked where they stay, damage told."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import StoreDamagedError, StoreError, StoreUnavailableError
from index.search.stores.segmented import SegmentedVectors, write_vectors
from index.types import Embeddings, Ids
from tests.support.vectors import DIM, ids, unit_rows


def new(count: int) -> Ids:
    return np.full(count, -1, dtype=np.int64)


def written(folder: Path, rows: Embeddings) -> SegmentedVectors:
    write_vectors(folder, rows, new(len(rows)))
    return SegmentedVectors.open(folder, DIM)


def plain(rows: Embeddings, query: Embeddings, k: int) -> list[int]:
    """Return the nearest rows, of equal ones the first."""
    scores = np.array([np.dot(row.astype(np.float64), query[0]) for row in rows])
    return [int(row) for row in np.lexsort((np.arange(len(rows)), -scores.round(6)))[:k]]


def names(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in folder.glob("[0-9a-f]*.npy")}


@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_whatever_came_and_went_the_same_is_found_as_in_one_array(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("vectors")
    # Few different vectors, so that many are equal.
    pool = unit_rows(12)
    rows = pool[data.draw(st.lists(st.integers(0, 11), max_size=40))]
    stored = written(folder / "0", rows)
    for step in range(1, data.draw(st.integers(1, 5)) + 1):
        kept = data.draw(st.permutations(range(len(rows))))[: data.draw(st.integers(0, len(rows)))]
        fresh = pool[data.draw(st.lists(st.integers(0, 11), max_size=6))]
        order = data.draw(st.permutations([*kept, *[-1] * len(fresh)]))
        earlier = np.array(order, dtype=np.int64)
        write_vectors(folder / str(step), fresh, earlier, stored)
        taken = np.empty((len(order), DIM), np.float32)
        taken[earlier >= 0] = rows[earlier[earlier >= 0]]
        taken[earlier < 0] = fresh
        rows, stored = taken, SegmentedVectors.open(folder / str(step), DIM)
        assert np.array_equal(stored.vectors(np.arange(len(rows), dtype=np.int64)), rows)
        found, scores = stored.search(pool[:1], 5)
        assert found[0].tolist() == plain(rows, pool[:1], 5)
        assert scores[0] == pytest.approx([rows[row] @ pool[0] for row in found[0]], abs=1e-6)


def test_what_is_new_is_written_and_the_rest_linked(tmp_path: Path) -> None:
    before = written(tmp_path / "before", unit_rows(50))
    order = np.append(np.arange(50), new(3))
    write_vectors(tmp_path / "after", unit_rows(3, seed=1), order, before)
    assert names(tmp_path / "before").items() < names(tmp_path / "after").items()
    assert [len(one.rows) for one in SegmentedVectors.open(tmp_path / "after", DIM).segments] == [
        50,
        3,
    ]


def test_there_are_few_segments_however_often_something_comes(tmp_path: Path) -> None:
    stored = written(tmp_path / "0", unit_rows(64))
    for step in range(1, 40):
        order = np.append(np.arange(len(stored)), new(1))
        write_vectors(tmp_path / str(step), unit_rows(1, seed=step), order, stored)
        stored = SegmentedVectors.open(tmp_path / str(step), DIM)
    assert len(stored) == 64 + 39
    assert len(stored.segments) <= 8
    assert int(stored.begins[-1]) == len(stored)


def test_a_segment_that_is_mostly_gone_is_written_anew(tmp_path: Path) -> None:
    before = written(tmp_path / "before", unit_rows(50))
    write_vectors(tmp_path / "after", unit_rows(0), np.arange(20, dtype=np.int64), before)
    after = SegmentedVectors.open(tmp_path / "after", DIM)
    assert [len(one.rows) for one in after.segments] == [20]


def test_a_build_that_is_gone_meanwhile_or_on_another_disk_is_copied(tmp_path: Path) -> None:
    rows = unit_rows(70_000)  # so many that they are mapped, and stay when their file is gone
    before = written(tmp_path / "before", rows)
    for path in (tmp_path / "before").iterdir():
        path.unlink()
    write_vectors(tmp_path / "after", unit_rows(0), np.arange(70_000, dtype=np.int64), before)
    after = SegmentedVectors.open(tmp_path / "after", DIM)
    assert np.array_equal(after.segments[0].rows, rows)


def test_no_vectors_are_a_store_that_finds_nothing(tmp_path: Path) -> None:
    stored = written(tmp_path / "none", unit_rows(0))
    assert len(stored) == 0
    assert stored.search(unit_rows(2), 3)[0].shape == (2, 0)
    assert stored.vectors(ids()).shape == (0, DIM)


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    stored = written(folder, unit_rows(3))
    with pytest.raises(StoreError, match="build the collection again"):
        stored.vectors(ids(3))
    with pytest.raises(StoreDamagedError, match="of 5 dimensions"):
        SegmentedVectors.open(folder, 5)
    (segment,) = names(folder)
    (folder / segment).write_bytes(b"nonsense")
    with pytest.raises(StoreDamagedError, match="build the collection again"):
        SegmentedVectors.open(folder, DIM)
    (folder / segment).unlink()
    with pytest.raises(StoreUnavailableError, match="cannot be read"):
        SegmentedVectors.open(folder, DIM)
