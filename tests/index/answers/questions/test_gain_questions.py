"""Which questions ask what somebody gains, and what is asked in their place."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.answers.questions.gain_questions import gain_questions
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Answer
from tests.support.pace import pace_of

TEXT = (
    "The growers have money of their own, from the quarry. "
    "Since the mill opened, the growers have sold every sack they could fill. "
    "The miller has the straw for his stable."
)
MONEY, GAIN = (
    "The growers have money of their own, from the quarry.",
    "Since the mill opened, the growers have sold every sack they could fill.",
)


@pytest.mark.parametrize(
    "question",
    [
        "What do the growers gain?",
        "And what do the growers gain from the mill?",
        "what do the growers actually get out of it",
        "What have the growers gained?",
        "Of what use is the mill to the growers?",
        "what good are they to the growers",
        "In what way is the mill useful to the growers?",
        "How do the growers profit from the mill?",
        "Which advantages do the growers draw from the mill?",
        "What are the benefits of the mill for the growers?",
        "What's in it for the growers?",
        "What’s the upside for the growers?",
        "whats the point of the mill for the growers",
        "What is the appeal of the mill to the growers?",
        "What do the growers have to show for ninety years of quarrels?",
        "Do the growers get anything out of it?",
        "do the growers benefit",
        "whats in it for the growers pls",
        "ok but do the growers get ANYTHING useful out of having the mill around??",
    ],
)
def test_whoever_gains_is_asked_about_plainly(question: str) -> None:
    assert gain_questions(question) == (
        "What are the benefits for the growers?",
        "How do the growers benefit?",
        "What advantages do the growers have?",
        "What's in it for the growers?",
    )


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("What did she gain from the mill?", "How did she benefit?"),
        ("What was in it for her?", "How did she benefit?"),
        ("What does Brandt stand to gain?", "How does Brandt benefit?"),
        ("What is in it for Brandt?", "How does Brandt benefit?"),
        ("What has the town gained by it?", "How does the town benefit?"),
        ("What good was the mill to them?", "How did they benefit?"),
        ("What did she gain from the king?", "How did she benefit?"),
        ("What did she gain from something else?", "How did she benefit?"),
        ("What did she gain from Harding?", "How did she benefit?"),
        ("What did she gain by spring?", "How did she benefit?"),
        ("What did she get out of hosting the fair?", "How did she benefit?"),
    ],
)
def test_they_are_asked_in_its_tense_and_number(question: str, second: str) -> None:
    assert gain_questions(question)[1] == second


def test_a_pronoun_has_its_case() -> None:
    assert gain_questions("What do they gain?") == (
        "What are the benefits for them?",
        "How do they benefit?",
        "What advantages do they have?",
        "What's in it for them?",
    )


@pytest.mark.parametrize(
    "question",
    [
        "What does the mill do for the growers?",
        "How does the mill help the growers?",
        "What did the growers do with the loan they got from the miller?",
        "What did the growers learn from the miller, and to whose benefit?",
        "What did she have for breakfast?",
        "Who gains from the mill?",
        "What is the point of the mill?",
        "What is the value of pi to an engineer?",
        "Why did the growers profit?",
        "What would be gained by a second mill?",
        "what did brandt think was even worse than profit",
        "What does the mill gain from? | What do the growers gain?",
        "What do a b c d e f g h i gain?",
        "Gain?",
        "",
        "What were the profits for the third quarter?",
        "what was the gain for the year",
        "What did Brandt gain by selling the mill?",
        "what did the growers profit from not paying",
        "What do they get out of grinding at night?",
        "What is the advantage of waiting to the growers?",
        "Of what use is complaining to the growers?",
    ],
)
def test_no_other_is(question: str) -> None:
    assert gain_questions(question) == ()


@pytest.mark.parametrize(
    ("before", "question", "who"),
    [
        ("What do the growers gain from the mill?", "And the miller?", "the miller"),
        ("What do the growers gain from the mill?", "and for the miller", "the miller"),
        ("What's in it for the growers?", "what about Brandt?", "Brandt"),
        ("What do the growers get from the town?", "And the town from them?", "the town"),
        ("What does Ossel get from Brandt?", "And the other way round?", "Brandt"),
        ("What does Ossel get from Brandt?", "ok now flip it", "Brandt"),
        ("What does Ossel get out of having Brandt around?", "and vice versa?", "Brandt"),
        ("What does Ossel gain from it?", "same question the other way round", ""),
        ("What use is Ossel to Brandt?", "vice versa?", "Ossel"),
        ("What use is Ossel to Brandt?", "and vice versa?", "Ossel"),
        ("Who built the mill?", "What does Brandt gain?", "Brandt"),
        ("Who built the mill?", "What did he gain?", ""),
        ("Who built the mill?", "And the miller?", ""),
        ("What does Ossel gain?", "And the other way round?", ""),
        ("What does Ossel gain?", "And why?", ""),
        ("What does Ossel gain?", "And since when?", ""),
        ("What does Ossel gain?", "And the costs?", ""),
        ("What does Ossel gain?", "And in 1990?", ""),
        ("What does Ossel gain?", "Is that all?", ""),
    ],
)
def test_after_one_a_party_alone_asks_the_same(before: str, question: str, who: str) -> None:
    asked = gain_questions(question, before)
    assert asked == (gain_questions(f"What does {who} gain?") if who else ())


@pytest.mark.no_cover  # counting lines takes time
def test_a_long_run_of_marks_is_looked_at_in_a_moment() -> None:
    question = "and what about " + "'" * 9000 + "? x"
    before = "What do the growers gain?"
    assert pace_of(lambda: gain_questions(question, before), limit=2) < 2


class TakenIn:
    """Takes the sentence about money for the answer, unless asked plainly."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        self.asked.append(question)
        plainly = gain_questions("What do the growers gain?")
        wanted, odds = (GAIN, 3.0) if question in plainly else (MONEY, 9.0)
        return [
            PassageReading(4.0, tuple(odds if text == wanted else -6.0 for text in one.sentences))
            for one in passages
        ]


def test_what_was_gained_leads_however_sure_a_reader_is_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(TEXT, "utf-8")
    documents = [read_source(source, max_bytes=10**6) for source in list_sources(tmp_path)]
    reader = TakenIn()
    answerer = answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.01), reader)
    outcome = answerer.answer("What's in it for the growers?")
    assert isinstance(outcome, Answer)
    quote = outcome.quotes[0]
    assert quote.highlight is not None
    assert quote.document.text[quote.highlight.start : quote.highlight.end] == GAIN
    assert reader.asked == [
        "What's in it for the growers?",
        *gain_questions("What do the growers gain?"),
    ]
