"""`library`: what is told where a file replaces, repeats or copies another, or is not taken."""

import json
from pathlib import Path

import pytest

from bot.terminal.arguments import run
from index import Collection

SERVER = ("--server", "70000000000000007")
LIGHT = "The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a file that the server has."""
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "mill.txt").write_text("The mill was built in 1702.", "utf-8")
    (tmp_path / "light.txt").write_text(LIGHT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert library("add", "light.txt") == 0
    return tmp_path


def library(*arguments: str) -> int:
    return run(["library", *arguments, *SERVER, "--knowledge", "knowledge", "--data", "data"])


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing.txt", "there is no file missing.txt; nothing was"),
        ("empty.txt", "empty.txt: it is empty: put text into it; nothing was"),
        ("large.txt", "large.txt: it has 3.0 MB, of 2 at most: split it; nothing was"),
        ("docs.zip", "docs.zip: .zip is packed: unpack it, and add the files in it; nothing was"),
        ("page.html.gz", ".gz is packed: unpack it, and add the files in it; nothing was"),
    ],
)
@pytest.mark.parametrize("action", ["add", "replace"])
def test_a_file_that_is_not_taken_is_named_before_anything_is_read(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    why: str,
    action: str,
) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the collection was opened")

    monkeypatch.setattr(Collection, "open", opened)
    (folder / "config.yaml").write_text("index: {max_file_megabytes: 2}\n", "utf-8")
    (folder / "large.txt").write_bytes(b"a" * 3_000_000)
    (folder / "empty.txt").touch()
    for packed in ("docs.zip", "page.html.gz"):
        (folder / packed).write_bytes(b"PK")
    names = ("light", name) if action == "replace" else (name,)
    capsys.readouterr()
    assert library(action, *names, "--config", "config.yaml") == 1
    done = {"add": "added", "replace": "replaced"}[action]
    assert f"{why} {done}\n" in capsys.readouterr().err


def test_the_name_that_replace_is_given_is_looked_for_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "lamp.txt").write_text(LIGHT, "utf-8")
    assert library("replace", "lihgt", "lamp.txt") == 1
    assert "no document 'lihgt'; did you mean light?" in capsys.readouterr().err


def test_of_a_long_document_only_the_first_changes_are_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ships = [f"Ship {number} came into the harbour of Ebbing." for number in range(30)]
    (folder / "first.txt").write_text(LIGHT, "utf-8")
    (folder / "second.txt").write_text("\n\n".join([LIGHT, *ships]), "utf-8")
    assert library("add", "first.txt") == 0
    capsys.readouterr()
    assert library("replace", "first", "second.txt") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "paragraphs: 30 added, 1 as before"
    assert [line.split()[0] for line in lines[1:21]] == [f"¶{n}" for n in range(2, 22)]
    assert lines[21:] == ["and 10 more"]
    assert library("replace", "first", "first.txt", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["changes"]) == 30


def test_a_file_that_is_added_again_is_said_to_replace_the_one_that_was_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "light.txt").write_text(LIGHT.replace("1833", "1834"), "utf-8")
    capsys.readouterr()
    assert library("add", "light.txt") == 0
    first, counted, change, *_ = capsys.readouterr().out.splitlines()
    assert first == "light.txt was there: it was replaced, in light"
    assert counted == "paragraphs: 1 altered"
    assert "in [-1833-] {+1834+} by its" in change
    assert library("add", "light.txt") == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "light.txt was there already, with the same bytes"
    )


def test_a_copy_under_another_name_is_added_and_said_to_be_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "copy.txt").write_text(LIGHT, "utf-8")
    capsys.readouterr()
    assert library("add", "copy.txt") == 0
    told, *listed = capsys.readouterr().out.splitlines()
    assert told == "copy.txt has the same bytes as light.txt: the server has both"
    assert [line.partition(":")[0] for line in listed] == ["copy", "light"]


def test_what_an_archive_has_that_is_there_already_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert library("export", "library.zip") == 0
    capsys.readouterr()
    assert library("import", "library.zip") == 0
    same = "light.txt: was there already, with the same bytes"
    assert same in capsys.readouterr().err
    assert library("remove", "light", "--yes") == 0
    assert library("import", "library.zip") == 0
    assert same not in capsys.readouterr().err
    assert library("import", "other.zip") == 1
    assert "there is no file other.zip; nothing was imported" in capsys.readouterr().err


def test_a_season_is_shown_as_it_was_stated_and_what_is_no_date_names_its_field(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert library("describe", "light", "--set", "issued=spring 2024") == 0
    assert "Date: spring 2024\n" in capsys.readouterr().out
    assert library("describe", "light", "--set", "issued=2019/2020") == 0
    assert "Date: 2019 – 2020\n" in capsys.readouterr().out
    assert library("describe", "light", "--set", "issued=last week") == 2
    told = capsys.readouterr().err
    assert "--set issued='last week': that is no date; it takes 2018-09-11" in told
    assert "spring 2018" in told
    assert ".yaml" not in told


def test_of_a_folder_each_file_is_added_or_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "papers" / "old").mkdir(parents=True)
    (folder / "papers" / "b.txt").write_text("The weir was built in 1703.", "utf-8")
    (folder / "papers" / "old" / "c.md").write_text("The wheel was built in 1704.", "utf-8")
    (folder / "papers" / "map.png").write_bytes(b"PNG")
    (folder / "papers" / "empty.txt").touch()
    (folder / "papers" / ".hidden.txt").write_text("Nobody reads this.", "utf-8")
    capsys.readouterr()
    assert library("add", "papers") == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "papers/b.txt: added",
        "briefing-bot: papers/empty.txt: it is empty: put text into it; it was not added",
        "briefing-bot: papers/map.png: .png is of a kind that is not read: save it as .pdf; "
        "it was not added",
        "papers/old/c.md: added",
    ]
    assert [line.partition(":")[0] for line in told.out.splitlines()] == ["b", "c", "light"]
    assert library("replace", "light", "papers") == 1
    assert "papers is a folder: name the files in it; nothing was replaced" in (
        capsys.readouterr().err
    )


def test_what_cannot_be_read_is_named_as_it_was_given(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "secret rules.docx").write_bytes(b"no document")
    assert library("add", "secret rules.docx") == 1
    told = capsys.readouterr().err
    assert told.startswith("briefing-bot: secret rules.docx: it is ")
    assert told.endswith("; nothing was added\n")
