import pytest

from index.answers.small_talk import is_chatter


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
    assert is_chatter(text)


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
    assert not is_chatter(text)
