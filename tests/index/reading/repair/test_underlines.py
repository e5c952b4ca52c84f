"""Titles are told by the row of one character below them."""

import pytest

from index.reading.documents import document_of
from index.reading.repair.lines import lines_of
from index.reading.repair.underlines import underlined_titles


def titles(text: str) -> list[str]:
    lines = lines_of(text)
    return [lines[title.row].content for title in underlined_titles(lines)]


def test_a_row_of_dots_as_long_as_the_title_underlines_it() -> None:
    assert titles("1.1.1 Wheels\n............\n\nThey turn.") == ["1.1.1 Wheels"]


@pytest.mark.parametrize("text", ["So\n...", "The mill\n......", "Mills of oak\n............ 3"])
def test_other_dots_underline_nothing(text: str) -> None:
    assert titles(text) == []


def test_a_title_may_stand_right_below_a_list_of_titles() -> None:
    text = "Water\nFire\nWater\n=====\n\nIt is cold.\n\nFire\n====\n\nIt is hot.\n"
    assert titles(text) == ["Water", "Fire"]


def test_what_stands_right_below_other_lines_is_no_title() -> None:
    assert titles("Water and what is in it\nFire\n====\n\nIt is hot.\n") == []


@pytest.mark.parametrize("mark", "_-=*#~")
def test_a_ruler_between_paragraphs_is_no_sentence_of_one(mark: str) -> None:
    above = (
        "The committee met in the hall on the first of May and talked about the\n"
        "wheel, which has not turned since the flood of last winter and needs to\n"
        "be mended before the corn is in."
    )
    below = (
        "The next meeting is held in June, when the members of the committee will\n"
        "have seen what the carpenter asks for a new wheel, and how long he takes."
    )
    document = document_of(f"{above}\n{mark * 60}\n{below}\n")
    paragraphs = [document.text[one.start : one.end] for one in document.paragraphs]
    assert paragraphs == [above.replace("\n", " "), below.replace("\n", " ")]
