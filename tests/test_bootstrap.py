"""What the bootstrap decides, on a checkout of its own with pip replaced by a record."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot import bootstrap

CHECKS = (
    "ruff ruff oxlint oxfmt mypy lint-imports vulture complexipy pytest".split()
)  # the programs, in the order in which they run


class Commands:
    """Stands in for running commands: remembers them, and fails those it is told to."""

    def __init__(self) -> None:
        self.run_: list[list[str]] = []
        self.failing = ""

    def run(self, command: Sequence[str], *, check: bool) -> None:
        assert check
        if self.call(command):
            raise subprocess.CalledProcessError(1, list(command))

    def call(self, command: Sequence[str], cwd: Path | None = None) -> int:
        del cwd
        self.run_.append(list(command))
        return int(bool(self.failing) and any(self.failing in word for word in command))


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    made = Commands()
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "_SCRIPTS", tmp_path / ".venv" / "bin")
    monkeypatch.setattr("subprocess.run", made.run)
    monkeypatch.setattr("subprocess.call", made.call)
    return made


def test_the_first_run_installs_and_hands_its_arguments_on(commands: Commands) -> None:
    assert bootstrap.main(["ask", "a question?"]) == 0
    venv, pip, program = commands.run_
    assert venv[1:3] == ["-m", "venv"]
    assert pip[1:4] == ["-m", "pip", "install"]
    assert pip[-1] == str(bootstrap.ROOT)
    assert program[1:] == ["ask", "a question?"]


def test_the_second_run_installs_nothing(commands: Commands) -> None:
    bootstrap.main([])
    del commands.run_[:]
    assert bootstrap.main([]) == 0
    assert [command[0].endswith("briefing-bot") for command in commands.run_] == [True]


def test_a_changed_pyproject_is_installed_again(commands: Commands) -> None:
    bootstrap.main([])
    (bootstrap.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    del commands.run_[:]
    bootstrap.main([])
    assert any("pip" in command for command in commands.run_)


def test_an_install_that_failed_is_said_and_tried_again(
    commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.failing = "pip"
    assert bootstrap.main([]) == 1
    assert "installing failed" in capsys.readouterr().err
    commands.failing = ""
    del commands.run_[:]
    assert bootstrap.main([]) == 0
    assert any("pip" in command for command in commands.run_)


def test_the_test_command_runs_every_check_with_the_development_tools(commands: Commands) -> None:
    assert bootstrap.main(["test", "-x"]) == 0
    assert any(command[-1] == f"{bootstrap.ROOT}[dev]" for command in commands.run_)
    names = [Path(command[0]).name for command in commands.run_[-len(CHECKS) :]]
    assert names == CHECKS
    assert commands.run_[-1][-1] == "-x"
    assert "-x" not in commands.run_[-2]


def test_a_check_that_fails_is_named_and_the_others_still_run(
    commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.failing = "bin/mypy"
    assert bootstrap.main(["test"]) == 1
    assert "failed: types" in capsys.readouterr().err
    assert Path(commands.run_[-1][0]).name == "pytest"


def test_the_quick_check_runs_the_tests_of_what_was_changed(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bootstrap.ROOT / "tests" / "bot" / "terminal").mkdir(parents=True)
    monkeypatch.setattr(bootstrap, "changes", lambda: ["bot/terminal/ask.py", "README.md"])
    assert bootstrap.main(["check", "-x"]) == 0
    names = [Path(command[0]).name for command in commands.run_[-len(CHECKS) :]]
    assert names == CHECKS
    assert commands.run_[-1][-3:] == ["tests/bot/terminal", "tests/test_structure.py", "-x"]


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("index/search/bm25.py", ["tests/index/search/test_bm25.py"]),
        ("index/search/stores/faiss.py", ["tests/index/search"]),
        ("bot/terminal/commands/ask.py", ["tests/bot/terminal"]),
        ("bot/terminal/__init__.pyi", ["tests/bot/terminal"]),
        ("tests/index/search/test_bm25.py", ["tests/index/search/test_bm25.py"]),
        ("tests/index/search/conftest.py", ["tests/index/search"]),
        ("bot/config.py", ["tests/bot/test_config.py"]),
        ("index/errors.py", []),  # everything would be no quick check
        ("tests/support/towns.py", []),
        ("README.md", []),
    ],
)
def test_the_tests_of_a_file_stand_in_the_mirrored_folder(
    commands: Commands, changed: str, tests: list[str]
) -> None:
    del commands  # for its checkout
    for path in ("index/search/test_bm25.py", "bot/terminal/test_given.py", "bot/test_config.py"):
        file = bootstrap.ROOT / "tests" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", "utf-8")
    assert bootstrap.tests_of(changed) == tests


def test_what_was_changed_is_what_differs_from_the_main_branch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
        command = ["git", *who, *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    assert bootstrap.changes() == []  # no checkout
    git("init", "-q", "-b", "main")
    for name in ("same", "committed", "edited"):
        (tmp_path / name).write_text("before", "utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "First")
    git("checkout", "-q", "-b", "topic")
    (tmp_path / "committed").write_text("after", "utf-8")
    git("commit", "-q", "-a", "-m", "Second")
    (tmp_path / "edited").write_text("after", "utf-8")
    (tmp_path / "new").write_text("", "utf-8")
    assert sorted(bootstrap.changes()) == ["committed", "edited", "new"]


def test_an_old_python_is_told_what_is_needed(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    assert bootstrap.main([]) == 2
    assert "Python 99.0 or newer is needed" in capsys.readouterr().err
    assert commands.run_ == []
