"""In which ways a later part of a question may be meant."""

import pytest

from index.answers.answerer import asked_parts
from index.answers.follow_ups import going_on_from, telling_words


def going_on(question: str, history: tuple[str, ...] = ()) -> str | None:
    """What the second part is as going on with the first."""
    first, second = asked_parts(question, history)
    going_on = going_on_from(second, first)
    return going_on.standalone if going_on else None


@pytest.mark.parametrize("bare", ["why?", "since when?", "how?"])
def test_a_bare_question_word_says_nothing(bare: str) -> None:
    assert telling_words(bare) == []


def test_a_short_part_may_go_on() -> None:
    assert going_on("When did the miller die, and when did people find out?") == (
        "When did the miller die | when did people find out?"
    )


def test_it_goes_on_with_what_the_first_leans_on() -> None:
    question = "Who built it, and when did people find out?"
    assert going_on(question, ("Tell me about the mill of Arval",)) == (
        "Tell me about the mill of Arval | Who built it | when did people find out?"
    )


@pytest.mark.parametrize(
    "part",
    [
        "which council of the town granted the lease?",  # it says enough
        "who will rebuild it?",  # it points back, and leans anyway
    ],
)
def test_other_parts_do_not(part: str) -> None:
    assert going_on(f"Who burnt the mill, and {part}") is None
