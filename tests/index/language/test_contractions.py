"""Apostrophes that were left out."""

import pytest

from index.language import with_apostrophes


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
