"""Small talk is told from questions, of which many are put to "you" and mean anybody."""

import pytest

from index.answers.questions.small_talk import is_small_talk, is_thanks, mistyped_greeting


@pytest.mark.parametrize(
    "text",
    [
        "lol ok",
        "hi!",
        "thank you so much :)",
        "👍",
        "...",
        "good morning everyone",
        "who are you?",
        "whats this bot about",
        "what does this bot do?",
        "what can i ask",
        "how do I use this bot?",
        "What can you do?",
        "what can you do for me",
        "how are you doing today?",
        "where are you from",
        "how old are you",
        "what do you think?",
        "are you a bot",
        "are you a real person",
        "are you still there?",
        "do you speak german",
        "can you help me?",
        "tell me a joke",
        "Write me a poem about cats",
        "draw me a picture of a cat",
        "ok got it",
        "thanks, that helped",
        "makes sense!",
        "perfect",
        "nvm",
        "whats up",
        "how's it going?",
        "can you dance",
        "are you human?",
        "are you an AI",
        "are you a large language model?",
        "are you actually a real bot",
        "are you ok?",
        "are you alive",
        "wat r u",
        "is this an AI writing the answers?",
        "is this chatgpt",
        "am I talking to a bot?",
        "does an AI write your answers?",
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
        "how do you cancel a membership",
        "what can I ask the council for",
        "what do you need to rent a kayak",
        "when do you need to register",
        "why do you need a permit",
        "are you allowed to bring dogs",
        "are you open on sundays?",
        "are you open?",
        "what do you know about refunds",
        "can you help me find the fee",
        "do you think the pact will hold",
        "give me a picture of what happened in 1953",
        "hi, how are you? what is the fee?",
        "who are you? what is this about?",
        "I see that the mill closed, why?",
        "can you eat inside?",
        "Are you a registered charity?",
        "Are you a member of the union?",
        "are you hiring?",
        "are you hiring mods?",
        "are you a club",
        "are you vegetarian?",
        "can you sleep there?",
        "is this a person?",
        "is this an AI company?",
        "does an AI write the weekly report?",
        "is there an AI policy",
        "Is there a fine?",
        "and is there a test",
        "Is it fine to test?",
    ],
)
def test_a_question_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text", ["and then?", "really?", "is that so?", "and now?", "so?", "that's it?", "makes sense?"]
)
def test_what_goes_on_is_a_question_where_something_was_asked_before(text: str) -> None:
    assert is_small_talk(text)
    assert not is_small_talk(text, answered=True)


@pytest.mark.parametrize("text", ["ok", "thanks!", "right", "lol really", "cool, thanks"])
def test_an_acknowledgement_is_none_even_then(text: str) -> None:
    assert is_small_talk(text, answered=True)


@pytest.mark.parametrize(
    "text",
    ["helo", "hallo there", "hii", "Heyyyy!", "hllo bot", "thnaks", "thanx", "thankss a very"],
)
def test_a_mistyped_greeting_is_told_by_its_slips(text: str) -> None:
    assert len(mistyped_greeting(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["hi", "hell", "tanks", "halo", "cello", "hay", "helo what is the fee", "the mill", "yes", ""],
)
def test_other_words_are_no_mistyped_greeting(text: str) -> None:
    assert mistyped_greeting(text) == frozenset()


@pytest.mark.parametrize("text", ["thanks!!", "ok thx", "cool, thanks", "Thank you so much :)"])
def test_thanks_are_told_from_other_small_talk(text: str) -> None:
    assert is_thanks(text)


@pytest.mark.parametrize(
    "text", ["hi", "no thanks", "thanks to whom?", "thanks, who paid the toll?", "ok", "perfect"]
)
def test_other_words_are_no_thanks(text: str) -> None:
    assert not is_thanks(text)
