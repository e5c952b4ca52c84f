"""What is timed of a contender, and that each has its row."""

import os
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.lab.peers import contenders
from index.lab.peers.__main__ import LABELS, tools_in
from index.lab.peers.contenders import CONTENDERS, indexed, peak_mb, queried, ranked

JOB = {"passages": ["a", "b"], "questions": ["cold", "x", "y", "z"]}
LINUX = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")


TAKES_S = {"cold": 0.3, "x": 0.001, "y": 0.002, "z": 0.2}
STARTED_S = 1_000_000_000.0


class Recorded:
    """A contender that keeps what it was asked for, and takes its time: by a clock of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[object] = []
        self.now_s = STARTED_S
        clock = SimpleNamespace(time=lambda: self.now_s, perf_counter=lambda: self.now_s)
        monkeypatch.setattr(contenders, "time", clock)

    def build(self, passages: Sequence[str]) -> None:
        self.told.append(list(passages))
        self.now_s += 40

    def open(self) -> None:
        self.told.append("open")
        self.now_s += 100

    def search(self, question: str) -> list[int]:
        self.told.append(question)
        self.now_s += TAKES_S[question]
        return [len(question)]


@pytest.fixture
def contender(monkeypatch: pytest.MonkeyPatch) -> Recorded:
    return Recorded(monkeypatch)


def test_indexing_counts_from_the_start_of_the_process(contender: Recorded) -> None:
    assert indexed(contender, {**JOB, "started": STARTED_S - 100})["index_s"] == 140
    assert contender.told == [["a", "b"]]


@LINUX
def test_the_first_question_is_cold_and_the_median_of_the_others_warm(contender: Recorded) -> None:
    took = queried(contender, {**JOB, "started": STARTED_S})
    assert contender.told == ["open", "cold", "x", "y", "z"]
    times = (took["cold_s"], took["quickest_ms"], took["query_ms"])
    assert times == pytest.approx((100.3, 1.0, 2.0), rel=1e-3)


def test_a_ranking_is_made_for_every_question(contender: Recorded) -> None:
    assert ranked(contender, JOB) == {"rankings": [[4], [1], [1], [1]]}


@LINUX
def test_the_peak_is_no_less_than_what_is_held_and_within_the_machine() -> None:
    held = bytes(200_000_000)
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    whole = bytearray(held)  # written, so that it is really there
    assert len(whole) / 1e6 < peak_mb() <= machine / 1e6


def test_every_contender_has_a_row_and_only_the_peers_are_compared_with() -> None:
    tools = tools_in(Path("work"), Path("python"))
    assert [tool.name for tool in tools] == list(LABELS)
    assert set(LABELS) == set(CONTENDERS)
    assert [tool.name for tool in tools if not tool.is_peer] == ["ours", "ours, answering"]
    makers = [tool.folder for tool in tools if tool.is_search]
    assert len(set(makers)) == len(makers)  # nobody overwrites another's index
    assert {tool.folder for tool in tools} == set(makers)
