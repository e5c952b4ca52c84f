"""`library`: every action with every option, so that none is passed over in silence."""

import json
from argparse import ArgumentParser
from itertools import product
from pathlib import Path

import pytest

from bot.terminal.arguments import run
from bot.terminal.commands.library import LibraryCommand
from bot.terminal.managing.library_actions import LIBRARY_ACTIONS

SERVER = ("--server", "70000000000000007")
ID = "80000000000000008"
OPTIONS = {
    "channel": ("--channel", ID),
    "role": ("--role", ID),
    "everybody": ("--everybody",),
    "title": ("--title", "The Light"),
    "yes": ("--yes",),
    "set": ("--set", "title=The Light"),
}
# What the guides say; everything else is refused.
TAKEN = {
    *(("add", "channel"), ("add", "role"), ("add", "title"), ("remove", "yes")),
    *(("scope", "channel"), ("scope", "role"), ("scope", "everybody")),
    *(("describe", "set"), ("settings", "set")),
}
NAMES = {
    "add": ("light.txt",), "remove": ("light",), "scope": ("light",), "show": ("light",),
    "describe": ("light",), "replace": ("light", "light.txt"), "export": ("out.zip",),
    "import": ("library.zip",), "retry": ("1",), "drop": ("1",),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a server's library, exported, too."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "knowledge").mkdir()
    (folder / "knowledge" / "mill.txt").write_text("The mill was built in 1702.", "utf-8")
    (folder / "light.txt").write_text("The lighthouse at Cape Dorn was lit in 1833.", "utf-8")
    assert library(folder, "add", str(folder / "light.txt")) == 0
    assert library(folder, "export", str(folder / "library.zip")) == 0
    return folder


def library(folder: Path, *arguments: str) -> int:
    places = ("--knowledge", str(folder / "knowledge"), "--data", str(folder / "data"))
    return run(["library", *arguments, *SERVER, *places])


def scope_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[list[int], list[int]]:
    capsys.readouterr()
    assert library(folder, "list", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    return record["channels"], record["roles"]


def test_the_table_knows_every_option_that_there_is() -> None:
    parser = ArgumentParser()
    LibraryCommand.declare(parser)
    declared = set(vars(parser.parse_args([]))) - {"action", "names", "server", "json"}
    taken = {option for action in LIBRARY_ACTIONS.values() for option in action.options}
    assert declared == taken == set(OPTIONS)


@pytest.mark.parametrize(
    ("action", "option"), sorted(set(product(LIBRARY_ACTIONS, OPTIONS)) - TAKEN)
)
def test_an_option_that_an_action_does_not_take_is_refused_and_nothing_is_done(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    option: str,
) -> None:
    monkeypatch.chdir(folder)
    before = scope_of(folder, capsys)
    assert library(folder, action, *NAMES.get(action, ()), *OPTIONS[option]) == 2
    takers = [name for name, of in sorted(TAKEN) if of == option]
    told = capsys.readouterr().err
    assert f"not of `library {action}`" in told
    assert all(f"`library {name}`" in told for name in takers)
    assert scope_of(folder, capsys) == before
    assert not (folder / "out.zip").exists()


@pytest.mark.parametrize("action", ["list", "settings", "jobs", "gaps", "history"])
def test_what_is_of_all_there_is_takes_no_name(
    folder: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    assert library(folder, action, "1") == 2
    assert f"`library {action}" in capsys.readouterr().err


def _parsed(*arguments: str) -> tuple[str, list[str], list[str]]:
    """Return the action, the names, and what is neither, of what is typed behind `library`."""
    parser = ArgumentParser()
    LibraryCommand.declare(parser)
    parsed, rest = parser.parse_known_args(arguments)
    rest = LibraryCommand.take_rest(parsed, rest)
    return parsed.action, parsed.names, rest


@pytest.mark.parametrize("action", sorted(NAMES))
def test_options_may_stand_before_between_and_behind_the_names(action: str) -> None:
    names = NAMES[action]
    for place in range(len(names) + 2):
        words = [action, *names]
        words[place:place] = ["--role", ID]
        assert _parsed(*words, "--json") == (action, [*names], []), words


def test_an_option_that_there_is_not_is_told_and_its_words_are_no_names() -> None:
    assert _parsed("add", "--rolle", ID, "light.txt")[2][:1] == ["--rolle"]
    assert _parsed() == ("list", [], [])
