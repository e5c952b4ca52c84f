"""Made exercises on claims: a sentence's own words, and the same with one thing turned round.

Each window gives two: what a sentence of it says, which it supports, and that with a number, a
name, an opposite or a negation exchanged, or its two parties, which it contradicts. What tells them
apart is never how many words they share.
"""

import random
import re
from collections.abc import Callable, Sequence
from itertools import chain

from index.calibration import corruptions
from index.language import is_asked

from .exercises import Exercise, Group
from .network import StanceColumn
from .sets import Window

CLAIMS = 6000  # windows that an epoch takes a claim from
_LENGTHS = (40, 300)  # characters of a sentence that is claimed
_BETWEEN = re.compile(r"\s*(?:,|and|or|&)\s*")  # what stands between parties that may change places


class ClaimsBook:
    """Claims made of the sentences of some windows, true and false ones, anew each epoch."""

    def __init__(self, windows: Sequence[Window]) -> None:
        """Keep the windows, and what each document names and numbers.

        Args:
            windows: At least one.
        """
        self._windows = windows
        details: dict[tuple[str, str], set[str]] = {}
        for window in windows:
            own = details.setdefault((window.set_name, window.document), set())
            own.update(chain.from_iterable(_details(text) for text in window.texts))
        self._details = {document: sorted(own) for document, own in details.items()}

    def epoch(self, rng: random.Random) -> list[Group]:
        """Return one epoch's groups in random order."""
        groups: list[Group] = []
        for window in rng.choices(self._windows, k=CLAIMS):
            details = self._details[window.set_name, window.document]
            groups += [(exercise,) for exercise in claims_on(window, details, rng)]
        rng.shuffle(groups)
        return groups


def _details(sentence: str) -> list[str]:
    """Return a sentence's numbers and names, but for what it begins with: any word may do that."""
    names = [name for name in corruptions.names(sentence) if not sentence.startswith(name)]
    return corruptions.numbers(sentence) + names


def claims_on(window: Window, details: Sequence[str], rng: random.Random) -> list[Exercise]:
    """Return a true claim and a false one on a sentence; none where it cannot be made false.

    Args:
        window: Where the sentence stands.
        details: The document's names and numbers.
        rng: Source of chance.
    """
    number = rng.randrange(len(window.sentences))
    sentence, gold = window.texts[number], frozenset({number})
    shortest, longest = _LENGTHS
    if is_asked(sentence) or not shortest <= len(sentence) <= longest:
        return []
    true = corruptions.claim(sentence, rng)
    false = _turned(true, details, rng)
    if false is None:
        return []
    return [
        Exercise(true, window, gold, stance=StanceColumn.SUPPORTED),
        Exercise(false, window, gold, stance=StanceColumn.CONTRADICTED),
    ]


def _turned(claim: str, details: Sequence[str], rng: random.Random) -> str | None:
    """Return the claim with one thing turned round, by the first way drawn that can be gone."""
    own = [d for d in details if re.search(rf"(?<!\w){re.escape(d)}(?!\w)", claim)]
    ways: list[Callable[[], str | None]] = [
        lambda: swapped(claim, [detail for detail in own if not detail[0].isdigit()]),
        lambda: corruptions.exchange(claim, ", ".join(own), details, rng),
        lambda: corruptions.reverse(claim, rng),
        lambda: corruptions.negate(claim),
    ]
    rng.shuffle(ways)
    return next(filter(None, (way() for way in ways)), None)


def swapped(claim: str, names: Sequence[str]) -> str | None:
    """Return the claim with the first two of its names in each other's place.

    Args:
        claim: The claim.
        names: Those that stand in it.

    Returns:
        None where there are no two, or where they stand side by side in a list, in which places
        mean nothing.
    """
    if len(names) < 2:
        return None
    first, second = sorted(names, key=claim.find)[:2]
    start, end = claim.find(first), claim.find(second)
    between = claim[start + len(first) : end]
    if end < start + len(first) or _BETWEEN.fullmatch(between):
        return None
    return f"{claim[:start]}{second}{between}{first}{claim[end + len(second) :]}"
