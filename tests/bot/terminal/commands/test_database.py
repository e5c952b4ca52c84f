"""`database`: what it says of the database that `storage` names, and of wrong usage."""

from pathlib import Path

import pytest

from bot.terminal.arguments import run
from tests.support.postgres_server import OWNER, new_database


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
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith(" was given schema 1, for the role briefing.")
    assert second == "The bot can use it: its role sees one server's rows at a time."
    assert does(tmp_path, address, "check") == 0
    assert capsys.readouterr().out.splitlines() == [second]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("storage", "arguments", "told"),
    [
        ("embedded", (), "kept in the data folder, which needs none of this"),
        ("postgresql://bot@/b", ("migrate",), "`database migrate` needs --owner ROLE"),
        ("postgresql://bot@/b", ("destroy",), "'destroy' is nothing that can be done: check, migr"),
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
