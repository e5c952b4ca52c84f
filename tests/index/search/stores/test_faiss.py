"""What only a store in a file has: durability, and damage told from absence."""

import os
from pathlib import Path

import numpy as np
import pytest

from index.errors import StoreDamagedError, StoreUnavailableError
from index.search.stores.faiss import FaissStore
from tests.support.engines.vectors import DIM, ids, unit_rows


def stored(path: Path) -> FaissStore:
    store = FaissStore.open(path, DIM)
    store.upsert(ids(4, 9), unit_rows(2))
    store.commit()
    return store


def test_what_was_committed_is_there_when_opened_again(tmp_path: Path) -> None:
    stored(tmp_path / "v.faiss")
    again = FaissStore.open(tmp_path / "v.faiss", DIM)
    assert again.vectors(ids(4, 9)) == pytest.approx(unit_rows(2))
    again.upsert(ids(9), unit_rows(1, seed=3))
    assert len(again) == 2


def test_what_was_not_committed_is_not_there(tmp_path: Path) -> None:
    store = stored(tmp_path / "v.faiss")
    store.delete(ids(4))
    assert len(FaissStore.open(tmp_path / "v.faiss", DIM)) == 2


def test_a_commit_leaves_one_file(tmp_path: Path) -> None:
    stored(tmp_path / "v.faiss").commit()
    assert [path.name for path in tmp_path.iterdir()] == ["v.faiss"]


def test_what_is_committed_is_for_this_user_alone(tmp_path: Path) -> None:
    usual = os.umask(0)  # the permissions are no gift of the surroundings
    try:
        stored(tmp_path / "v.faiss")
    finally:
        os.umask(usual)
    assert (tmp_path / "v.faiss").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("keep", [0, 10, 100])
def test_a_cut_file_is_damaged_not_empty(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "v.faiss"
    stored(path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(StoreDamagedError, match="build the collection again"):
        FaissStore.open(path, DIM)


def test_an_index_of_another_dimension_is_refused(tmp_path: Path) -> None:
    stored(tmp_path / "v.faiss")
    with pytest.raises(StoreDamagedError, match="of 5 dimensions"):
        FaissStore.open(tmp_path / "v.faiss", 5)


def test_an_index_of_another_kind_is_refused(tmp_path: Path) -> None:
    import faiss

    path = tmp_path / "v.faiss"
    path.write_bytes(faiss.serialize_index(faiss.IndexFlatL2(DIM)).tobytes())
    with pytest.raises(StoreDamagedError):
        FaissStore.open(path, DIM)


def test_a_commit_that_fails_says_so_and_keeps_the_old_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    store = stored(folder / "v.faiss")
    before = (folder / "v.faiss").read_bytes()
    (folder / "v.faiss").rename(tmp_path / "kept")
    folder.rmdir()
    store.upsert(ids(1), np.eye(DIM, dtype=np.float32)[:1])
    with pytest.raises(StoreUnavailableError, match="cannot be written"):
        store.commit()
    assert (tmp_path / "kept").read_bytes() == before
