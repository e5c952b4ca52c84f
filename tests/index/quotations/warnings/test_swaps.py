"""Words that changed places, against trying every pair and every stretch."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from index.quotations.differences import Difference, Op
from index.quotations.warnings.changes import PlacedDifference
from index.quotations.warnings.swaps import _phrase, _windows, exchanged_in
from index.quotations.words import compared_words_of
from index.types import Span

SIDE = st.sampled_from(["the crane", "crane", "a tug", "tug", "Vell", "the"])


def change_of(quoted: str, source: str, start: int) -> PlacedDifference:
    return PlacedDifference(Difference(Op.REPLACE, quoted, source), start, start + len(source))


@given(st.lists(st.tuples(SIDE, SIDE), max_size=8))
def test_the_first_two_changes_that_are_each_other_are_found(
    sides: list[tuple[str, str]],
) -> None:
    changes = [change_of(*pair, start=100 * i) for i, pair in enumerate(sides)]
    expected = None
    for first, second in combinations(changes, 2):
        put, taken = _phrase(first.difference.quoted), _phrase(first.difference.source)
        back = (_phrase(second.difference.source), _phrase(second.difference.quoted))
        if put and taken and put != taken and back == (put, taken):
            expected = Span(first.start, second.end)
            break
    assert exchanged_in(changes) == expected


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=5), st.text("abc ", max_size=30))
def test_the_stretches_with_the_same_words_are_found(quoted: list[str], text: str) -> None:
    source = compared_words_of(" ".join(text.replace(" ", "")))
    size = len(quoted)
    expected = [
        source[i : i + size]
        for i in range(len(source) - size + 1)
        if Counter(word.folded for word in source[i : i + size]) == Counter(quoted)
        and [word.folded for word in source[i : i + size]] != quoted
    ]
    assert list(_windows(quoted, source)) == expected
