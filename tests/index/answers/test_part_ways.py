"""In which ways a later part of a question may be meant."""

import pytest

from index.answers.answerer import asked_parts, ways_of


def ways(question: str) -> list[list[str]]:
    """Of each part, what is searched for in each way."""
    parts = asked_parts(question)
    return [
        [way.standalone for way in ways_of(part, parts[:number])]
        for number, part in enumerate(parts)
    ]


def test_the_first_part_stands_alone() -> None:
    assert ways("Who built the mill?") == [["Who built the mill?"]]


@pytest.mark.parametrize("bare", ["and why?", "and since when?", "and how?"])
def test_a_bare_question_word_never_stands_alone(bare: str) -> None:
    word = bare.removeprefix("and ")
    assert ways(f"Who built the mill, {bare}")[1] == [f"Who built the mill | {word}"]


def test_a_part_that_points_back_may_stand_alone() -> None:
    assert ways("Who burnt the mill, and who will rebuild it?")[1] == [
        "Who burnt the mill | who will rebuild it?",
        "who will rebuild it?",
    ]


def test_a_part_that_says_enough_stands_alone() -> None:
    part = "which council of the town granted the lease?"
    assert ways(f"Who built the mill, and {part}")[1] == [part]


def test_a_short_part_that_stands_alone_may_go_on() -> None:
    assert ways("When did the miller die, and when did people find out?")[1] == [
        "when did people find out?",
        "When did the miller die | when did people find out?",
    ]
