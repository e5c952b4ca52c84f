"""Two numbers in each other's place say something else, in whatever order they are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.claims.contradictions import Mismatch, MismatchKind, contradictions
from index.claims.exchanged_numbers import exchanged_numbers
from tests.support.pace import pace_of

MULES = "That spring the dealer bought nine mules, sold four, and kept the old mare."
CROPS = "The valley grows 30 kinds of apples and 12 kinds of pears."


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("That spring the dealer sold nine mules and bought 4.", MULES),
        ("In spring the dealer bought four mules and sold nine.", MULES),
        ("It opened in 1820 and closed in 1760.", "The mill, opened in 1760, closed in 1820."),
        ("The inn has 12 beds and 30 tables.", "The inn has 30 beds and 12 tables."),
        ("Of pears 30 kinds grow, of apples 12.", "Of apples 30 kinds grow, of pears 12."),
    ],
)
def test_numbers_in_each_others_place_speak_against_a_claim(claim: str, sentence: str) -> None:
    assert exchanged_numbers(claim, sentence) is not None
    assert MismatchKind.NUMBER in {mismatch.kind for mismatch in contradictions(claim, sentence)}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("That spring the dealer sold four mules and bought nine.", MULES),
        ("The dealer bought nine mules.", MULES),
        ("The valley grows 12 kinds of pears and 30 kinds of apples.", CROPS),
        ("The inn has 12 tables and 30 beds.", "The inn has 30 beds and 12 tables."),
        ("In 1760 it had 30 beds, in 1820 it had 12.", "It had 12 beds in 1820 and 30 in 1760."),
        ("May brought 5 boats, June 8.", "There came 8 boats in June, 5 in May and 6 in July."),
        ("Nine men and nine women came, and four left.", "Nine women and four men came."),
        ("", MULES),
    ],
)
def test_numbers_beside_their_own_words_are_not_exchanged(claim: str, sentence: str) -> None:
    assert exchanged_numbers(claim, sentence) is None


def test_both_orders_are_named() -> None:
    claim, sentence = "The inn has 12 beds and 30 tables.", "The inn has 30 beds, 12 tables."
    assert contradictions(claim, sentence) == (Mismatch(MismatchKind.NUMBER, "12 … 30", "30 … 12"),)


@given(st.lists(st.sampled_from(["beds", "12", "30", "and", "nine", "inn", ",", "."])))
def test_no_text_exchanges_its_own_numbers(words: list[str]) -> None:
    text = " ".join(words)
    assert exchanged_numbers(text, text) is None


def test_many_numbers_hold_nothing_up() -> None:
    text = " ".join(f"beds {number} inns" for number in range(1000))
    pace = pace_of(lambda: exchanged_numbers(text, text), limit=20)
    assert pace < 20  # measured: 0.9
