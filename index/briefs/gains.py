"""Whose gain a sentence tells of, where a topic is what one side gains; English.

Likeness does not tell sides apart: of two that are allied, each sentence on what one has of the
other names both. So it is asked who takes ("benefits", "relies on") or is given ("helped"), as far
as the order of words shows, and what a section's title says that it is on.
"""

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile
from typing import NamedTuple

import numpy as np

from index.briefs.pool import Layout
from index.language import NEVER_NAMES_IN_BRIEFS, STOP_WORDS, fold, stems_of
from index.types import Scores

# How much more a sentence counts that tells of the side's gain, or stands in a section on it; the
# first that was tried.
_OWN = 1.25
_REACH = 8  # words between a side and the verb
_GAINS = r"(?:gain|benefit|profit)(?:s|ed|ting)?"
_SIDE = r"(?P<side>[^\W\d_][\w’'-]*(?: [\w’'-]+){0,4}?)"
_TOPICS = (
    re.compile(
        rf"(?:the |what (?:are|were) the )?(?:gains?|benefits?|advantages?|profits?)"
        rf"(?: of .+?)? (?:for|to) {_SIDE}\W*",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:what|how|why)? ?(?:do |does |did |has |have )?{_SIDE} "
        rf"(?:has |have |can )?{_GAINS}\b.*",
        re.IGNORECASE,
    ),
)
_TITLED = re.compile(
    r"\b(?:gain|benefit|advantage|profit|reward|cost|price|loss|losse)s?\b", re.IGNORECASE
)
_TAKING = frozenset(
    stems_of(
        "gain benefit profit garner receive get enjoy obtain acquire win need rely depend incur "
        "suffer lose".split()
    )
)
_GIVING = frozenset(
    stems_of("support help assist aid train fund finance supply provide offer protect".split())
)
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_ENDING = re.compile(r"[’']s?$")


class _Word(NamedTuple):
    """A word of a sentence.

    Args:
        folded: Without its possessive.
        stem: Of that.
        is_side: Whether it may name a side.
    """

    folded: str
    stem: str
    is_side: bool


def side_of(topic: str) -> frozenset[str]:
    """Return the words of the side whose gain a topic is, folded; none of any other topic."""
    matches = (pattern.fullmatch(" ".join(topic.split())) for pattern in _TOPICS)
    match = next(filter(None, matches), None)
    words = _WORD.findall(fold(match["side"])) if match else []
    return frozenset(word for word in words if word not in STOP_WORDS)


def weights_of_sides(topic: str, layout: Layout) -> Scores:
    """Return by how much each sentence counts on a topic for whose gain it tells of, (n,).

    That of another side counts nothing, unless its section is on the side. 1 for all where the
    topic is no gain.
    """
    side = side_of(topic)
    ones = np.ones(len(layout), dtype=np.float32)
    if not side:
        return ones
    weights = [_weight(side, one.text, one.section or "") for one in layout.sentences]
    return np.array(weights, dtype=np.float32) if max(weights) > 1 else ones


def _weight(side: frozenset[str], sentence: str, section: str) -> float:
    is_titled = bool(_TITLED.search(section) and side & set(_WORD.findall(fold(section))))
    taker = _taker(_words(sentence, side))
    if taker is None:
        return _OWN if is_titled else 1.0
    if taker & side:
        return _OWN**2 if is_titled else _OWN
    return 1.0 if is_titled else 0.0


def _words(sentence: str, side: frozenset[str]) -> list[_Word]:
    words = [_ENDING.sub("", word) for word in _WORD.findall(sentence)]
    folded = [fold(word) for word in words]
    return [
        _Word(small, stem, small in side or _is_name(word, small))
        for word, small, stem in zip(words, folded, stems_of(folded), strict=True)
    ]


def _is_name(word: str, folded: str) -> bool:
    has_capital = any(part[:1].isupper() for part in word.split("-"))
    return has_capital and folded not in NEVER_NAMES_IN_BRIEFS


def _taker(words: Sequence[_Word]) -> frozenset[str] | None:
    """Return whom the first verb of taking or giving lets have something, None for nobody."""
    for at, word in enumerate(words):
        if word.stem in _TAKING and not word.is_side:
            near = words[max(0, at - _REACH) : at][::-1]
        elif word.stem in _GIVING and not word.is_side:
            near = words[at + 1 : at + 1 + _REACH]
        else:
            continue
        if named := _first_named(near):
            return named
    return None


def _first_named(words: Sequence[_Word]) -> frozenset[str]:
    """Return the words of the first name among some, which stand together; none without one."""
    from_name = dropwhile(lambda word: not word.is_side, words)
    return frozenset(word.folded for word in takewhile(lambda word: word.is_side, from_name))
