"""`index --watch` as a process: a file that is written is taken up, and Ctrl-C ends it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from select import select
from typing import Any

import pytest

from bot.config import ROOT

MILL = "The mill at Arvale was built in 1702 by Ada Marlow."
BRIDGE = "The bridge at Borrin was built in 1911."
_LONGEST_S = 120.0  # a process begins, builds, and has little of a busy machine
_AGAIN_S = 5.0  # after which the file is written again
# The program with an encoder that needs no model. Ctrl-C is heard, also where another test has it
# ignored.
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import index.collection
from index.lab.hashed_encoder import HashedEncoder
index.collection.encoder_of = lambda _: HashedEncoder()
sys.argv = ["briefing-bot", *sys.argv[1:]]
from bot.__main__ import main
main()
"""


def next_line(running: "subprocess.Popen[str]", seconds: float) -> str:
    """What the program prints next, "" where that takes longer or it has ended."""
    assert running.stdout is not None
    ready, _, _ = select([running.stdout], [], [], seconds)
    return running.stdout.readline() if ready else ""


def taken_up(running: "subprocess.Popen[str]", file: Path, text: str) -> dict[str, Any]:
    """Write a file until the program says that it took it up: the watch begins at some moment."""
    for _ in range(int(_LONGEST_S / _AGAIN_S)):
        file.write_text(text, "utf-8")
        if line := next_line(running, _AGAIN_S):
            return dict(json.loads(line))
    pytest.fail("nothing was taken up")


@pytest.mark.skipif(os.name != "posix", reason="the signal is of POSIX")
def test_a_file_that_is_written_is_taken_up_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "mill.txt").write_text(MILL, "utf-8")
    (tmp_path / "config.yaml").write_text("data: data\nindex:\n  reader: none\n", "utf-8")
    places = ["--config", str(tmp_path / "config.yaml"), "--knowledge", str(knowledge)]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *places, "index", "--watch", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            first = json.loads(next_line(running, _LONGEST_S))
            second = taken_up(running, knowledge / "bridge.txt", BRIDGE)
            running.send_signal(signal.SIGINT)
            _, errors = running.communicate(timeout=_LONGEST_S)
        finally:
            running.kill()
    assert (first["documents"], first["rebuilt"]) == (1, True)
    assert (second["documents"], second["rebuilt"]) == (2, True)
    assert running.returncode == 130
    assert errors.splitlines()[-1] == "briefing-bot: interrupted"
    assert "Traceback" not in errors
