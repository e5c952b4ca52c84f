"""Numbered parts of a text are asked for as the collection names them."""

import pytest

from index.language import roman
from index.search.query_terms.numbered_parts import NumberedParts

PARTS = NumberedParts(
    [
        "Amendment IV. The right of the people.",
        "the fifth column",
        "In the Second Chapter, Chapter 2",
        "On March 3 they met; see Page 3.",
    ],
    ["Law · Article. III.", "Guide · CHAPTER 12"],
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("what does the 4th amendment say", "what does amendment IV say"),
        ("what does the fourth Amendment say?", "what does Amendment IV say?"),
        ("whats in article 3", "whats in article III"),
        ("What says the third article?", "What says article III?"),
        ("what is in the twelfth chapter", "what is in chapter 12"),
        ("what is in chapter XII", "what is in chapter 12"),
        ("what is in the second chapter", "what is in the second chapter"),  # said so, too
        ("what is in chapter 2", "what is in chapter 2"),
        ("who are the fifth column", "who are the fifth column"),
        ("the 9th amendment", "the 9th amendment"),  # there is none
        ("which party 0 won", "which party 0 won"),
        ("who was the first president", "who was the first president"),
        ("article civic", "article civic"),
        ("what happened at the third march", "what happened at the third march"),
        ("who was the third page at court", "who was the third page at court"),
    ],
)
def test_a_part_is_asked_for_as_it_is_named(typed: str, written: str) -> None:
    assert PARTS.as_written(typed) == written


def test_the_texts_are_looked_through_once_and_only_for_a_numbered_part() -> None:
    texts = iter(["Amendment IV"])
    parts = NumberedParts(texts)
    assert parts.as_written("who built the mill?") == "who built the mill?"
    assert next(texts) == "Amendment IV"


@pytest.mark.parametrize("number", [n for n in range(1, 400) if len(roman(n)) <= 8])
def test_roman_figures_are_read_back(number: int) -> None:
    parts = NumberedParts([f"Chapter {number}"])
    assert parts.as_written(f"chapter {roman(number)}") == f"chapter {number}"


@pytest.mark.parametrize("figures", ["IIX", "VV", "IIII", "XM"])
def test_what_is_no_number_in_roman_figures_is_none(figures: str) -> None:
    parts = NumberedParts([f"Chapter {number}" for number in range(1, 400)])
    assert parts.as_written(f"chapter {figures}") == f"chapter {figures}"
