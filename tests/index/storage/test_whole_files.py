"""A file that is whole or not there, outlives a loss of power, and what a kill leaves of it."""

import errno
from pathlib import Path

import pytest

from index.errors import UnwritableError
from index.storage import remove_unfinished, write_sealed, write_whole
from tests.support.engines.synced_folders import synced_names, unsynced_folders
from tests.support.processes.killed import killed_in


def test_the_disk_has_the_name_of_a_file_and_of_each_folder_that_was_made_for_it(
    tmp_path: Path,
) -> None:
    with synced_names(tmp_path) as names:
        write_whole(tmp_path / "new" / "folder" / "keys.json", "{}")
    assert names == {"new", "new/folder", "new/folder/keys.json"}


def test_a_file_that_takes_the_place_of_another_is_in_it_when_the_folder_is_synced(
    tmp_path: Path,
) -> None:
    write_whole(tmp_path / "keys.json", "{}")
    with synced_names(tmp_path) as names:
        write_whole(tmp_path / "keys.json", "[]")
    assert names == {"keys.json"}


def test_what_can_be_made_again_waits_for_no_disk(tmp_path: Path) -> None:
    with synced_names(tmp_path) as names:
        write_whole(tmp_path / "new" / "checked.json", "{}", synced=False)
        write_sealed(tmp_path / "sealed" / "vectors", b"raw")
    assert names == set()


@pytest.mark.parametrize("error", [errno.EINVAL, errno.ENOTSUP])
def test_a_disk_that_syncs_no_folder_is_no_fault(tmp_path: Path, error: int) -> None:
    with unsynced_folders(error):
        write_whole(tmp_path / "new" / "keys.json", "{}")
    assert (tmp_path / "new" / "keys.json").read_text("utf-8") == "{}"


def test_a_disk_that_fails_at_it_is_told(tmp_path: Path) -> None:
    with unsynced_folders(errno.EIO), pytest.raises(UnwritableError, match=r"keys\.json"):
        write_whole(tmp_path / "keys.json", "{}")
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]  # nothing else is left


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(("name", "left"), [("keys.json", 1), ("*", 0)])
def test_what_a_kill_left_of_a_file_or_of_a_folder_is_removed_and_nothing_else(
    tmp_path: Path, name: str, left: int
) -> None:
    for kept in ("keys.json", "other.json"):
        write_whole(tmp_path / kept, "before")
        killed_in(lambda: write_whole(tmp_path / kept, "after"))  # noqa: B023  # done at once
    assert len(names(tmp_path)) == 4
    remove_unfinished(tmp_path, name)
    assert names(tmp_path)[left:] == ["keys.json", "other.json"]
    assert all("other.json" in one for one in names(tmp_path)[:left])
    assert (tmp_path / "keys.json").read_text() == "before"


def test_where_there_is_no_folder_nothing_is_removed(tmp_path: Path) -> None:
    remove_unfinished(tmp_path / "nowhere")
    assert names(tmp_path) == []


def test_a_fault_names_the_file_that_was_meant_and_not_what_is_written_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, *_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr("index.storage.whole_files._open_private", refused)
    with pytest.raises(UnwritableError) as caught:
        write_whole(tmp_path / "keys.json", "{}")
    assert str(caught.value).startswith(f"{tmp_path / 'keys.json'} cannot be written: this user")
