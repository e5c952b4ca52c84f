"""Dates are read as they are meant, quoted as they are written, and put in order."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.briefs.date_labels import date_label
from index.briefs.facts.dates import DatedStatement, dates_of
from index.briefs.facts.periods import Day, Period, days, month_of, years
from index.language.sentences import sentences_of
from index.reading.documents import document_of
from index.types import Document, Metadata, quote_of


def document(text: str, issued: tuple[int, ...] = ()) -> Document:
    read = document_of(text)
    return dataclasses.replace(read, metadata=Metadata("A text", issued=issued))


def found(text: str, issued: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    """The words and the label of every date."""
    read = document(text, issued)
    return [(s.words, date_label(s)) for s in dates_of(read, sentences_of(read.text))]


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("It fell on 2001-10-07.", "2001-10-07", "7 October 2001"),
        ("Launched on Oct. 7, 2001, it was quick.", "Oct. 7, 2001", "7 October 2001"),
        ("It opened on 15 December 1999.", "15 December 1999", "15 December 1999"),
        ("It met on the 3rd of May 1791.", "3rd of May 1791", "3 May 1791"),
        ("They met on June 4–6, 1989.", "June 4–6, 1989", "4 June 1989 to 6 June 1989"),
        ("Since September 2004 it stands.", "September 2004", "September 2004"),
        ("It began in February, 2000, there.", "February, 2000", "February 2000"),
        ("It was signed 10/7/2001 at noon.", "10/7/2001", "2001"),
        ("He died in 2013.", "2013", "2013"),
        ("The 2001 position will stay.", "2001", "2001"),
        ("Rule ended (1629) there.", "1629", "1629"),
        ("It grew around 1712 a little.", "around 1712", "about 1712"),
        ("It grew in about 1712 a little.", "about 1712", "about 1712"),
        ("So it was during the 1990s.", "1990s", "1990s"),
        ("So it was in the early 1990s.", "early 1990s", "1990–1993"),
        ("From the 1970s to the 1990s it grew.", "1970s to the 1990s", "1970–1999"),
        ("It lasted from 1996 to 2001 there.", "1996 to 2001", "1996–2001"),
        ("It ruled 1996–2001 there.", "1996–2001", "1996–2001"),
        ("In the school year 2012–13 it cost more.", "2012–13", "2012–2013"),
        ("They came in the 10th century.", "10th century", "10th century"),
        ("They came in the tenth and eleventh centuries.", "tenth and eleventh centuries",
         "901–1100"),
        ("It stood in the 3rd century BC.", "3rd century BC", "3rd century BC"),
        ("He was born in 44 BC there.", "44 BC", "44 BC"),
        ("He was born in AD 79 there.", "AD 79", "79"),
    ],
)  # fmt: skip
def test_a_date_is_read_with_its_words_and_its_meaning(text: str, words: str, label: str) -> None:
    assert found(text) == [(words, label)]


@pytest.mark.parametrize(
    "text",
    [
        "It held 1500 people.",
        "They counted 1800 soldiers there.",
        "It cost $2000 then.",
        "It rose by 1999% at once.",
        "It is 1,918 km long.",
        "See No. 1984 for that.",
        "More than 2000 came.",
        "It weighs 1234.5 tons.",
        "On 31 June 2004 nothing was.",
        "A 250,000-strong crowd came.",
        "The relationship has evolved over time.",
    ],
)
def test_an_amount_and_an_impossible_day_are_no_dates(text: str) -> None:
    labels = [label for _, label in found(text)]
    assert labels in ([], ["June 2004"])


def test_years_back_count_from_the_day_of_issue() -> None:
    text = "Today marks 17 years since the attack. It has endured for over two decades."
    assert found(text, (2018, 9, 11)) == [
        ("two decades", "about 1998–2018"),
        ("17 years since", "about 2001"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("It fell over ten years ago.", "ten years ago", "about 2008"),
        ("Prices doubled over the past 20 years.", "20 years", "about 1998–2018"),
        ("In the last decade it fell.", None, None),
        ("In the last two decades it fell.", "two decades", "about 1998–2018"),
        ("They have been fighting there for three years.", "three years", "about 2015–2018"),
        ("It has stood empty for nearly forty years.", "forty years", "about 1978–2018"),
    ],
)
def test_what_lasts_until_now_counts_from_the_day_of_issue(
    text: str, words: str | None, label: str | None
) -> None:
    assert found(text, (2018,)) == ([(words, label)] if words else [])


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("He was sentenced to more than ten years in prison in 1975.", ["1975"]),
        ("In 1971 she taught in Cairo for three years.", ["1971"]),
        ("In 1996 he left; two years earlier, they had revoked it.", ["1996"]),
        ("The bridge was built in 1890, after they had worked for six years.", ["1890"]),
        ("Applicants must be older than 40 years.", []),
        ("The permit is valid for two years.", []),
        ("Records have to be kept for more than ten years.", []),
        ("It has banned him for two years.", []),
        ("He has said that it was valid for over two years.", []),
        ("It spoilt the last ten years of his life.", []),
    ],
)
@pytest.mark.parametrize("issued", [(), (2018, 9, 11)])
def test_how_long_something_lasts_is_no_date(
    text: str, dates: list[str], issued: tuple[int, ...]
) -> None:
    assert [label for _, label in found(text, issued)] == dates


def test_years_back_have_no_place_where_the_day_of_issue_is_unknown() -> None:
    read = document("It came ten years ago. In 1999 it began.")
    statements = dates_of(read, sentences_of(read.text))
    assert [date_label(s) for s in statements] == ["1999", "ten years ago"]
    assert statements[1].period is None


def test_statements_stand_in_time_order_whatever_the_text_order() -> None:
    assert [
        label for _, label in found("In 2013 he died. In 1989 they lost. It fell in 2001.")
    ] == [
        "1989",
        "2001",
        "2013",
    ]


def test_a_date_said_twice_in_a_sentence_counts_once() -> None:
    assert found("In 2001, and only in 2001, it fell.") == [("2001", "2001")]


def test_a_statement_quotes_its_sentence_and_marks_the_words() -> None:
    read = document("Nothing here. He died in 2013, they say. Nothing there.")
    (statement,) = dates_of(read, sentences_of(read.text))
    assert statement.quote.text == "He died in 2013, they say."
    highlight = statement.quote.highlight
    assert highlight is not None
    assert read.text[highlight.start : highlight.end] == "2013"


def test_a_statement_without_marked_words_is_refused() -> None:
    read = document("He died in 2013.")
    with pytest.raises(ValueError, match="marks the words"):
        DatedStatement(None, quote_of(read, read.paragraphs[0].span))


@given(st.integers(-2000, 2100), st.integers(1, 12), st.integers(1, 31))
def test_a_day_is_a_period_exactly_when_the_calendar_has_it(
    year: int, month: int, day: int
) -> None:
    lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    exists = day <= lengths[month - 1] + (leap and month == 2)
    assert (days(year, month, day) is not None) == exists


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault_and_quoted_verbatim(text: str) -> None:
    read = document(text or "x")
    for statement in dates_of(read, sentences_of(read.text)):
        statement.quote.check()
        assert statement.words in statement.quote.text


def test_a_period_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(Day(2001, 1, 1), Day(2000, 1, 1))
    assert years(2001, 2000) is None
    assert month_of(2001, 13) is None
