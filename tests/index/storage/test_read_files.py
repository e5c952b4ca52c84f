"""Files of a folder are read once; what changed, is young or was read long ago is read again."""

import json
import os
from collections.abc import Callable
from io import BufferedReader
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from index.storage import read_files
from index.storage.read_files import ReadFiles, stamp_of
from index.storage.whole_files import digest_of_file, sha256_of

DAY_S = 24 * 3600.0
SOURCES = {"a": "1"}
STAMPED = ("st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file.txt"
    path.write_text("Some words.", "utf-8")
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, each time."""
    names: list[str] = []

    def noting(file: BufferedReader) -> bytes:
        names.append(Path(file.name).name)
        return sha256_of(file)

    monkeypatch.setattr(read_files, "sha256_of", noting)
    return names


def known_after(path: Path, seconds: float) -> ReadFiles:
    """Return what is known so many seconds after a file was changed."""
    changed = path.stat().st_ctime
    return ReadFiles(path.parent, lambda: changed + seconds)


def digest_after(path: Path, seconds: float) -> str:
    """Return a file's digest so many seconds after it was changed, and keep that."""
    files = known_after(path, seconds)
    with path.open("rb") as file:
        digest = files.sha256_of(file).hex()
    files.keep("folder", SOURCES)
    return digest


def test_a_file_is_read_once(file: Path, read: list[str]) -> None:
    assert digest_after(file, 10) == digest_after(file, 20) == digest_of_file(file)
    assert read == ["file.txt"]


def test_a_month_later_it_is_read_again_and_is_good_for_another(
    file: Path, read: list[str]
) -> None:
    for day in (1, 29, 32, 60, 63):
        digest_after(file, day * DAY_S)
    assert len(read) == 3


def test_what_was_read_in_the_future_is_read_again(file: Path, read: list[str]) -> None:
    digest_after(file, DAY_S)
    digest_after(file, 10)
    assert len(read) == 2
    assert not known_after(file, 5).are_same("folder", SOURCES)


def test_a_file_that_was_just_written_is_not_noted(file: Path, read: list[str]) -> None:
    for _ in range(2):
        digest_after(file, 1)
    assert len(read) == 2
    assert not known_after(file, 1).is_settled(file.stat().st_ctime_ns)


def keep_times(path: Path, times: os.stat_result) -> None:
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def rewritten(path: Path) -> None:
    path.write_text("Other word.", "utf-8")


def replaced(path: Path) -> None:
    other = path.with_name("other.txt")
    other.write_text("Other word.", "utf-8")
    keep_times(other, path.stat())
    other.replace(path)


@pytest.mark.parametrize("change", [rewritten, replaced])
def test_other_words_of_the_same_length_and_time_are_read(
    file: Path, read: list[str], change: Callable[[Path], None]
) -> None:
    before, times = digest_after(file, 10), file.stat()
    change(file)
    keep_times(file, times)
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns) == (times.st_size, times.st_mtime_ns)
    assert digest_after(file, 20) == digest_of_file(file) != before
    assert read == ["file.txt"] * 2


def test_what_is_written_while_a_file_is_read_is_read_the_next_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(opened: BufferedReader) -> bytes:
        digest = sha256_of(opened)
        rewritten(file)
        return digest

    with monkeypatch.context() as patch:
        patch.setattr(read_files, "sha256_of", late)
        before = digest_after(file, 10)
    assert digest_after(file, 20) == digest_of_file(file) != before


@pytest.mark.parametrize("differs", STAMPED)
def test_another_device_inode_size_or_time_is_another_file(file: Path, differs: str) -> None:
    values = {name: getattr(file.stat(), name) for name in STAMPED}
    assert stamp_of(cast("os.stat_result", SimpleNamespace(**values))) == stamp_of(file.stat())
    values[differs] += 1
    assert stamp_of(cast("os.stat_result", SimpleNamespace(**values))) != stamp_of(file.stat())


def test_all_are_the_same_where_nothing_changed(file: Path) -> None:
    digest_after(file, 10)
    known = known_after(file, 20)
    assert known.are_same("folder", SOURCES)
    assert not known.are_same("folder", {"a": "2"})
    assert not known.are_same("other", SOURCES)
    assert not known.are_same(None, SOURCES)
    assert not known_after(file, 40 * DAY_S).are_same("folder", SOURCES)


def test_of_a_folder_that_nothing_stands_for_only_the_files_are_known(
    file: Path, read: list[str]
) -> None:
    files = known_after(file, 10)
    with file.open("rb") as opened:
        files.sha256_of(opened)
    files.keep(None, SOURCES)
    assert not known_after(file, 20).are_same(None, SOURCES)
    assert not known_after(file, 20).are_same("", SOURCES)
    digest_after(file, 20)
    assert read == ["file.txt"]


def test_what_is_as_it_was_is_not_written_again(file: Path) -> None:
    digest_after(file, 10)
    record = file.parent / "sources.json"
    inode = record.stat().st_ino
    digest_after(file, 20)
    assert record.stat().st_ino == inode


def test_a_record_that_cannot_be_written_is_none(file: Path, read: list[str]) -> None:
    (file.parent / "sources.json").mkdir()
    for _ in range(2):
        digest_after(file, 10)
    assert len(read) == 2


def test_no_flipped_bit_of_the_record_gives_a_wrong_digest(file: Path) -> None:
    digest = digest_after(file, 10)
    record = file.parent / "sources.json"
    whole = record.read_bytes()
    for bit in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        record.write_bytes(flipped)
        files = known_after(file, 20)
        assert not files.are_same("folder", {"a": "2"})
        with file.open("rb") as opened:
            assert files.sha256_of(opened).hex() == digest


@pytest.mark.parametrize("content", ["", "[]\n{}", "{}\n{}", "[" * 100_000 + "\n", "\n\n"])
def test_a_damaged_record_is_none(file: Path, read: list[str], content: str) -> None:
    (file.parent / "sources.json").write_text(content, "utf-8")
    assert digest_after(file, 10) == digest_of_file(file)
    assert read == ["file.txt"]


def test_the_record_holds_no_name_and_no_word(file: Path) -> None:
    digest_after(file, 10)
    head, rows = (file.parent / "sources.json").read_text("utf-8").split("\n")
    assert set(json.loads(head)) == {"folder", "sources", "since", "rows"}
    assert list(json.loads(rows)) == [stamp_of(file.stat())]
    assert "words" not in head + rows
