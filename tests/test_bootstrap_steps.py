"""What is said of a step of the installation while no terminal shows it, and how it is ended."""

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot import bootstrap
from tests.support.patience import WAIT_S


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of progress as soon as can be, without a terminal."""
    monkeypatch.setattr(bootstrap, "_EVERY_S", 0.001)
    monkeypatch.setattr("sys.stderr", io.StringIO())


def test_without_a_terminal_lines_tell_what_is_being_installed(
    quick: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    del quick
    go_on = tmp_path / "go on"
    os.mkfifo(go_on)
    told: list[str] = []

    def say(text: str) -> None:
        first = text not in told
        told.append(text)
        if first and text == "Collecting torch":
            go_on.write_text("", "utf-8")  # which waits until the step reads

    monkeypatch.setattr(bootstrap, "say", say)
    code = (
        "import pathlib, sys\nprint('Collecting torch', flush=True)\n"
        "pathlib.Path(sys.argv[1]).read_text()\nsys.exit(3)"
    )
    with pytest.raises(subprocess.CalledProcessError) as caught:
        bootstrap.run([sys.executable, "-c", code, str(go_on)])
    assert caught.value.returncode == 3
    assert told.count("Collecting torch") == 1  # it is said once, however long it takes
    line = re.compile(r"Collecting torch|still at work, \d+ s so far")
    assert all(map(line.fullmatch, told))


class Talking:
    """A step that says another line while one before it is being told; it ends once told is."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._tells, self._read, self._over = Event(), Event(), Event()
        self.stdout = self._lines()

    def _lines(self) -> Iterator[str]:
        yield "Collecting torch\n"
        assert self._tells.wait(WAIT_S)
        yield "Installing torch\n"
        self._read.set()  # whoever reads asks for a further line
        assert self._over.wait(WAIT_S)

    def say(self, text: str) -> None:
        self.told.append(text)
        if text == "Collecting torch":
            self._tells.set()
            assert self._read.wait(WAIT_S)

    def wait(self, timeout: float) -> int:
        """Return once something was said after the first line."""
        if self.told[-1:] in ([], ["Collecting torch"]) or not self._read.is_set():
            raise subprocess.TimeoutExpired("pip", timeout)
        self._over.set()
        return 0


def test_a_line_that_comes_while_another_is_told_is_told_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    step: Any = Talking()
    monkeypatch.setattr(bootstrap, "say", step.say)
    bootstrap._follow(step)
    lines = [line for line in step.told if not line.startswith("still")]
    assert lines == ["Collecting torch", "Installing torch"]


def test_ctrl_c_ends_a_step_with_all_that_it_has_started(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step's output is read to its end, which comes when nobody is left to write to it."""
    del quick

    def say(text: str) -> None:
        if text == "started":
            raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "say", say)
    other = "import signal; print('started', flush=True); signal.pause()"
    code = f"import subprocess, sys; subprocess.call([sys.executable, '-c', {other!r}])"
    ended: list[subprocess.Popen[str]] = []
    follow = bootstrap._follow

    def noted(process: "subprocess.Popen[str]") -> None:
        ended.append(process)
        follow(process)

    monkeypatch.setattr(bootstrap, "_follow", noted)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.run([sys.executable, "-c", code])
    (process,) = ended
    assert process.returncode == -signal.SIGKILL
