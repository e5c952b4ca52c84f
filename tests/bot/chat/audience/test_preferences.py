"""Members' choices outlive a restart, whatever became of the file."""

import errno
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chat.audience.preferences import Preferences, ReplyForm
from bot.library import PREFERENCES_FILE
from bot.library.files.preferences_file import FilePreferences
from index import CollectionError, Style

ANNA, BRUNO, CARLA = 1, 2, 3


def preferences(path: Path) -> Preferences:
    """Return what the next start knows, once everybody was looked up."""
    kept = Preferences(FilePreferences(path), Style.CHICAGO)
    for member in (ANNA, BRUNO, CARLA):
        kept.look(member, None)
    return kept


def test_a_choice_is_remembered_by_the_next_start_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / PREFERENCES_FILE
    assert preferences(path).remember(ANNA, Style.APA)
    again = preferences(path)
    assert again.style(ANNA) is Style.APA
    assert again.style(BRUNO) is Style.CHICAGO
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [*path.parent.iterdir()] == [path]


def test_a_servers_style_stands_before_the_operators_and_behind_a_members(tmp_path: Path) -> None:
    kept = preferences(tmp_path / PREFERENCES_FILE)
    kept.remember(ANNA, Style.APA)
    assert kept.style(ANNA, Style.MLA) is Style.APA
    assert kept.style(BRUNO, Style.MLA) is Style.MLA
    assert kept.style(BRUNO, None) is Style.CHICAGO


@pytest.mark.parametrize("bad", ["harvard", 7, None, ["mla"], {"style": "mla"}, "\ud800"])
def test_a_bad_entry_costs_nobody_else_a_choice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, bad: object
) -> None:
    path = tmp_path / PREFERENCES_FILE
    path.write_text(json.dumps({str(ANNA): "apa", str(BRUNO): bad, "x": "mla"}), "utf-8")
    first = preferences(path)
    strange = 1 if isinstance(bad, str) else 2
    assert f"{path}: {strange} of 3 entries are no choices" in caplog.text
    assert first.style(BRUNO) is Style.CHICAGO
    first.remember(CARLA, Style.MLA)
    again = preferences(path)
    assert (again.style(ANNA), again.style(CARLA)) == (Style.APA, Style.MLA)
    assert json.loads(path.read_bytes())[str(BRUNO)] == bad  # a later version may know it
    again.remember(BRUNO, Style.APA)
    assert preferences(path).style(BRUNO) is Style.APA


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"1": "apa"'], ids=range(6)
)
def test_a_damaged_file_is_kept_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    path = tmp_path / PREFERENCES_FILE
    path.write_bytes(content)
    first = preferences(path)
    assert "it is kept as preferences.json.damaged-1" in caplog.text
    assert first.style(ANNA) is Style.CHICAGO
    first.remember(ANNA, Style.APA)
    assert preferences(path).style(ANNA) is Style.APA
    assert (tmp_path / "preferences.json.damaged-1").read_bytes() == content


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Numbers of errors; while the last of them stands, no file can be read for that."""
    numbers: list[int] = []
    read_text = Path.read_text

    def read(path: Path, encoding: str) -> str:
        if numbers:
            raise OSError(numbers[-1], os.strerror(numbers[-1]), str(path))
        return read_text(path, encoding)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", read)
        yield numbers


@pytest.mark.parametrize("number", [errno.EMFILE, errno.EIO, errno.EACCES, errno.ESTALE])
def test_a_file_that_cannot_be_read_just_now_costs_nobody_a_choice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, refusing: list[int], number: int
) -> None:
    path = tmp_path / PREFERENCES_FILE
    path.write_text('{"1": "apa", "server:7:form": "plain text"}', "utf-8")
    refusing.append(number)
    kept = preferences(path)
    assert f"{path} cannot be read ([Errno {number}]" in caplog.text
    assert kept.style(ANNA) is Style.CHICAGO
    assert not kept.remember(BRUNO, Style.MLA)
    for forget in (kept.forget, kept.forget_server):
        with pytest.raises(CollectionError, match="stays as it is"):
            forget(7)
    assert [*tmp_path.iterdir()] == [path]
    refusing.clear()
    assert kept.remember(BRUNO, Style.MLA)
    kept.look(ANNA, 7)
    assert kept.style(ANNA) is Style.APA
    assert kept.is_plain(BRUNO, 7)
    assert json.loads(path.read_bytes()) == {"1": "apa", "server:7:form": "plain text", "2": "mla"}


def test_a_folder_in_place_of_the_file_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / PREFERENCES_FILE
    path.mkdir()
    assert preferences(path).remember(ANNA, Style.APA)
    assert preferences(path).style(ANNA) is Style.APA
    assert (tmp_path / "preferences.json.damaged-1").is_dir()


def test_a_file_whose_mode_cannot_be_changed_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    path = tmp_path / PREFERENCES_FILE
    path.write_text('{"1": "apa"}', "utf-8")
    monkeypatch.setattr(Path, "chmod", refuse)
    assert preferences(path).style(ANNA) is Style.APA
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_that_everybody_could_read_is_closed(tmp_path: Path) -> None:
    path = tmp_path / PREFERENCES_FILE
    path.write_text('{"1": "apa"}', "utf-8")
    path.chmod(0o644)
    assert preferences(path).style(ANNA) is Style.APA
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_the_disk_refuses_a_choice_is_as_before_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").write_text("a file in place of the folder", "utf-8")
    with caplog.at_level(logging.WARNING):
        kept = preferences(tmp_path / "data" / PREFERENCES_FILE)
        assert not kept.remember(ANNA, Style.APA)
        assert not kept.remember_form(ReplyForm.PLAIN, member_id=ANNA)
        assert not kept.remember_server_form(ReplyForm.PLAIN, guild_id=7)
    assert kept.style(ANNA) is Style.CHICAGO
    assert not kept.is_plain(ANNA, 7)
    assert "cannot be written: there is a file where a folder is needed" in caplog.text


def test_what_a_server_chose_is_gone_with_it_and_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / PREFERENCES_FILE
    kept = preferences(path)
    kept.remember(ANNA, Style.APA)
    kept.remember_server_form(ReplyForm.PLAIN, guild_id=7)
    kept.remember_server_form(ReplyForm.PLAIN, guild_id=8)
    kept.forget_server(7)
    kept.forget_server(9)
    assert not kept.is_plain(CARLA, 7)
    again = preferences(path)
    for guild in (7, 8):
        again.look(CARLA, guild)
    assert [again.is_plain(CARLA, guild) for guild in (7, 8)] == [False, True]
    assert again.style(ANNA) is Style.APA


def test_a_member_comes_before_their_server_once_both_were_looked_up(tmp_path: Path) -> None:
    path = tmp_path / PREFERENCES_FILE
    first = preferences(path)
    first.remember_server_form(ReplyForm.PLAIN, guild_id=7)
    first.remember_form(ReplyForm.CARDS, member_id=ANNA)
    again = Preferences(FilePreferences(path), Style.CHICAGO)
    assert not again.is_plain(BRUNO, 7)
    for member in (ANNA, BRUNO):
        again.look(member, 7)
    assert [again.is_plain(one, 7) for one in (ANNA, BRUNO)] == [False, True]
