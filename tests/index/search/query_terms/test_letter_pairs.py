"""Words by the letter pairs that they share, held against comparing with every word."""

from hypothesis import given
from hypothesis import strategies as st

from index.search.query_terms.letter_pairs import LetterPairs

words = st.text(alphabet="abeßжü𐐷", min_size=1, max_size=7)


def pairs(word: str) -> set[str]:
    edged = f"^{word}$"
    return {edged[i : i + 2] for i in range(len(edged) - 1)}


def likeness(word: str, other: str) -> float:
    return len(pairs(word) & pairs(other)) / (len(word) + len(other))


@given(st.lists(words, max_size=12), words, st.integers(min_value=1, max_value=14))
def test_the_nearest_are_those_that_a_comparison_with_all_finds(
    known: list[str], typed: str, most: int
) -> None:
    alike = [row for row, word in enumerate(known) if pairs(word) & pairs(typed)]
    alike.sort(key=lambda row: -likeness(known[row], typed))
    assert LetterPairs.of(known).nearest(typed, most).tolist() == alike[:most]


def test_a_pair_that_stands_twice_in_a_word_counts_once() -> None:
    found = LetterPairs.of(["anan", "ann"]).nearest("an", 2)
    assert found.tolist() == [1, 0]  # 3 of 5 before 3 of 6


def test_of_no_words_none_is_near() -> None:
    assert LetterPairs.of([]).nearest("mill", 3).tolist() == []
