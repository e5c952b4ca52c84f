"""What a text says about something is asked as a question for that; anything else stays."""

from pathlib import Path

import pytest

from index.answers.questions.topic_questions import asked_of_topic
from index.evaluation.trials import answerer_of
from index.lab.hashed_encoder import HashedEncoder
from index.reading.source_folder import list_sources, read_source
from index.settings import Settings
from tests.support.networks.word_reader import TEXT, WordReader
from tests.support.pace import pace_of


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What do the minutes say about lighting?", "What about lighting?"),
        ("what does this whole newsletter say about the mill", "What about the mill?"),
        ("does this handbook say anything about the ferry?", "What about the ferry?"),
        ("what did the author write on peat", "What about peat?"),
        ("what do the rules tell us about dogs", "What about dogs?"),
        ("what's said in the report about the weir?", "What about the weir?"),
        ("what is said about the weir in the report", "What about the weir?"),
        ("what does the manual say about how to stop the wheel", "How to stop the wheel?"),
    ],
)
def test_what_a_text_says_about_something_is_asked_as_a_question_for_that(
    question: str, asked: str
) -> None:
    assert asked_of_topic(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What does the miller say about lighting?",
        "What does the essay say about it?",
        "What does the essay say about them and their mill?",
        "What is the essay about?",
        "What do the minutes say?",
        "Who says in the minutes that lighting is dear?",
        "Why does the report say nothing about lighting?",
        "What does it say about lighting?",
        "What do the May minutes say about dogs?",
        "what does the annual report say about wages",
        "What did the author have on the desk?",
        "",
    ],
)
def test_any_other_question_stays(question: str) -> None:
    assert asked_of_topic(question) == question


@pytest.mark.no_cover  # counting lines takes time
def test_many_words_are_looked_at_in_a_moment() -> None:
    question = "what does the " + "list of the " * 15
    assert pace_of(lambda: asked_of_topic(question), limit=0.5) < 0.5


def test_it_is_read_so_and_named_as_it_was_asked(tmp_path: Path) -> None:
    (tmp_path / "town.txt").write_text(TEXT, "utf-8")
    documents = [read_source(source, max_bytes=10**6) for source in list_sources(tmp_path)]
    reader = WordReader()
    answerer = answerer_of(documents, HashedEncoder(), Settings(answer_threshold=0.99), reader)
    outcome = answerer.answer("What do the minutes say about madder, and who built the mill?")
    assert "What about madder?" in reader.asked
    assert outcome.question == "What do the minutes say about madder, and who built the mill?"
