"""Numbers that stand for words and passages: how they are held, counted off and cut into pieces."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from index.storage import stretches_of
from index.types import Ids

WordRows: TypeAlias = npt.NDArray[np.int32]  # of a vocabulary
Naturals: TypeAlias = npt.NDArray[np.integer[Any]]  # at least 0, in as few bytes as hold them
# Where each of n pieces begins in an array, and where the last ends: (n + 1,).
Bounds: TypeAlias = npt.NDArray[np.int64]

_FORMS = ("u1", "u2", "u4")

K = TypeVar("K")


def narrowed(numbers: Naturals) -> Naturals:
    """Return numbers of at least 0 in as few bytes as hold them."""
    most = int(numbers.max()) if len(numbers) else 0
    return numbers.astype(form_of(most), copy=False)


def form_of(most: int) -> np.dtype[np.integer[Any]]:
    """Return the form of fewest bytes for numbers up to one."""
    fitting = (form for form in _FORMS if most <= np.iinfo(form).max)
    return np.dtype(next(fitting, "i8"))


def renumbered(numbers: Naturals, others: WordRows) -> Naturals:
    """Return for each number the one that stands in its place, some at a time.

    Args:
        numbers: (n,) from 0 to before the length of `others`.
        others: (m,), at least 0.
    """
    renumbered: Naturals = np.empty(len(numbers), form_of(int(others.max(initial=0))))
    for some in stretches_of(len(numbers)):
        renumbered[some] = others[numbers[some]]
    return renumbered


def numbered(keys: Iterable[K]) -> dict[K, int]:
    """Return the place of each key; of one that comes again, the last."""
    return dict(zip(keys, count(), strict=False))


def bounds_of(lengths: Sequence[int] | Ids) -> Bounds:
    """Return where each piece begins, and where the last ends: (n + 1,)."""
    bounds = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=bounds[1:])
    return bounds


def ranges(starts: Ids, lengths: Ids) -> Ids:
    """Return start, start + 1, … of each stretch, one after the other.

    Args:
        starts: (n,) int64.
        lengths: (n,) int64, at least 0 each.
    """
    before = np.cumsum(lengths) - lengths
    ranges: Ids = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return ranges
