"""Words that turn a sentence, of many words at once as of each pair of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quotations.warnings.turns import _are_turned

WORDS = (
    "all some few none every always never often must may should happy unhappy legal illegal "
    "rise fall rises fell before after crane tug win loses north south success failure"
).split()
SOME = st.frozensets(st.sampled_from(WORDS), max_size=5)


@pytest.mark.parametrize(
    ("word", "other", "turned"),
    [
        ("all", "some", True), ("all", "every", False), ("always", "never", True),
        ("must", "may", True), ("happy", "unhappy", True), ("illegal", "legal", True),
        ("crane", "tug", False), ("crane", "all", False), ("crane", "crane", False),
    ],
)  # fmt: skip
def test_opposites_negations_and_steps_turn(word: str, other: str, turned: bool) -> None:
    assert _are_turned(frozenset({word}), frozenset({other})) is turned


@given(SOME, SOME)
def test_many_words_turn_where_one_of_the_pairs_does(
    quoted: frozenset[str], source: frozenset[str]
) -> None:
    pairs = [
        _are_turned(frozenset({word}), frozenset({other})) for word in quoted for other in source
    ]
    assert _are_turned(quoted, source) is any(pairs)
