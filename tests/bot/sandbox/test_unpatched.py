"""A client in a process of its own, with nothing patched, finds the double by Discord's names."""

import sys
from pathlib import Path

import pytest

from tests.support.stand_in.behind_names import run_unpatched, why_not

IMPOSSIBLE = why_not()


@pytest.mark.skipif(IMPOSSIBLE is not None, reason=str(IMPOSSIBLE))
def test_an_unpatched_program_connects_answers_and_ends_when_told(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "tests.support.stand_in.echo"]
    told = run_unpatched(tmp_path, "are you there?", program)
    assert told["answers"] == ["heard: are you there?"], told["log"]
    assert told["exit"] == 0
    assert told["problems"] == []
