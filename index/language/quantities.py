"""Numbers in running text, by value: `44`, `forty-four`, `1,500`, `2.5 million`, `half`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language.english import BELOW_TWENTY, MONTHS, ORDINALS, TENS

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
# Words that a number may be counted in: two decades are 20 years.
_SPANS = {"decade": 10.0, "decades": 10.0, "century": 100.0, "centuries": 100.0}
_SHARES = {
    "half": 50.0,
    "one-third": 100 / 3,
    "two-thirds": 200 / 3,
    "one-quarter": 25.0,
    "three-quarters": 75.0,
}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MAGNITUDES = "|".join(_MAGNITUDE)
_SMALL = (
    rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join((*BELOW_TWENTY[1:10], *ORDINALS[:9]))}))?"
    rf"|{'|'.join((*BELOW_TWENTY[::-1], *ORDINALS[::-1]))}|{_MAGNITUDES})"
)
# What follows a magnitude is added to it ("one hundred and five"); other neighbours are not.
_SPELT = (
    rf"\b(?:{_SMALL}(?:[\s-](?:{_MAGNITUDES}))+(?:\sand\s|[\s-]))*"
    rf"{_SMALL}(?:[\s-](?:{_MAGNITUDES}))*(?P<plural>s)?\b"
)
_SHARE = re.compile(
    r"\b(?:half|(?:one|two)[- ]thirds?|(?:one|three)[- ]quarters?)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    rf"(?:(?<![\w.,/])(?P<digits>{_DIGITS})(?P<suffix>(?:st|nd|rd|th|s)\b|\b)"
    rf"(?P<magnitudes>(?:[\s-](?:{_MAGNITUDES})\b)*)|(?P<spelt>{_SPELT}))"
    r"(?:[\s-](?P<span>decades?|century|centuries)\b)?"
    r"(?P<percent>\s?%|[\s-]per\s?cent\b|[\s-]percentage\b)?",
    re.IGNORECASE,
)
# Written like a month and day, and yet a part of something: "3/4 of", "a 2/3 majority", "2 1/2".
_FRACTION = re.compile(
    r"(?<![\w.,/])(?:(?P<whole>\d{1,3})[\s-])?(?P<part>\d{1,2})/(?P<parts>\d{1,2})(?![\w/])"
    r"(?P<of>[\s-](?:of|majorit(?:y|ies)|votes?|shares?|quorum|hours?|miles?|inch(?:es)?|cups?"
    r"|pints?|(?:tea|table)spoons?)\b)?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"(?<![\d/])(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?![\d/])")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text.

    Args:
        value: What it says; of a decade its first year.
        start: Where it stands.
        text: How it is written.
        counted: The same in smaller units, 20 for "two decades"; else `value`.
        percent: It is a share of a hundred.
        ordinal: It is a place in an order.
        year: It is written like a year.
        decade: It is written like a decade, "1990s".
    """

    value: float
    start: int
    text: str
    counted: float
    percent: bool = False
    ordinal: bool = False
    year: bool = False
    decade: bool = False


def quantities_of(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a text in reading order.

    Lone "one", which is mostly a pronoun, is left out, and so are vague ones ("hundreds of").
    """
    shares = [_share(match) for match in _SHARE.finditer(text)]
    shares += [_fraction(match) for match in _fractions(text)]
    quantities = list(shares)
    for match in _NUMBER.finditer(text):
        quantity = _number(match)
        if quantity is not None and not any(_covers(share, match.start()) for share in shares):
            quantities.append(quantity)
    return tuple(sorted(quantities, key=lambda quantity: quantity.start))


def with_months(text: str) -> str:
    """Return the text with "9/11" and its like written out, "September 11"; not "3/4 of"."""
    fractions = {match.start("part") for match in _fractions(text)}

    def written(match: re.Match[str]) -> str:
        month, day = MONTHS[int(match[1]) - 1], int(match[2])
        return match[0] if match.start() in fractions else f"{month} {day}"

    return _MONTH_DAY.sub(written, text)


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or an abbreviation of it, whatever its case.

    Raises:
        ValueError: The word does not begin like a month.
    """
    beginnings = [name[:3].lower() for name in MONTHS]
    return beginnings.index(word[:3].lower()) + 1


def _share(match: re.Match[str]) -> Quantity:
    """Return a part of a whole, as a share of a hundred."""
    words = match[0].lower().replace(" ", "-").rstrip("s")
    value = next(value for name, value in _SHARES.items() if name.startswith(words))
    return Quantity(value, match.start(), match[0], value, percent=True)


def _fractions(text: str) -> Iterator[re.Match[str]]:
    """Yield the parts of a whole that are written in figures."""
    for match in _FRACTION.finditer(text):
        if int(match["part"]) < int(match["parts"]) and (match["whole"] or match["of"]):
            yield match


def _fraction(match: re.Match[str]) -> Quantity:
    """Return "3/4" as a share of a hundred, "2 1/2" as a number."""
    whole, part = match["whole"], int(match["part"]) / int(match["parts"])
    value = int(whole) + part if whole else 100 * part
    text = match.string[match.start() : match.end("parts")]
    return Quantity(value, match.start(), text, value, percent=not whole)


def _covers(quantity: Quantity, place: int) -> bool:
    """Return whether a quantity is written over a place of its text."""
    return quantity.start <= place < quantity.start + len(quantity.text)


def _number(match: re.Match[str]) -> Quantity | None:
    """Return a number in figures or words, None where it is vague or a pronoun."""
    digits = match["digits"] or ""
    suffix = (match["suffix"] or "").lower()
    words = re.findall(r"[a-z]+", (match["spelt"] or match["magnitudes"]).lower())
    words = [word for word in words if word != "and"]
    vague = bool(match["plural"])
    pronoun = words == ["one"] and not (match["percent"] or match["span"])
    if vague or pronoun:
        return None
    value = _value([digits, *words] if digits else words)
    year = bool(_YEAR.fullmatch(digits)) and not words
    return Quantity(
        value,
        match.start(),
        match[0].strip(),
        counted=value * _SPANS.get((match["span"] or "").lower(), 1.0),
        percent=bool(match["percent"]),
        ordinal=suffix in {"st", "nd", "rd", "th"} or (not digits and words[-1] in _ORDINAL),
        year=year and not suffix and not match["percent"],
        decade=year and suffix == "s",
    )


def _value(words: list[str]) -> float:
    """Return the value of number words: what precedes a magnitude is multiplied by it."""
    total = current = 0.0
    for word in words:
        if word in _MAGNITUDE:
            current = (current or 1.0) * _MAGNITUDE[word]
            if _MAGNITUDE[word] > _MAGNITUDE["hundred"]:
                total, current = total + current, 0.0
        elif word[0].isdigit():
            current += float(word.replace(",", ""))
        else:
            current += _CARDINAL.get(word, _ORDINAL.get(word, 0.0))
    return total + current
