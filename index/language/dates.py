"""Dates in running text: months by their names, and "9/11" written out where it is a date."""

import re
from collections.abc import Iterator

from index.language.english import MONTHS, SHORT_MONTHS, any_of
from index.language.quantities import fractions_in

_MONTH_DAY = re.compile(r"(?<![\d/.,])(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?![\d/]|[.,]\d)")
# What stands before a date, and hardly before a score; "of" does before both.
_BEFORE_DATE = re.compile(
    r"\b(?:on|after|before|since|until|till|by|from|dated|the|this|that|these|those|pre|post"
    r"|(?<!score )(?<!rating )(?<!mark )(?<!grade )(?<!average )of)[\s-]"
    r"(?:\d{1,2}/\d{1,2}\s(?:and|or|to|through)\s)?$",
    re.IGNORECASE,
)
_BEHIND_DATE = re.compile(r",?\s(?:1\d|20)\d\d\b|\sof\s(?:that|this|the same)\s", re.IGNORECASE)
_BEHIND_SCORE = re.compile(
    r"[\s-](?:scores?|ratings?|ratios?|stars?|marks?|points?|grades?|odds)\b", re.IGNORECASE
)
_NEAR = 24  # characters before figures that may make them a date
_MONTH = any_of(month[:3] for month in MONTHS)
_NAMED_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})[a-z]*\.?\s(?P<day>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<day_before>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month_behind>{_MONTH})",
    re.IGNORECASE,
)


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or an abbreviation of it, whatever its case.

    Raises:
        ValueError: The word does not begin like a month.
    """
    beginnings = [name[:3].lower() for name in MONTHS]
    return beginnings.index(word[:3].lower()) + 1


def month_forms(word: str) -> tuple[str, ...]:
    """Return a month's name and its abbreviations in small letters; nothing for any other word."""
    names = [name.lower() for name in (*MONTHS, *SHORT_MONTHS)]
    if word.lower() not in names:
        return ()
    return tuple(name for name in names if name.startswith(word[:3].lower()))


def with_months(text: str, beside: str = "") -> str:
    """Return the text with "9/11" and its like written out, "September 11", where it is a date.

    "3/4 of" is none, nor is "rated 4/5".

    Args:
        text: A text of any length.
        beside: What the text is held against: a day that it names is one in the text, too.
    """
    fractions = {match.start("part") for match in fractions_in(text)}
    named = set(_named_days(beside))

    def written(match: re.Match[str]) -> str:
        month, day = int(match[1]), int(match[2])
        is_day = _is_dated(match) or (month, day) in named
        is_date = is_day and match.start() not in fractions
        return f"{MONTHS[month - 1]} {day}" if is_date else match[0]

    return _MONTH_DAY.sub(written, text)


def _is_dated(match: re.Match[str]) -> bool:
    """Return whether what stands around figures makes them a month and a day."""
    text = match.string
    if _BEHIND_SCORE.match(text, match.end()):
        return False
    before = text[max(0, match.start() - _NEAR) : match.start()]
    return bool(_BEFORE_DATE.search(before) or _BEHIND_DATE.match(text, match.end()))


def _named_days(text: str) -> Iterator[tuple[int, int]]:
    """Yield the days that a text names, as month and day."""
    for match in _NAMED_DAY.finditer(text):
        month = match["month"] or match["month_behind"]
        yield month_number(month), int(match["day"] or match["day_before"])
    for match in _MONTH_DAY.finditer(text):
        if _is_dated(match):
            yield int(match[1]), int(match[2])
