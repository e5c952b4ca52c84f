"""The word lists: what must hold between them."""

import re

import pytest

from index.language import english
from index.language.dates import month_number

LISTS = {name: value for name, value in vars(english).items() if isinstance(value, frozenset)}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_lower_case_words(name: str) -> None:
    assert all(re.fullmatch(r"[a-z']+", word) for word in LISTS[name])


def test_no_two_lists_are_the_same() -> None:
    assert len(set(LISTS.values())) == len(LISTS)


def test_an_alternative_does_not_hide_a_longer_one() -> None:
    assert re.match(english.any_of(["do", "does"]), "does")[0] == "does"  # type: ignore[index]


def test_no_pair_of_opposites_is_named_twice() -> None:
    for pairs in (english.CLAIM_OPPOSITES, english.EXCHANGED_OPPOSITES):
        assert len({frozenset(pair) for pair in pairs}) == len(pairs)


@pytest.mark.parametrize(
    ("word", "number"), [("January", 1), ("may", 5), ("Sept.", 9), ("SEP", 9), ("December", 12)]
)
def test_a_month_is_known_by_its_beginning(word: str, number: int) -> None:
    assert month_number(word) == number


def test_a_word_that_is_no_month_has_no_number() -> None:
    with pytest.raises(ValueError, match="xyz"):
        month_number("xyz")
