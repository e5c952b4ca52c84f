"""Large files of builds are read once; what changed, or was read long ago, is read again."""

import os
from pathlib import Path

import pytest

from index.storage import checked_files
from index.storage.checked_files import CheckedFiles, digests_of_build
from index.storage.whole_files import digest_of_file

LARGE = bytes(range(256)) * 8192  # two megabytes
DAY_S = 24 * 3600.0


class Reading:
    """Notes which files are read for their digests."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, path: Path) -> str:
        self.read.append(path.name)
        return digest_of_file(path)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Reading:
    reading = Reading()
    monkeypatch.setattr(checked_files, "digest_of_file", reading)
    return reading


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.npy"
    path.write_bytes(LARGE)
    return path


def is_whole(path: Path, days: float, digest: str = "") -> bool:
    """Return whether a file is held whole so many days after it was written."""
    written = path.stat().st_mtime
    checked = CheckedFiles.of(path.parent, lambda: written + 10 + days * DAY_S)
    whole = checked.is_whole(path, digest or digest_of_file(path))
    checked.keep()
    return whole


def test_a_large_file_is_read_once(large: Path, reading: Reading) -> None:
    assert is_whole(large, 0)
    assert is_whole(large, 1)
    assert reading.read == ["large.npy"]


def test_a_month_later_it_is_read_again_and_then_good_for_another(
    large: Path, reading: Reading
) -> None:
    for days in (0, 29, 31, 60, 62):
        assert is_whole(large, days)
    assert reading.read == ["large.npy"] * 3


def test_a_small_file_is_always_read(tmp_path: Path, reading: Reading) -> None:
    small = tmp_path / "small.npy"
    small.write_bytes(b"small")
    assert is_whole(small, 0)
    assert is_whole(small, 1)
    assert reading.read == ["small.npy"] * 2


@pytest.mark.parametrize("damage", ["altered", "cut", "gone"])
def test_what_was_damaged_since_is_seen(large: Path, damage: str) -> None:
    digest = digest_of_file(large)
    assert is_whole(large, 0)
    written = large.stat().st_mtime
    if damage == "gone":
        large.unlink()
    else:
        large.write_bytes(LARGE[:-4] if damage == "cut" else LARGE[:-1] + b"x")
    checked = CheckedFiles.of(large.parent, lambda: written + DAY_S)
    assert not checked.is_whole(large, digest)


def test_a_file_that_is_put_in_its_place_is_read(large: Path, reading: Reading) -> None:
    digest, times = digest_of_file(large), large.stat()
    assert is_whole(large, 0)
    other = large.with_name("other.npy")
    other.write_bytes(LARGE[:-1] + b"x")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(large)
    assert not is_whole(large, 1, digest)
    assert reading.read == ["large.npy"] * 2


def test_a_file_that_was_just_written_is_not_noted(large: Path, reading: Reading) -> None:
    written = large.stat().st_mtime
    for _ in range(2):
        checked = CheckedFiles.of(large.parent, lambda: written + 1)
        assert checked.is_whole(large, digest_of_file(large))
        checked.keep()
    assert reading.read == ["large.npy"] * 2


def test_a_damaged_record_is_none(large: Path, reading: Reading) -> None:
    (large.parent / "checked.json").write_text('{"1": ["a"]}', "utf-8")
    assert is_whole(large, 0)
    assert reading.read == ["large.npy"]


def test_a_file_that_two_builds_share_is_not_read_again(tmp_path: Path, reading: Reading) -> None:
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    (tmp_path / "before" / "a").write_bytes(b"shared")
    (tmp_path / "after" / "a").hardlink_to(tmp_path / "before" / "a")
    (tmp_path / "before" / "b").write_bytes(b"old")
    (tmp_path / "after" / "b").write_bytes(b"new")
    known = {name: digest_of_file(tmp_path / "before" / name) for name in "ab"}
    digests = digests_of_build(tmp_path / "after", tmp_path / "before", known)
    assert digests == {name: digest_of_file(tmp_path / "after" / name) for name in "ab"}
    assert reading.read == ["b"]


def test_what_was_found_while_a_build_was_written_is_not_read_again(
    large: Path, reading: Reading
) -> None:
    written = large.stat().st_mtime
    digest = digest_of_file(large)
    checked = CheckedFiles.of(large.parent, lambda: written + 10)
    checked.note(large.parent, {"large.npy": digest, "gone.npy": digest})
    assert checked.is_whole(large, digest)
    assert not checked.is_whole(large.with_name("gone.npy"), digest)
    checked.keep()
    assert is_whole(large, 1)
    assert reading.read == []
    large.write_bytes(LARGE[:-1] + b"x")
    os.utime(large, (written + 1, written + 1))
    assert not checked.is_whole(large, digest)


def test_a_file_that_builds_share_is_not_taken_for_read_by_the_later_one(
    large: Path, reading: Reading
) -> None:
    digest = digest_of_file(large)
    assert is_whole(large, 0)
    written = large.stat().st_mtime
    later = CheckedFiles.of(large.parent, lambda: written + 10 + 20 * DAY_S)
    later.note(large.parent, {"large.npy": digest})
    assert later.is_whole(large, digest)
    later.keep()
    assert is_whole(large, 31)
    assert reading.read == ["large.npy"] * 2
