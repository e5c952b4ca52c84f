"""What serves is not begun on a data folder of a later version of the program."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.library import catalogue_file
from bot.terminal.arguments import run
from tests.support.engines.earlier_catalogues import earlier_data


@pytest.mark.parametrize("command", ["run", "serve", "mcp"])
def test_it_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    earlier_data(tmp_path, 1)
    path = catalogue_file(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert run([command, "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"briefing-bot: {path} is of a later version of this program: update it, "
        "or choose another --data\n"
    )
    assert not (tmp_path / "run.lock").exists()
