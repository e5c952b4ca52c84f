"""Stretches of time with a common label, from a single day to centuries before Christ."""

import calendar
from dataclasses import dataclass
from typing import NamedTuple

from index.language import MONTHS

_DECADE, _CENTURY = 10, 100  # years
_FIRST_DAY, _LAST_DAY = (1, 1), (12, 31)  # of a year, month and day


class Day(NamedTuple):
    """A day of the calendar.

    Args:
        year: Astronomical: 0 is 1 BC, as in ISO 8601.
        month: 1 to 12.
        number: 1 to 31.
    """

    year: int
    month: int
    number: int


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time, both days included.

    Args:
        start: The earliest day meant.
        end: The latest day meant.
        approximate: The words give the time roughly ("around 1066", "17 years since").
    """

    start: Day
    end: Day
    approximate: bool = False

    def __post_init__(self) -> None:
        """Check the order.

        Raises:
            ValueError: The end lies before the start.
        """
        if self.end < self.start:
            msg = f"a period cannot end on {self.end} when it starts on {self.start}"
            raise ValueError(msg)

    @property
    def label(self) -> str:
        """The period in one form for all: "7 October 2001", "1990s", "1996–2001", "about 2001"."""
        return ("about " if self.approximate else "") + self._plain

    @property
    def _plain(self) -> str:
        if self.start == self.end:
            return _day_label(self.start)
        if (self.start[1:], self.end[1:]) == (_FIRST_DAY, _LAST_DAY):
            return _years_label(self.start.year, self.end.year)
        month = month_of(self.start.year, self.start.month)
        if month and (self.start, self.end) == (month.start, month.end):
            return f"{MONTHS[self.start.month - 1]} {_year_label(self.start.year)}"
        return f"{_day_label(self.start)} to {_day_label(self.end)}"


def fraction(day: Day) -> float:
    """Return a day as a year with a fraction, months and days taken as equally long."""
    return day.year + (day.month - 1) / 12 + (day.number - 1) / 372


def years(first: int, last: int | None = None, *, approximate: bool = False) -> Period | None:
    """Return the whole years from `first` to `last`, None where they run backwards."""
    last = first if last is None else last
    if first > last:
        return None
    return Period(Day(first, *_FIRST_DAY), Day(last, *_LAST_DAY), approximate)


def month_of(year: int, month: int) -> Period | None:
    """Return a whole month, None where there is no such month."""
    if not 1 <= month <= 12:
        return None
    return Period(Day(year, month, 1), Day(year, month, _length(year, month)))


def days(year: int, month: int, first: int, last: int | None = None) -> Period | None:
    """Return days of one month, None where the calendar has no such days."""
    last = first if last is None else last
    if month_of(year, month) is None or not 1 <= first <= last <= _length(year, month):
        return None
    return Period(Day(year, month, first), Day(year, month, last))


def _length(year: int, month: int) -> int:
    """Return the days of a month; the calendar repeats every 400 years, also before year 1."""
    return calendar.monthrange(year % 400 + 400, month)[1]


def _year_label(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"


def _day_label(day: Day) -> str:
    return f"{day.number} {MONTHS[day.month - 1]} {_year_label(day.year)}"


def _years_label(first: int, last: int) -> str:
    """Return the label of whole years."""
    if first == last:
        return _year_label(first)
    if first > 0 and last - first + 1 == _DECADE and first % _DECADE == 0:
        return f"{first}s"
    if last - first + 1 == _CENTURY and first % _CENTURY == 1:
        if first > 0:
            return _century_label(last // _CENTURY)
        return f"{_century_label(-(first // _CENTURY))} BC"
    return f"{_year_label(first)}–{_year_label(last)}"


def _century_label(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return f"{number}th century"
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix} century"
