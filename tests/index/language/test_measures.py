"""Measures of a text, and one told in the words of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.measures import measures_of, with_measures


@pytest.mark.parametrize(
    ("text", "counted_in", "value", "written"),
    [
        ("The keeper serves for twelve months.", "month", 12, "twelve months"),
        ("a two-year term", "month", 24, "two-year"),
        ("for half a year", "month", 6, "half a year"),
        ("a year and a half later", "month", 18, "a year and a half"),
        ("two and a half years", "month", 30, "two and a half years"),
        ("within a fortnight", "second", 1_209_600, "a fortnight"),
        ("after 24 hours", "second", 86_400, "24 hours"),
        ("it lasts 90 mins", "second", 5400, "90 mins"),
        ("an hour and a half", "second", 5400, "an hour and a half"),
        ("1.5 kilometers away", "metre", 1500, "1.5 kilometers"),
        ("1500 metres away", "metre", 1500, "1500 metres"),
        ("1,500 metres away", "metre", 1500, "1,500 metres"),
        ("5km away", "metre", 5000, "5km"),
        ("two decades ago", "month", 240, "two decades"),
        ("it is six feet deep", "inch", 72, "six feet"),
        ("half an hour", "second", 1800, "half an hour"),
    ],
)
def test_a_number_and_its_unit_are_a_measure(
    text: str, counted_in: str, value: float, written: str
) -> None:
    (measure,) = measures_of(text)
    assert (measure.counted_in, measure.text) == (counted_in, written)
    assert measure.value == pytest.approx(value)
    assert text[measure.start : measure.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "In 1500 the mill was built.",
        "Half of the growers left.",
        "the second week",
        "44 percent of the gates",
        "the 1990s",
        "two members a boat",
        "a member",
        "twice a year",
        "It costs £ a mile.",
        "one of the days",
        "day and night",
        "in a yearly letter",
        "five months' notice",
        "",
    ],
)
def test_other_numbers_and_units_are_none(text: str) -> None:
    assert measures_of(text) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "told"),
    [
        ("He serves twelve months", "The keeper serves for one year.", "He serves one year"),
        ("within fourteen days", "It is paid within 2 weeks.", "within 2 weeks"),
        ("for six months", "It is shut for half a year.", "for half a year"),
        ("after 24 hours", "One day later it opened.", "after One day"),
        ("It is 1500 metres long", "The weir is 1.5 kilometres long.", "It is 1.5 kilometres long"),
        ("90 minutes each", "An hour and a half is given to each.", "An hour and a half each"),
    ],
)
def test_a_measure_is_told_in_the_words_of_the_evidence(
    claim: str, evidence: str, told: str
) -> None:
    assert with_measures(claim, evidence) == told


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("for ten months", "It is shut for one year."),
        ("1500 feet long", "The weir is 1500 metres long."),
        ("365 days", "The keeper serves for one year."),
        ("for one year", "The keeper serves for one year, that is twelve months."),
        ("twelve gates", "The keeper serves for one year."),
        ("for twelve months", "Nothing is said."),
    ],
)
def test_one_that_says_another_thing_or_stands_there_stays(claim: str, evidence: str) -> None:
    assert with_measures(claim, evidence) == claim


@given(st.text(alphabet="0159.,ahlfyerndtwo \n-½'km", max_size=60), st.text(max_size=40))
def test_of_any_text_measures_are_slices_in_order(text: str, beside: str) -> None:
    end = 0
    for measure in measures_of(text):
        assert end <= measure.start
        end = measure.end
        assert text[measure.start : end] == measure.text
    assert with_measures(text, text) == text
    with_measures(text, beside)
