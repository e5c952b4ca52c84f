"""`database`: what it says of the database that `storage` names, and of wrong usage."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.config import Config
from bot.library import Shelves, catalogue_file
from bot.library.sqlite.sqlite_engine import catalogue_in
from bot.library.tables.catalogue import ShelvedDocument
from bot.terminal.arguments import run
from tests.support.engines.postgres_server import OWNER, new_database


def does(folder: Path, storage: str, *arguments: str) -> int:
    config = folder / "config.yaml"
    config.write_text(f"storage: {storage}\n", encoding="utf-8")
    return run(["database", *arguments, "--config", str(config), "--data", str(folder / "data")])


def test_a_database_is_made_ready_and_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = new_database("template0")
    assert does(tmp_path, address) == 1
    said = capsys.readouterr()
    assert "is empty: run `briefing-bot database migrate` before the bot" in said.err
    assert does(tmp_path, address, "migrate", "--owner", OWNER) == 0
    made, note = capsys.readouterr().out.splitlines()
    assert made.endswith(" was given schema 5, for the role tests_bot.")
    assert note.startswith("Note: what is embedded of documents stays in each data folder")
    assert does(tmp_path, address, "check") == 0
    usable, again = capsys.readouterr().out.splitlines()
    assert usable == "The bot can use it: its role sees one server's rows at a time."
    assert again == note
    assert not (tmp_path / "data").exists()


def test_a_library_is_moved_in_and_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address, data = new_database(), tmp_path / "data"
    assert does(tmp_path, address, "import") == 1
    assert "there is nothing to be moved" in capsys.readouterr().err
    Shelves(replace(Config(), data=data)).servers.count_gap(1, date(2030, 1, 1))
    assert does(tmp_path, address, "import") == 0
    moved, aside = capsys.readouterr().out.splitlines()
    assert moved.startswith("0 files of 1 server in the database test_")
    moved_to = catalogue_file(data).with_name("catalogue.moved.sqlite3")
    assert aside.startswith(f"{catalogue_file(data)} is {moved_to} now, and not read any more")
    assert does(tmp_path, address, "export") == 0
    assert f"0 files of 1 server in {data} now.\n" in capsys.readouterr().out
    there = Shelves(replace(Config(), data=data)).servers
    assert there.gaps(1) == ((date(2030, 1, 1), 1),)


@pytest.mark.parametrize(
    ("storage", "arguments", "told"),
    [
        ("embedded", (), "kept in the data folder, which needs none of this"),
        ("postgresql://bot@/b", ("migrate",), "`database migrate` needs --owner ROLE"),
        (
            "postgresql://bot@/b",
            ("destroy",),
            "'destroy' is nothing that can be done: check, migrate, imp",
        ),
        ("postgresql://bot:canary@/b", (), "storage must hold no password"),
    ],
)
def test_wrong_usage_is_told(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    storage: str,
    arguments: tuple[str, ...],
    told: str,
) -> None:
    assert does(tmp_path, storage, *arguments) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "canary" not in said


def test_a_database_that_is_away_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = new_database().replace("/test_", "/nowhere_")
    assert does(tmp_path, address) == 1
    said = capsys.readouterr().err
    assert said.startswith("briefing-bot: the database nowhere_")
    assert "cannot be used now" in said
    assert len(said.splitlines()) == 1


def test_before_a_library_is_moved_every_command_on_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, data = new_database(), tmp_path / "data"
    Shelves(replace(Config(), data=data)).servers.count_gap(1, date(2030, 1, 1))
    assert does(tmp_path, address) == 1
    places = ["--config", str(tmp_path / "config.yaml"), "--data", str(data)]
    assert run(["library", "list", "--server", "1", *places]) == 1
    assert run(["backup", str(tmp_path / "b.zip"), *places]) == 1
    said = capsys.readouterr()
    assert said.err.count("before `briefing-bot database import` has moved it there") == 3
    assert said.out == ""
    assert does(tmp_path, address, "import") == 0
    assert does(tmp_path, address) == 0


def test_documents_that_are_lost_are_named_and_moved_where_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, data = new_database(), tmp_path / "data"
    document = ShelvedDocument("lost", "Lost.TXT", "0" * 64, 5)
    catalogue_in(catalogue_file(data)).put_all(1, [document])
    assert does(tmp_path, address, "import") == 1
    assert "are lost: server 1: lost (Lost.TXT). Look for them" in capsys.readouterr().err
    assert does(tmp_path, address, "import", "--despite-lost") == 1
    said = capsys.readouterr()
    assert said.out.startswith("0 files of 1 server in the database test_")
    assert said.err.startswith("briefing-bot: server 1: lost (Lost.TXT) was lost on the disk")
