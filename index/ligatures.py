"""Characters that an extraction lost: which ones they were, judged by the words they stand in."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import log10

from index.draft import Change
from index.frequencies import zipf
from index.types import RepairKind

LOST = "�"

_CLASSIC = ("fi", "fl", "ff", "ffi", "ffl")
_RARER = ("ft", "tt", "ti", "tf", "fj", "fb", "fh", "fk")
_AT_START = ("Th",)
_CAPITALS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

# Cost on the Zipf scale, that is in powers of ten: how much less often a font loses these.
_COST = (
    dict.fromkeys(_CLASSIC, 0.0)
    | dict.fromkeys((*_RARER, *_AT_START), 0.5)
    | dict.fromkeys(_CAPITALS, 1.5)
)
_MIN_ZIPF = 1.5
_MIN_MARGIN = 0.7
_MAX_LOST_PER_WORD = 3

_WORD = re.compile(rf"[^\W\d_{LOST}]+(?:[’'][^\W\d_]+)?")
_DAMAGED = re.compile(rf"[^\W\d_]*{LOST}[^\W\d_{LOST}]*(?:{LOST}[^\W\d_{LOST}]*)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:][\"'”’»)\]]*\s+|\n\s*)[\"'“‘«(\[]*$")
_LOOKBEHIND = 8  # characters; enough to see the end of the sentence before


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A word that may have stood there."""

    word: str
    filling: tuple[str, ...]
    score: float


class Vocabulary:
    """The words that a text spells out, with how often."""

    def __init__(self, text: str, language: str) -> None:
        """Count the undamaged words of `text`."""
        words = Counter(match[0].lower() for match in _WORD.finditer(_without_damage(text)))
        self.language = language
        self._counts: Mapping[str, int] = words
        self._total = max(sum(words.values()), 1)

    def count(self, word: str) -> int:
        """Return how often the text spells `word`, in any case."""
        return self._counts.get(word.lower(), 0)

    def zipf(self, word: str) -> float:
        """Return how frequent `word` is on the Zipf scale, in the language or in this text.

        A single occurrence among few words says little, so a text counts as 100,000 words long at
        the least.
        """
        count = self.count(word)
        here = log10(count / max(self._total, 100_000)) + 9 if count else 0.0
        return max(zipf(word, self.language), here)


def _without_damage(text: str) -> str:
    """Return `text` without its damaged words."""
    return _DAMAGED.sub(" ", text) if LOST in text else text


def lost_characters(text: str, language: str) -> list[Change]:
    """Return the changes that put lost characters back where the words leave no doubt.

    Args:
        text: A text with its words whole: hyphens at the ends of lines already judged.
        language: ISO 639-1 code.
    """
    if LOST not in text:
        return []
    vocabulary = Vocabulary(text, language)
    changes: list[Change] = []
    for match in _DAMAGED.finditer(text):
        before = text[max(0, match.start() - _LOOKBEHIND) : match.start()]
        filling = decide(match[0], vocabulary, starts=bool(_SENTENCE_START.search(before)))
        places = [match.start() + i for i, c in enumerate(match[0]) if c == LOST]
        changes += [
            Change(place, place + 1, after, RepairKind.LOST_CHARACTER)
            for place, after in zip(places, filling, strict=False)
        ]
    return changes


def decide(word: str, vocabulary: Vocabulary, *, starts: bool = False) -> tuple[str, ...]:
    """Return what was lost in `word`, one entry per lost character; empty if it is not certain.

    Args:
        word: Letters and U+FFFD.
        vocabulary: Of the text that the word stands in.
        starts: The word begins a sentence, so that a capital is to be expected.
    """
    ranked = sorted(_candidates(word, vocabulary, starts), key=lambda c: -c.score)
    if not ranked:
        return ()
    best = ranked[0]
    rivals = [c.score for c in ranked[1:] if c.word.lower() != best.word.lower()]
    certain = not rivals or best.score - rivals[0] >= _MIN_MARGIN
    return best.filling if certain else ()


def likeliest(word: str, vocabulary: Vocabulary) -> float:
    """Return the Zipf frequency of `word`, of its likeliest reading if it is damaged."""
    if LOST not in word:
        return vocabulary.zipf(word)
    return max((c.score for c in _candidates(word, vocabulary, starts=False)), default=0.0)


def _candidates(word: str, vocabulary: Vocabulary, starts: bool) -> Iterable[_Candidate]:
    """Yield the known words that `word` may have been."""
    parts = word.split(LOST)
    if len(parts) - 1 > _MAX_LOST_PER_WORD or not any(parts):
        return
    choices: list[Sequence[str]] = [(*_CLASSIC, *_RARER)] * (len(parts) - 1)
    if not parts[0]:
        choices[0] = (*choices[0], *_AT_START, *_CAPITALS)
    for filling in product(*choices):
        spelt = "".join(p + f for p, f in zip(parts, (*filling, ""), strict=True))
        known = vocabulary.zipf(spelt)
        if known >= _MIN_ZIPF:
            cost = sum(_COST[f] for f in filling)
            if filling[0][0].isupper() and not parts[0] and not starts:
                cost += _COST[filling[0]]
            yield _Candidate(spelt, filling, known - cost)
