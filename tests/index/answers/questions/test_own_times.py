"""A time that is only that of the documents' writing is not asked of their texts."""

import pytest

from index.answers.questions.own_times import without_own_time

YEARS, WORDS = {"2018"}, {"guild", "2019"}


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Who led the guild in 2018?", "Who led the guild?"),
        ("who led the guild back in late 2018", "who led the guild"),
        ("In 2018, who led the guild?", "who led the guild?"),
        ("Who led the guild, in the year 2018?", "Who led the guild?"),
        ("How much of it did the guild hold around 2018?", "How much of it did the guild hold?"),
        ("Who led the guild when this came out?", "Who led the guild?"),
        ("who led the guild at the time this was written", "who led the guild"),
        ("Who led the guild, at the time of writing?", "Who led the guild?"),
        ("who led the guild around the time of this report", "who led the guild"),
        ("Who led the guild when the author wrote this?", "Who led the guild?"),
        ("By the time this essay was published, who led the guild?", "who led the guild?"),
        ("Who led the guild when the essay was published?", "Who led the guild?"),
    ],
)
def test_it_is_left_out(typed: str, left: str) -> None:
    assert without_own_time(typed, YEARS, WORDS) == left


@pytest.mark.parametrize(
    "typed",
    [
        "Who led the guild in 2019?",  # which the text has
        "Who led the guild in 2017?",  # in which no document appeared
        "What happened in 2018?",  # hardly anything else is asked
        "who led the guild in 2018-19",
        "Who led the guild in 2018–19?",
        "Who led the guild in 2018 or 2017?",
        "Did fees differ in 2018 and in 1990?",
        "Was the guild founded in 2018?",
        "How much was a loaf of the guild in 2018 dollars?",
        "Who wrote the report on the guild published in 2018?",
        "Do you know when this was published?",
        "Who wrote it about the guild, and when this came out?",
        "What did the guild say about when this was written?",
        "When was this published?",
        "when this came out",
        "Who led the guild when it came out?",  # whatever "it" is
        "How many masters had died when the report was published?",  # one that is told of
        "What did the guild do when the report was read?",
    ],
)
def test_what_is_asked_stays(typed: str) -> None:
    assert without_own_time(typed, YEARS, WORDS) == typed


def test_a_year_within_a_date_is_one_that_the_texts_have() -> None:
    typed = "Who paid the guild in 2018?"
    assert without_own_time(typed, YEARS, {"guild", "11.9.2018"}) == typed
