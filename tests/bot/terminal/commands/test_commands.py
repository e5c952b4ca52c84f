"""Every command at once: what a file in the folder has to say to be one."""

import re
from argparse import ArgumentParser
from dataclasses import fields
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.terminal import commands as folder
from bot.terminal.arguments import run
from bot.terminal.command import TerminalCommand
from bot.terminal.commands import ORDER, all_commands

COMMANDS = all_commands()


def test_every_file_of_the_folder_is_a_command() -> None:
    files = {path.stem for path in Path(str(folder.__file__)).parent.glob("*.py")}
    assert set(COMMANDS) == files - {"__init__"}


def test_the_help_lists_the_commands_in_their_order_and_further_ones_behind() -> None:
    assert [*COMMANDS][: len(ORDER)] == [*ORDER]
    assert [*COMMANDS][len(ORDER) :] == sorted(set(COMMANDS) - set(ORDER))


def test_the_readme_shows_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("## In the terminal", 1)[1].split("```", 2)[1]
    assert set(re.findall(r"^\.venv/bin/briefing-bot (\w+)", block, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_declares_an_argument_for_each_of_its_fields(
    command: type[TerminalCommand],
) -> None:
    parser = ArgumentParser(add_help=False)
    command.declare(parser)
    parsed = parser.parse_args([])
    assert set(vars(parsed)) == {field.name for field in fields(command)} - {"places"}
    made = command.of(parsed)
    assert {name: getattr(made, name) for name in vars(parsed)} == vars(parsed)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_its_example(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        run([name, "--help"])
    assert caught.value.code == 0
    assert f"briefing-bot {name}" in capsys.readouterr().out.split("example", 1)[1]


def test_a_place_counts_before_the_command_and_behind_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = tmp_path / "missing.yaml"
    for arguments in (["--config", str(missing), "show"], ["show", "--config", str(missing)]):
        assert run(arguments) == 2
        assert "missing.yaml cannot be read" in capsys.readouterr().err
