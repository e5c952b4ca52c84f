"""What a program takes is measured from outside, whatever the program is."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import TOKEN_VARIABLE
from bot.lab.cold_start import ColdStart, main

# Notes what it is told, and holds as much memory as it should; `run` serves until it is ended.
STAND_IN = """
import os, signal, sys, time
from pathlib import Path
from bot.chat.observability.health import HealthFile, State

command, data = sys.argv[1], Path(sys.argv[-1])
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
with Path(__file__).with_name("told").open("a") as told:
    print(*sys.argv[1:], os.environ.get("DISCORD_TOKEN", "without a token"), file=told)
held = b"x" * {"--help": 0, "ask": 200_000_000, "run": 400_000_000}[command]
if command == "run":
    data.mkdir(exist_ok=True)
    HealthFile(data / "health.json", time.time).change(State.READY)
    signal.sigwait({signal.SIGTERM})
"""
FAILING = "import sys; sys.exit('error: no documents\\nadd some' if 'ask' in sys.argv else 0)"
ENDING = ""


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    path = tmp_path / "stand_in.py"
    path.write_text(STAND_IN, "utf-8")
    return path


def words(script: Path) -> str:
    return shlex.join((sys.executable, str(script)))


def test_each_command_is_measured_by_itself_once_it_was_done_before(stand_in: Path) -> None:
    # In a process of its own: one that is started counts the memory of who starts it.
    command = [sys.executable, "-m", "bot.lab.cold_start", "--rounds", "2", "--question", "Why?"]
    done = subprocess.run(
        [*command, "--program", words(stand_in)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, TOKEN_VARIABLE: "a secret"},
    )
    head, *lines = done.stdout.splitlines()
    assert head == words(stand_in)
    assert [line.split()[0] for line in lines] == ["--help", "ask", "run"]
    assert all(line.endswith(" MB  (n 2)") for line in lines)
    small, asked, served = (int(line.split()[-4]) for line in lines)
    assert 0 < small < 150
    assert asked - small == pytest.approx(200, abs=20)
    assert served - small == pytest.approx(400, abs=20)


def test_it_is_asked_and_served_in_the_sandbox_from_one_folder(
    stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "a secret")
    assert main(["--rounds", "1", "--question", "Why?", "--program", words(stand_in)]) == 0
    told = stand_in.with_name("told").read_text("utf-8").splitlines()
    assert told[:3] == told[3:]
    told_help, told_ask, told_run = told[:3]
    data = told_ask.split()[3]
    assert told_help == "--help without a token"
    assert told_ask == f"ask Why? --data {data} without a token"
    assert told_run == f"run --no-browser --port 0 --data {data} without a token"


@pytest.mark.parametrize(
    ("script", "told"),
    [(FAILING, "ended with 1: add some\n"), (ENDING, "ended before it served\n")],
)
def test_a_program_that_does_not_do_it_is_told(
    tmp_path: Path, script: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "script.py"
    path.write_text(script, "utf-8")
    assert main(["--rounds", "1", "--program", words(path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(words(path))
    assert said.endswith(told)


def test_a_program_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rounds", "1", "--program", "/nowhere/briefing-bot"]) == 1
    assert "/nowhere/briefing-bot --help ended with 127: " in capsys.readouterr().err


def test_what_is_printed_is_the_median_of_each_figure() -> None:
    starts = [ColdStart(1.0, 9.0, 300.0), ColdStart(2.0, 8.0, 500.0), ColdStart(6.0, 1.0, 400.0)]
    assert ColdStart.median(starts) == ColdStart(2.0, 8.0, 400.0)
