"""Tests are run many times, in orders by chance, and those that fail now and then are counted."""

import signal
import subprocess
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from bot.config import ROOT
from bot.lab.steadiness import Run, Selection, UntestedError, busy, main, report, run_once
from tests.support.plugins.chance_order import by_chance

# Each run but the first finds what the one before it left.
NOW_AND_THEN = """
from pathlib import Path
LEFT = Path(__file__).with_name("left")

def test_that_holds():
    pass

def test_that_fails_the_second_time():
    assert not LEFT.exists()
    LEFT.touch()
"""
NAMES = [f"{file}.py::test_{number}" for file in "abc" for number in range(20)]


@pytest.fixture
def shaky(tmp_path: Path) -> Path:
    path = tmp_path / "test_shaky.py"
    path.write_text(NOW_AND_THEN, "utf-8")
    return path


def test_what_fails_in_one_run_of_two_is_told_with_its_phase(
    shaky: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = shaky.with_name("said")
    assert main([str(shaky), "--runs", "2", "--seed", "7", "--said-in", str(said)]) == 1
    first, second, told = capsys.readouterr().out.splitlines()
    assert first.startswith("seed 7: ")
    assert "2 passed in" in first
    assert second.startswith("seed 8: ")
    assert "1 failed, 1 passed in" in second
    assert told.startswith("1 of 2  ")
    assert told.endswith("test_shaky.py::test_that_fails_the_second_time (call)")
    assert [file.name for file in said.iterdir()] == ["8.txt"]
    assert "assert not LEFT.exists()" in (said / "8.txt").read_text("utf-8")


def test_workers_share_the_tests_and_tell_each_failure_once(shaky: Path) -> None:
    shaky.with_name("left").touch()
    run = run_once(Selection((str(shaky),), workers=2), seed=1)
    assert [name.rpartition("::")[2] for name in run.failed] == [
        "test_that_fails_the_second_time (call)"
    ]
    assert 0 < run.worked_s < run.elapsed_s * 64


def test_what_cannot_be_run_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UntestedError, match="no tests ran"):
        run_once(Selection((str(tmp_path),)), seed=1)
    assert main([str(tmp_path / "absent.py")]) == 2
    assert "file or directory not found" in capsys.readouterr().out


def test_runs_beside_each_other_are_all_told(
    shaky: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    names = tmp_path / "names"
    names.write_text(f"{shaky}::test_that_holds\n", "utf-8")
    assert main([f"@{names}", "--runs", "3", "--at-once", "2", "--seed", "4"]) == 0
    *runs, told = capsys.readouterr().out.splitlines()
    assert sorted(run.split(": ")[0] for run in runs) == ["seed 4", "seed 5", "seed 6"]
    assert all("1 passed in" in run for run in runs)
    assert told == "3 runs, and no test failed"


# By what is noted, and by why: what they do themselves, import, or ask for.
TIMED_AND_NOT = {
    "test_thread.py": "from threading import *\ndef test_it():\n    Thread(target=int).start()\n",
    "test_process.py": "import subprocess\ndef test_it():\n    subprocess.run('true')\n",
    "test_loop.py": "import asyncio\ndef test_it():\n    asyncio.run(asyncio.sleep(0))\n",
    "test_waits.py": "from time import sleep\ndef test_it():\n    sleep(0)\n",
    "test_clock.py": "import time\ndef test_it():\n    assert time.monotonic()\n",
    "test_today.py": "from datetime import date\ndef test_it():\n    assert date.today()\n",
    "test_late.py": "def test_first():\n    pass\ndef test_it(server):\n    assert server\n",
    "test_plain.py": "import decimal\ndef test_it(tmp_path):\n    assert tmp_path\n",
}
SERVER = """
import pytest, socket
@pytest.fixture(scope="session")
def server():
    with socket.socket() as one:
        yield one
"""


def test_files_that_may_fail_by_timing_are_noted(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(SERVER, "utf-8")
    for name, text in {**TIMED_AND_NOT, "test_again.py": TIMED_AND_NOT["test_late.py"]}.items():
        (tmp_path / name).write_text(text, "utf-8")
    noted = tmp_path / "noted"
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "-p", "tests.support.plugins.timed_files"]
    command = [sys.executable, "-m", "pytest", *options, f"--timed-in={noted}", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    files = {Path(line).name for line in noted.read_text("utf-8").splitlines()}
    assert files == {"test_again.py", *TIMED_AND_NOT} - {"test_plain.py"}


def test_an_order_by_chance_has_every_test_once_and_those_of_a_file_together() -> None:
    places = by_chance(NAMES, Random(3))
    assert sorted(places) == list(range(len(NAMES)))
    files = [NAMES[place].split("::")[0] for place in places]
    assert sum(one != other for one, other in pairwise(files)) == 2
    assert places != sorted(places)
    assert places == by_chance(NAMES, Random(3))
    assert places != by_chance(NAMES, Random(4))


def test_the_processes_that_are_busy_end_with_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, command: list[str]) -> None:
            super().__init__(command)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    with suppress(KeyboardInterrupt), busy(2):
        assert [process.poll() for process in started] == [None, None]
        raise KeyboardInterrupt
    assert all(process.returncode is not None for process in started)


def test_they_end_with_who_started_them_however_that_ends() -> None:
    program = (
        "import os, signal; from bot.lab import steadiness\n"
        "with steadiness.busy(1): os.kill(os.getpid(), signal.SIGKILL)"
    )
    command = [sys.executable, "-c", program]
    # The end of the output is that of the last process that has it.
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b"")


def test_where_nothing_failed_that_is_said() -> None:
    run = Run(1, 2.0, 3.0, frozenset(), "5 passed in 2 s")
    assert str(run) == "seed 1: 2 s, 3 s of the processor; 5 passed in 2 s"
    assert report([run, run]) == ["2 runs, and no test failed"]


def test_its_help_needs_nothing_else() -> None:
    command = [sys.executable, "-m", "bot.lab.steadiness", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
