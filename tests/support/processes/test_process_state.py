"""What a test leaves changed is told, and signals are heard wherever the tests are started."""

import os
import signal
import subprocess
import sys

import pytest

from bot.config import ROOT
from tests.support.processes.process_state import changes, process_state

posix = pytest.mark.skipif(os.name != "posix", reason="the signals are of POSIX")


def test_nothing_is_told_where_nothing_changed() -> None:
    assert changes(process_state(), process_state()) == []


def test_a_variable_and_a_handler_that_are_left_are_told_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = process_state()
    monkeypatch.setenv("LEFT_BEHIND", "1")
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    told = changes(before, process_state())
    signal.signal(signal.SIGINT, handler)
    assert [line.split()[:2] for line in told] == [
        ["signals:", "SIGINT"],
        ["environment:", "LEFT_BEHIND"],
    ]


@posix
def test_what_a_shell_silences_is_heard() -> None:
    silenced = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    )
    heard = (
        "from tests.support.processes.process_state import hear_signals; hear_signals(); "
        "print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, "
        "signal.getsignal(signal.SIGHUP) is signal.SIG_DFL)"
    )
    command = [sys.executable, "-c", f"{silenced}; {heard}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
