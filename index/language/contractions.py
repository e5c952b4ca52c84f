"""Contractions as members write them, with their apostrophe or without: "what's", "didnt"."""

import re
from collections.abc import Iterable

from index.language.english import any_of

_WRITTEN = (  # those that are no other word without it, as "we're", "won't" and "it's" are
    "what's who's where's when's why's how's that's there's here's they're they've they'll you're "
    "you've we've i've i'm don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't "
    "can't couldn't wouldn't shouldn't mustn't ain't"
).split()
_PLACES = {word.replace("'", ""): word.index("'") for word in _WRITTEN}
_BARE = re.compile(rf"\b(?:{'|'.join(_PLACES)})\b", re.IGNORECASE)


def with_apostrophes(text: str) -> str:
    """Return a text with the apostrophes that its contractions lack."""
    return _BARE.sub(_written, text)


def question_opening(words: Iterable[str]) -> str:
    """Return the pattern of a word that opens a question, alone or with a verb contracted to it.

    Args:
        words: What may open it, in small letters.

    Example:
        >>> opening = re.compile(question_opening({"who", "why"}))
        >>> [word for word in ("who", "who’s", "whyd", "whole") if opening.fullmatch(word)]
        ['who', 'who’s', 'whyd']
    """
    return rf"(?:{any_of(words)})(?:['’]?(?:s|re|d))?\b"


def _written(bare: re.Match[str]) -> str:
    at = _PLACES[bare[0].lower()]
    return f"{bare[0][:at]}'{bare[0][at:]}"
