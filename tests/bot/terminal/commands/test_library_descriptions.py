"""What is stated of a server's documents, from the terminal."""

import json
from pathlib import Path

import pytest

from bot.terminal.arguments import run

LIGHT = "The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
SERVER = ("--server", "7")


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "mill.txt").write_text("The mill was built in 1702.", "utf-8")
    for name in ("light.txt", "lamp.txt"):
        (tmp_path / name).write_text(LIGHT, encoding="utf-8")
    return ["--knowledge", str(tmp_path / "knowledge"), "--data", str(tmp_path / "data")]


def library(places: list[str], *arguments: str) -> int:
    return run(["library", *arguments, *SERVER, *places])


def test_a_title_is_given_to_what_is_added_and_stated_anew_later(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert library(places, "add", str(tmp_path / "light.txt"), "--title", "The Light") == 0
    capsys.readouterr()
    assert library(places, "show", "light", "--json") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "The Light"
    stated = ("--set", "author=Quarrington, Elsa; The Harbour Board", "--set", "issued=1833-05")
    assert library(places, "describe", "light", *stated, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["title"], record["issued"]) == ("The Light", [1833, 5])
    assert record["author"] == ["Elsa Quarrington", "The Harbour Board"]
    assert library(places, "describe", "light", "--set", "issued=", "--set", "title=Dorn") == 0
    told = capsys.readouterr().out
    assert "Title: Dorn" in told
    assert "Date" not in told


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("describe", "light"), 2, "what shall be stated?"),
        (("describe", "--set", "title=Dorn"), 2, "`library describe` needs a name"),
        (("describe", "light", "--set", "colour=red"), 2, "NAME is one of"),
        (("describe", "light", "--set", "title"), 2, "--set takes NAME=VALUE"),
        (("describe", "dark", "--set", "title=Dorn"), 1, "no document 'dark'"),
        (("describe", "light", "--set", "issued=last May"), 2, "that is no date"),
        (("add", "light.txt", "lamp.txt", "--title", "Both"), 2, "with one file"),
        (("list", "--title", "Dorn"), 2, "--title is of `library add`"),
    ],
)
def test_what_cannot_be_stated_is_told_and_nothing_changes(
    places: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    why: str,
) -> None:
    assert library(places, "add", str(tmp_path / "light.txt")) == 0
    capsys.readouterr()
    assert library(places, "show", "light") == 0
    before = capsys.readouterr().out
    assert library(places, *arguments) == code
    assert why in capsys.readouterr().err
    assert library(places, "show", "light") == 0
    assert capsys.readouterr().out == before
