"""Dates as people write them, to year, month and day."""

import pytest

from index.reading.bibliography.written_dates import whole_date, written_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-01-05", (2023, 1, 5)),
        ("2024-11-10 00:36:49 +0100 (So, 10. Nov 2024)", (2024, 11, 10)),
        ("2023-07", (2023, 7)),
        ("5 January 2023", (2023, 1, 5)),
        ("January 5, 2023", (2023, 1, 5)),
        ("Sept. 2023", (2023, 9)),
        ("05-Jul-2001", (2001, 7, 5)),
        ("2nd February 2025", (2025, 2, 2)),
        ("the 21st of February 2025", (2025, 2, 21)),
        ("February 3rd, 2025", (2025, 2, 3)),
        ("v1.2, 2 May 1911: the last", (1911, 5, 2)),
        ("31 February 2023", ()),
        ("2023-13-45", ()),
        ("1911", ()),
        ("soon", ()),
        ("", ()),
    ],
)
def test_a_date_is_read_as_far_as_it_is_stated(text: str, date: tuple[int, ...]) -> None:
    assert written_date(text) == date


def test_a_date_alone_is_told_from_one_among_words() -> None:
    assert whole_date("(September 30, 2024)") == (2024, 9, 30)
    assert whole_date("Draft of September 30, 2024") == ()
    assert whole_date("soon") == ()


@pytest.mark.parametrize("text", ["Mary 2024", "Decided 2024", "Marching 2019", "12 Augustus 2020"])
def test_a_word_that_begins_like_a_month_is_none(text: str) -> None:
    assert written_date(text) == ()
