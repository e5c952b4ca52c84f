"""A month is one, by whatever name a question and a collection have it."""

from index.language import stems_of
from index.search.query_terms.month_names import OtherMonth, months_as_written, other_months


def test_the_other_names_of_a_month_that_the_collection_has_stand_for_it() -> None:
    names = ("october", "oct", "sept", "mill")
    vocabulary = {stem: row for row, stem in enumerate(stems_of(names))}
    terms = stems_of(["mill", "october", "september", "1801"])
    assert other_months(terms, vocabulary) == [OtherMonth(1, 1), OtherMonth(2, 2)]
    assert other_months(["mill"], vocabulary) == []


def test_a_month_is_written_as_the_collection_has_it_beside_a_number_alone() -> None:
    vocabulary = dict.fromkeys(stems_of(["dec", "jan"]), 0)
    asked = "who is jan, and who met on december 3, and on 4 January?"
    read = "who is jan, and who met on Dec. 3, and on 4 Jan.?"
    assert months_as_written(asked, vocabulary) == read
