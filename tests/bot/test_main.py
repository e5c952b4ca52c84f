"""The program's edge: its exit code, and Ctrl-C."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from bot.__main__ import main
from bot.config import ROOT
from bot.terminal import arguments
from index import CollectionError


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    """Has Ctrl-C heard, also where it is ignored, and leaves it as it was."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def dropped_ctrl_c() -> None:
    """Ctrl-C, of which no error is left, as where NumPy looks for `datetime` while it is loaded."""
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("place", ["all_commands", "_parser"])
def test_ctrl_c_ends_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(arguments, place, pressed)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 130
    assert capsys.readouterr() == ("", "briefing-bot: interrupted\n")


def test_ctrl_c_while_a_compiled_module_is_loaded_ends_in_one_line_as_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def loaded(*_: object) -> int:
        """Raises as pybind11 does."""
        raise ImportError("initialization failed") from KeyboardInterrupt()

    monkeypatch.setattr("bot.terminal.run", loaded)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 130
    assert capsys.readouterr().err == "briefing-bot: interrupted\n"


@pytest.mark.parametrize(
    "error",
    [
        ImportError("PyCapsule_Import could not import module"),
        ModuleNotFoundError("No module named 'datetime'", name="datetime"),
        CollectionError("the model cannot be loaded"),
        PermissionError(13, "it may not be read"),
        BrokenPipeError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_is_raised_once_ctrl_c_was_dropped_ends_in_one_line_as_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    def loading(_: object) -> int:
        dropped_ctrl_c()
        raise error

    monkeypatch.setattr(arguments, "_main_job", loading)
    monkeypatch.setattr(sys, "argv", ["briefing-bot"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 130
    assert capsys.readouterr() == ("", "briefing-bot: interrupted\n")


@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_command_that_ends_by_itself_after_a_dropped_ctrl_c_keeps_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int
) -> None:
    def ended(*_: object) -> int:
        dropped_ctrl_c()
        raise SystemExit(code)

    monkeypatch.setattr("bot.terminal.run", ended)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == code
    assert capsys.readouterr() == ("", "")


def test_a_fault_without_ctrl_c_is_told_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(_: object) -> int:
        signal.raise_signal(signal.SIGTERM)
        raise CollectionError("the model cannot be loaded")

    before = signal.signal(signal.SIGTERM, lambda *_: None)  # another signal is no Ctrl-C
    monkeypatch.setattr(arguments, "_main_job", failing)
    monkeypatch.setattr(sys, "argv", ["briefing-bot"])
    try:
        with pytest.raises(SystemExit) as caught:
            main()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert caught.value.code == 1
    assert capsys.readouterr() == ("", "briefing-bot: the model cannot be loaded\n")


def test_once_the_command_has_ended_nobody_is_told_of_signals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.terminal.run", lambda *_: 0)
    with pytest.raises(SystemExit):
        main()
    assert signal.set_wakeup_fd(-1) == -1


def test_another_error_is_not_taken_for_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise ImportError("no such module") from OSError()

    monkeypatch.setattr("bot.terminal.run", broken)
    with pytest.raises(ImportError, match="no such module"):
        main()


def test_once_the_command_has_ended_ctrl_c_leaves_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.terminal.run", lambda *_: 7)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 7
    assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL


# What was lost comes again where it is to be lost once more, and then where it is not, however slow
# the machine is.
LOSING = """
import os, signal, sys, time
from threading import Event
import bot.__main__ as edge
import bot.terminal
from bot.chat.rereading import serving_awaited
signal.signal(signal.SIGINT, signal.default_int_handler)

signal_again, may_come = edge._signal_again, Event()

def held(*given):
    may_come.wait()
    may_come.clear()
    signal_again(*given)

edge._signal_again = held

class Losing:
    def __init__(self, signals):
        self.signals = signals

    def __del__(self):
        if self.signals:
            os.kill(os.getpid(), signal.NAME)
        may_come.set()
        time.sleep(60)

def run(*_):
    with serving_awaited():
        Losing(True)  # the signal is lost in it, and what comes again is lost in the other
        Losing(False)
        print("goes on", flush=True)
        may_come.set()
        time.sleep(60)
    return 0

bot.terminal.run = run
edge.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of POSIX")
@pytest.mark.parametrize(
    ("name", "code", "told"), [("SIGINT", 130, "interrupted"), ("SIGTERM", 0, "ended by SIGTERM")]
)
def test_a_signal_that_falls_where_no_error_rises_ends_in_one_line_as_well(
    name: str, code: int, told: str
) -> None:
    losing = LOSING.replace("NAME", name)
    done = subprocess.run(
        [sys.executable, "-c", losing], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (code, "goes on\n")
    assert done.stderr == f"briefing-bot: {told}\n"


def test_before_the_installation_one_line_says_how_to_install() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", "bot", "ask", "x"],  # without what is installed
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    told = "is not installed; run: python3 bot/bootstrap.py, then .venv/bin/briefing-bot\n"
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"briefing-bot: lazy_loader {told}"


def test_nothing_is_imported_before_ctrl_c_can_be_answered() -> None:
    code = (
        "import sys\nbefore = set(sys.modules)\nimport bot.__main__\n"
        "sys.exit(' '.join(set(sys.modules) - before - {'bot', 'bot.__main__'}) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
