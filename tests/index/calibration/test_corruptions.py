"""A corrupted question differs from the true one in one detail, which the passage decides."""

import random
import re
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.calibration import corruptions
from index.lab.training import chatter

PASSAGE = "In 1648 the Peace of Westphalia ended the war. Sweden was paid 5 million thalers."
POOL = ["1763", "Treaty of Paris", "Prussia", "7", "1648", "Sweden"]


def changed_words(before: str, after: str) -> list[tuple[str, str]]:
    """Return the runs of words that differ, by difflib."""
    old, new = re.findall(r"\w+", before), re.findall(r"\w+", after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(" ".join(old[a:b]), " ".join(new[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


@pytest.mark.parametrize("seed", range(8))
def test_a_number_becomes_another_of_the_same_length_which_the_passage_lacks(seed: int) -> None:
    question = "What ended the war in 1648?"
    made = corruptions.exchange(question, PASSAGE, POOL, random.Random(seed))
    assert made == "What ended the war in 1763?"


@pytest.mark.parametrize("seed", range(8))
def test_a_name_becomes_another_which_the_passage_lacks(seed: int) -> None:
    made = corruptions.exchange("how much was sweden paid", PASSAGE, POOL, random.Random(seed))
    assert made in {"how much was Prussia paid", "how much was Treaty of Paris paid"}


def test_without_a_shared_name_or_number_nothing_is_exchanged() -> None:
    assert corruptions.exchange("who won?", PASSAGE, POOL, random.Random(1)) is None


def test_where_the_pool_has_nothing_foreign_nothing_is_exchanged() -> None:
    assert corruptions.exchange("What ended in 1648?", PASSAGE, ["1648"], random.Random(1)) is None


def test_a_word_becomes_its_opposite() -> None:
    made = corruptions.reverse("Which was the first northern state?", random.Random(2))
    assert made in {
        "Which was the last northern state?",
        "Which was the first southern state?",
    }
    assert corruptions.reverse("Who reigned?", random.Random(2)) is None


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("The king was crowned.", "The king was not crowned."),
        ("The king was never crowned.", "The king was crowned."),
        ("He didn't reign.", "He did reign."),
        ("He reigned.", None),
    ],
)
def test_negation_is_put_in_or_taken_out(true: str, false: str | None) -> None:
    assert corruptions.negate(true) == false


@given(st.integers(0, 10_000))
def test_a_corruption_changes_one_run_of_words(seed: int) -> None:
    question = "What ended the first war of Sweden in 1648?"
    made = corruptions.corrupt(question, PASSAGE, POOL, random.Random(seed))
    assert made is not None
    assert len(changed_words(question, made)) == 1


SENTENCE = "However, Sweden (and its allies) was paid 5 million thalers, which it spent at once."


@given(st.integers(0, 10_000))
def test_a_claim_only_leaves_words_out(seed: int) -> None:
    made = corruptions.claim(SENTENCE, random.Random(seed))
    assert made
    assert all(new == "" for _, new in changed_words(SENTENCE, made))
    assert "allies" not in made


@given(st.integers(0, 10_000))
def test_a_cloze_question_asks_for_words_of_the_sentence(seed: int) -> None:
    made = corruptions.cloze(SENTENCE, random.Random(seed))
    if made is not None:
        question, answer = made
        assert answer in SENTENCE
        assert answer not in question
        assert question.endswith("?")


def test_a_sentence_without_name_or_number_makes_no_cloze_question() -> None:
    assert corruptions.cloze("It was paid at once.", random.Random(1)) is None


@given(st.integers(0, 10_000))
def test_a_typo_moves_drops_doubles_or_changes_one_letter_of_a_longer_word(seed: int) -> None:
    question = "who signed the treaty"
    made = chatter.mistype(question, random.Random(seed))
    [(old, new)] = changed_words(question, made) or [("", "")]
    assert old in {"signed", "treaty", ""}
    assert abs(len(old) - len(new)) <= 1
    assert OSA.distance(old, new) <= 1


def test_keywords_are_the_words_that_carry_the_subject() -> None:
    assert chatter.keywords("Who was the king of Sweden in 1648?") == "king Sweden 1648"
    assert chatter.keywords("Who was it?") == "Who was it?"


@given(st.integers(0, 10_000))
def test_chat_keeps_the_subject_of_a_question(seed: int) -> None:
    made = chatter.chat("Who was king in 1648?", random.Random(seed))
    assert "1648" in made
    assert re.search("k.?i.?n.?g", made)
