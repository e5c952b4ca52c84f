"""Whoever takes or restores a backup may be killed at any step: it is there whole, or not."""

import json
import subprocess
import sys
from typing import Any

import pytest

from bot.config import ROOT

Deaths = list[dict[str, Any]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Deaths]:
    folder = tmp_path_factory.mktemp("interrupted")
    command = [sys.executable, "-m", "tests.support.processes.interrupted_backups", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(("name", "before"), [("first", "none"), ("replacing", "before")])
def test_a_backup_is_whole_or_as_before(told: dict[str, Deaths], name: str, before: str) -> None:
    deaths = told[name]
    assert len(deaths) > 3
    assert {death["left"] for death in deaths} <= {before, "whole"}
    assert deaths[0]["left"] == before


@pytest.mark.parametrize("name", ["first", "replacing"])
def test_the_next_one_is_taken_and_nothing_is_left_lying(
    told: dict[str, Deaths], name: str
) -> None:
    for death in told[name]:
        was_there = name == "first" and death["left"] == "whole"
        assert death["again"] == (3 if was_there else 0)
        assert (death["then"], death["strays"]) == ("whole", [])


def test_a_restoring_that_was_cut_short_is_finished_by_the_same_command(
    told: dict[str, Deaths],
) -> None:
    deaths = told["restoring"]
    assert len(deaths) > 10
    lefts = [death["left"] for death in deaths]
    assert lefts == sorted(lefts, key=["none", "part", "whole"].index)
    assert {"none", "part", "whole"} == set(lefts)
    assert {death["then"] for death in deaths} == {"whole"}
    unmoved = [death for death in deaths if death["left"] != "whole"]
    assert {death["again"] for death in unmoved} == {0}
    assert [death["strays"] for death in unmoved if death["strays"]] == []
