"""Made exercises on claims: what a sentence says, and the same with one thing turned round.

The claim and the sentence are both given both ways, so four exercises are made of one sentence: two
in which they agree and two in which they do not. Neither a claim nor a sentence alone tells which:
not its negation, not a name from elsewhere, not how many words they share (what Gururangan et al.
2018, arXiv:1803.02324, found to give inference away). What is turned is a number, a name, an
opposite, a negation, or two parties in each other's place.
"""

import random
import re
from collections.abc import Callable, Sequence
from itertools import chain

from index.calibration import corruptions
from index.language import is_asked

from .exercises import Exercise, Group, joined
from .network import StanceColumn
from .sets import Window

CLAIMS = 40_000  # windows that an epoch takes a sentence of
_LENGTHS = (30, 260)  # characters of a sentence that is claimed
_ALONE = 0.6  # share of sentences that are read alone, and …
_WHOLE = 0.15  # … in their whole window; the others with their neighbours
_BETWEEN = re.compile(r"\s*(?:,|and|or|&)\s*")  # what stands between parties that may change places


class ClaimsBook:
    """Claims on the sentences of some windows, true and false ones, anew each epoch."""

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
    """Return true and false claims on a sentence, two of each; none where nothing can be turned.

    Args:
        window: Where the sentence stands.
        details: The document's names and numbers.
        rng: Source of chance.
    """
    number = rng.randrange(len(window.sentences))
    sentence = window.texts[number]
    shortest, longest = _LENGTHS
    if is_asked(sentence) or not shortest <= len(sentence) <= longest:
        return []
    claim = corruptions.claim(sentence, rng)
    turned = _turned(claim, details, rng) if claim in sentence else None
    if turned is None:
        return []
    near, place = _cut_out(window, number, rng)
    other = [*near[:place], sentence.replace(claim, turned, 1), *near[place + 1 :]]
    return [
        Exercise(said, joined(window, texts), frozenset({place}), stance=stance)
        for texts, true, false in ((near, claim, turned), (other, turned, claim))
        for said, stance in ((true, StanceColumn.SUPPORTED), (false, StanceColumn.CONTRADICTED))
    ]


def _cut_out(window: Window, number: int, rng: random.Random) -> tuple[list[str], int]:
    """Return the sentences that are read, and which of them is the one claimed."""
    texts = list(window.texts)
    chance = rng.random()
    if chance < _ALONE:
        return [texts[number]], 0
    if chance < _ALONE + _WHOLE:
        return texts, number
    first = max(0, number - 1)
    return texts[first : number + 2], number - first


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
