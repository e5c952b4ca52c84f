"""Which sentences a brief takes: the best within its length, or the most central."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.briefs.pool_words import SaidWords, says_same, wording_of
from index.briefs.sentence_selection import LENGTH_POWER, Standing, best_within, most_central
from index.types import Embeddings


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The old mill was sold to the town.", "Thus the mill was sold to the old town.", False),
        (
            "Room Ada opens at nine for all members.",
            "Room Bo opens at nine for all members.",
            False,
        ),
        (
            "The survey used random multistage cluster sampling in villages.",
            "A survey used random multistage cluster sampling in the villages of Arvale.",
            True,
        ),
        ("The old mill burned down in 1702.", "The old mill burned down in 1703.", False),
        ("The mill was sold to the town.", "The mill was not sold to the town.", False),
        ("The fox caught the hare.", "The hare caught the fox.", False),
    ],
)
def test_nearly_the_same_words_say_the_same(one: str, other: str, same: bool) -> None:
    assert says_same(wording_of(one), wording_of(other)) is same
    assert says_same(wording_of(other), wording_of(one)) is same


def said(letters: Sequence[str]) -> list[SaidWords]:
    """Wordings of one word each."""
    return [SaidWords((letter,), ()) for letter in letters]


def unit(rows: Sequence[Sequence[float]]) -> Embeddings:
    array = np.array(rows, dtype=np.float32)
    return np.asarray(array / np.linalg.norm(array, axis=1, keepdims=True), dtype=np.float32)


@given(st.data())
@settings(max_examples=100)
def test_the_choice_is_that_of_a_plain_greedy_search(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 8))
    number = st.floats(0.125, 1, width=32)
    scores = np.array(data.draw(st.lists(number, min_size=n, max_size=n)), dtype=np.float32)
    wordings = data.draw(st.lists(st.sampled_from("abcdefgh"), min_size=n, max_size=n))
    lengths = np.array(data.draw(st.lists(st.integers(1, 200), min_size=n, max_size=n)))
    budget = data.draw(st.integers(0, 500))
    chosen: list[int] = []
    left = budget
    worth = scores / np.maximum(lengths, 60) ** LENGTH_POWER
    for row in sorted(range(n), key=lambda row: (-worth[row], row)):
        twin = any(wordings[row] == wordings[other] for other in chosen)
        if lengths[row] <= left and not twin:
            chosen.append(row)
            left -= int(lengths[row]) + 1
    assert best_within(scores, said(wordings), lengths, budget) == chosen


def test_a_sentence_below_the_least_score_is_not_taken() -> None:
    scores = np.array([0.9, 0.2], dtype=np.float32)
    assert best_within(scores, said("ab"), np.array([5, 5]), 100, least=0.5) == [0]


def central(budget: int, openings: Sequence[bool] = (True,) * 4) -> list[int]:
    vectors = unit([[1, 0.5], [1, 0], [1, -0.5], [0.2, 1]])
    groups = np.array([0, 0, 0, 1])
    return most_central(
        vectors, said("abcd"), np.array([10] * 4), Standing(groups, np.array(openings)), budget
    )


def test_the_most_central_sentence_comes_first_and_then_another_section() -> None:
    assert central(10) == [0]
    assert central(21) == [0, 3]


def test_opening_sentences_come_before_more_central_ones() -> None:
    assert sorted(central(21, (False, False, True, True))) == [2, 3]
    assert set(central(43, (False, False, True, True))[2:]) == {0, 1}
