"""Changes of words that turn a sentence: a negation, a number, a date, an amount, an opposite."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from index.language import (
    AMOUNTS,
    EXCHANGED_OPPOSITES,
    FREQUENCIES,
    MONTHS,
    NEGATIVE_PREFIXES,
    OBLIGATIONS,
    SHORT_MONTHS,
    WEEKDAYS,
    denial_cues,
    opposites,
    quantities_of,
    stems_of,
)
from index.quotations.differences import Op
from index.quotations.warnings.changes import PlacedDifference

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DAYS_AND_MONTHS = {word.lower(): word.lower()[:3] for word in (*MONTHS, *SHORT_MONTHS, *WEEKDAYS)}
# Words of the longest stretch whose dropping drops a negation: more of them are another statement.
_MOST_DROPPED = 4
_SCALES = (AMOUNTS, FREQUENCIES, OBLIGATIONS)


def turning(changes: Sequence[PlacedDifference]) -> Iterator[PlacedDifference]:
    """Yield the changes that turn what the source says."""
    moved = _moved_denials(changes)
    for change in changes:
        if change.is_change and (_denies_otherwise(change, moved) or _exchanges(change)):
            yield change


def _moved_denials(changes: Sequence[PlacedDifference]) -> frozenset[str]:
    """Return the negations that were only put elsewhere in the sentence."""
    changed = [change.difference for change in changes if change.is_change]
    quoted = Counter(_denials(" ".join(difference.quoted for difference in changed)))
    source = Counter(_denials(" ".join(difference.source for difference in changed)))
    return frozenset(denial for denial in quoted if quoted[denial] == source[denial])


def _denials(text: str) -> list[str]:
    return ["not" if _is_not(word) else word for word in _denying_words(text)]


def _denying_words(text: str) -> list[str]:
    return [text[span.start : span.end].lower() for span in denial_cues(text)]


def _is_not(word: str) -> bool:
    return word in {"not", "cannot"} or word.endswith(("n't", "n’t"))


def _denies_otherwise(change: PlacedDifference, moved: frozenset[str]) -> bool:
    """Return whether one side of a change has a negation more than the other."""
    quoted, source = change.difference.quoted, change.difference.source
    denied, denied_in_source = _denials(quoted), _denials(source)
    if change.difference.op is not Op.REPLACE and moved.issuperset(denied + denied_in_source):
        return False
    longest = max(len(_words(quoted)), len(_words(source)))
    one_sided = change.difference.op is not Op.REPLACE and longest > _MOST_DROPPED
    return len(denied) != len(denied_in_source) and not one_sided


def _exchanges(change: PlacedDifference) -> bool:
    """Return whether words of a source were exchanged for ones that say something else."""
    if change.difference.op is not Op.REPLACE:
        return False
    quoted, source = _words(change.difference.quoted), _words(change.difference.source)
    return (
        _numbers_differ(change)
        or _dates_differ(quoted, source)
        or any(_is_turned(word, other) for word in quoted for other in source)
    )


def _words(text: str) -> list[str]:
    return [match[0].lower() for match in _WORD.finditer(text)]


def _numbers_differ(change: PlacedDifference) -> bool:
    """Return whether the two sides have numbers, and other ones."""
    quoted = sorted(quantity.value for quantity in quantities_of(change.difference.quoted))
    source = sorted(quantity.value for quantity in quantities_of(change.difference.source))
    return bool(quoted and source) and quoted != source


def _dates_differ(quoted: Sequence[str], source: Sequence[str]) -> bool:
    """Return whether the two sides name months or days of the week, and other ones."""
    dates = [_DAYS_AND_MONTHS[word] for word in quoted if word in _DAYS_AND_MONTHS]
    others = [_DAYS_AND_MONTHS[word] for word in source if word in _DAYS_AND_MONTHS]
    return bool(dates and others) and dates != others


def _is_turned(word: str, other: str) -> bool:
    """Return whether two words are opposites, or different steps of one scale."""
    return (
        (other in _exchanged().get(word, frozenset()))
        or _stem(other) in opposites().get(_stem(word), frozenset())
        or _is_negated(word, other)
        or _is_negated(other, word)
        or any(_steps_differ(scale, word, other) for scale in _SCALES)
    )


def _stem(word: str) -> str:
    return stems_of([word])[0]


def _is_negated(word: str, other: str) -> bool:
    """Return whether one word is the other with a prefix that negates it."""
    return any(word == prefix + other for prefix in NEGATIVE_PREFIXES)


def _steps_differ(scale: Sequence[Collection[str]], word: str, other: str) -> bool:
    steps = [i for i, step in enumerate(scale) if word in step]
    other_steps = [i for i, step in enumerate(scale) if other in step]
    return bool(steps and other_steps) and steps != other_steps


@cache
def _exchanged() -> dict[str, frozenset[str]]:
    """Return words with their opposites as they are written."""
    exchanged: dict[str, set[str]] = {}
    for first, second in EXCHANGED_OPPOSITES:
        exchanged.setdefault(first, set()).add(second)
        exchanged.setdefault(second, set()).add(first)
    return {word: frozenset(others) for word, others in exchanged.items()}
