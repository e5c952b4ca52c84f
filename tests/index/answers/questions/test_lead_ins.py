"""What is told before a question does not stand in the way of it."""

from pathlib import Path

import pytest

from index.answers.questions.follow_ups import ResolvedQuestion
from index.answers.questions.lead_ins import asked_alone, is_long
from index.types import Answer
from tests.support.networks.word_reader import ask


@pytest.mark.parametrize(
    ("message", "alone"),
    [
        ("I read it twice. Why did the mill close?", "Why did the mill close?"),
        ("Hi all! I am new here.\nwho owned the mill", "who owned the mill"),
        ("Why did the mill close? I could not find it.", "Why did the mill close?"),
        ("Why did the mill close?", None),
        ("The mill closed in 1894. The owner sold it.", None),
        ("The battery is empty. What now?", None),  # says nothing alone
        ("The mill closed. Who was it that did so?", None),
    ],
)
def test_what_is_asked_is_told_from_what_is_told(message: str, alone: str | None) -> None:
    part = ResolvedQuestion(message, ("Who owned the mill?",), answered=True)
    found = asked_alone(part)
    assert found == (alone and ResolvedQuestion(alone, part.context, answered=True))


def test_a_long_message_may_not_be_read_to_its_end() -> None:
    assert not is_long(ResolvedQuestion("word " * 40))
    assert is_long(ResolvedQuestion("word " * 41))


def test_a_story_before_a_question_costs_nothing(tmp_path: Path) -> None:
    question = "Who built the mill by the river?"
    story = "My brother and I argued about dyers and about red cloth for a whole evening. " * 4
    plain, told = (ask(tmp_path, asked) for asked in (question, story + question))
    assert isinstance(plain, Answer)
    assert isinstance(told, Answer)
    assert told.question == story + question
    assert (told.quotes, told.confidence) == (plain.quotes, plain.confidence)


def test_what_a_question_needs_is_told_before_it(tmp_path: Path) -> None:
    outcome = ask(tmp_path, "A flood took the old bridge. How long did it take the carts?")
    assert isinstance(outcome, Answer)
    assert outcome.quotes[0].paragraph == 3


def test_a_name_alone_has_the_confidence_that_there_is_in_it(tmp_path: Path) -> None:
    outcome = ask(tmp_path, "red cloth")
    assert isinstance(outcome, Answer)
    assert [quote.paragraph for quote in outcome.quotes] == [4]
    assert 0.0 < outcome.confidence < 0.5  # the threshold
