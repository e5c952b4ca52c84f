"""`backup` and `restore` from the terminal: what they say, and what becomes of wrong usage."""

import json
from pathlib import Path

import pytest

from bot.doors import KEYS_FILE, KeyRing
from bot.library import catalogue_file
from bot.library.sqlite.sqlite_engine import catalogue_in
from bot.library.tables.catalogue import ShelvedDocument
from bot.terminal.arguments import run


def does(data: Path, *arguments: str) -> int:
    return run([*arguments, "--data", str(data)])


def test_a_backup_is_told_with_what_it_does_not_hold_and_restored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, file, there = tmp_path / "data", str(tmp_path / "b.zip"), tmp_path / "there"
    KeyRing(data / KEYS_FILE).add("newsroom")
    assert does(data, "backup", file) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{file}: 0 documents of servers, 1 kB\n")
    assert "Not in it: the documents in " in said
    assert "config.yaml, secrets of the environment" in said
    assert does(there, "restore", file) == 0
    assert f"{there} is as it was on 20" in capsys.readouterr().out
    assert [key.name for key in KeyRing(there / KEYS_FILE).all()] == ["newsroom"]


def test_with_a_database_it_is_told_how_a_backup_gets_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, file, there = tmp_path / "data", str(tmp_path / "b.zip"), tmp_path / "there"
    KeyRing(data / KEYS_FILE).add("newsroom")
    assert does(data, "backup", file) == 0
    config = tmp_path / "config.yaml"
    config.write_text("storage: postgresql://bot@db.example/briefing\n", encoding="utf-8")
    assert does(there, "restore", file, "--config", str(config)) == 0
    said = capsys.readouterr().out
    assert "Then `briefing-bot database import` puts what servers have and chose into" in said
    assert "db.example/briefing, which has to be empty" in said


def test_programs_get_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, file, there = tmp_path / "data", str(tmp_path / "b.zip"), tmp_path / "there"
    KeyRing(data / KEYS_FILE).add("newsroom")
    assert does(data, "backup", file, "--json") == 0
    made = json.loads(capsys.readouterr().out)
    assert made["bytes"] == Path(file).stat().st_size
    assert (made["file"], made["files"], made["documents"], made["lost"]) == (file, 1, 0, [])
    assert does(there, "restore", file, "--json") == 0
    restored = json.loads(capsys.readouterr().out)
    assert restored == {"data": str(there)} | {
        name: made[name] for name in ("made", "files", "documents", "lost", "lost_documents")
    }


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_file_has_to_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert does(tmp_path, command) == 2
    assert f"`{command}` needs the name of a file" in capsys.readouterr().err


def test_what_cannot_be_restored_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.zip"
    assert does(tmp_path / "there", "restore", str(file)) == 1
    told = f"briefing-bot: there is no file {file}: name one that `briefing-bot backup` wrote\n"
    assert capsys.readouterr().err == told
    file.write_bytes(b"no zip")
    assert does(tmp_path / "there", "restore", str(file)) == 1
    why = "it is no zip that can be opened: name a file that `backup` wrote"
    told = f"briefing-bot: {file}: {why}\n"
    assert capsys.readouterr().err == told
    assert not (tmp_path / "there").exists()


def test_a_document_that_was_lost_makes_the_command_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], told_lost: Path
) -> None:
    file = str(tmp_path / "b.zip")
    assert does(told_lost, "backup", file) == 1
    named = "briefing-bot: server 1: lost (lost.txt) was lost on the disk before: look for it in"
    assert capsys.readouterr().err.startswith(named)
    assert does(tmp_path / "there", "restore", file) == 1
    assert capsys.readouterr().err.startswith(named)
    assert does(told_lost, "backup", "--json", "--replace", file) == 1
    (record,) = json.loads(capsys.readouterr().out)["lost_documents"]
    assert record == {"server": 1, "name": "lost", "file": "lost.txt", "sha256": "0" * 64}


@pytest.fixture
def told_lost(tmp_path: Path) -> Path:
    """A data folder one of whose documents has no bytes any more."""

    data = tmp_path / "data"
    document = ShelvedDocument("lost", "lost.txt", "0" * 64, 5)
    catalogue_in(catalogue_file(data)).put_all(1, [document])
    return data


def test_whether_a_backup_could_be_restored_is_told_and_nothing_is_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, file = tmp_path / "data", tmp_path / "b.zip"
    KeyRing(data / KEYS_FILE).add("newsroom")
    assert does(data, "backup", str(file), "--json") == 0
    made = json.loads(capsys.readouterr().out)
    raw = file.read_bytes()
    nowhere = tmp_path / "nowhere"  # the folder may lie on another machine
    assert does(nowhere, "backup", "--check", str(file)) == 0
    assert f"{file} can be restored: it is of 20" in capsys.readouterr().out
    assert does(nowhere, "backup", "--check", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out) == made
    assert (file.read_bytes(), nowhere.exists()) == (raw, False)
    file.write_bytes(raw.replace(b"newsroom", b"NEWSROOM"))
    assert does(nowhere, "backup", "--check", str(file)) == 1
    assert f"{file}: keys.json is " in capsys.readouterr().err
