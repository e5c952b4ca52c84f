"""Members' choices outlive a restart, whatever became of the file."""

import json
import logging
from pathlib import Path

import pytest

from bot.chat.preferences import Preferences, ReplyForm
from index import Style

ANNA, BRUNO, CARLA = 1, 2, 3


def preferences(path: Path) -> Preferences:
    return Preferences(path, Style.CHICAGO)


def test_a_choice_is_remembered_by_the_next_start_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "preferences.json"
    preferences(path).remember(ANNA, Style.APA)
    again = preferences(path)
    assert again.style(ANNA) is Style.APA
    assert again.style(BRUNO) is Style.CHICAGO
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [*path.parent.iterdir()] == [path]


def test_a_servers_style_stands_before_the_operators_and_behind_a_members(tmp_path: Path) -> None:
    kept = preferences(tmp_path / "preferences.json")
    kept.remember(ANNA, Style.APA)
    assert kept.style(ANNA, Style.MLA) is Style.APA
    assert kept.style(BRUNO, Style.MLA) is Style.MLA
    assert kept.style(BRUNO, None) is Style.CHICAGO


@pytest.mark.parametrize("bad", ["harvard", 7, None, ["mla"], {"style": "mla"}, "\ud800"])
def test_a_bad_entry_costs_nobody_else_a_choice(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, bad: object
) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(json.dumps({str(ANNA): "apa", str(BRUNO): bad, "x": "mla"}), "utf-8")
    first = preferences(path)
    assert f"{path}: 1 of 3 entries name no style" in caplog.text
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
    path = tmp_path / "preferences.json"
    path.write_bytes(content)
    first = preferences(path)
    assert "it is kept as preferences.json.damaged-1" in caplog.text
    assert first.style(ANNA) is Style.CHICAGO
    first.remember(ANNA, Style.APA)
    assert preferences(path).style(ANNA) is Style.APA
    assert (tmp_path / "preferences.json.damaged-1").read_bytes() == content


def test_a_file_that_everybody_could_read_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text('{"1": "apa"}', "utf-8")
    path.chmod(0o644)
    assert preferences(path).style(ANNA) is Style.APA
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_the_disk_refuses_a_choice_holds_until_the_next_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").write_text("a file in place of the folder", "utf-8")
    with caplog.at_level(logging.WARNING):
        kept = preferences(tmp_path / "data" / "preferences.json")
        kept.remember(ANNA, Style.APA)
    assert kept.style(ANNA) is Style.APA
    assert "cannot be written: there is a file where a folder is needed" in caplog.text


def test_what_a_server_chose_is_gone_with_it_and_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    kept = preferences(path)
    kept.remember(ANNA, Style.APA)
    kept.remember_server_form(ReplyForm.PLAIN, guild_id=7)
    kept.remember_server_form(ReplyForm.PLAIN, guild_id=8)
    kept.forget_server(7)
    kept.forget_server(9)
    again = preferences(path)
    assert [again.is_plain(CARLA, guild) for guild in (7, 8)] == [False, True]
    assert again.style(ANNA) is Style.APA
