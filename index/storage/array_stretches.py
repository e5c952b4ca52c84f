"""Large arrays gone through a stretch at a time, so that what is made of them takes little memory.

What is held of a whole collection is a few bytes for each of its words; what sorting and counting
take beside is several times that, unless it is done for some of them at a time.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from index.types import Ids

_AT_ONCE = 1 << 20  # numbers that are looked at, or sorted, at once: 8 MB of int64


def stretches_of(length: int) -> Iterator[slice]:
    """Yield the stretches of an array of some length, in order."""
    for begin in range(0, length, _AT_ONCE):
        yield slice(begin, min(begin + _AT_ONCE, length))


def counts_of(numbers: npt.NDArray[np.integer[Any]], size: int) -> Ids:
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


def sorted_stretches(numbers: npt.NDArray[np.int32], counts: Ids) -> Iterator[tuple[Ids, Ids]]:
    """Yield the places of each stretch, sorted by number, and where each stands once all are.

    A counting sort: each number is looked at once, however many there are. Places of one number
    stay as they follow.

    Args:
        numbers: (n,) from 0 on.
        counts: (size,) int64, how often each number stands there.

    Yields:
        The places of a stretch, and their ranks among all.
    """
    ranks = np.cumsum(counts) - counts  # of the next place of each number
    for some in stretches_of(len(numbers)):
        length = some.stop - some.start
        # One key of number and place is sorted in a fifth of the time of a stable sort.
        keys = numbers[some] * np.int64(length) + np.arange(length)
        keys.sort()
        own, places = np.divmod(keys, length)
        del keys
        firsts, times = runs_of(own)
        found = own[firsts]
        del own
        places += some.start
        yield places, np.arange(length) + np.repeat(ranks[found] - firsts, times)
        ranks[found] += times


def runs_of(ascending: Ids) -> tuple[Ids, Ids]:
    """Return where each number begins in an array that is sorted, and how often it stands there."""
    is_first = np.ones(len(ascending), dtype=np.bool_)
    is_first[1:] = ascending[1:] != ascending[:-1]
    firsts = np.flatnonzero(is_first)
    return firsts, np.diff(firsts, append=len(ascending))
