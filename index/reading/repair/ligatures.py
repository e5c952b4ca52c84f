"""Characters that an extraction lost: which ones they were, judged by the words they stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from index.reading.repair.draft import Change
from index.reading.repair.text_vocabulary import LOST, Vocabulary
from index.types import RepairKind

_CLASSIC = ("fi", "fl", "ff", "ffi", "ffl")
_RARER = ("ft", "tt", "ti", "tf", "fj", "fb", "fh", "fk")
_AT_START = ("Th",)
_CAPITALS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

# Cost on the Zipf scale, that is in powers of ten: how much less often these are lost.
_COST = (
    dict.fromkeys(_CLASSIC, 0.0)
    | dict.fromkeys((*_RARER, *_AT_START), 0.5)
    | dict.fromkeys(_CAPITALS, 1.5)
)
_INSIDE = 2.0  # a capital in mid-sentence is the beginning of a name
_MIN_ZIPF, _MIN_SCORE, _MIN_MARGIN = 1.5, 0.5, 0.7  # of the word, less its cost, over its rival
_MIN_INTACT = 5  # times that a text spells a ligature which it did not lose
_MAX_LOST_PER_WORD = 3

# A neighbouring figure makes it a code, not a word.
_DAMAGED = re.compile(rf"(?<![\w{LOST}])[^\W\d_]*{LOST}(?:{LOST}|[^\W\d_])*(?!\w)")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:][\"'”’»)\]]*\s+|\n\s*)[\"'“‘«(\[]*$")
_LOOKBEHIND = 8  # characters; enough to see the end of the sentence before


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What may have been lost, and how likely that is, on the Zipf scale."""

    filling: tuple[str, ...]
    score: float


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
    decided: dict[tuple[str, bool], tuple[str, ...]] = {}  # the same words are lost all over
    for match in _DAMAGED.finditer(text):
        before = text[max(0, match.start() - _LOOKBEHIND) : match.start()]
        case = (match[0], bool(_SENTENCE_START.search(before)))
        if case not in decided:
            decided[case] = decide(case[0], vocabulary, starts=case[1])
        filling = decided[case]
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
    intact = _intact(vocabulary)
    # What the text spells out elsewhere is likely not what it lost, but no proof.
    return _certain(word, vocabulary, starts, intact) or (
        _certain(word, vocabulary, starts, frozenset()) if intact else ()
    )


def _intact(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the rarer ligatures that a text with systematic damage did not lose."""
    if not vocabulary.damage_is_systematic(_CLASSIC[:3]):
        return frozenset()
    return frozenset(pair for pair in _RARER if vocabulary.spelt(pair) >= _MIN_INTACT)


def _certain(
    word: str, vocabulary: Vocabulary, starts: bool, intact: frozenset[str]
) -> tuple[str, ...]:
    """Return the filling that makes `word` ten to the margin likelier than any other."""
    ranked = sorted(_candidates(word, vocabulary, starts, intact), key=lambda c: -c.score)
    if not ranked:
        return ()
    best, *rivals = ranked
    certain = not rivals or best.score - rivals[0].score >= _MIN_MARGIN
    return best.filling if certain else ()


def likeliest(word: str, vocabulary: Vocabulary) -> float:
    """Return the Zipf frequency of `word`, of its likeliest reading if it is damaged."""
    if LOST not in word:
        return vocabulary.zipf(word)
    candidates = _candidates(word, vocabulary, starts=False, intact=_intact(vocabulary))
    return max((c.score for c in candidates), default=0.0)


def _candidates(
    word: str, vocabulary: Vocabulary, starts: bool, intact: frozenset[str]
) -> list[_Candidate]:
    """Return the known words that `word` may have been; compounds only if there are none."""
    parts = word.split(LOST)
    fillings = list(_fillings(parts, intact))
    words: list[_Candidate] = []
    for filling in fillings:
        known = vocabulary.zipf(_spelt(parts, filling))
        score = known - _cost(filling, capital=not parts[0], starts=starts)
        if known >= _MIN_ZIPF and score >= _MIN_SCORE:
            words.append(_Candidate(filling, score))
    return words or list(_compounds(parts, fillings, vocabulary))


def _compounds(
    parts: Sequence[str], fillings: Sequence[tuple[str, ...]], vocabulary: Vocabulary
) -> Iterator[_Candidate]:
    """Yield what makes two known words put together.

    Only what classic ligatures complete: proof is weaker.
    """
    for filling in fillings:
        if not set(filling).issubset(_CLASSIC):
            continue
        score = vocabulary.compound(_spelt(parts, filling), _seams(parts, filling))
        if score:
            yield _Candidate(filling, score)


def _fillings(parts: Sequence[str], intact: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield every way to fill the places between `parts`."""
    lost = len(parts) - 1
    if lost > _MAX_LOST_PER_WORD or not any(parts):
        return
    inside = tuple(pair for pair in (*_CLASSIC, *_RARER) if pair not in intact)
    first = inside if parts[0] else (*inside, *_AT_START, *_CAPITALS)
    yield from product(first, *[inside] * (lost - 1))


def _spelt(parts: Sequence[str], filling: Sequence[str]) -> str:
    """Return the word that `filling` makes of its parts."""
    return "".join(part + pair for part, pair in zip(parts, (*filling, ""), strict=True))


def _seams(parts: Sequence[str], filling: Sequence[str]) -> list[int]:
    """Return the places of the word between two letters that are not of one ligature."""
    seams: list[int] = []
    length = 0
    for part, pair in zip(parts, (*filling, ""), strict=True):
        seams += range(length, length + len(part) + 1)
        length += len(part) + len(pair)
    return seams


def _cost(filling: tuple[str, ...], *, capital: bool, starts: bool) -> float:
    """Return how unlikely it is that these were lost, in powers of ten."""
    name = capital and not starts and filling[0][0].isupper()
    return sum(_COST[f] for f in filling) + (_INSIDE if name else 0.0)
