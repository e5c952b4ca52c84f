"""Vectors that are put as they are made lie as those that are written at once."""

from pathlib import Path

import numpy as np
import pytest

from index.search.stores import segment_writing
from index.search.stores.segment_writing import laying_vectors, write_vectors
from index.search.stores.segmented import SegmentedVectors
from index.types import Ids
from tests.support.engines.vectors import DIM, unit_rows


def files(folder: Path) -> list[bytes]:
    """Return what lies in a build's folder, but for the names of segments, which are drawn."""
    names = (folder / "segments.txt").read_text("ascii").split()
    rows = [folder / name for name in names]
    signs = [folder / f"signs-{name}" for name in names]
    return [path.read_bytes() for path in (folder / "places.npy", *rows, *signs)]


# Before the first new one, between new ones and behind the last there are some that are copied.
ROWS: Ids = np.array([4, 0, -1, 2, 3, -1, -1, 7, -1, 1, 6, 5], dtype=np.int64)


@pytest.mark.parametrize("step", [1, 3, 4])
def test_however_they_are_put_the_files_are_the_same(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_writing, "_AT_ONCE", 2)
    monkeypatch.setattr(segment_writing, "_GROWTH", 3)  # so that the eight are copied
    write_vectors(tmp_path / "before", unit_rows(8), np.full(8, -1, dtype=np.int64))
    before, new = SegmentedVectors.open(tmp_path / "before", DIM), unit_rows(4, seed=1)
    write_vectors(tmp_path / "at once", new, ROWS, before)
    with laying_vectors(tmp_path / "put", DIM, ROWS, before) as laid:
        for begin in range(0, len(new), step):
            laid.put(new[begin : begin + step])
    assert files(tmp_path / "put") == files(tmp_path / "at once")
    stored = SegmentedVectors.open(tmp_path / "put", DIM)
    expected = np.empty((len(ROWS), DIM), np.float32)
    expected[ROWS >= 0] = unit_rows(8)[ROWS[ROWS >= 0]]
    expected[ROWS < 0] = new
    assert stored.vectors(np.arange(len(ROWS))) == pytest.approx(expected, abs=1e-4)


def test_a_build_that_lacks_a_vector_is_not_put_in_place(tmp_path: Path) -> None:
    rows = np.full(3, -1, dtype=np.int64)
    with (
        pytest.raises(ValueError, match="2 of 3 new vectors were given"),
        laying_vectors(tmp_path / "vectors", DIM, rows) as laid,
    ):
        laid.put(unit_rows(2))
    assert not (tmp_path / "vectors" / "segments.txt").exists()


def test_where_nothing_is_new_and_all_is_linked_no_segment_is_written(tmp_path: Path) -> None:
    write_vectors(tmp_path / "before", unit_rows(8), np.full(8, -1, dtype=np.int64))
    before = SegmentedVectors.open(tmp_path / "before", DIM)
    with laying_vectors(tmp_path / "after", DIM, np.arange(8)[::-1].copy(), before):
        pass
    after = SegmentedVectors.open(tmp_path / "after", DIM)
    assert [one.path.name for one in after.segments] == [one.path.name for one in before.segments]
    assert after.vectors(np.arange(8)) == pytest.approx(unit_rows(8)[::-1], abs=1e-4)
