"""Which parts of an earlier build stay as they are, and how they are linked."""

from pathlib import Path

from index.storage import is_linked, worth_keeping


def test_a_part_stays_while_it_has_more_than_what_would_be_written_behind_it() -> None:
    assert worth_keeping([1000], [1000], 1, growth=2) == 1
    assert worth_keeping([1000], [1000], 501, growth=2) == 0
    assert worth_keeping([1000, 300, 100], [1000, 300, 100], 40, growth=2) == 3
    assert worth_keeping([1000, 400, 100], [1000, 400, 100], 60, growth=2) == 2


def test_a_small_part_that_goes_may_take_a_larger_one_with_it() -> None:
    assert worth_keeping([1000, 300, 200], [1000, 300, 200], 120, growth=2) == 0
    assert worth_keeping([2000, 300, 200], [2000, 300, 200], 120, growth=2) == 1


def test_a_part_stays_while_half_of_it_is_wanted() -> None:
    assert worth_keeping([500], [1000], 1, growth=2) == 1
    assert worth_keeping([499], [1000], 1, growth=2) == 0
    assert worth_keeping([999], [1000], 1, growth=2, leaving=False) == 0


def test_one_that_must_be_written_anew_has_no_size() -> None:
    assert worth_keeping([1000, 10], [0, 10], 1, growth=2) == 0


def test_a_file_is_linked_where_that_can_be(tmp_path: Path) -> None:
    source = tmp_path / "part.npy"
    source.write_bytes(b"words")
    assert is_linked(source, tmp_path / "again.npy")
    assert (tmp_path / "again.npy").samefile(source)
    assert not is_linked(tmp_path / "gone.npy", tmp_path / "other.npy")
    assert not is_linked(source, tmp_path / "again.npy")
