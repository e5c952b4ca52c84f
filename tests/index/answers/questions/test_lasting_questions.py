"""Which questions ask why a relation lasts, and what answers them."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.answers.answerer import Answerer
from index.answers.questions.lasting_questions import (
    SUB_QUESTIONS,
    QuestionModel,
    sub_questions,
    word_features,
)
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.models import PassageReading, ReaderInput
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from index.types import Answer, Outcome

TEXT = (
    "The two mills have stayed together for ninety years. Each autumn they quarrel over the weir. "
    "The race that drives both wheels can be dug out only by the two crews at once."
)
ECHO = "The two mills have stayed together for ninety years."
REASON = "The race that drives both wheels can be dug out only by the two crews at once."


class KnowingReader:
    """Takes the sentence that repeats a question for its answer, unless asked for facts."""

    def __init__(self, sure: float = 3.0, fact: float = 1.0) -> None:
        self.sure = sure
        self.fact = fact
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        self.asked.append(question)
        wanted, odds = (REASON, self.fact) if question in SUB_QUESTIONS else (ECHO, self.sure)
        return [
            PassageReading(4.0, tuple(odds if text == wanted else -6.0 for text in one.sentences))
            for one in passages
        ]


def answerer_on_mills(folder: Path, reader: KnowingReader | None) -> Answerer:
    (folder / "mills.txt").write_text(TEXT, "utf-8")
    documents = [read_source(s, max_bytes=10**6) for s in list_sources(folder)]
    settings = Settings(answer_threshold=0.01)
    return answerer_of(documents, HashedEncoder(), settings, reader)


def led_by(outcome: Outcome) -> str:
    assert isinstance(outcome, Answer)
    quote = outcome.quotes[0]
    assert quote.highlight is not None
    return quote.document.text[quote.highlight.start : quote.highlight.end]


@pytest.mark.parametrize(
    "question",
    [
        "Why are the two mills still together?",
        "What keeps the couple together?",
        "how come they never split up",
        "Why hasn’t the merger come apart?",
        "why do they put up with each other",
        "why no split?",
        "how come they didnt drift apart",
        "whats stopping the club from dropping its sponsor",
        "why not just dump them",
    ],
)
def test_they_are_asked_otherwise(question: str) -> None:
    assert sub_questions(question) == SUB_QUESTIONS


@pytest.mark.parametrize(
    "question",
    [
        "Why did they split up?",
        "Who founded the mill?",
        "What does the mill gain from the weir?",
        "Why is the water brown?",
        "When did they last meet?",
        "What explains the rise of the water in spring?",
        "why does it keep jumping between two speeds instead of just running",
        "How long has the alliance lasted?",
        "And for how many years has the partnership lasted?",
        "who held the marriage together",
        "since when have they stuck together?",
        "Is the alliance still alive?",
        "how strong is the coalition",
        "",
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert sub_questions(question) == ()


def test_all_names_are_one_word_and_all_forms_of_a_word() -> None:
    one = word_features("Why do Brandt and Ossel stay together?")
    assert one == word_features("Why do Quist and Harwick stay together?")
    assert word_features("Brandt stays") != word_features("Quist stays")  # it may be no name
    assert word_features("alliances endured") == word_features("alliance endures")


def test_the_model_is_logistic_over_words_and_pairs(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    fields = {"bias": -1.0, "least": 0.4, "weights": {"town": 0.5, "town hall": 2.0, "never": 9.0}}
    path.write_text(json.dumps(fields), encoding="utf-8")
    model = QuestionModel.read(path)
    assert model.least == 0.4
    assert model.probability("Town hall?") == pytest.approx(1 / (1 + math.exp(-1.5)))
    assert model.probability("") == pytest.approx(1 / (1 + math.e))


def test_the_reason_leads_and_the_question_says_how_sure(tmp_path: Path) -> None:
    answerer = answerer_on_mills(tmp_path, KnowingReader())
    outcome = answerer.answer("Why are the two mills still together?")
    assert led_by(outcome) == REASON
    assert outcome.confidence == pytest.approx(answerer.answer("Who are the two?").confidence)


def test_what_the_passages_tell_is_read_once(tmp_path: Path) -> None:
    reader = KnowingReader()
    answerer = answerer_on_mills(tmp_path, reader)
    for question in ("Why are the two mills still together?", "What keeps them together?"):
        assert led_by(answerer.answer(question)) == REASON
    assert [reader.asked.count(one) for one in SUB_QUESTIONS] == [1, 1, 1]


def test_a_question_that_is_surely_answered_is_not_asked_otherwise(tmp_path: Path) -> None:
    reader = KnowingReader(sure=8.0)
    answerer = answerer_on_mills(tmp_path, reader)
    assert led_by(answerer.answer("Why are the two mills still together?")) == ECHO
    assert not set(SUB_QUESTIONS) & set(reader.asked)


def test_a_bare_why_not_is_asked_of_the_question_before_it(tmp_path: Path) -> None:
    reader = KnowingReader()
    answerer_on_mills(tmp_path, reader).answer("Why not?", ["Why did the mills never split up?"])
    assert not set(SUB_QUESTIONS) & set(reader.asked)


def test_without_a_reader_nothing_is_asked_instead(tmp_path: Path) -> None:
    answerer = answerer_on_mills(tmp_path, None)
    assert isinstance(answerer.answer("Why are the two mills still together?"), Answer)


@pytest.mark.parametrize(("sure", "fact"), [(1.0, -1.1), (5.5, 0.4)])
def test_where_no_fact_answers_or_one_far_worse_than_the_question_is_answered_it_is_read_as_itself(
    tmp_path: Path, sure: float, fact: float
) -> None:
    answerer = answerer_on_mills(tmp_path, KnowingReader(sure, fact))
    assert led_by(answerer.answer("Why are the two mills still together?")) == ECHO


@pytest.mark.parametrize(("sure", "fact"), [(1.0, -0.9), (5.5, 0.6)])
def test_a_fact_that_answers_hardly_worse_leads(tmp_path: Path, sure: float, fact: float) -> None:
    answerer = answerer_on_mills(tmp_path, KnowingReader(sure, fact))
    assert led_by(answerer.answer("Why are the two mills still together?")) == REASON
