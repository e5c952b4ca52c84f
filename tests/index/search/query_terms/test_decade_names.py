"""Decades are asked for in the figures that a collection has for them."""

import pytest

from index.search.query_terms.decade_names import decades_as_written

WORDS = {"1990s", "1920s", "2020s", "1980s", "1870s", "sixties", "1960s"}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("who paid in the nineties?", "who paid in the 1990s?"),
        ("who paid in the Nineties?", "who paid in the 1990s?"),
        ("who paid back in the 90s", "who paid back in the 1990s"),
        ("who paid in the '90s", "who paid in the 1990s"),
        ("who paid in the 90's", "who paid in the 1990s"),
        ("who paid in the late 80s", "who paid in the late 1980s"),
        ("from the eighties to the mid-nineties", "from the 1980s to the mid-1990s"),
    ],
)
def test_a_decade_is_written_in_figures(typed: str, written: str) -> None:
    assert decades_as_written(typed, WORDS) == written


@pytest.mark.parametrize(
    "typed",
    [
        "who paid in the twenties?",  # the collection has two of them
        "who paid in the seventies?",  # it has those of a century that would be named
        "who were in the 90s age group",
        "who died in the early nineties of her life",
        "was it in the 90s Fahrenheit?",
        "who paid in the sixties?",  # it says so itself
        "is she in her nineties",
        "how many were in their 90s",
        "who paid in the 1990s",
        "what are the tens for",
        "the 90 sailors",
    ],
)
def test_what_is_no_decade_or_of_two_centuries_stays(typed: str) -> None:
    assert decades_as_written(typed, WORDS) == typed
