"""Small talk and questions about the whole are told from questions about a subject."""

import pytest

from index.answers.intents import asks_for_overview, is_small_talk


@pytest.mark.parametrize(
    "text",
    [
        "lol ok",
        "hi!",
        "thank you so much :)",
        "who are you?",
        "What can you do?",
        "👍",
        "...",
        "are you a bot",
        "tell me a joke",
        "Write me a poem about cats",
        "good morning everyone",
    ],
)
def test_small_talk_is_no_question(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who signed the treaty?",
        "ok so what did the treaty cost",
        "Hello, what is the budget?",
        "can you tell me who signed the treaty",
        "sea levels",
        "Tell me about the treaty",
        "why?",
    ],
)
def test_a_question_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


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
