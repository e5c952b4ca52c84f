"""Ctrl-C while a document is read: one line, and no process is left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from select import select

import pytest

from bot.config import ROOT

# The program, where reading a web page tells which process reads it, and then never ends.
# Ctrl-C is heard, also where a shell's `&` or another test has it ignored.
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from index.reading import reading_process
*options, bootstrap = reading_process._COMMAND
endless = (
    "import os; from index.reading.formats import html; html.read = lambda *_: "
    "(open({reads!r}, 'w').write(str(os.getpid())), open({ends!r}).read()); "
)
reading_process._COMMAND = (*options, bootstrap.replace("main()", endless + "main()"))
import index.collection
from index.lab.hashed_encoder import HashedEncoder
index.collection.encoder_of = lambda _: HashedEncoder()
sys.argv = ["briefing-bot", *sys.argv[1:]]
from bot.__main__ import main
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="the signal and the pipes are of POSIX")
def test_ctrl_c_while_a_file_is_read_ends_in_one_line_and_leaves_no_process(
    tmp_path: Path,
) -> None:
    reads, ends, knowledge = tmp_path / "reads", tmp_path / "ends", tmp_path / "knowledge"
    os.mkfifo(reads)
    os.mkfifo(ends)
    told = os.open(reads, os.O_RDONLY | os.O_NONBLOCK)
    knowledge.mkdir()
    (knowledge / "a.html").write_text("<p>The council agreed.</p>", "utf-8")
    (tmp_path / "config.yaml").write_text("data: data\nindex:\n  reader: none\n", "utf-8")
    program = PROGRAM.format(reads=str(reads), ends=str(ends))
    places = ["--config", str(tmp_path / "config.yaml"), "--knowledge", str(knowledge)]
    with subprocess.Popen(
        [sys.executable, "-c", program, *places, "index"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        ended = running.stdout.fileno()
        select([told, ended], [], [])  # until a process reads, or the program has ended
        reader = int(os.read(told, 64))
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all that it started
        _, errors = running.communicate()
    os.close(told)
    assert running.returncode == 130, errors
    assert [line for line in errors.splitlines() if "reading documents" not in line] == [
        "briefing-bot: interrupted"
    ]
    with pytest.raises(ProcessLookupError):
        os.kill(reader, 0)
