"""Measures in running text, in the words of another: "twelve months" where that says "one year".

A measure is a number with its unit. Two say the same where one is so many times the other by what
the units are defined as: a year is twelve months, and not 365 days. "Half a year", "an hour and a
half" and "two-week" are measures, too.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language.quantities import Quantity, quantities_of

_SECOND, _MONTH, _METRE, _INCH, _GRAM, _OUNCE = "second", "month", "metre", "inch", "gram", "ounce"
# Each unit in the one that it is counted in; plurals and short forms below.
_UNITS = {
    "second": (_SECOND, 1),
    "minute": (_SECOND, 60),
    "hour": (_SECOND, 3600),
    "day": (_SECOND, 86_400),
    "week": (_SECOND, 7 * 86_400),
    "fortnight": (_SECOND, 14 * 86_400),
    "month": (_MONTH, 1),
    "year": (_MONTH, 12),
    "decade": (_MONTH, 120),
    "century": (_MONTH, 1200),
    "millimetre": (_METRE, 0.001),
    "centimetre": (_METRE, 0.01),
    "metre": (_METRE, 1),
    "kilometre": (_METRE, 1000),
    "inch": (_INCH, 1),
    "foot": (_INCH, 12),
    "yard": (_INCH, 36),
    "mile": (_INCH, 63_360),
    "gram": (_GRAM, 1),
    "kilogram": (_GRAM, 1000),
    "tonne": (_GRAM, 1_000_000),
    "ounce": (_OUNCE, 1),
    "pound": (_OUNCE, 16),
}
_OTHER_FORMS = {
    "sec": "second",
    "secs": "second",
    "min": "minute",
    "mins": "minute",
    "hr": "hour",
    "hrs": "hour",
    "wk": "week",
    "wks": "week",
    "yr": "year",
    "yrs": "year",
    "centuries": "century",
    "mm": "millimetre",
    "cm": "centimetre",
    "km": "kilometre",
    "kilo": "kilogram",
    "kilos": "kilogram",
    "inches": "inch",
    "feet": "foot",
    "ft": "foot",
    "kg": "kilogram",
}
_AMERICAN = re.compile(r"meter(s?)\Z")
_HALF = 0.5
_UNIT_WORD = r"[a-z]{2,12}"
_BEHIND_NUMBER = re.compile(rf"[\s\u00a0-]?(?P<unit>{_UNIT_WORD})(?![\w'’])", re.IGNORECASE)
_BY_WORDS = re.compile(
    rf"\b(?:(?P<half>half(?:\s(?:an?|of\san?))?|(?:an?|one)\shalf)|(?P<article>an?)|one)"
    rf"[\s-](?P<unit>{_UNIT_WORD})(?:\sand\sa\s(?P<added>half))?(?![\w'’])",
    re.IGNORECASE,
)
# What may stand before "a year" as a length of time; "twice a year" and "£5 a year" are rates.
_BEFORE_ARTICLE = re.compile(
    r"(?:\A|[.!?]\s|\b(?:about|after|almost|at least|at most|before|every|exactly|for|in|lasts?"
    r"|nearly|of|only|over|serves?|takes?|than|to|under|until|up to|within)\s)\Z",
    re.IGNORECASE,
)
_NEAR = 16  # characters before an article that are looked at
_ATTACHED = re.compile(r"(?P<number>.*?\d)\s?(?P<unit>[a-z]{2,12})\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit, as it stands in a text.

    Args:
        counted_in: The unit that it is counted in.
        value: How many of these.
        start: Where it stands.
        text: How it is written.
    """

    counted_in: str
    value: float
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the text goes on behind it."""
        return self.start + len(self.text)

    def equals(self, other: "Measure") -> bool:
        """Return whether another one says the same."""
        return self.counted_in == other.counted_in and math.isclose(self.value, other.value)


def measures_of(text: str) -> tuple[Measure, ...]:
    """Return the measures of a text in reading order, none within another."""
    found = sorted(_found_in(text), key=lambda one: (one.start, -one.end))
    measures: list[Measure] = []
    for one in found:
        if not measures or one.start >= measures[-1].end:
            measures.append(one)
    return tuple(measures)


def with_measures(text: str, beside: str) -> str:
    """Return a text with each measure in the words of another text, where that says the same.

    Args:
        text: A text of any length.
        beside: What the text is held against.
    """
    own = measures_of(text)
    theirs = measures_of(beside) if own else ()
    written = {one.text.casefold() for one in theirs}
    for one in reversed(own):
        same = next((other for other in theirs if other.equals(one)), None)
        if same is not None and one.text.casefold() not in written:
            text = f"{text[: one.start]}{same.text}{text[one.end :]}"
    return text


def _found_in(text: str) -> Iterator[Measure]:
    """Yield what may be a measure of a text; of those that overlap the first and longest is one."""
    for quantity in quantities_of(text):
        measure = _with_unit(quantity, text)
        if measure is not None:
            yield measure
    for match in _BY_WORDS.finditer(text):
        if match["article"] and not match["added"] and _is_rate(match):
            continue
        value = (_HALF if match["half"] else 1.0) + (_HALF if match["added"] else 0.0)
        measure = _measure(value, match["unit"], match.start(), match[0])
        if measure is not None:
            yield measure


def _is_rate(match: re.Match[str]) -> bool:
    """Return whether an article and a unit may say of how much in each: "twice a year"."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    return _BEFORE_ARTICLE.search(before) is None


def _with_unit(quantity: Quantity, text: str) -> Measure | None:
    """Return a number with the unit behind it, None without one."""
    if quantity.percent or quantity.ordinal or quantity.decade:
        return None
    attached = _ATTACHED.fullmatch(quantity.text)
    if attached:
        return _measure(quantity.value, attached["unit"], quantity.start, quantity.text)
    words = quantity.text.split()
    if len(words) > 1 and _named(words[-1]):  # "two decades"
        return _measure(quantity.readings[0], words[-1], quantity.start, quantity.text)
    behind = _BEHIND_NUMBER.match(text, quantity.end)
    if behind is None:
        return None
    whole = text[quantity.start : behind.end()]
    return _measure(quantity.value, behind["unit"], quantity.start, whole)


def _measure(number: float, unit: str, start: int, text: str) -> Measure | None:
    """Return so many of a unit, None where it is none."""
    name = _named(unit)
    if name is None or number <= 0:
        return None
    counted_in, times = _UNITS[name]
    return Measure(counted_in, number * times, start, text)


def _named(word: str) -> str | None:
    """Return the name of the unit that a word is of, None where it is of none."""
    folded = _AMERICAN.sub(r"metre\1", word.lower())
    if folded in _OTHER_FORMS:
        return _OTHER_FORMS[folded]
    singular = folded.removesuffix("s")
    return singular if singular in _UNITS else None
