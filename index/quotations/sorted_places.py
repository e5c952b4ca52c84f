"""Places in the order of the words that begin at each: sorted, or put into an order that is known.

To sort all places of a collection takes longer than anything else that is done to its words. Of a
collection that grew by a document nearly all have their order already, for the ids of words keep
theirs: the few others are looked up in it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.storage import shares_of, sorted_stretches

Ints: TypeAlias = npt.NDArray[np.int32]
Longs: TypeAlias = npt.NDArray[np.int64]

ORDER = 3  # words that places are sorted by: most triples of a text are rare, a fourth costs time
_FEW = 16  # of so many places one may be new: looking up more takes as long as sorting all
_LARGEST = 1 << 63  # what a key has to stay below


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """The order of the places of an earlier collection.

    Args:
        order: (n,) int32, as `sorted_places` gave it.
        bounds: (documents + 1,) int64, the place where each document begins, and n.
        numbers: For each document of the new collection its number in the earlier one, -1 of one
            that is new.
    """

    order: Ints
    bounds: Longs
    numbers: Sequence[int]

    def places(self, bounds: Longs) -> Ints:
        """Return those places of the new collection that still have their order, in that order.

        Args:
            bounds: (documents + 1,) int64, of the new collection.
        """
        now = np.full(len(self.order), -1, dtype=np.int32)
        for first, last in _stretches(self.numbers):
            begin, end = int(bounds[first]), int(bounds[last])
            # The last places of a stretch are sorted by words of what follows, too.
            length = max(end - begin - (ORDER - 1), 0)
            before = int(self.bounds[self.numbers[first]])
            now[before : before + length] = np.arange(begin, begin + length, dtype=np.int32)
        places = now[self.order]
        return places[places >= 0]


def sorted_places(words: Ints, starts: Longs, known: Ints | None = None) -> Ints:
    """Return all places, sorted by the words that begin at each, equal ones as they follow.

    Args:
        words: (n + 3,) int32, the id of each word; the last three are -1.
        starts: (different ids + 1,) int64, how many places have an id below each.
        known: Some of the places, in their order.

    Returns:
        (n,) int32.
    """
    n, distinct = len(words) - ORDER, len(starts) - 1
    if known is None or (n - len(known)) * _FEW > n or (distinct + 1) ** ORDER >= _LARGEST:
        return _all_sorted(words, starts)
    is_new = np.ones(n, dtype=np.bool_)
    is_new[known] = False
    new = np.flatnonzero(is_new)
    new = new[_order_of(words, new, distinct)]
    return np.insert(known, _looked_up(words, distinct, known, new), new.astype(np.int32))


def _all_sorted(words: Ints, starts: Longs) -> Ints:
    """Return all places in order; those of some words are sorted at a time, for little memory."""
    own, counts = words[: len(words) - ORDER], np.diff(starts)
    order = np.empty(len(own), np.int32)
    for places, ranks in sorted_stretches(own, counts):
        order[ranks] = places
    for share in shares_of(counts):
        alike = order[starts[share.start] : starts[share.stop]]
        alike[:] = alike[_order_of(words, alike, len(starts) - 1)]
    return order


def _order_of(words: Ints, places: npt.NDArray[np.integer], distinct: int) -> Ints:
    """Return the order of some places; equal ones stay as they are given."""
    if (distinct + 1) ** ORDER < _LARGEST:  # one key is sorted in half the time of two
        order = np.argsort(_keys(words, places, distinct), kind="stable")
    else:
        first, second, third = (words[places + ahead].astype(np.int64) for ahead in range(ORDER))
        order = np.lexsort(((second + 1) * (distinct + 1) + (third + 1), first))
    return order.astype(np.int32)


def _keys(words: Ints, places: npt.NDArray[np.integer], distinct: int) -> Longs:
    """Return for each of some places a number that rises with the words that begin there."""
    keys: Longs = words[places].astype(np.int64)
    for ahead in range(1, ORDER):
        keys = keys * (distinct + 1) + (words[places + ahead] + 1)
    return keys


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


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return from where up to before where documents follow each other as they did earlier.

    Args:
        numbers: The earlier number of each, -1 of a new one.
    """
    stretches: list[tuple[int, int]] = []
    for place in _rising(numbers):
        first, last = stretches[-1] if stretches else (0, 0)
        if last == place and stretches and numbers[place] == numbers[last - 1] + 1:
            stretches[-1] = (first, place + 1)
        else:
            stretches.append((place, place + 1))
    return stretches


def _rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of as many numbers as can be that rise, without those that are below 0.

    References:
        Fredman 1975, doi:10.1016/0012-365X(75)90103-X.
    """
    least: list[int] = []  # the least number that ends so many rising ones, and …
    ends: list[int] = []  # … its place
    before: dict[int, int] = {}
    for place, number in enumerate(numbers):
        if number < 0:
            continue
        length = bisect_left(least, number)
        least[length : length + 1] = [number]
        ends[length : length + 1] = [place]
        before[place] = ends[length - 1] if length else -1
    chain: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]
