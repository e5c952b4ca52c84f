"""A question where an answer stands is told from questions about pages and places."""

import pytest

from index.answers.questions.place_questions import asks_again, asks_for_place
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


@pytest.mark.parametrize(
    "text",
    [
        "are you sure?",
        "you sure about that",
        "but how do you know?",
        "where did you get that from?",
        "prove it",
        "proof?",
        "what page is that on?",
    ],
)
def test_an_answer_is_wanted_once_more(text: str) -> None:
    assert asks_again(text)


@pytest.mark.parametrize(
    "text",
    [
        "are you sure that the mill burned?",
        "how do you know a good mill?",
        "where did they get it from?",
        "according to whom did the mill burn?",
        "who said that?",
        "says who?",
        "by whom?",
        "really?",
        "are you a bot?",
        "is there proof of that?",
        "sure",
        "",
    ],
)
def test_other_questions_want_no_answer_once_more(text: str) -> None:
    assert not asks_again(text)


@pytest.mark.no_cover  # counting lines takes time
def test_a_long_text_is_no_such_question_in_a_moment() -> None:
    assert pace_of(lambda: asks_for_place("what page is that on " * 1000), limit=2) < 2
