"""Decades of a question in the figures that the collection has for them: "the nineties"."""

import re
from collections.abc import Container
from functools import partial

_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_CENTURIES = ("19", "20")
# An age is none, nor a temperature or a mark: "in the 70s age group", "the 90s percent range".
_NAME = re.compile(
    rf"(?<=\bthe )(?P<before>(?:(?:early|mid|late|later|whole|entire)[ -])?)[’']?"
    rf"(?P<name>{'|'.join(_TENS)}|[1-9]0[’']?s)\b"
    r"(?! (?:of (?:his|her|their)|ages?|aged|percent|mph|degrees|fahrenheit|celsius|range|years?)\b"
    r"| ?[°%])",
    re.IGNORECASE,
)


def decades_as_written(question: str, words: Container[str]) -> str:
    """Return a question, each decade whose century the collection tells in figures.

    What it calls so itself stays, and what may be of two centuries.

    Args:
        question: What is asked.
        words: The folded words that the collection has.

    Example:
        >>> decades_as_written("what did they pay in the nineties?", {"1990s"})
        'what did they pay in the 1990s?'
    """
    return _NAME.sub(partial(_written, words), question)


def _written(words: Container[str], match: re.Match[str]) -> str:
    """Return a decade in figures where the collection has those of one century."""
    name = match["name"].lower().replace("’", "").replace("'", "")
    if name in words:
        return match[0]
    tens = name[:2] if name[0].isdigit() else f"{_TENS.index(name) + 2}0"
    told = [years for century in _CENTURIES if (years := f"{century}{tens}s") in words]
    return match["before"] + told[0] if len(told) == 1 else match[0]
