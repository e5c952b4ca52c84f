"""A month and a day in figures are written out where they are a date."""

import pytest

from index.language.dates import with_months


@pytest.mark.parametrize(
    "text",
    [
        "3/4 of the members voted for the bridge.",
        "It needs a 2/3 majority.",
        "The voyage took 2 1/2 years.",
        "Add 1/2 cup of water.",
    ],
)
def test_a_fraction_is_no_date(text: str) -> None:
    assert with_months(text) == text


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The 9/11 attacks", "The September 11 attacks"),
        ("closed on 3/4, after 7/7", "closed on March 4, after July 7"),
        ("12/12 of that year", "December 12 of that year"),
    ],
)
def test_a_month_and_day_that_is_no_fraction_is_a_date(text: str, date: str) -> None:
    assert with_months(text) == date


@pytest.mark.parametrize(
    "text", ["rated 4/5", "It got 7/10.", "a score of 4/5", "The 4/5 rating", "7/10 agreed"]
)
def test_a_score_is_no_date(text: str) -> None:
    assert with_months(text) == text


def test_a_day_that_the_other_text_names_is_a_date() -> None:
    assert with_months("9/11 changed it", "It was on Sept. 11, 2001.") == "September 11 changed it"
    assert with_months("9/11 changed it", "on the 11th of September") == "September 11 changed it"
    assert with_months("9/11 changed it", "since 9/11") == "September 11 changed it"
    assert with_months("9/11 agreed", "It was on July 11.") == "9/11 agreed"


def test_a_month_and_day_in_figures_is_written_out() -> None:
    assert with_months("after 9/11 and 24/7, 1/2/2003") == "after September 11 and 24/7, 1/2/2003"
