"""Where the operator's files lie, and whose they are."""

import os
from pathlib import Path

import pytest

from bot.terminal import places
from bot.terminal.arguments import run

OWNER = 61_184


@pytest.fixture
def as_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Root, with a data folder of somebody else."""
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(places, "_owner", lambda _: OWNER)
    return ["--data", str(data)]


@pytest.mark.parametrize("command", [["keys", "add", "x"], ["library", "list", "--server", "1"]])
def test_root_makes_nothing_in_a_folder_of_somebody_else(
    as_root: list[str], capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert run([*command, *as_root]) == 2
    said = capsys.readouterr().err
    assert f"belongs to the user with the number {OWNER}, who could not read" in said
    assert "systemd-run" in said
    assert list(Path(as_root[1]).iterdir()) == []


def test_root_may_look_whether_the_bot_of_somebody_else_serves(
    as_root: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--live", *as_root]) == 1
    assert "FAIL bot: " in capsys.readouterr().out


@pytest.mark.parametrize(("user", "owner"), [(0, 0), (OWNER, OWNER), (OWNER, 0)])
def test_others_use_what_the_system_lets_them(
    as_root: list[str], monkeypatch: pytest.MonkeyPatch, user: int, owner: int
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(places, "_owner", lambda _: owner)
    assert run(["keys", "list", *as_root]) == 0
