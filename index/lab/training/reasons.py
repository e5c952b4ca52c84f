"""Made exercises on reasons: what repeats a "why" does not answer it.

From sentences with a reason ("A because B"): asked "Why is it that A?", the sentence answers and A
alone does not. From sentences without one: the sentence itself does not say why.
"""

import random
import re
from collections.abc import Sequence
from itertools import chain

from .exercises import NONE, Exercise, Group, joined
from .sets import Window

ECHOES = 150  # an epoch, of sentences without a reason
_LENGTHS = (25, 220)  # characters of what is asked for
_REASON = re.compile(r",? (?:because|so that|in order to|since the|owing to|thanks to) ")
_CAUSE = re.compile(
    r"\b(because|so that|in order|since|owing|thanks|due|as|for|to|so|therefore|hence|caus\w+|"
    r"reason\w*|lest|by|result\w*|led|why)\b",
    re.IGNORECASE,
)
_ASKING = ("Why is it that {}?", "why {}", "What is the reason that {}?", "How come {}?")


class ReasonsBook:
    """Questions for reasons, made of the sentences of some windows."""

    def __init__(self, windows: Sequence[Window]) -> None:
        """Sort the windows' sentences into those with a reason and those without."""
        texts = dict.fromkeys(chain.from_iterable(window.texts for window in windows))
        self._reasoned = [text for text in texts if _statement(text)]
        self._plain = [text for text in texts if _is_plain(text)]

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        groups = [_contrast(text, rng) for text in self._reasoned]
        echoes = rng.sample(self._plain, min(ECHOES, len(self._plain)))
        groups += [_echo(text, rng) for text in echoes]
        rng.shuffle(groups)
        return groups


def _statement(text: str) -> str:
    """Return what a sentence gives a reason for, without its full stop; empty where it does not."""
    match = _REASON.search(text)
    shortest, longest = _LENGTHS
    if match is None or not shortest <= match.start() <= longest:
        return ""
    statement = text[: match.start()]
    return "" if statement.endswith((" and", " not", " only", " or", " but")) else statement


def _is_plain(text: str) -> bool:
    shortest, longest = _LENGTHS
    return shortest <= len(text) <= longest and text.endswith(".") and not _CAUSE.search(text)


def _asked(statement: str, rng: random.Random) -> str:
    first, rest = statement[0], statement[1:].rstrip(".")
    lowered = first if rest[:1].isupper() else first.lower()
    return rng.choice(_ASKING).format(lowered + rest)


def _contrast(text: str, rng: random.Random) -> Group:
    """Return a sentence with its reason against the same without it."""
    statement = _statement(text)
    question = _asked(statement, rng)
    whole = Exercise(question, _window(text), frozenset({0}))
    return whole, Exercise(question, _window(statement + "."), NONE)


def _echo(text: str, rng: random.Random) -> Group:
    return (Exercise(_asked(text, rng), _window(text), NONE),)


def _window(sentence: str) -> Window:
    return joined(Window("reasons made", "", "", "", (), frozenset()), [sentence])
