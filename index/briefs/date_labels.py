"""When a statement is of, in one form for all, in the words of who reads it."""

from collections import defaultdict
from collections.abc import Iterable

from index.briefs.export_words import ExportWord, ExportWording, english
from index.briefs.facts.dates import DatedStatement
from index.briefs.facts.periods import Day, Period, month_of
from index.types import Span

_DECADE, _CENTURY = 10, 100  # years
_FIRST_DAY, _LAST_DAY = (1, 1), (12, 31)  # of a year, month and day
_MONTHS = (
    ExportWord.JANUARY,
    ExportWord.FEBRUARY,
    ExportWord.MARCH,
    ExportWord.APRIL,
    ExportWord.MAY,
    ExportWord.JUNE,
    ExportWord.JULY,
    ExportWord.AUGUST,
    ExportWord.SEPTEMBER,
    ExportWord.OCTOBER,
    ExportWord.NOVEMBER,
    ExportWord.DECEMBER,
)
_ORDINALS = {1: ExportWord.CENTURY_ST, 2: ExportWord.CENTURY_ND, 3: ExportWord.CENTURY_RD}
_TEENS = (11, 12, 13)  # English has these as "11th", not "11st"


def by_sentence(dates: Iterable[DatedStatement]) -> list[list[DatedStatement]]:
    """Return dated statements, those of one sentence together, in the order of their first."""
    together: dict[tuple[str, Span], list[DatedStatement]] = defaultdict(list)
    for date in dates:
        together[date.quote.document.id, date.quote.span].append(date)
    return list(together.values())


def date_label(statement: DatedStatement, words: ExportWording = english) -> str:
    """Return when a statement is of: "7 October 2001", "1990s", "1996–2001", "about 2001".

    Where only the words of the date are known they stand as they are in the sentence.
    """
    period = statement.period
    if period is None:
        return statement.words
    plain = _plain(period, words)
    return words(ExportWord.ABOUT).format(period=plain) if period.approximate else plain


def year_label(year: int, words: ExportWording = english) -> str:
    """Return a year, astronomical (0 is 1 BC), as it is said."""
    return str(year) if year > 0 else words(ExportWord.BEFORE_CHRIST).format(year=1 - year)


def _plain(period: Period, words: ExportWording) -> str:
    """Return a period as though it were exact."""
    start, end = period.start, period.end
    if start == end:
        return _day(start, words)
    if (start[1:], end[1:]) == (_FIRST_DAY, _LAST_DAY):
        return _years(start.year, end.year, words)
    month = month_of(start.year, start.month)
    if month and (start, end) == (month.start, month.end):
        year = year_label(start.year, words)
        return words(ExportWord.IN_MONTH).format(month=words(_MONTHS[start.month - 1]), year=year)
    return words(ExportWord.DAYS).format(first=_day(start, words), last=_day(end, words))


def _day(day: Day, words: ExportWording) -> str:
    month, year = words(_MONTHS[day.month - 1]), year_label(day.year, words)
    form = ExportWord.ON_FIRST if day.number == 1 else ExportWord.ON_DAY
    return words(form).format(day=day.number, month=month, year=year)


def _years(first: int, last: int, words: ExportWording) -> str:
    """Return whole years: one, a decade, a century, or from one to another."""
    if first == last:
        return year_label(first, words)
    length = last - first + 1
    if first > 0 and length == _DECADE and first % _DECADE == 0:
        return words(ExportWord.DECADE).format(year=first)
    if length == _CENTURY and first % _CENTURY == 1:
        if first > 0:
            return _century(last // _CENTURY, words)
        century = _century(-(first // _CENTURY), words)
        return words(ExportWord.BEFORE_CHRIST).format(year=century)
    return f"{year_label(first, words)}–{year_label(last, words)}"


def _century(number: int, words: ExportWording) -> str:
    """Return a century by its number; English has four endings, other languages other ones."""
    if number == 1:
        return words(ExportWord.FIRST_CENTURY)
    ending = 0 if number % 100 in _TEENS else number % 10
    return words(_ORDINALS.get(ending, ExportWord.CENTURY_TH)).format(number=number)
