"""What of vectors is in memory and nobody else's."""

from pathlib import Path

import numpy as np

from index.search.stores.faiss import FaissStore
from index.search.stores.held import held_bytes
from index.search.stores.joined import JoinedVectors
from index.search.stores.picked import PickedVectors
from index.search.stores.segment_writing import write_vectors
from index.search.stores.segmented import SegmentedVectors
from tests.support.engines.vectors import DIM, unit_rows

A_ROW, A_CODE = 2 * DIM, 8  # bytes of a row that is searched, and of its sign code
LARGE = (1 << 20) // A_CODE + 1  # rows of files that are mapped


def stored(folder: Path, count: int) -> SegmentedVectors:
    write_vectors(folder, unit_rows(count), np.full(count, -1, dtype=np.int64))
    return SegmentedVectors.open(folder, DIM)


def test_a_store_in_memory_takes_its_vectors() -> None:
    assert held_bytes(FaissStore.holding(unit_rows(5))) == 5 * DIM * 4


def test_a_small_file_is_read_and_a_large_one_is_mapped(tmp_path: Path) -> None:
    assert held_bytes(stored(tmp_path / "small", 7)) == 7 * (A_ROW + A_CODE)
    assert held_bytes(stored(tmp_path / "large", LARGE)) == 0


def test_what_other_stores_lend_is_not_counted(tmp_path: Path) -> None:
    lent, own = stored(tmp_path / "lent", 7), FaissStore.holding(unit_rows(3))
    assert held_bytes(JoinedVectors([lent, own])) == 3 * DIM * 4
    numbers = np.arange(7, dtype=np.int64), np.arange(7, 10, dtype=np.int64)
    assert held_bytes(PickedVectors([(lent, numbers[0]), (own, numbers[1])])) == 3 * DIM * 4
