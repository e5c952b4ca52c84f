"""Numbers in running text, by value: `44`, `forty-four`, `1,500m`, `two and a half million`.

A number that may be read in more than one way has all its readings: "5m" are metres or millions.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from index.language.english import BELOW_TWENTY, ORDINALS, TENS

_CARDINAL = {word: float(value) for value, word in enumerate(BELOW_TWENTY)} | {
    word: 10.0 * value for value, word in enumerate(TENS, start=2)
}
_ORDINAL = {word: float(value) for value, word in enumerate(ORDINALS, start=1)}
_MAGNITUDE = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
# Behind digits they are nothing but a magnitude; as are the others behind a currency's sign.
_SHORT = {"mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12}
# They may be a unit, too: metres, kelvins, bytes, tonnes.
_SHORT_OR_UNIT = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_CURRENCIES = "$€£¥"
_VULGAR = "¼-¾⅐-⅞"  # "½" and its like
# Words that a number may be counted in: two decades are 20 years.
_SPANS = {"decade": 10.0, "decades": 10.0, "century": 100.0, "centuries": 100.0}
_SHARES = {
    "half": 50.0,
    "one-third": 100 / 3,
    "two-thirds": 200 / 3,
    "one-quarter": 25.0,
    "three-quarters": 75.0,
}
_ADDED = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}  # "two and three quarters"
# With points as separators two groups at least: "1.500" may be another number.
_DIGITS = (
    r"(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?"
    r"|\d+(?:\.\d+)?|\d+,\d{1,2})(?!\d|[.,]\d)"
)
_MAY_BE_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_MAGNITUDES = "|".join(_MAGNITUDE)
_SMALL = (
    rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join((*BELOW_TWENTY[1:10], *ORDINALS[:9]))}))?"
    rf"|{'|'.join((*BELOW_TWENTY[::-1], *ORDINALS[::-1]))}|{_MAGNITUDES})"
)
# What follows a magnitude is added to it ("one hundred and five", "a hundred and five"); other
# neighbours are not.
_SPELT = (
    rf"\b(?:(?:{_SMALL}(?:[\s-](?:{_MAGNITUDES}))+|a\s(?:{_MAGNITUDES}))(?:\sand\s|[\s-]))*"
    rf"{_SMALL}(?:[\s-](?:{_MAGNITUDES}))*(?P<plural>s)?\b"
)
_PERCENT = r"\s?%|[\s-]per\s?cent\b|[\s-]percentage\b"
_SHARE = re.compile(
    rf"""\b(?P<share>half|(?:one|two)[- ]thirds?|(?:one|three)[- ]quarters?)\b
    (?:(?:\sof)?(?:\san?)?[\s-](?:(?P<magnitude>{_MAGNITUDES})|(?P<span>decade|century)
      |(?P<percent>per\s?cent))\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = re.compile(
    rf"""
    (?:
      (?P<minus>(?<![^\s(\[“"‘=])[-−](?=[{_CURRENCIES}]?\d)[{_CURRENCIES}]?|\bminus\s)?
      (?<![\w.,])(?P<digits>{_DIGITS})
      (?P<unit>[^\W\d_{_VULGAR}]+[23]?)?(?![^\W{_VULGAR}])  # "2.5km", "44th", "1990s", "5m2"
      (?P<short>\s(?-i:m|k|bn|mn|mln|tn)(?![\w.'’]))?
    | (?P<minus_spelt>\bminus\s)?(?P<spelt>{_SPELT})
    )
    (?P<first>(?:[\s-](?:{_MAGNITUDES})s?\b)*)
    (?P<added>\sand\s(?:an?|one)[\s-](?:half|quarter)\b|\sand\sthree[\s-]quarters\b|\s?[{_VULGAR}])?
    (?P<magnitudes>(?:[\s-](?:{_MAGNITUDES})s?\b)*)
    (?:[\s-](?P<span>decades?|century|centuries)\b)?
    (?P<percent>\s?%|[\s-]per\s?cent\b|[\s-]percentage\b)?
    (?P<below>(?:\sdegrees?)?(?:\s?°?[CF]|\s(?:Celsius|Fahrenheit))?\sbelow\s(?:zero|freezing)\b)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A part of something, in figures: "3/4 of", "a 2/3 majority", "2 1/2".
_FRACTION = re.compile(
    r"(?<![\w.,/])(?:(?P<whole>\d{1,3})[\s-])?(?P<part>\d{1,2})/(?P<parts>\d{1,2})(?![\w/])"
    r"(?P<of>[\s-](?:of|majorit(?:y|ies)|votes?|shares?|quorum|hours?|miles?|inch(?:es)?|cups?"
    r"|pints?|(?:tea|table)spoons?)\b)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
# What a year is not counted in: "1500 metres".
_COUNTED = re.compile(
    r"[\s-](?:(?:kilo|centi|milli)?met(?:re|er)s?|miles?|feet|yards?|inch(?:es)?|acres?|hectares?"
    r"|(?:kilo)?grams?|tonnes?|tons?|pounds?|ounces?|lit(?:re|er)s?|days?|hours?|minutes?|seconds?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text.

    Args:
        value: What it most likely says; of a decade its first year.
        start: Where it stands.
        text: How it is written.
        readings: All that it may say: of "5m" 5 and 5,000,000, of "two decades" 2 and 20.
        percent: It is a share of a hundred.
        ordinal: It is a place in an order.
        year: It is written like a year.
        decade: It is written like a decade, "1990s".
    """

    value: float
    start: int
    text: str
    readings: tuple[float, ...]
    percent: bool = False
    ordinal: bool = False
    year: bool = False
    decade: bool = False

    @property
    def end(self) -> int:
        """Where the text goes on behind it."""
        return self.start + len(self.text)

    def may_equal(self, other: "Quantity") -> bool:
        """Return whether one of its readings is one of another's."""
        return any(
            math.isclose(reading, stated)
            for reading, stated in product(self.readings, other.readings)
        )


def quantities_of(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text in reading order.

    Lone "one", which is mostly a pronoun, is left out, and so are vague ones ("hundreds of").
    "7/10" are two numbers, as "7 out of 10"; "7/10 of" is a share.
    """
    quantities: list[Quantity] = []
    for quantity in sorted(_found_in(text), key=lambda quantity: (quantity.start, -quantity.end)):
        end = quantities[-1].end if quantities else -1
        # What stands behind a slash is a number only behind another one: "7/10", not "/2019".
        behind_slash = text[quantity.start - 1 : quantity.start] == "/"
        if quantity.start >= end and not (behind_slash and quantity.start != end + 1):
            quantities.append(quantity)
    return tuple(quantities)


def _found_in(text: str) -> Iterator[Quantity]:
    """Yield what may be a number of a text; of those that overlap the first and longest is one."""
    yield from map(_share, _SHARE.finditer(text))
    yield from map(_fraction, fractions_in(text))
    numbers = map(_number, _NUMBER.finditer(text))
    yield from (number for number in numbers if number is not None)


def fractions_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the parts of a whole in figures, with `part` and `parts` among their groups."""
    for match in _FRACTION.finditer(text):
        if int(match["part"]) < int(match["parts"]) and (match["whole"] or match["of"]):
            yield match


def _share(match: re.Match[str]) -> Quantity:
    """Return a part of a whole as a share of a hundred, and "half a million" as a number."""
    words = match["share"].lower().replace(" ", "-").rstrip("s")
    share = next(value for name, value in _SHARES.items() if name.startswith(words))
    part, counted_in = share / 100, (match["magnitude"] or match["span"] or "").lower()
    if counted_in in _MAGNITUDE:
        readings = [part * _MAGNITUDE[counted_in]]
    elif counted_in:
        readings = [part, part * _SPANS[counted_in]]
    else:
        readings = [part] if match["percent"] else [share]
    whole = not counted_in
    return Quantity(readings[0], match.start(), match[0], tuple(readings), percent=whole)


def _fraction(match: re.Match[str]) -> Quantity:
    """Return "3/4" as a share of a hundred, "2 1/2" as a number."""
    whole, part = match["whole"], int(match["part"]) / int(match["parts"])
    value = int(whole) + part if whole else 100 * part
    text = match.string[match.start() : match.end("parts")]
    return Quantity(value, match.start(), text, (value,), percent=not whole)


def _number(match: re.Match[str]) -> Quantity | None:
    """Return a number in figures or words, None where it is vague or a pronoun."""
    digits, unit = match["digits"] or "", (match["unit"] or "").lower()
    words = _words_of(match)
    pronoun = words == ["one"] and not (match["percent"] or match["span"] or match["added"])
    if match["plural"] or pronoun:
        return None
    counted = _COUNTED.match(match.string, match.end())
    year = bool(_YEAR.fullmatch(digits)) and unit in {"", "s"} and not words and not counted
    readings = _signed(match, _readings(match, words), year=year)
    return Quantity(
        readings[0],
        match.start(),
        match[0].strip(),
        readings,
        percent=bool(match["percent"]),
        ordinal=unit in {"st", "nd", "rd", "th"} or (not digits and words[-1] in _ORDINAL),
        year=year and not unit and not match["percent"],
        decade=year and unit == "s",
    )


def _words_of(match: re.Match[str]) -> list[str]:
    """Return the number words of a number, of "2.5 million" the one."""
    spelt = f"{match['spelt'] or ''}{match['first']}"
    words = re.findall(r"[a-z]+", spelt.lower())
    return [_singular(word) for word in words if word not in {"and", "a"}]


def _singular(word: str) -> str:
    return word[:-1] if word[:-1] in _MAGNITUDE else word


def _readings(match: re.Match[str], words: list[str]) -> tuple[float, ...]:
    """Return what a number may say, the likeliest first, its sign left out."""
    if not match["digits"]:
        bases = [_value(words)]
    else:
        bases = [_value([digits, *words]) for digits in _figures(match["digits"])]
        bases = [base * factor for base in bases for factor in _factors(match)]
    whole = [_with_part(base, match, words) for base in bases]
    span = _SPANS.get((match["span"] or "").lower(), 1.0)
    return tuple(dict.fromkeys([*whole, *(value * span for value in whole)]))


def _figures(digits: str) -> list[str]:
    """Return digits in the form that `float` takes, in each way that they may be read."""
    plain = re.sub(r"[,\s](?=\d{3})", "", digits)
    if digits.count(".") > 1:
        return [digits.replace(".", "").replace(",", ".")]
    grouped = [plain.replace(".", "")] if _MAY_BE_GROUPED.fullmatch(plain) else []
    return [plain.replace(",", "."), *grouped]


def _factors(match: re.Match[str]) -> list[float]:
    """Return by what the letters behind digits multiply them, in each way they may be read."""
    letters = match["unit"] or (match["short"] or "").strip()
    short = letters.lower()
    if short in _SHORT:
        return [_SHORT[short]]
    if short not in _SHORT_OR_UNIT:
        return [1.0]
    factor = _SHORT_OR_UNIT[short]
    before = match.string[: match.start("digits")][-1:]
    if before and before in _CURRENCIES:
        return [factor]
    return [factor, 1.0] if letters in {"k", "K", "M"} else [1.0, factor]


def _with_part(base: float, match: re.Match[str], words: list[str]) -> float:
    """Return a number with the part of one that is added to it: "two and a half million"."""
    part = _part(match["added"] or "")
    behind = re.findall(r"[a-z]+", match["magnitudes"].lower())
    if not behind and words and words[-1] in _MAGNITUDE:
        return base + part * _MAGNITUDE[words[-1]]  # "a million and a half"
    return math.prod([base + part, *(_MAGNITUDE[_singular(word)] for word in behind)])


def _part(added: str) -> float:
    if not added:
        return 0.0
    last = re.split(r"[\s-]", added.lower())[-1]
    return _ADDED[last] if last in _ADDED else unicodedata.numeric(last)


def _signed(match: re.Match[str], readings: tuple[float, ...], *, year: bool) -> tuple[float, ...]:
    """Return readings with their sign; a hyphen may be a dash, and a fall be told without sign."""
    minus = match["minus"] or match["minus_spelt"]
    if year or not (minus or match["below"]):
        return readings
    below = tuple(-reading for reading in readings)
    if match["below"]:
        return (*readings, *below)
    opens_line = match.string[: match.start()].rpartition("\n")[2].strip() == ""
    return (*below, *readings) if opens_line or match["percent"] else below


def _value(words: Iterable[str]) -> float:
    """Return the value of number words: what precedes a magnitude is multiplied by it."""
    groups: list[float] = []
    current = 0.0
    for word in words:
        if word[0].isdigit():
            current += float(word)
        elif word not in _MAGNITUDE:
            current += _CARDINAL.get(word, _ORDINAL.get(word, 0.0))
        elif _MAGNITUDE[word] <= _MAGNITUDE["hundred"]:
            current = (current or 1.0) * _MAGNITUDE[word]
        else:
            groups, current = _multiplied(groups, current, _MAGNITUDE[word]), 0.0
    return sum(groups) + current


def _multiplied(groups: list[float], current: float, magnitude: float) -> list[float]:
    """Return the sums before a magnitude with those that it multiplies in one, the last.

    Of "one thousand two hundred million" these are the thousand, too; of "a million two thousand"
    not the million.
    """
    kept = [group for group in groups if current and group >= magnitude]
    multiplied = sum(groups) - sum(kept) + current
    return [*kept, (multiplied or 1.0) * magnitude]
