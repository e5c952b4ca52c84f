"""Short forms of chat are spelt out, and what only looks like one is left alone."""

import pytest

from index.language import spelt_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("y did ppl leave b4 the govt fell", "why did people leave before the government fell"),
        ("Y does the guild put up w/ them", "Why does the guild put up with them"),
        ("y wasn't the toll paid", "why wasn't the toll paid"),
        ("r they allies", "are they allies"),
        ("who r the keepers n y r they paid", "who are the keepers and why are they paid"),
        ("wat do u know abt the mill", "what do you know about the mill"),
        ("Wats the toll", "What's the toll"),
        ("they left cos of the flood", "they left because of the flood"),
        ("teh mill burnt becuase of waht", "the mill burnt because of what"),
        ("cud they live w/o it", "could they live without it"),
        ("and y do they", "and why do they"),
        ("wat r main points", "what are main points"),
        ("r u a bot", "are you a bot"),
        ("tell me y they left", "tell me why they left"),
        ("they left bc the mill burnt", "they left because the mill burnt"),
        ("bc of what", "because of what"),
        ("y n how did it end", "why and how did it end"),
        ("what do they get outta this", "what do they get out of this"),
        ("is it gov't or b/w the two", "is it government or between the two"),
    ],
)
def test_short_forms_are_spelt_out(typed: str, meant: str) -> None:
    assert spelt_out(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "what is R used for",
        "what does n mean",
        "what does cos mean",
        "who ruled in 500 bc",
        "Who ruled in 500 BC?",
        "the y axis",
        "y = 2x",
        "why is u not a vowel",
        "the letter r",
        "which r package is used",
        "when n grows",
        "how large was n in the study",
        "when was u thant elected",
        "what does u mean",
        "in the fifth century bc athens fell",
        "bc wildfires",
        "which cos function",
        "is sin or cos used",
        "cows chew the cud",
        "as was his wont",
        "how was he wont to dress",
        "do cows chew cud",
        "who sank u 96",
        "does u value matter",
        "is it r rated",
        "how did bc residents vote",
        "what did wen jiabao say",
        "the dat file",
        "y no pagan",
        "was ist dem müller",
        "what does `iz` do",
        "what is at /tmp/u/w/x",
        "who is @ppl",
        "what does b4.txt hold",
        "Why did the mill close?",
        "",
    ],
)
def test_what_only_looks_like_one_stays(typed: str) -> None:
    assert spelt_out(typed) == typed


def test_a_word_of_the_documents_stays() -> None:
    assert spelt_out("what did the govt do b4", {"b4"}.__contains__) == (
        "what did the government do b4"
    )


def test_what_is_spelt_out_has_nothing_left_to_spell_out() -> None:
    once = spelt_out("y r ppl w/o wat they hav b4 dis n dat")
    assert spelt_out(once) == once
