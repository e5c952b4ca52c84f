"""Apostrophes that were left out."""

import re

import pytest

from index.language import question_opening, with_apostrophes


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("whats in it for them", "what's in it for them"),
        ("Whats it cost? They didnt say.", "What's it cost? They didn't say."),
        ("why DONT they", "why DON'T they"),
        ("theyre gone and hes not", "they're gone and hes not"),
        ("how’s that", "how’s that"),
    ],
)
def test_they_are_put_back(typed: str, written: str) -> None:
    assert with_apostrophes(typed) == written


@pytest.mark.parametrize("typed", ["its", "were", "wont", "well", "hell", "shed", "cantata", ""])
def test_another_word_stays(typed: str) -> None:
    assert with_apostrophes(typed) == typed


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("who pays", "who"),
        ("Who’s it by", "Who’s"),
        ("howd it end", "howd"),
        ("where're they", "where're"),
        ("whole towns", None),
        ("however", None),
    ],
)
def test_a_question_opens_with_a_word_and_what_is_contracted_to_it(
    question: str, opening: str | None
) -> None:
    match = re.match(question_opening({"who", "how", "where"}), question, re.IGNORECASE)
    assert (match and match[0]) == opening
