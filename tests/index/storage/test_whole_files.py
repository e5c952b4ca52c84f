"""A file that is whole or not there, and what a kill leaves of it."""

from pathlib import Path

import pytest

from index import remove_unfinished, write_whole
from tests.support.killed import killed_in


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
