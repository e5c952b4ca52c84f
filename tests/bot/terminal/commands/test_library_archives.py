"""`library`: shown, replaced, exported and taken back, from the terminal."""

import json
import re
from pathlib import Path

import pytest

from bot.terminal.arguments import run

MILL = "The mill at Arvale was built in 1702 by Ada Marlow."
LIGHT = "The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
SERVER = ("--server", "7")


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "mill.txt").write_text(MILL, encoding="utf-8")
    (tmp_path / "light.txt").write_text(LIGHT, encoding="utf-8")
    (tmp_path / "new.txt").write_text(LIGHT.replace("1833", "1834"), encoding="utf-8")
    return ["--knowledge", str(tmp_path / "knowledge"), "--data", str(tmp_path / "data")]


def library(places: list[str], *arguments: str) -> int:
    return run(["library", *arguments, *places])


def test_a_library_goes_out_and_comes_back_and_a_document_is_replaced(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "library.zip")
    assert library(places, "add", str(tmp_path / "light.txt"), *SERVER, "--role", "8") == 0
    capsys.readouterr()
    assert library(places, "list", *SERVER, "--json") == 0
    before = capsys.readouterr().out.replace(', "lost": false', "")
    (name,) = re.findall(r'"name": "([^"]+)"', before)
    assert library(places, "export", file, *SERVER) == 0
    assert "1 document in " in capsys.readouterr().out
    assert library(places, "export", file, *SERVER) == 1
    assert "is there already" in capsys.readouterr().err
    assert library(places, "remove", name, *SERVER, "--yes") == 0
    assert library(places, "import", file, *SERVER, "--json") == 0
    assert before in capsys.readouterr().out
    assert library(places, "import", file, "--server", "9") == 0
    assert "the library of server 7; 1 document limited" in capsys.readouterr().err
    assert library(places, "replace", name, str(tmp_path / "new.txt"), *SERVER) == 0
    assert "in [-1833-] {+1834+} by its" in capsys.readouterr().out
    assert library(places, "show", name, *SERVER) == 0
    assert "Found in it: 1 paragraph" in capsys.readouterr().out
    assert library(places, "show", name, *SERVER, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["paragraphs"], record["roles"], record["fault"]) == (1, [8], None)


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("show", "dark"), 1, "no document 'dark'"),
        (("replace", "light"), 2, "a document's name and a file"),
        (("export", "one", "two"), 2, "needs one file"),
        (("import", "no.zip"), 1, "no.zip"),
    ],
)
def test_what_cannot_be_done_is_told(
    places: list[str],
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    why: str,
) -> None:
    assert library(places, *arguments, *SERVER) == code
    assert why in capsys.readouterr().err
