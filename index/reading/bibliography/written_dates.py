"""Dates as people write them."""

import re
from typing import NamedTuple

from index.language import MONTHS, any_of, month_number
from index.reading.bibliography.metadata import date_parts

_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_MONTH = any_of([*MONTHS, *(month[:3] for month in MONTHS), "Sept"])
_NTH = r"(?:st|nd|rd|th)"  # behind a number: "2nd"
_WORDED = re.compile(
    rf"(?:(?P<before>\d{{1,2}})(?:{_NTH}(?: of)?)?[ -])?\b(?P<month>{_MONTH})\b\.?[ -]"
    rf"(?:(?P<day>\d{{1,2}}){_NTH}?,?[ -])?(?P<year>\d{{4}})",
    re.IGNORECASE,
)


class PartedDate(NamedTuple):
    """A date in a text.

    Args:
        date: Year, month and day as far as stated.
        before: What stands before it.
        behind: What stands behind it.
    """

    date: tuple[int, ...]
    before: str
    behind: str


def written_date(text: str) -> tuple[int, ...]:
    """Return year, month and day of the first date in a text, as far as it states them.

    "2023-01-05", "5 January 2023", "Jan. 5, 2023", "5th of January 2023" and "05-Jan-2023" are
    dates; empty for none.
    """
    parted = parted_date(text)
    return parted.date if parted else ()


def parted_date(text: str) -> PartedDate | None:
    """Return the first date in a text with what stands around it, None where there is none."""
    match = _ISO.search(text)
    date = date_parts(match[0]) if match else ()
    if match is None:
        match = _WORDED.search(text)
        date = _date_of(match) if match else ()
    if match is None or not date:
        return None
    return PartedDate(date, text[: match.start()], text[match.end() :])


def whole_date(text: str) -> tuple[int, ...]:
    """Return year, month and day of a text that is a date and nothing else, empty of others."""
    parted = parted_date(text)
    is_whole = parted is not None and not any(map(str.isalnum, parted.before + parted.behind))
    return parted.date if parted and is_whole else ()


def _date_of(match: re.Match[str]) -> tuple[int, ...]:
    """Return year, month and day of a date in words, empty where there is no such day."""
    month = f"{match['year']}-{month_number(match['month']):02}"
    day = match["before"] or match["day"]
    return date_parts(f"{month}-{day:0>2}" if day else month)
