"""What is timed of a contender, and that each has its row."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.lab.peers.__main__ import LABELS, tools_in
from index.lab.peers.contenders import CONTENDERS, indexed, peak_mb, queried, ranked

JOB = {"passages": ["a", "b"], "questions": ["cold", "x", "y", "z"]}
LINUX = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")


class Recorded:
    """A contender that keeps what it was asked for, and takes its time over some questions."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def build(self, passages: Sequence[str]) -> None:
        self.told.append(list(passages))

    def open(self) -> None:
        self.told.append("open")

    def search(self, question: str) -> list[int]:
        self.told.append(question)
        time.sleep({"cold": 0.3, "z": 0.2}.get(question, 0.0))
        return [len(question)]


def test_indexing_counts_from_the_start_of_the_process() -> None:
    contender = Recorded()
    assert indexed(contender, {**JOB, "started": time.time() - 100})["index_s"] >= 100
    assert contender.told == [["a", "b"]]


@LINUX
def test_the_first_question_is_cold_and_the_median_of_the_others_warm() -> None:
    contender = Recorded()
    took = queried(contender, {**JOB, "started": time.time() - 100})
    assert contender.told == ["open", "cold", "x", "y", "z"]
    assert took["cold_s"] >= 100.3
    assert (
        took["quickest_ms"] <= took["query_ms"] < 200
    )  # of two quick ones and a slow one, and not the cold one


def test_a_ranking_is_made_for_every_question() -> None:
    assert ranked(Recorded(), JOB) == {"rankings": [[4], [1], [1], [1]]}


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
