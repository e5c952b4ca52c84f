"""Dates as people write them."""

import re

from index.language import MONTHS, any_of, month_number
from index.reading.bibliography.metadata import date_parts

_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_MONTH = any_of(month[:3] for month in MONTHS)
_WORDED = re.compile(
    rf"(?:(?P<before>\d{{1,2}})[ -])?(?P<month>{_MONTH})[a-z]*\.?[ -]"
    r"(?:(?P<day>\d{1,2}),?[ -])?(?P<year>\d{4})",
    re.IGNORECASE,
)


def written_date(text: str) -> tuple[int, ...]:
    """Return year, month and day of the first date in a text, as far as it states them.

    "2023-01-05", "5 January 2023", "Jan. 5, 2023" and "05-Jan-2023" are dates; empty for none.
    """
    if iso := _ISO.search(text):
        return date_parts(iso[0])
    match = _WORDED.search(text)
    if match is None:
        return ()
    month = f"{match['year']}-{month_number(match['month']):02}"
    day = match["before"] or match["day"]
    return date_parts(f"{month}-{day:0>2}" if day else month)
