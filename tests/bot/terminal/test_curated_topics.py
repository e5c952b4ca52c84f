"""Curated topics of documents that are gone: the operator is told, and nobody is led on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.documents.swim_club import swim_club
from tests.support.terminal import Told

TOLD = (
    "not offered, because the documents do not answer these topics and questions of topics.yaml: "
    "“What the Taliban gains from the alliance”; “What al-Qaeda gains from the alliance”; "
)


@pytest.fixture
def club(tmp_path: Path) -> Path:
    """A knowledge folder of another document beside the shipped topics."""
    return swim_club(tmp_path)


def test_the_example_is_answered_by_the_documents_that_are_there(
    told: Callable[..., Told], club: Path
) -> None:
    code, out, _ = told(given="", knowledge=club)
    assert code == 0
    assert "For example: " in out
    assert "Taliban" not in out
    assert "— Marlow Swim Club Handbook" in out or "handbook:" in out


def test_index_tells_which_curated_topics_lead_nowhere(
    told: Callable[..., Told], club: Path
) -> None:
    code, _, err = told("index", knowledge=club)
    assert code == 0
    assert TOLD in err
    assert err.count("topics.yaml") == 1
    _, out, err = told("index", "--json", knowledge=club)
    assert json.loads(out)["not_offered"][0] == "What the Taliban gains from the alliance"
    assert "topics.yaml" not in err


def test_doctor_tells_it_without_a_failure(told: Callable[..., Told], club: Path) -> None:
    code, out, _ = told("doctor", "--json", knowledge=club)
    found = {record["check"]: record for record in map(json.loads, out.splitlines())}
    assert found["topics"]["ok"]
    assert found["topics"]["detail"].startswith(TOLD)
    assert code == 0


def test_of_the_shipped_documents_nothing_is_told(told: Callable[..., Told]) -> None:
    _, _, err = told("index")
    assert "topics.yaml" not in err
    _, out, _ = told("doctor")
    assert "ok   topics: none is curated that the documents do not answer" in " ".join(
        out.split("\n")
    )
