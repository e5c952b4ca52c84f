"""A follow-up that asks for more of the same is told from one that asks for something."""

import pytest

from index.answers.questions.follow_ups import ResolvedQuestion
from index.answers.questions.more_questions import asked_before_more, asks_for_more


@pytest.mark.parametrize(
    "question",
    [
        "tell me more",
        "Tell me more about that, please.",
        "more?",
        "ok, more",
        "and more?",
        "any more info?",
        "go on",
        "please continue",
        "can you elaborate?",
        "What else?",
        "so what else",
        "anything else?",
        "any others?",
        "and?",
        "is there more?",
        "show me some more",
    ],
)
def test_it_asks_for_more(question: str) -> None:
    assert asks_for_more(question)


@pytest.mark.parametrize(
    "question",
    [
        "tell me more about the mill",
        "what else did the guild build?",
        "how much more?",
        "no more",
        "any other mills?",
        "and the mill?",
        "go on the boat",
        "who else?",
        "why?",
        "ok",
        "",
    ],
)
def test_it_asks_for_something(question: str) -> None:
    assert not asks_for_more(question)


def test_what_it_is_more_of_is_the_question_before_and_each_that_asked_for_more() -> None:
    built, more = "Who built the mill?", "tell me more"
    first = ResolvedQuestion(built)
    second = ResolvedQuestion(more, (built,), answered=True)
    third = ResolvedQuestion("and?", (built, more), answered=True)
    assert asked_before_more(first) == []
    assert asked_before_more(second) == [first]
    assert asked_before_more(third) == [second, first]
    why = ResolvedQuestion("why?", (built,), answered=True)
    after_why = ResolvedQuestion("go on", (built, "why?"), answered=True)
    assert asked_before_more(after_why) == [why]
    assert asked_before_more(ResolvedQuestion(more, (built,))) == []
