"""Small talk and questions about the whole are told from questions about a subject."""

import pytest

from index.answers.intents import Whole, WholeQuestion, is_small_talk, whole_question


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
    ("question", "subject"),
    [
        ("What is this about?", "this"),
        ("what's the essay about", "the essay"),
        ("@bot what is this all about, please?", "this"),
        ("What does the author argue?", ""),
        ("What are the main points?", ""),
        ("main point?", ""),
        ("what is the gist of this document?", "this document"),
        ("Summarize this for me", "this"),
        ("summarise the essay in one sentence", "the essay"),
        ("sum it up", "it"),
        ("Can you give me a short summary of the report?", "the report"),
        ("tl;dr", ""),
        ("TLDR of the library", "these"),
        ("tldr pls, not reading all that on my phone", ""),
        ("What is the toll about?", "the toll"),  # no document, which is seen where they are known
    ],
)
def test_a_wish_for_an_overview(question: str, subject: str) -> None:
    assert whole_question(question) == WholeQuestion(Whole.OVERVIEW, subject)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("what's the conclusion?", ""),
        ("conclusion?", ""),
        ("What does the author conclude?", ""),
        ("what conclusion does the author of the guide draw", "the guide"),
        ("What is the author’s verdict?", ""),
        ("how does it end", "it"),
        ("how does she wrap it up at the end", "she"),
        ("what's her conclusion?", ""),
        ("the bottom line of the paper?", "the paper"),
    ],
)
def test_a_wish_for_the_conclusion(question: str, subject: str) -> None:
    assert whole_question(question) == WholeQuestion(Whole.CONCLUSION, subject)


@pytest.mark.parametrize(
    "question",
    [
        "What is this toll?",
        "What does the author say about the mill?",
        "What does the author conclude about the mill?",
        "What was the verdict?",
        "What is it?",
        "",
    ],
)
def test_a_question_about_a_subject(question: str) -> None:
    assert whole_question(question) is None
