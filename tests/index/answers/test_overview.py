"""A question about the whole is told from one about a subject, and answered with key sentences."""

from pathlib import Path

import pytest

from index.answers.overview import asks_for_overview
from index.collection import Collection
from index.settings import Settings
from index.types import Answer
from tests.support.hashed_encoder import HashedEncoder


@pytest.mark.parametrize(
    "question",
    [
        "What is this about?",
        "what's the essay about",
        "@bot what is this all about, please?",
        "What does the author argue?",
        "What are the main points?",
        "what is the gist of this document?",
        "Summarize this for me",
        "sum it up",
        "Can you give me a short summary of the report?",
        "tl;dr",
        "TLDR",
    ],
)
def test_a_question_about_the_whole(question: str) -> None:
    assert asks_for_overview(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the toll about?",
        "What is this toll?",
        "What are the main points of the treaty?",
        "Summarize the treaty",
        "Give me a summary of the flood",
        "What does the author say about the mill?",
        "What is it?",
        "What is the conclusion of the trial?",
        "",
    ],
)
def test_a_question_about_a_subject(question: str) -> None:
    assert not asks_for_overview(question)


def test_it_is_answered_with_sentences_of_the_documents(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    text = "\n\n".join(
        f"The mill by the river ground {grain} for the guild. The toll paid for its wheel."
        for grain in ("wheat", "barley", "rye", "oats", "malt", "spelt", "millet", "maize")
    )
    (knowledge / "mill.txt").write_text(text, "utf-8")
    settings = Settings(reader="none", excerpt_characters=300)
    opened = Collection.open(knowledge, tmp_path / "data", settings, encoder=HashedEncoder())
    outcome = opened.ask("What is this about?")
    assert isinstance(outcome, Answer)
    assert 1 <= len(outcome.quotes) <= 4
    assert sum(len(quote.text) for quote in outcome.quotes) <= 300
    assert all(q.document.text[q.start : q.end] == q.text for q in outcome.quotes)
    found = {(hit.passage.document, hit.passage.paragraph) for hit in outcome.hits}
    assert {(quote.document.id, quote.paragraph) for quote in outcome.quotes} == found
