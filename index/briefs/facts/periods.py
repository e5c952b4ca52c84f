"""Stretches of time, from a single day to centuries before Christ."""

import calendar
from dataclasses import dataclass
from typing import NamedTuple

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
