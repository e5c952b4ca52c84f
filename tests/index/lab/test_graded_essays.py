"""What is asked of graded essays apart from their own files, and that it can be found in them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from index.lab.graded_essays import (
    ESSAYS,
    conversations_on,
    essay_files,
    hands_files,
    near_claims_on,
    only_learned,
    records_of,
)

MILL, INN = (
    {"title": title, "paragraphs": ["It burnt."], "questions": [1], "claims": [2]}
    for title in ("Mill", "Inn")
)


def test_conversations_apart_are_asked_alone_of_the_essays_that_they_name() -> None:
    lines = [{"essay": "Inn", "turns": ["Did it burn?", "When?"]}]
    (essay,) = conversations_on([MILL, INN], lines)
    assert essay == {**INN, "questions": [], "claims": [], "conversations": lines}


def test_claims_apart_are_too() -> None:
    lines = [{"essay": "Mill", "claim": "It burnt."}, {"essay": "Mill", "claim": "It did not."}]
    (essay,) = near_claims_on([MILL, INN], lines)
    assert essay == {**MILL, "questions": [], "claims": lines, "conversations": []}


def slices(essay: Mapping[str, Any]) -> Iterator[str]:
    """Yield the slices by which what is asked of an essay is graded, but for its metadata."""
    for asked in (*essay["questions"], *essay["conversations"]):
        if asked.get("kind") != "meta":
            for name in ("before", "lead", "also", "wrong"):
                yield from asked.get(name, ())
    for claim in essay["claims"]:
        yield from claim["evidence"]


def graded_apart() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in sorted((ESSAYS / "hands").glob("*.jsonl")):
        yield from ((path.stem, essay) for essay in records_of([path]))
    own = records_of([*essay_files(), *essay_files(only_learned())])
    for path in sorted((ESSAYS / "going_on").glob("*.jsonl")):
        yield from ((path.stem, essay) for essay in conversations_on(own, records_of([path])))


@pytest.mark.parametrize(("part", "essay"), list(graded_apart()))
def test_each_slice_stands_once_in_its_essay(part: str, essay: Mapping[str, Any]) -> None:
    assert part.removesuffix("_later") in {"tune", "report", "train"}
    text = "\n\n".join(essay["paragraphs"])
    found = {one: text.count(one) for one in slices(essay)}
    assert found
    assert set(found.values()) == {1}


@pytest.mark.parametrize(
    ("part", "folder", "count"),
    [("tune", ESSAYS, 120), ("report", ESSAYS, 120), ("train", only_learned(), 2160)],
)
def test_no_conversation_apart_is_lost(part: str, folder: Path, count: int) -> None:
    lines = records_of([ESSAYS / "going_on" / f"{part}.jsonl"])
    essays = conversations_on(records_of(essay_files(folder)), lines)
    assert sum(len(essay["conversations"]) for essay in essays) == len(lines) == count


def test_the_essays_in_other_hands_that_are_learned_from_stand_nowhere_else() -> None:
    learned = [essay["title"] for essay in records_of(hands_files())]
    files = set(ESSAYS.rglob("*.jsonl")) - set(hands_files())
    assert set(learned).isdisjoint(line.get("title") for line in records_of(sorted(files)))
    assert len(set(learned)) == len(learned)


def test_what_is_learned_from_is_neither_chosen_by_nor_measured_on() -> None:
    learned, *others = (
        {line["essay"] for line in records_of([ESSAYS / "going_on" / f"{part}.jsonl"])}
        for part in ("train", "tune", "report")
    )
    assert learned.isdisjoint(set.union(*others))
