"""Places in the order of the words that begin at each: sorted, or put into an order that is known.

To sort all places of a collection takes longer than anything else that is done to its words. Where
most of them have their order already, the few others are looked up in it.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.storage import shares_of, sorted_stretches

Ints: TypeAlias = npt.NDArray[np.int32]
Longs: TypeAlias = npt.NDArray[np.int64]

ORDER = 3  # words that places are sorted by: most triples of a text are rare, a fourth costs time
_FEW = 16  # of so many places one may be new: looking up more takes as long as sorting all
_LARGEST = 1 << 63  # what a key has to stay below


def mark_first_words(words: Ints, bounds: Longs) -> None:
    """Put the complement for the first word of each text, by which others see that it is another's.

    Args:
        words: (n + 3,) int32, the id of each word; the last three are -1.
        bounds: (texts + 1,) int64, the place where each text begins, and n.
    """
    firsts = bounds[:-1][np.diff(bounds) > 0]
    words[firsts] = ~words[firsts]


def unmarked(words: Ints) -> Ints:
    """Return the ids of words, whichever are the first of their texts."""
    ids: Ints = words ^ (words >> 31)
    return ids


def sorted_places(words: Ints, bounds: Longs, starts: Longs, known: Ints | None = None) -> Ints:
    """Mark the first words of texts, and return all places, sorted by the words at each.

    A text ends with its last word: what follows there comes before all words.

    Args:
        words: (n + 3,) int32, the id of each word, not marked yet; the last three are -1.
        bounds: (texts + 1,) int64, the place where each text begins, and n.
        starts: (different ids + 1,) int64, how many places have an id below each.
        known: Some of the places, in their order.

    Returns:
        (n,) int32.
    """
    n, distinct = len(words) - ORDER, len(starts) - 1
    if known is None or (n - len(known)) * _FEW > n or (distinct + 1) ** ORDER >= _LARGEST:
        order = _by_first_words(words[:n], np.diff(starts))
        mark_first_words(words, bounds)
        _sort_further(order, words, starts)
        return order
    mark_first_words(words, bounds)
    is_new = np.ones(n, dtype=np.bool_)
    is_new[known] = False
    return with_places(words, distinct, known, np.flatnonzero(is_new))


def with_places(words: Ints, distinct: int, known: Ints, new: Longs) -> Ints:
    """Return sorted places with some others among them, sorted likewise, (k + m,) int32.

    Args:
        words: (n + 3,) int32, the first of each text marked.
        distinct: How many different ids there are.
        known: (k,) int32, places in their order.
        new: (m,) int64, others, in any order.
    """
    new = new[_order_of(words, new, distinct)]
    if not len(known) or (distinct + 1) ** ORDER >= _LARGEST:
        both = np.concatenate([known, new.astype(np.int32)])
        return both[_order_of(words, both, distinct)]
    return np.insert(known, _looked_up(words, distinct, known, new), new.astype(np.int32))


def _by_first_words(words: Ints, counts: Longs) -> Ints:
    """Return all places, sorted by the word at each alone; words are not marked yet."""
    order = np.empty(len(words), np.int32)
    for places, ranks in sorted_stretches(words, counts):
        order[ranks] = places
    return order


def _sort_further(order: Ints, words: Ints, starts: Longs) -> None:
    """Sort places by all three words; those of some first words at a time, for little memory."""
    for share in shares_of(np.diff(starts)):
        alike = order[starts[share.start] : starts[share.stop]]
        alike[:] = alike[_order_of(words, alike, len(starts) - 1)]


def _order_of(words: Ints, places: npt.NDArray[np.integer], distinct: int) -> Ints:
    """Return the order of some places; equal ones stay as they are given."""
    if (distinct + 1) ** ORDER < _LARGEST:  # one key is sorted in half the time of two
        order = np.argsort(_keys(words, places, distinct), kind="stable")
    else:
        first, second, third = _numbers(words, places)
        order = np.lexsort((second * (distinct + 1) + third, first))
    return order.astype(np.int32)


def _keys(words: Ints, places: npt.NDArray[np.integer], distinct: int) -> Longs:
    """Return for each of some places a number that rises with the words that begin there."""
    first, second, third = _numbers(words, places)
    keys: Longs = (first * (distinct + 1) + second) * (distinct + 1) + third
    return keys


def _numbers(words: Ints, places: npt.NDArray[np.integer]) -> tuple[Longs, Longs, Longs]:
    """Return for each of some places the first word's id and, from 1 on, those of the next ones.

    Beyond the end of a text they are 0.
    """
    first = unmarked(words[places]).astype(np.int64)
    second = np.maximum(words[places + 1], -1).astype(np.int64) + 1
    third = np.maximum(words[places + 2], -1).astype(np.int64) + 1
    third[second == 0] = 0
    return first, second, third


def _looked_up(words: Ints, distinct: int, known: Ints, new: Longs) -> Longs:
    """Return how many places of a known order come before each of some others."""
    keys = _keys(words, new, distinct)
    low, high = np.zeros(len(new), np.int64), np.full(len(new), len(known), dtype=np.int64)
    for _ in range(len(known).bit_length()):
        middle = (low + high) >> 1
        places = known[np.minimum(middle, len(known) - 1)]
        there = _keys(words, places, distinct)
        is_before = (there < keys) | ((there == keys) & (places < new))
        low = np.where(is_before & (low < high), middle + 1, low)
        high = np.where(is_before, high, middle)
    return low
