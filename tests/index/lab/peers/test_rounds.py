"""Tools take turns, what they took is a median, and one that fails harms no other."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from index.lab.peers.material import PosedQuestion
from index.lab.peers.rounds import Plan, ToolFigures, compared, jobs
from index.lab.peers.runner import ContenderError, Tool

QUESTIONS = [PosedQuestion("Who?", frozenset({4}), frozenset({1, 2}))]


def tool(name: str, *, is_search: bool = True) -> Tool:
    return Tool(name, Path("python"), Path(name), is_search=is_search)


def test_every_round_goes_over_all_tools_and_what_only_answers_neither_indexes_nor_ranks() -> None:
    tools = [tool("a"), tool("b", is_search=False)]
    assert [(one.name, kind) for one, kind in jobs(tools, Plan(indexing=1, querying=2))] == [
        ("a", "index"),
        ("a", "query"),
        ("b", "query"),
        ("a", "query"),
        ("b", "query"),
        ("a", "rank"),
    ]


def test_figures_are_medians_by_hand_so_that_one_slow_round_moves_none() -> None:
    cold = iter([1.0, 90.0, 2.0])

    def run(one: Tool, kind: str) -> Mapping[str, Any]:
        if kind == "index":
            return {"index_s": 7.0}
        if kind == "rank":
            return {"rankings": [[2, 4, 9]]}
        return {"cold_s": next(cold), "peak_mb": 300.0, "query_ms": 5.0, "quickest_ms": 4.0}

    figures = compared([tool("a")], Plan(indexing=2, querying=3), QUESTIONS, run)["a"]
    assert isinstance(figures, ToolFigures)
    assert (figures.cold_s, figures.peak_mb) == (2.0, 300.0)
    assert (figures.index_s, figures.query_ms, figures.quickest_ms) == (7.0, 5.0, 4.0)
    assert figures.quality is not None
    assert (figures.quality.nearest, figures.quality.answered) == (0.5, 1.0)


def test_what_was_not_measured_is_none() -> None:
    def run(one: Tool, kind: str) -> Mapping[str, Any]:
        return {"cold_s": 1.0}

    figures = compared([tool("a", is_search=False)], Plan(1, 1), QUESTIONS, run)["a"]
    assert figures == ToolFigures(1.0, None, None, None, None, None)


@pytest.mark.parametrize(
    ("failing", "kind"), [(0, "index"), (1, "query"), (2, "query"), (3, "rank")]
)
def test_a_tool_that_fails_says_why_and_is_not_run_again(failing: int, kind: str) -> None:
    done: list[str] = []
    number = count()

    def run(one: Tool, kind: str) -> Mapping[str, Any]:
        done.append(one.name)
        if one.name == "broken" and next(number) == failing:
            raise ContenderError(f"{kind}: no such model")
        return {"rankings": [[]]} if kind == "rank" else {"cold_s": 1.0}

    tools = [tool("broken"), tool("sound")]
    outcomes = compared(tools, Plan(indexing=1, querying=2), QUESTIONS, run)
    assert outcomes["broken"] == f"{kind}: no such model"
    assert isinstance(outcomes["sound"], ToolFigures)
    assert (done.count("broken"), done.count("sound")) == (failing + 1, 4)
