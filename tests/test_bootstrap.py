"""What the bootstrap decides, on a checkout of its own with pip replaced by a record."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Timer

import pytest

from bot import bootstrap

CHECKS = (
    "ruff ruff oxlint oxfmt mypy lint-imports vulture complexipy pytest".split()
)  # the programs, in the order in which they run


IMPORTS = re.findall(
    r"^ *(?:import|from) (\w+)", Path(bootstrap.__file__).read_text("utf-8"), re.MULTILINE
)


class LeftError(Exception):
    """The process was replaced by another program."""


class Commands:
    """Stands in for running commands: remembers them, and fails those it is told to.

    What venv makes is made: an interpreter, as an empty file.
    """

    def __init__(self) -> None:
        self.run_: list[list[str]] = []
        self.failing = ""
        self.interrupting = ""

    def run(self, command: Sequence[str]) -> None:
        if self.call(command):
            raise subprocess.CalledProcessError(1, list(command))

    def call(self, command: Sequence[str], cwd: Path | None = None, **streams: int) -> int:
        del cwd, streams
        self.run_.append(list(command))
        if "venv" in command:
            python = Path(command[-1], "bin", "python")
            python.parent.mkdir(parents=True)
            python.touch()
        if self.interrupting and self.interrupting in command:
            raise KeyboardInterrupt
        return int(bool(self.failing) and any(self.failing in word for word in command))

    def replace(self, program: str, command: Sequence[str]) -> None:
        assert program == command[0]
        self.call(command)
        raise LeftError

    def main(self, *arguments: str) -> int:
        """Return the exit code of the bootstrap, 0 where it became the program."""
        try:
            return bootstrap.main([*arguments])
        except LeftError:
            return 0


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    made = Commands()
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "_SCRIPTS", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(bootstrap, "run", made.run)
    monkeypatch.setattr("subprocess.call", made.call)
    monkeypatch.setattr("os.execv", made.replace)
    return made


def test_the_first_run_installs_and_hands_its_arguments_on(commands: Commands) -> None:
    assert commands.main("ask", "a question?") == 0
    venv, pip, program = commands.run_
    assert venv[1:3] == ["-m", "venv"]
    assert pip[1:4] == ["-m", "pip", "install"]
    assert pip[-1] == str(bootstrap.ROOT)
    assert program[1:] == ["ask", "a question?"]


def test_the_second_run_installs_nothing(commands: Commands) -> None:
    commands.main()
    del commands.run_[:]
    assert commands.main() == 0
    assert [command[0].endswith("briefing-bot") for command in commands.run_] == [True]


def test_a_changed_pyproject_is_installed_again(commands: Commands) -> None:
    commands.main()
    (bootstrap.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
    del commands.run_[:]
    commands.main()
    assert any("pip" in command for command in commands.run_)


def test_an_install_that_failed_is_said_and_tried_again(
    commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.failing = "pip"
    assert commands.main() == 1
    assert "installing failed" in capsys.readouterr().err
    commands.failing = ""
    del commands.run_[:]
    assert commands.main() == 0
    assert any("pip" in command for command in commands.run_)


@pytest.mark.parametrize("step", ["venv", "install"])
def test_an_interrupted_installation_is_noticed_and_begun_anew(
    commands: Commands, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    commands.interrupting = step
    with pytest.raises(KeyboardInterrupt):
        bootstrap.main([])
    torn = bootstrap.VENV / "lib" / "half_a_package"
    torn.mkdir(parents=True)
    (bootstrap.VENV / "lib64").symlink_to(bootstrap.VENV / "lib")
    commands.interrupting = ""
    del commands.run_[:]
    assert commands.main("ask") == 0
    assert "an earlier installation was interrupted" in capsys.readouterr().err
    assert not torn.exists()
    venv, pip, program = commands.run_
    assert venv[1:3] == ["-m", "venv"]
    assert pip[1:4] == ["-m", "pip", "install"]
    assert program[1:] == ["ask"]
    del commands.run_[:]
    commands.main()
    assert len(commands.run_) == 1


def test_an_interruption_while_beginning_anew_is_noticed_as_well(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.main()
    unfinished = bootstrap.VENV / ".unfinished"
    unfinished.touch()

    def torn(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("shutil.rmtree", torn)
        with pytest.raises(KeyboardInterrupt):
            bootstrap.main([])
    assert unfinished.exists()
    del commands.run_[:]
    commands.main()
    assert ["venv" in command for command in commands.run_] == [True, False, False]


def test_an_environment_without_pip_is_begun_anew(commands: Commands) -> None:
    """As Ctrl-C left it before interruptions were noted."""
    commands.call(["python3", "-m", "venv", str(bootstrap.VENV)])
    del commands.run_[:]
    commands.failing = "--version"
    assert commands.main() == 0
    checked, venv, pip, program = commands.run_
    assert checked[1:] == ["-m", "pip", "--version"]
    assert venv[1:3] == ["-m", "venv"]
    assert pip[1:4] == ["-m", "pip", "install"]
    assert program == [str(bootstrap.VENV / "bin" / "briefing-bot")]


def test_an_environment_that_somebody_made_is_kept(commands: Commands) -> None:
    commands.call(["python3", "-m", "venv", str(bootstrap.VENV)])
    own = bootstrap.VENV / "own"
    own.touch()
    del commands.run_[:]
    assert commands.main() == 0
    assert own.exists()
    assert not any("venv" in command for command in commands.run_)


def test_a_failed_installation_keeps_what_was_installed_before(commands: Commands) -> None:
    commands.main()
    commands.failing = "[dev]"
    assert commands.main("test") == 1
    del commands.run_[:]
    assert commands.main() == 0
    assert [command[0].endswith("briefing-bot") for command in commands.run_] == [True]


# Stands in for venv: tells what it finds, leaves half of something, and never ends.
ENDLESS_VENV = """
import os, pathlib, signal, sys
folder = pathlib.Path(sys.argv[1])
print("at work beside", sorted(os.listdir(folder)), flush=True)
(folder / "half").touch()
signal.pause()
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A bootstrap in a checkout of its own, which tells at once what a step is at."""
    script = tmp_path / "bot" / "bootstrap.py"
    script.parent.mkdir()
    code = Path(bootstrap.__file__).read_text("utf-8")
    script.write_text(code.replace(f"_EVERY_S = {bootstrap._EVERY_S}", "_EVERY_S = 0.01"), "utf-8")
    (script.parent / "venv.py").write_text(ENDLESS_VENV, "utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    return script


_LONGEST_S = 300.0  # that a bootstrap may be at work, on a busy machine, too


def interrupted(script: Path, number: signal.Signals) -> tuple[int, list[str]]:
    """Return the status and the different lines of a bootstrap, signalled while venv is at work.

    The lines end when nobody is left to write any: the step is gone, too.
    """
    steps = {**os.environ, "PYTHONPATH": str(script.parent)}
    told: list[str] = []
    with subprocess.Popen(
        [sys.executable, str(script)],
        stderr=subprocess.PIPE,
        text=True,
        env=steps,
        start_new_session=True,
    ) as running:
        stuck = Timer(_LONGEST_S, os.killpg, (running.pid, signal.SIGKILL))
        stuck.start()
        assert running.stderr is not None
        for line in running.stderr:
            told.append(line.rstrip("\n").removeprefix("briefing-bot: "))
            if told[-1].startswith("at work") and told.count(told[-1]) == 1:
                running.send_signal(number)
        stuck.cancel()
    return running.returncode, [line for line in dict.fromkeys(told) if "still" not in line]


@pytest.mark.skipif(os.name != "posix", reason="the signals are of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_while_installing_ends_in_one_line_and_the_next_run_begins_anew(
    script: Path, tmp_path: Path, number: signal.Signals
) -> None:
    told = [
        f"making a virtual environment in {tmp_path / '.venv'}",
        "at work beside ['.unfinished']",
        "interrupted",
    ]
    assert interrupted(script, number) == (130, told)
    anew = "an earlier installation was interrupted; beginning anew"
    assert interrupted(script, number) == (130, [anew, *told])


# Runs a file as the program, with Ctrl-C pressed where it imports a module.
INTERRUPTED_IMPORT = """
import builtins, runpy, sys
path, pressed = sys.argv[1:]
usual = builtins.__import__

def imported(name, namespace=None, *rest):
    if name == pressed and namespace is not None and namespace.get("__file__") == path:
        raise KeyboardInterrupt
    return usual(name, namespace, *rest)

builtins.__import__ = imported
runpy.run_path(path, run_name="__main__")
"""


@pytest.mark.parametrize("module", IMPORTS[1:])  # the first, `sys`, is there already
def test_ctrl_c_while_the_bootstrap_imports_what_it_needs_ends_in_one_line(module: str) -> None:
    command = [sys.executable, "-c", INTERRUPTED_IMPORT, bootstrap.__file__, module]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "briefing-bot: interrupted\n"


def test_the_bootstrap_imports_only_what_python_brings() -> None:
    assert IMPORTS[0] == "sys"
    assert sys.stdlib_module_names.issuperset(IMPORTS)


def test_the_test_command_runs_every_check_with_the_development_tools(commands: Commands) -> None:
    assert commands.main("test", "-x") == 0
    assert any(command[-1] == f"{bootstrap.ROOT}[dev]" for command in commands.run_)
    names = [Path(command[0]).name for command in commands.run_[-len(CHECKS) :]]
    assert names == CHECKS
    assert commands.run_[-1][-1] == "-x"
    assert "-x" not in commands.run_[-2]


def test_a_check_that_fails_is_named_and_the_others_still_run(
    commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.failing = "bin/mypy"
    assert commands.main("test") == 1
    assert "failed: types" in capsys.readouterr().err
    assert Path(commands.run_[-1][0]).name == "pytest"


def test_the_quick_check_runs_the_tests_of_what_was_changed(
    commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bootstrap.ROOT / "tests" / "bot" / "terminal").mkdir(parents=True)
    monkeypatch.setattr(bootstrap, "changes", lambda: ["bot/terminal/ask.py", "README.md"])
    assert commands.main("check", "-x") == 0
    names = [Path(command[0]).name for command in commands.run_[-len(CHECKS) :]]
    assert names == CHECKS
    assert commands.run_[-1][-3:] == ["tests/bot/terminal", "tests/test_structure.py", "-x"]


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("index/search/passages.py", ["tests/index/search/test_passages.py"]),
        ("index/search/stores/faiss.py", ["tests/index/search"]),
        ("bot/terminal/commands/ask.py", ["tests/bot/terminal"]),
        ("bot/terminal/__init__.pyi", ["tests/bot/terminal"]),
        ("tests/index/search/test_passages.py", ["tests/index/search/test_passages.py"]),
        ("tests/index/search/conftest.py", ["tests/index/search"]),
        ("bot/config.py", ["tests/bot/test_config.py"]),
        ("index/errors.py", []),  # everything would be no quick check
        ("tests/support/documents/towns.py", []),
        ("README.md", []),
    ],
)
def test_the_tests_of_a_file_stand_in_the_mirrored_folder(
    commands: Commands, changed: str, tests: list[str]
) -> None:
    del commands  # for its checkout
    for path in ("index/search/test_passages.py", "bot/terminal/test_ask.py", "bot/test_config.py"):
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
    assert commands.main() == 2
    assert "Python 99.0 or newer is needed" in capsys.readouterr().err
    assert commands.run_ == []
