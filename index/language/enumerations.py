"""Sentences that count what they are one of: "Firstly, …", "The second reason is …"; English."""

import re

from index.language.english import ORDINALS, any_of
from index.language.openings import ANNOUNCED_NOUNS

_MOST = 10  # things that a text counts so
_IN_FIRST_PLACE = r"to (?:begin|start) with|first of all|first off"


def _one_of(plural: str) -> str:
    """Return a noun that things are counted by, of one of them."""
    if plural.endswith("ria"):  # "criteria"
        return f"{plural[:-1]}on"
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")


# "The second, …", "The second is …", "The second main reason …"; but not "The second war …".
_NAMED = (
    r"the {ordinal}(?:\s*[,:—–-]|\s+(?:is|was|are|were|being|has to do|concerns|lies)\b"
    rf"|\s+(?:[\w’'-]+\s+){{{{0,2}}}}(?:{any_of(map(_one_of, ANNOUNCED_NOUNS))})\b)"
)
_BEFORE = r"\W*(?:(?:and|but|then),?\s+)?"
_OPENINGS = tuple(
    re.compile(
        rf"{_BEFORE}(?:{ordinal}(?:ly)?\s*[,:]|{ordinal}ly\b"
        rf"|in the {ordinal} place\b|{_NAMED.format(ordinal=ordinal)})",
        re.IGNORECASE,
    )
    for ordinal in ORDINALS[:_MOST]
)
_BEGINS = re.compile(rf"{_BEFORE}(?:{_IN_FIRST_PLACE})\b", re.IGNORECASE)


def place_in_count(sentence: str) -> int | None:
    """Return which of several a sentence says by its opening that it is, from 1 to 10, or None."""
    if _BEGINS.match(sentence):
        return 1
    places = (number for number, opening in enumerate(_OPENINGS, 1) if opening.match(sentence))
    return next(places, None)
