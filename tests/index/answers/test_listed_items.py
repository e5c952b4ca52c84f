"""Of what was just listed one is asked for by its place, and answered as surely as the list."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.answers.introductions import list_around
from index.answers.questions.list_places import LAST, place_asked_for
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.reading.documents import read_document
from index.settings import Settings
from index.types import Abstention, Answer, Span

MILL = b"""# The mill

These things can drive the wheel:

- The brook can drive the wheel. It does so in spring.
- An ox can drive the wheel.

  It is led by a boy.
- Two men can drive the wheel.

Nobody owns the ox.
"""
ASKED = "What things can drive the wheel?"


class Sure:
    """A reader that is sure of what has some words, where those are not asked, and of nothing else.

    Attributes:
        words: That it is sure of.
    """

    def __init__(self, words: str) -> None:
        self.words = words

    def read(self, _question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        odds = [[6.0 if self.words in s else -9.0 for s in one.sentences] for one in passages]
        return [PassageReading(max(own), tuple(own)) for own in odds]


def outcome_of(question: str, words: str, *history: str) -> Answer | Abstention:
    document = read_document(Path("mill.md"), raw=MILL)
    settings = Settings(answer_threshold=0.2)
    answerer = answerer_of([document], HashedEncoder(), settings, Sure(words))
    return answerer.answer(question, history)


@pytest.mark.parametrize("words", ["These things", "The brook can", "Two men"])
@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("what's the first one?", "The brook can drive the wheel."),
        ("and the second?", "An ox can drive the wheel."),
        ("whats the third way", "Two men can drive the wheel."),
        ("tell me more about the last one", "Two men can drive the wheel."),
    ],
)
def test_one_of_what_was_listed_is_had_by_its_place(question: str, words: str, item: str) -> None:
    outcome = outcome_of(question, words, ASKED)
    assert isinstance(outcome, Answer)
    assert outcome.quotes[0].leading_words == item
    listed = outcome_of(ASKED, words)
    assert outcome.confidence == listed.confidence


@pytest.mark.parametrize(
    ("question", "words", "history"),
    [
        ("and the fourth?", "These things", (ASKED,)),  # there is none
        ("what's the second one?", "Nobody owns", (ASKED,)),
        ("what's the second one?", "These things", ()),
    ],
)
def test_without_such_a_list_nothing_is_taken_from_one(
    question: str, words: str, history: tuple[str, ...]
) -> None:
    outcome = outcome_of(question, words, *history)
    assert isinstance(outcome, Answer)
    assert not outcome.quotes[0].leading_words.startswith("An ox")


def test_of_a_list_that_did_not_answer_nothing_is_had() -> None:
    assert isinstance(outcome_of("what's the second one?", "nothing", ASKED), Abstention)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("What's the second one?", 2),
        ("whats the third", 3),
        ("and the 4th?", 4),
        ("ok and the first reason?", 1),
        ("what about the last of them", LAST),
        ("explain the tenth", 10),
        ("Who was the second king?", None),
        ("What happened in the second place?", None),
        ("When was the first mill built?", None),
        ("the last", LAST),
        ("what is the point?", None),
        ("", None),
    ],
)
def test_a_place_is_asked_for_by_nothing_else(question: str, place: int | None) -> None:
    assert place_asked_for(question, "What are the reasons for the points?") == place


@pytest.mark.parametrize(
    ("question", "listed", "place"),
    [
        ("What is the first rule?", "What benefits are there?", None),
        ("What is the first rule?", "Which rules are there?", 1),
        ("and the last step?", "How do I join?", LAST),
        ("and the last step?", "Why did they leave?", None),
        ("and the second reason?", "Why did they leave?", 2),
        ("and the second way?", "What benefits are there?", 2),
    ],
)
def test_only_what_was_listed_is_had_by_its_place(
    question: str, listed: str, place: int | None
) -> None:
    assert place_asked_for(question, listed) == place


def test_a_second_place_is_of_the_same_list() -> None:
    outcome = outcome_of("and the third one?", "These things", ASKED, "what's the second one?")
    assert isinstance(outcome, Answer)
    assert outcome.quotes[0].leading_words == "Two men can drive the wheel."


@pytest.mark.parametrize(
    ("text", "sentence", "items"),
    [
        ("# Benefits of ours\n\n- Cheap boats.\n- Lessons.\n", "Lessons.", []),
        ("How to dry:\n\n1. Clean it.\n   - soap\n   - sand\n2. Dry it.\n", "How to dry:", [2, 5]),
    ],
)
def test_items_that_nothing_announces_and_those_of_items_are_not_counted(
    text: str, sentence: str, items: list[int]
) -> None:
    document = read_document(Path("mill.md"), raw=text.encode())
    start = document.text.index(sentence)
    around = list_around(document, Span(start, start + len(sentence)))
    assert [one.number for one in around] == items
