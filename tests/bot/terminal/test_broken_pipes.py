"""A reader that leaves before all is written: the program ends without a fault."""

import os
import subprocess
import sys

import pytest

from bot.config import ROOT

PROGRAM = """
import sys
import index.collection
from index.lab.hashed_encoder import HashedEncoder
index.collection.encoder_of = lambda _: HashedEncoder()
from bot.__main__ import main
main()
"""
UNBUFFERED = "PYTHONUNBUFFERED"  # with it nothing would be left to be written at the end


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Options that name a folder with a document, and a configuration that needs no model."""
    folder = tmp_path_factory.mktemp("left")
    (folder / "knowledge").mkdir()
    (folder / "knowledge" / "mill.txt").write_text("The mill was built in 1702.", "utf-8")
    (folder / "config.yaml").write_text("data: data\nindex:\n  reader: none\n", "utf-8")
    return ["--config", str(folder / "config.yaml"), "--knowledge", str(folder / "knowledge")]


@pytest.mark.skipif(os.name != "posix", reason="the pipe is one of POSIX")
@pytest.mark.parametrize("command", [["show"], ["show", "--json"], ["brief", "--format", "md"]])
def test_a_reader_that_has_left_is_no_fault(places: list[str], command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [sys.executable, "-c", PROGRAM, *places, *command],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name != UNBUFFERED},
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert (ended.returncode, "pipe" in ended.stderr.lower()) == (0, False), ended.stderr
