"""Builds on disk: whole or not there, checked when opened, one in use."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.errors import CollectionError, UnwritableError
from index.storage import (
    Manifest,
    PassageTable,
    alone_in,
    current_build,
    home_of,
    locked,
    new_build,
    read_manifest,
    read_passages,
    set_aside,
    write_manifest,
    write_whole,
)
from index.types import (
    Passage,
    Span,
)
from tests.support.engines.earlier_builds import write_passages


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of builders that were killed, starved of disk, and raced."""
    folder = tmp_path_factory.mktemp("interrupted")
    command = [sys.executable, "-m", "tests.support.processes.interrupted", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=500)
    assert done.returncode == 0, done.stderr
    record: dict[str, Any] = json.loads(done.stdout)
    return record


@pytest.mark.parametrize("build", ["first", "again"])
def test_a_killed_build_leaves_nothing_half_built(told: dict[str, Any], build: str) -> None:
    assert len(told[build]) >= 4
    assert {kill["status"] for kill in told[build]} == {-9}
    assert all(kill["whole"] for kill in told[build])
    assert all(kill["after"] == 0 for kill in told[build])
    left = [name for kill in told[build] for name in kill["left"]]
    assert not [name for name in left if name.startswith(".")]


def test_a_full_disk_gives_one_clear_line_and_leaves_the_old_build(told: dict[str, Any]) -> None:
    for attempt in told["full"]:
        assert attempt["status"] == 3, attempt
        assert attempt["whole"]
        assert "cannot be written" in attempt["message"]
        assert "free some space" in attempt["message"].lower()
        assert "\n" not in attempt["message"]


def test_of_two_processes_at_once_one_builds_and_the_other_waits(told: dict[str, Any]) -> None:
    assert sorted(told["at_once"]) == [0, 1]


def build(home: Path, text: str = "words") -> Path:
    with new_build(home) as folder:
        (folder / "inner").mkdir()
        (folder / "inner" / "file.txt").write_text(text, "utf-8")
        write_manifest(folder, Manifest("encoder", 8, {"a": "1"}, {}))
    made = current_build(home)
    assert made is not None
    return made


def test_the_disk_has_all_of_a_build_before_its_manifest_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    real = os.fsync

    def noted(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    made = build(tmp_path)
    inner, manifest, pointer = made / "inner", made / "manifest.json", made.parent / "current"
    before = [inner, inner / "file.txt", manifest, made, pointer]
    order = [synced.index(path.stat().st_ino) for path in before]
    assert sorted(order[:2]) + order[2:] == sorted(order)


def test_passages_come_back_as_they_were_written(tmp_path: Path) -> None:
    passages = (
        Passage("harbour", 1, 0, 27, (Span(0, 12), Span(13, 27))),
        Passage("harbour", 2, 29, 42, (Span(29, 42),)),
    )
    PassageTable.of(passages).save(tmp_path / "table")
    table = PassageTable.load(tmp_path / "table")
    assert tuple(table) == passages
    assert (table[1], table[-2]) == (passages[1], passages[0])
    assert table.rows_of("harbour") == range(2)
    write_passages(tmp_path / "lines", passages)  # as an earlier version did
    assert read_passages(tmp_path / "lines") == passages


def test_the_passages_of_some_documents_lie_in_few_stretches() -> None:
    table = PassageTable.of(
        [Passage(name, n, 0, 9, (Span(0, 9),)) for name in "abcd" for n in (1, 2)]
    )
    assert table.stretches({"a", "b", "d"}) == [range(4), range(6, 8)]
    assert table.stretches("abcd") == [range(8)]
    assert table.stretches(()) == []
    part = table.part(range(6, 8)).renamed({"d": "e"})
    assert [(one.document, one.paragraph) for one in part] == [("e", 1), ("e", 2)]


def test_a_build_that_fails_changes_nothing(tmp_path: Path) -> None:
    old = build(tmp_path)
    with pytest.raises(FileExistsError), new_build(tmp_path) as folder:
        folder.mkdir()
    assert current_build(tmp_path) == old
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == [old]


def test_a_new_build_takes_the_old_one_s_place(tmp_path: Path) -> None:
    old = build(tmp_path, "old")
    new = build(tmp_path, "new")
    assert new != old
    assert not old.exists()
    assert (new / "inner" / "file.txt").read_text("utf-8") == "new"


def test_what_a_library_writes_into_a_build_is_for_this_user_alone(tmp_path: Path) -> None:
    usual = os.umask(0)  # the permissions are no gift of the surroundings
    try:
        new = build(tmp_path, "new")  # whose files are written as any program writes them
    finally:
        os.umask(usual)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (new, *new.rglob("*"))}
    assert modes == {new.name: 0o700, "inner": 0o700, "file.txt": 0o600, "manifest.json": 0o600}


@pytest.mark.parametrize(
    "damage", ["alter", "remove", "manifest", "schema", "list", "deep", "kind", "files"]
)
def test_damage_is_noticed(tmp_path: Path, damage: str) -> None:
    folder = build(tmp_path)
    manifest = folder / "manifest.json"
    match damage:
        case "alter":
            (folder / "inner" / "file.txt").write_text("w0rds", "utf-8")
        case "remove":
            (folder / "inner" / "file.txt").unlink()
        case "manifest":
            manifest.write_bytes(manifest.read_bytes()[:-9])
        case "schema":
            record = json.loads(manifest.read_text("utf-8")) | {"schema": 999}
            manifest.write_text(json.dumps(record), "utf-8")
        case "list":
            manifest.write_text("[1, 2]", "utf-8")
        case "deep":
            manifest.write_text("[" * 100_000, "utf-8")
        case "kind":
            record = json.loads(manifest.read_text("utf-8")) | {"sources": 3}
            manifest.write_text(json.dumps(record), "utf-8")
        case _:
            record = json.loads(manifest.read_text("utf-8")) | {"files": {"inner": 3}}
            manifest.write_text(json.dumps(record), "utf-8")
    with pytest.raises(CollectionError, match="built again"):
        read_manifest(folder)


BAD_POINTERS = pytest.mark.parametrize(
    "pointer",
    [b"", b"gone", b"../elsewhere", b"../..", b"/", b".", b"\xff\xfe", b"a\0b", b"x" * 9999],
    ids=repr,
)


@BAD_POINTERS
def test_a_pointer_that_leads_nowhere_is_no_build(tmp_path: Path, pointer: bytes) -> None:
    (tmp_path / "elsewhere").mkdir()
    home = tmp_path / "home"
    home.mkdir()
    build(home)
    (home / "current").write_bytes(pointer)
    assert current_build(home) is None


@BAD_POINTERS
def test_a_damaged_pointer_is_set_to_the_newest_whole_build_and_told(
    tmp_path: Path, pointer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    made = build(tmp_path)
    (tmp_path / "current").write_bytes(pointer)
    half = tmp_path / "0123456789ab"
    shutil.copytree(made, half)
    (half / "inner" / "file.txt").write_text("altered", "utf-8")  # newer, and not whole
    with locked(tmp_path):
        assert current_build(tmp_path) == made
    assert "newest whole one" in caplog.text
    caplog.clear()
    with locked(tmp_path):
        assert current_build(tmp_path) == made
    assert not caplog.text


def test_a_pointer_that_is_a_folder_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "current" / "inner").mkdir(parents=True)
    with locked(tmp_path):
        made = build(tmp_path)
    assert current_build(tmp_path) == made


def test_without_a_whole_build_the_damaged_pointer_is_told_and_gone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "current").write_bytes(b"\xff")
    with locked(tmp_path):
        assert not (tmp_path / "current").exists()
    assert "built again" in caplog.text


def test_what_a_killed_process_left_is_swept_at_the_next_opening(tmp_path: Path) -> None:
    made = build(tmp_path)
    write_whole(tmp_path / "addresses.json", "{}")
    (tmp_path / ".unfinished-addresses.json").write_text("{", "utf-8")
    (tmp_path / ".unfinished-current").write_text("", "utf-8")
    (tmp_path / ".unfinished-0123456789ab").mkdir()
    shutil.copytree(made, tmp_path / "0123456789ab")  # the build before, or the next
    with locked(tmp_path):
        left = {path.name for path in tmp_path.iterdir()}
    assert left - {"lock"} == {"addresses.json", "current", made.name}


def test_a_file_set_aside_replaces_none_that_was_set_aside_before(tmp_path: Path) -> None:
    for content in ("one", "two"):
        (tmp_path / "a.json").write_text(content, "utf-8")
        set_aside(tmp_path / "a.json")
    kept = sorted(tmp_path.iterdir())
    assert [path.name for path in kept] == ["a.json.damaged-1", "a.json.damaged-2"]
    assert [path.read_text("utf-8") for path in kept] == ["one", "two"]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "no space is left; free some space"),
        (errno.EDQUOT, "no space is left; free some space"),
        (errno.EACCES, "may not; change the owner or the permissions"),
        (errno.EROFS, "read-only; make it writable"),
        (errno.ENOTDIR, "a file where a folder is needed"),
        (errno.ELOOP, "a link that leads in a circle; correct it"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_why_a_home_cannot_be_written_is_told_with_what_to_do(
    tmp_path: Path, number: int, told: str
) -> None:
    place = tmp_path / "inner"
    with (
        pytest.raises(CollectionError, match=f"cannot be written: .*{told}") as caught,
        locked(tmp_path),
    ):
        raise OSError(number, os.strerror(number), str(place))
    assert str(place) in str(caught.value)
    assert "--data" in str(caught.value)
    assert "another process" not in str(caught.value)


def test_a_held_lock_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.storage.locks.LOCK_TIMEOUT_S", 0.05)
    with (
        locked(tmp_path),
        pytest.raises(CollectionError, match="another process has been building"),
        locked(tmp_path),
    ):
        pass


def test_folders_of_one_name_do_not_share_a_home(tmp_path: Path) -> None:
    homes = {home_of(tmp_path, Path(place)) for place in ("/a/papers", "/b/papers")}
    assert len(homes) == 2
    assert all(home.name.startswith("papers-") for home in homes)


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", "utf-8")
    with pytest.raises(CollectionError, match="--data"), locked(tmp_path / "data" / "home"):
        pass


def test_a_second_process_with_one_task_on_one_folder_is_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with alone_in(data, "run"), alone_in(data, "another task"), alone_in(tmp_path, "run"):
        with (
            pytest.raises(CollectionError, match=r"in use by another `run`.*--data") as caught,
            alone_in(data, "run"),
        ):
            pass
        assert not isinstance(caught.value, UnwritableError)
        assert str(data) in str(caught.value)
    with alone_in(data, "run"):
        assert data.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_locked_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", "utf-8")
    with pytest.raises(UnwritableError, match="--data"), alone_in(tmp_path / "data", "run"):
        pass


def test_a_knowledge_folder_that_is_a_link_in_a_circle_has_a_home(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert home_of(tmp_path, tmp_path / "loop").name.startswith("loop-")
