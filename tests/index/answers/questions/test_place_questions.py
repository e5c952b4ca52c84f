"""A question where an answer stands is told from questions about pages and places."""

import pytest

from index.answers.questions.place_questions import asks_for_place
from tests.support.pace import pace_of


@pytest.mark.parametrize(
    "text",
    [
        "what page is that on?",
        "What page is this from",
        "on which page is it?",
        "which paragraph is that in",
        "page number?",
        "what's the page?",
        "Which page does that come from?",
        "where does it say that?",
        "where does the essay say so",
        "where is that written?",
    ],
)
def test_it_is_asked_where_an_answer_stands(text: str) -> None:
    assert asks_for_place(text)


@pytest.mark.parametrize(
    "text",
    [
        "where is that?",
        "how many pages does it have?",
        "which page was torn out of the register?",
        "where does it say that the mill burned?",
        "which section pays for the bridge?",
        "the last page",
        "sections",
        "",
    ],
)
def test_other_questions_ask_for_no_place_of_an_answer(text: str) -> None:
    assert not asks_for_place(text)


@pytest.mark.no_cover  # counting lines takes time
def test_a_long_text_is_no_such_question_in_a_moment() -> None:
    assert pace_of(lambda: asks_for_place("what page is that on " * 1000), limit=2) < 2
