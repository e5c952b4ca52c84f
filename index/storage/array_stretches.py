"""Large arrays gone through a stretch at a time, so that what is made of them takes little memory.

What is held of a whole collection is a few bytes for each of its words; what sorting and counting
take beside is several times that, unless it is done for some of them at a time.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from index.types import Ids

_AT_ONCE = 1 << 20  # numbers that are looked at, or sorted, at once: 8 MB of int64


def stretches_of(length: int) -> Iterator[slice]:
    """Yield the stretches of an array of some length, in order."""
    for begin in range(0, length, _AT_ONCE):
        yield slice(begin, min(begin + _AT_ONCE, length))


def counts_of(numbers: npt.NDArray[np.int32], size: int) -> Ids:
    """Return how often each number from 0 to before `size` stands there, (size,) int64.

    Args:
        numbers: (n,) from 0 to before `size`.
        size: How many there may be.
    """
    counts = np.zeros(size, dtype=np.int64)
    for some in stretches_of(len(numbers)):
        counts += np.bincount(numbers[some], minlength=size)
    return counts


def shares_of(counts: Ids) -> Iterator[range]:
    """Yield numbers in ranges that follow each other, so that each can be sorted at once.

    A number that occurs too often for that is a range of its own.

    Args:
        counts: (size,) int64, how often each number stands somewhere.
    """
    ends = np.cumsum(counts)
    first = 0
    while first < len(counts):
        before = int(ends[first - 1]) if first else 0
        last = int(np.searchsorted(ends, before + _AT_ONCE, side="right"))
        yield range(first, max(last, first + 1))
        first = max(last, first + 1)


def places_of(numbers: npt.NDArray[np.int32], share: range) -> Ids:
    """Return where numbers of a range stand in an array, (p,) int64, ascending."""
    places = [np.zeros(0, np.int64)]
    for some in stretches_of(len(numbers)):
        own = numbers[some]
        is_of_it = (own >= share.start) & (own < share.stop)
        places.append(np.flatnonzero(is_of_it) + some.start)
    return np.concatenate(places)
