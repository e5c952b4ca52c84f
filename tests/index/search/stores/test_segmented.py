"""Vectors in segments: found as in one array, linked where they stay, damage told."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import StoreDamagedError, StoreError, StoreUnavailableError
from index.search.stores import segmented
from index.search.stores.segment_writing import write_vectors
from index.search.stores.segmented import FLAT, SegmentedVectors
from index.types import Embeddings, Ids
from tests.support.engines.earlier_builds import write_float32
from tests.support.engines.vectors import DIM, ids, unit_rows

CLOSE = 1e-4  # numbers of 16 bits: as near as this to what was written


def new(count: int) -> Ids:
    return np.full(count, -1, dtype=np.int64)


def every(stored: SegmentedVectors) -> Embeddings:
    return stored.vectors(np.arange(len(stored), dtype=np.int64))


def written(
    folder: Path, rows: Embeddings, *, searched: bool = True, flat: int = FLAT
) -> SegmentedVectors:
    write_vectors(folder, rows, new(len(rows)), searched=searched)
    return SegmentedVectors.open(folder, DIM, flat)


def plain(rows: Embeddings, query: Embeddings, k: int) -> list[int]:
    """Return the nearest rows, of equal ones the first."""
    scores = np.array([np.dot(row.astype(np.float64), query[0]) for row in rows])
    return [int(row) for row in np.lexsort((np.arange(len(rows)), -scores.round(6)))[:k]]


def names(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in folder.glob("[0-9a-f]*.npy")}


def histories(
    data: st.DataObject, folder: Path, flat: int = FLAT
) -> Iterator[tuple[Embeddings, SegmentedVectors]]:
    """Yield what is there, and the store of it, as vectors come and go."""
    # Few different vectors, so that many are equal.
    pool = unit_rows(12)
    rows = pool[data.draw(st.lists(st.integers(0, 11), max_size=40))]
    stored = written(folder / "0", rows, flat=flat)
    for step in range(1, data.draw(st.integers(1, 5)) + 1):
        kept = data.draw(st.permutations(range(len(rows))))[: data.draw(st.integers(0, len(rows)))]
        fresh = pool[data.draw(st.lists(st.integers(0, 11), max_size=6))]
        order = data.draw(st.permutations([*kept, *[-1] * len(fresh)]))
        earlier = np.array(order, dtype=np.int64)
        write_vectors(folder / str(step), fresh, earlier, stored)
        taken = np.empty((len(order), DIM), np.float32)
        taken[earlier >= 0] = rows[earlier[earlier >= 0]]
        taken[earlier < 0] = fresh
        rows, stored = taken, SegmentedVectors.open(folder / str(step), DIM, flat)
        yield rows, stored


@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_whatever_came_and_went_the_same_is_found_as_in_one_array(data: st.DataObject) -> None:
    query = unit_rows(1)
    with tempfile.TemporaryDirectory() as place:
        for step, (rows, stored) in enumerate(histories(data, Path(place))):
            at_once = written(Path(place, f"at-once-{step}"), rows)
            assert np.array_equal(every(stored), every(at_once))
            assert every(stored) == pytest.approx(rows, abs=CLOSE)
            found, scores = stored.search(query, 5)
            assert found[0].tolist() == plain(rows, query, 5)
            assert scores[0] == pytest.approx([rows[row] @ query[0] for row in found[0]], abs=CLOSE)
            assert np.array_equal(scores, at_once.search(query, 5)[1])


@given(data=st.data(), enough=st.integers(1, 8), k=st.integers(1, 6))
@settings(deadline=None, max_examples=60)
def test_what_signs_find_does_not_depend_on_what_came_and_went(
    data: st.DataObject, enough: int, k: int
) -> None:
    query = unit_rows(1, seed=99)
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patched:
        patched.setattr(segmented, "_RESCORED", enough)
        patched.setattr(segmented, "_RESCORED_EACH", 1)
        for step, (rows, stored) in enumerate(histories(data, Path(place), flat=0)):
            at_once = written(Path(place, f"at-once-{step}"), rows, flat=0)
            (found, scores), (expected, theirs) = stored.search(query, k), at_once.search(query, k)
            assert found.tolist() == expected.tolist()
            assert np.array_equal(scores, theirs)
            assert len(set(found[0].tolist())) == min(k, len(rows))
            # They are the best of those whose signs differ in no more places than the last that
            # is looked at.
            differing = ((rows < 0) != (query < 0)).sum(axis=1)
            count = max(enough, k)
            furthest = np.sort(differing)[count - 1] if count < len(rows) else DIM
            near = np.flatnonzero(differing <= furthest)
            assert found[0].tolist() == near[plain(rows[near], query, k)].tolist()


def test_of_many_vectors_signs_find_nearly_all_of_the_nearest(tmp_path: Path) -> None:
    dim, chance = 96, np.random.default_rng(5)
    centres = chance.normal(size=(300, dim))
    rows = centres[chance.integers(300, size=50_000)] + chance.normal(size=(50_000, dim))
    asked = centres[:40] + chance.normal(size=(40, dim))
    rows, asked = (
        (some / np.linalg.norm(some, axis=1, keepdims=True)).astype(np.float32)
        for some in (rows, asked)
    )
    write_vectors(tmp_path / "vectors", rows, new(len(rows)))
    stored = SegmentedVectors.open(tmp_path / "vectors", dim)
    assert stored._near(asked[0], 10) is not None
    exact = np.argsort(-(asked @ rows.T), axis=1, kind="stable")
    for k in (10, 100):
        found, _ = stored.search(asked, k)
        shares = [len(np.intersect1d(*pair)) / k for pair in zip(found, exact[:, :k], strict=True)]
        assert float(np.mean(shares)) >= 0.99


def test_where_many_are_equally_near_the_first_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segmented, "_RESCORED", 5)
    monkeypatch.setattr(segmented, "_RESCORED_EACH", 1)
    stored = written(tmp_path / "vectors", np.repeat(unit_rows(1), 3000, axis=0), flat=10)
    assert stored._near(unit_rows(1)[0], 3) is not None
    found, scores = stored.search(unit_rows(1), 3)
    assert found.tolist() == [[0, 1, 2]]
    assert scores == pytest.approx(np.ones((1, 3)), abs=CLOSE)


def test_for_more_than_signs_look_at_all_are_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segmented, "_RESCORED", 20)
    monkeypatch.setattr(segmented, "_RESCORED_EACH", 40)
    rows, query = unit_rows(200), unit_rows(1, seed=3)
    stored = written(tmp_path / "vectors", rows, flat=10)
    assert stored._near(query[0], 4) is not None
    for k in (5, 200, 500):
        found, _ = stored.search(query, k)
        assert found[0].tolist() == plain(rows, query, k)


def test_rows_that_are_only_read_take_a_byte_a_number(tmp_path: Path) -> None:
    rows, query = unit_rows(60), unit_rows(1, seed=3)
    stored = written(tmp_path / "read", rows, searched=False)
    assert sorted(path.name[:2] for path in (tmp_path / "read").glob("s*")) == ["se"]
    (segment,) = stored.segments
    assert segment.rows.nbytes == 60 * DIM
    assert every(stored) == pytest.approx(rows, abs=1 / 127)
    assert stored.search(query, 5)[0][0].tolist() == plain(every(stored), query, 5)
    write_vectors(
        tmp_path / "after", unit_rows(2), np.append(np.arange(60), new(2)), stored, searched=False
    )
    assert names(tmp_path / "read").items() < names(tmp_path / "after").items()


def test_vectors_of_the_version_before_are_asked_as_they_are_and_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segmented, "_RESCORED", 1)
    monkeypatch.setattr(segmented, "_RESCORED_EACH", 1)
    rows, query = unit_rows(50), unit_rows(1, seed=3)
    places = np.random.default_rng(0).permutation(50)
    laid = np.empty_like(rows)
    laid[places] = rows
    write_float32(tmp_path / "before", [laid[:40], laid[40:]], places)
    before = SegmentedVectors.open(tmp_path / "before", DIM, flat=10)
    assert np.array_equal(every(before), rows)
    assert before.search(query, 7)[0][0].tolist() == plain(rows, query, 7)
    for searched in (True, False):
        fresh = unit_rows(1, seed=8)
        order = np.append(np.arange(50), new(1))
        folder = tmp_path / f"after-{searched}"
        write_vectors(folder, fresh, order, before, searched=searched)
        after = SegmentedVectors.open(folder, DIM)
        at_once = written(
            tmp_path / f"at-once-{searched}", np.vstack([rows, fresh]), searched=searched
        )
        assert not names(tmp_path / "before").keys() & names(folder).keys()
        assert np.array_equal(every(after), every(at_once))


def test_where_some_segments_have_no_sign_codes_each_vector_is_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segmented, "_RESCORED", 1)
    monkeypatch.setattr(segmented, "_RESCORED_EACH", 1)
    rows, query = unit_rows(60), unit_rows(1, seed=3)
    folder = tmp_path / "vectors"
    written(folder, rows[:50])
    (named,) = names(folder)
    write_float32(tmp_path / "before", [rows[50:]], np.arange(10))
    shutil.copy(tmp_path / "before" / f"{0:012x}.npy", folder)
    (folder / "segments.txt").write_text(f"{named}\n{0:012x}.npy", "ascii")
    np.save(folder / "places.npy", np.arange(60, dtype=np.int32))
    mixed = SegmentedVectors.open(folder, DIM, flat=10)
    assert every(mixed) == pytest.approx(rows, abs=CLOSE)
    assert mixed.search(query, 7)[0][0].tolist() == plain(rows, query, 7)


def test_what_is_new_is_written_and_the_rest_linked(tmp_path: Path) -> None:
    before = written(tmp_path / "before", unit_rows(50))
    order = np.append(np.arange(50), new(3))
    write_vectors(tmp_path / "after", unit_rows(3, seed=1), order, before)
    assert names(tmp_path / "before").items() < names(tmp_path / "after").items()
    (signs,) = (tmp_path / "before").glob("signs-*.npy")
    assert (tmp_path / "after" / signs.name).samefile(signs)
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
    rows = unit_rows(140_000)  # so many that they are mapped, and stay when their file is gone
    before = written(tmp_path / "before", rows)
    for path in (tmp_path / "before").iterdir():
        path.unlink()
    write_vectors(tmp_path / "after", unit_rows(0), np.arange(140_000, dtype=np.int64), before)
    after = SegmentedVectors.open(tmp_path / "after", DIM)
    for mine, its in zip(before.segments, after.segments, strict=True):
        assert np.array_equal(mine.rows, its.rows)
        assert mine.signs is not None
        assert its.signs is not None
        assert np.array_equal(mine.signs, its.signs)
    assert every(after)[::999] == pytest.approx(rows[::999], abs=CLOSE)


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


def test_sign_codes_that_are_damaged_or_of_others_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    written(folder, unit_rows(3))
    written(tmp_path / "others", unit_rows(4))
    (signs,) = folder.glob("signs-*.npy")
    (others,) = (tmp_path / "others").glob("signs-*.npy")
    for damage in (others.read_bytes(), signs.read_bytes()[:50], b""):
        signs.write_bytes(damage)
        with pytest.raises(StoreDamagedError, match="build the collection again"):
            SegmentedVectors.open(folder, DIM)
    signs.unlink()
    with pytest.raises(StoreUnavailableError, match="cannot be read"):
        SegmentedVectors.open(folder, DIM)


def test_rows_of_another_kind_of_number_and_places_beyond_the_rows_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    written(folder, unit_rows(3))
    np.save(folder / "places.npy", np.arange(1, 4, dtype=np.int32))
    with pytest.raises(StoreDamagedError, match="missing"):
        SegmentedVectors.open(folder, DIM)
    (segment,) = names(folder)
    np.save(folder / segment, unit_rows(3).astype(np.float64))
    with pytest.raises(StoreDamagedError, match="of 8 dimensions"):
        SegmentedVectors.open(folder, DIM)
