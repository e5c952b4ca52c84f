"""The forms in which English text gives dates, and the stretch of time that each means.

Where only a part of a form is the date itself, that part is the group `date`.

Two tables: `ABSOLUTE` for dates that mean the same wherever they stand, `RELATIVE` for those that
count back from the year in which the document was issued. Forms that say more stand first.
Years before Christ are astronomical (0 is 1 BC), as in ISO 8601.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from index.briefs.facts.periods import Period, days, month_of, years
from index.language import BELOW_TWENTY, MONTHS, ORDINALS, SHORT_MONTHS, TENS, any_of, month_number

Absolute: TypeAlias = Callable[[re.Match[str]], Period | None]
Relative: TypeAlias = Callable[[re.Match[str], int], Period | None]

_COUNTS = (
    {"a": 1, "an": 1}
    | {word: number for number, word in enumerate(BELOW_TWENTY) if number}
    | {word: 10 * tens for tens, word in enumerate(TENS, start=2)}
)
_ORDINALS = (*ORDINALS, "twenty-first")
_UNITS = {"year": 1, "decade": 10, "centur": 100}


_M = rf"(?P<month>{any_of(MONTHS)}|(?:{any_of(SHORT_MONTHS)})\b\.?)"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[–—-]\s?(?P<last>[0-3]?\d)(?:st|nd|rd|th)?)?"
_Y = r"(?P<year>1\d{3}|20\d{2})(?!\d|[.,]\d)"
_TO = r"(?:\s?[–—-]\s?|\s(?:to|until|till|through|and)\s(?:the\s)?)"
_PART = r"(?:\b(?P<part>early|mid|late)(?:[\s-](?:and|to)[\s-](?:mid|late))?[\s-](?:the\s)?)?"
_ABOUT = r"(?:\b(?P<about>about|around|circa|approximately|roughly|ca?\.)\s?)?"
_ERA = r"(?P<era>BCE?|B\.C\.(?:E\.)?|AD|A\.D\.|CE|C\.E\.)(?!\w)"
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{any_of(_ORDINALS)})"
_BACK = (
    rf"(?P<count>\d{{1,3}}|{any_of(_COUNTS)})"
    r"[\s-](?P<unit>year|decade|centur)(?:s|y|ies)?"
)
# What is not exact is how long something has lasted by now, and no term that was set.
_ESTIMATE = r"(?:(?:well\s)?over|more\sthan|nearly|almost|about|around|at\sleast|roughly|some)"
# Words of one clause, in which no other time is told.
_CLAUSE = r"(?:(?!\b(?:that|wh\w+|after|before|because|if|as|and|but)\b)[^.,;:()\d]){0,100}?"
_PERFECT = (
    rf"\b(?:has|have)\s(?:(?:\w+\s)?been\s\w+ing\b{_CLAUSE}\bfor\s(?:{_ESTIMATE}\s)?"
    rf"|(?!(?:to|an?|no|the|its|their)\b){_CLAUSE}\bfor\s{_ESTIMATE}\s)"
)
# A bare number of four digits is a year after these words; elsewhere only where it cannot well be
# an amount ("2000 men", "$1800").
_LEAD = (
    r"(?:\b(?:in|since|by|until|till|from|after|before|during|of|year|spring|summer|autumn|fall"
    r"|winter|early|mid|late)[\s-]|[(\[])"
)
_NO_AMOUNT = r"(?<![\w.,/$€£#–-])" + "".join(
    rf"(?<!\b{word}\s)" for word in ("no.", "than", "over", "some", "nearly", "almost", "about")
)
_NO_UNIT = (
    r"(?!\s?(?:%|percent|per\s|[a-z]+[^s\W]s\b|men\b|women\b|people\b|[km]?m\b|[km]?g\b|mi\b|ft\b))"
)
_FIRST_BARE_YEAR = 1500


def _part_of(match: re.Match[str], first: int, last: int) -> Period | None:
    """Return the third of `first`..`last` that "early", "mid" or "late" picks, else all of it."""
    part, third = (match["part"] or "").lower(), round((last - first + 1) / 3)
    match part:
        case "early":
            return years(first, first + third)
        case "mid":
            return years(first + third, last - third)
        case "late":
            return years(last - third, last)
        case _:
            return years(first, last)


def _before_christ(match: re.Match[str]) -> bool:
    return (match["era"] or "").upper().startswith("B")


def _from_iso(match: re.Match[str]) -> Period | None:
    return days(int(match["year"]), int(match["month"]), int(match["day"]))


def _from_day(match: re.Match[str]) -> Period | None:
    last = int(match["last"]) if match["last"] else None
    return days(int(match["year"]), month_number(match["month"]), int(match["day"]), last)


def _from_month(match: re.Match[str]) -> Period | None:
    return month_of(int(match["year"]), month_number(match["month"]))


def _from_numbers(match: re.Match[str]) -> Period | None:
    """Return the year alone: the order of day and month is anybody's guess."""
    return years(int(match["year"]))


def _from_decades(match: re.Match[str]) -> Period | None:
    first = int(match["year"])
    if not match["to"]:
        return _part_of(match, first, first + 9)
    to = match["to"]
    return years(first, int(match["year"][: 4 - len(to)] + to) + 9)


def _from_range(match: re.Match[str]) -> Period | None:
    first, to = match["year"], match["to"]
    return years(int(first), int(first[: 4 - len(to)] + to))


def _from_century(match: re.Match[str]) -> Period | None:
    named = [match[name].lower() for name in ("nth", "to") if match[name]]
    numbers = [_ORDINALS.index(name) + 1 if name in _ORDINALS else int(name[:-2]) for name in named]
    if _before_christ(match):
        # The 3rd century BC is 300 BC to 201 BC, -299 to -200.
        return _part_of(match, 1 - 100 * max(numbers), 100 - 100 * min(numbers))
    return _part_of(match, 100 * min(numbers) - 99, 100 * max(numbers))


def _from_era(match: re.Match[str]) -> Period | None:
    year = int(match["year"])
    if not year:
        return None
    return years(1 - year if _before_christ(match) else year, approximate=bool(match["about"]))


def _from_year(match: re.Match[str]) -> Period | None:
    return years(int(match["year"]), approximate=bool(match["about"]))


def _from_bare_year(match: re.Match[str]) -> Period | None:
    year = int(match["year"])
    return years(year) if year >= _FIRST_BARE_YEAR else None


def _back(match: re.Match[str]) -> int:
    """Return the number of years that the words go back."""
    count = match["count"].lower()
    return (int(count) if count.isdigit() else _COUNTS[count]) * _UNITS[match["unit"].lower()]


def _ago(match: re.Match[str], issued: int) -> Period | None:
    """Return the year that lies as far back as the words say, roughly."""
    return years(issued - _back(match), approximate=True)


def _lasting(match: re.Match[str], issued: int) -> Period | None:
    """Return the years from as far back as the words say until the document was issued."""
    return years(issued - _back(match), issued, approximate=True)


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


ABSOLUTE: tuple[tuple[re.Pattern[str], Absolute], ...] = (
    (_form(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"), _from_iso),
    (_form(rf"\b{_D}\s(?:of\s)?{_M},?\s{_Y}"), _from_day),
    (_form(rf"\b{_M}\s{_D},?\s{_Y}"), _from_day),
    (_form(rf"\b{_M},?\s(?:of\s)?{_Y}"), _from_month),
    (_form(rf"\b[0-3]?\d[./][0-3]?\d[./]{_Y}"), _from_numbers),
    (_form(rf"{_PART}\b(?P<year>1\d\d0|20\d0)['’]?s(?:{_TO}['’]?(?P<to>(?:1\d|20)?\d0)['’]?s)?\b"),
     _from_decades),
    (_form(rf"{_PART}\b(?P<nth>{_NTH})(?:\s(?:and|to|or)\s(?:the\s)?(?P<to>{_NTH}))?"
           rf"[\s-]centur(?:y|ies)\b(?:\s{_ERA})?"), _from_century),
    (_form(rf"{_ABOUT}\b(?P<year>[1-9]\d{{0,3}})\s?{_ERA}"), _from_era),
    (_form(rf"{_ABOUT}\b(?P<era>AD|A\.D\.)\s?(?P<year>[1-9]\d{{0,3}})\b"), _from_era),
    (_form(rf"(?<![\w.,/$€£-])(?P<date>{_Y}{_TO}(?P<to>(?:1\d|20)\d\d|\d\d))\b(?![.,/%]?\d|%)"),
     _from_range),
    (_form(rf"{_LEAD}(?P<date>{_ABOUT}{_Y}){_NO_UNIT}"), _from_year),
    (_form(rf"\b(?P<about>around|circa|ca?\.)\s?{_Y}{_NO_UNIT}"), _from_year),
    (_form(rf"{_NO_AMOUNT}(?P<date>{_Y}){_NO_UNIT}"), _from_bare_year),
)  # fmt: skip
RELATIVE: tuple[tuple[re.Pattern[str], Relative], ...] = (
    (_form(rf"\b{_BACK}\s(?:since|ago)\b"), _ago),
    (_form(rf"\bthe\s(?:past|last)\s(?P<date>{_BACK})\b(?!\s(?:of|before)\b)"), _lasting),
    (_form(rf"{_PERFECT}(?P<date>{_BACK})\b"), _lasting),
)
