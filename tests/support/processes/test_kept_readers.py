"""A process that reads is kept while it is as one would be that is started now."""

import os
import signal
from pathlib import Path

import pytest

from index.reading.reading_process import ReadingProcess
from index.reading.source_folder import SourceFile
from index.types import Document
from tests.support.processes.kept_readers import _MOST, kept_readers

MILL = "The mill at Arvale was built in 1702 by Ada Marlow. Its wheel was made of oak."


@pytest.fixture
def source(tmp_path: Path) -> SourceFile:
    path = tmp_path / "mill.txt"
    path.write_text(MILL, "utf-8")
    return SourceFile("mill", path)


def reader_of(source: SourceFile) -> int:
    """Return the id of the process that reads a source in a block of its own."""
    with ReadingProcess() as process:
        document = process.attempt(source)
        assert isinstance(document, Document)
        assert document.text == MILL
        assert process._worker
        return process._worker._process.pid


def test_one_build_after_another_has_the_same_process(source: SourceFile) -> None:
    with kept_readers():
        assert reader_of(source) == reader_of(source)


def test_it_ends_with_the_block(source: SourceFile) -> None:
    with kept_readers():
        reader = reader_of(source)
    with pytest.raises(ProcessLookupError):
        os.kill(reader, 0)


def test_one_that_would_be_started_otherwise_now_is_not_taken(
    source: SourceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept_readers():
        before = reader_of(source)
        monkeypatch.setenv("OTHERWISE", "1")
        assert reader_of(source) != before


def test_one_that_was_killed_is_not_taken(source: SourceFile) -> None:
    with kept_readers():
        before = reader_of(source)
        os.kill(before, signal.SIGKILL)
        os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
        assert reader_of(source) != before


def test_only_so_many_are_kept(source: SourceFile, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_readers():
        readers = []
        for number in range(_MOST + 1):
            monkeypatch.setenv("OTHERWISE", str(number))
            readers.append(reader_of(source))
        with pytest.raises(ProcessLookupError):
            os.kill(readers[0], 0)
        os.kill(readers[1], 0)
