"""Changes of words that turn a sentence: a negation, a number, a date, an amount, an opposite."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import product

from index.language import (
    AMOUNTS,
    COORDINATORS,
    EXCHANGED_OPPOSITES,
    FREQUENCIES,
    MONTHS,
    NEGATIVE_PREFIXES,
    OBLIGATIONS,
    SHORT_MONTHS,
    STOP_WORDS,
    WEEKDAYS,
    any_of,
    denial_cues,
    opposites,
    quantities_of,
    stems_of,
)
from index.quotations.differences import Op
from index.quotations.warnings.changes import PlacedDifference
from index.quotations.warnings.limits import limit_in

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BRACKETS = re.compile(r"[\\\[\]［］]")
_OPENING = re.compile(rf"\W*(?:{any_of(COORDINATORS)})\s+|\W*", re.IGNORECASE)
_DAYS_AND_MONTHS = {word.lower(): word.lower()[:3] for word in (*MONTHS, *SHORT_MONTHS, *WEEKDAYS)}
# Words of the longest stretch whose dropping drops a negation: more of them are another statement.
_MOST_DROPPED = 4
_SCALES = (AMOUNTS, FREQUENCIES, OBLIGATIONS)


def turning(text: str, changes: Sequence[PlacedDifference]) -> Iterator[PlacedDifference]:
    """Yield the changes that turn what the source says.

    Args:
        text: The source's text.
        changes: Of the quotation, in order.
    """
    moved = _moved_denials(changes)
    for change in changes:
        denies = _denies_otherwise(change, moved) and not _is_remark(text, change)
        if change.is_change and (denies or _exchanges(change)):
            yield change


def _is_remark(text: str, change: PlacedDifference) -> bool:
    """Return whether all that is left out is a bracket that says a thing of its own.

    "(not yet)", "(and not the inn)" and "(except where nobody pays)" belong to what stands around.
    """
    start, end = change.start, change.end
    opens = text[max(0, start - 2) : start].rstrip().endswith("(")
    is_whole = opens and text[end : end + 2].lstrip().startswith(")")
    if not is_whole or change.difference.op is not Op.DELETE:
        return False
    inner = text[start:end]
    opening = _OPENING.match(inner)
    begins = opening.end() if opening else 0
    denies_first = any(span.start == begins for span in denial_cues(inner))
    return not denies_first and limit_in(text, start, end) is None


def denying_marks(changes: Sequence[PlacedDifference]) -> Iterator[PlacedDifference]:
    """Yield what stands in brackets and denies what the source says: "can[not]", "[un]able"."""
    return (change for change in changes if change.difference.marked and _denies_by_mark(change))


def _denies_by_mark(change: PlacedDifference) -> bool:
    """Return whether words with something in brackets deny what the source's do not."""
    put, source = _BRACKETS.sub("", change.difference.quoted), change.difference.source
    words, sourced = frozenset(_words(put)), frozenset(_words(source))
    if _have_negated(words, sourced) or _have_negated(sourced, words):
        return True
    # Beside words of the source, what says more than a negation is a remark: "[so not in print]".
    is_remark = not sourced and bool(words - STOP_WORDS - frozenset(_denying_words(put)))
    return len(_denials(put)) > len(_denials(source)) and not is_remark


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
        or _are_turned(frozenset(quoted), frozenset(source))
    )


def _words(text: str) -> list[str]:
    return [match[0].lower() for match in _WORD.finditer(text)]


def _numbers_differ(change: PlacedDifference) -> bool:
    """Return whether the two sides have numbers, and other ones."""
    quoted, source = _readings(change.difference.quoted), _readings(change.difference.source)
    if not quoted or not source:
        return False
    alike = len(quoted) == len(source) and not any(map(set.isdisjoint, quoted, source))
    return not alike


def _readings(text: str) -> list[set[float]]:
    """Return what each number of a text may say, ascending; "one" is one where it is its only."""
    quantities = sorted(quantities_of(text), key=lambda quantity: quantity.value)
    readings = [set(quantity.readings) for quantity in quantities]
    return readings or [{1.0} for word in _words(text) if word == "one"]


def _dates_differ(quoted: Sequence[str], source: Sequence[str]) -> bool:
    """Return whether the two sides name months or days of the week, and other ones."""
    dates = [_DAYS_AND_MONTHS[word] for word in quoted if word in _DAYS_AND_MONTHS]
    others = [_DAYS_AND_MONTHS[word] for word in source if word in _DAYS_AND_MONTHS]
    return bool(dates and others) and dates != others


def _are_turned(quoted: frozenset[str], source: frozenset[str]) -> bool:
    """Return whether two words, one of each side, are opposites or other steps of one scale."""
    return (
        any(source & _exchanged().get(word, frozenset()) for word in quoted)
        or _have_opposites(frozenset(stems_of([*quoted])), frozenset(stems_of([*source])))
        or _have_negated(quoted, source)
        or _have_negated(source, quoted)
        or any(_steps_differ(scale, quoted, source) for scale in _SCALES)
    )


def _have_opposites(stems: frozenset[str], others: frozenset[str]) -> bool:
    return any(others & opposites().get(stem, frozenset()) for stem in stems)


def _have_negated(words: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether one word is another with a prefix that negates it."""
    return any(
        word.startswith(prefix) and word[len(prefix) :] in others
        for word, prefix in product(words, NEGATIVE_PREFIXES)
    )


def _steps_differ(
    scale: Sequence[Collection[str]], words: frozenset[str], others: frozenset[str]
) -> bool:
    """Return whether there is a step on either side, and not the same."""
    steps, other_steps = _steps(scale, words), _steps(scale, others)
    return bool(steps and other_steps) and len(steps | other_steps) > 1


def _steps(scale: Sequence[Collection[str]], words: frozenset[str]) -> set[tuple[int, ...]]:
    """Return on which steps of a scale words stand, those that stand on one."""
    steps = {tuple(i for i, step in enumerate(scale) if word in step) for word in words}
    return steps - {()}


@cache
def _exchanged() -> dict[str, frozenset[str]]:
    """Return words with their opposites as they are written."""
    exchanged: dict[str, set[str]] = {}
    for first, second in EXCHANGED_OPPOSITES:
        exchanged.setdefault(first, set()).add(second)
        exchanged.setdefault(second, set()).add(first)
    return {word: frozenset(others) for word, others in exchanged.items()}
