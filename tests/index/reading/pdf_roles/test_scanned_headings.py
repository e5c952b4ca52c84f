"""Numbered headings that are read off pictures close over their text, and nothing else does."""

import pytest

from index.reading.pdf.page_line import PageLine
from index.reading.pdf_roles.scanned_headings import with_parted_headings

FULL = "The mill at Arvale burned to the ground in the year 1911, and nobody was hurt."


def closing(*texts: str, recognised: tuple[int, ...] = (0,)) -> list[str]:
    """The lines of a page that close."""
    lines = [PageLine(text, 0.0, -12.0 * row, 10.0) for row, text in enumerate(texts)]
    return [line.text for line in with_parted_headings([lines], recognised)[0] if line.closes]


def test_a_numbered_line_of_a_series_closes_and_so_does_what_ends_before_it() -> None:
    assert closing("1. Of the mill", FULL, "2. Of its owner", FULL) == [
        "1. Of the mill",
        FULL,
        "2. Of its owner",
    ]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("7. Of its owner", id="another series"),
        pytest.param(
            "2. Of its owner, who has built it and has had it all his life too", id="full"
        ),
        pytest.param("2. It is ours.", id="a sentence"),
        pytest.param("Of its owner", id="no number"),
    ],
)
def test_without_a_line_that_counts_on_none_closes(second: str) -> None:
    assert closing("1. Of the mill", FULL, second, FULL) == []


def test_what_goes_on_below_in_mid_sentence_does_not_close() -> None:
    going_on = "and it is of nobody else, who may have said so in the years before."
    assert closing("1. The mill is ours", going_on, "2. Of its owner", going_on) == []


def test_pages_that_were_not_read_off_pictures_stay_as_they_are() -> None:
    assert closing("1. Of the mill", FULL, "2. Of its owner", FULL, recognised=()) == []
