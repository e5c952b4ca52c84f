"""Where the words of texts start and end, in two bytes a word.

A word lies a few characters behind the one before and is a few characters long; what is longer
stands in a table of its own. From a mark at every 64th place on, these are added up: what is read
at once is the surroundings of a place, never all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.quotations.sorted_places import Ints, Longs

_Bytes: TypeAlias = npt.NDArray[np.uint8]

_MARKED = 64  # places from mark to mark
_FAR = 255  # stands for what is as much or more


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WordSpans:
    """Starts and ends of the words of some texts, which lie end to end, in code points.

    Args:
        extents: (n, 2) uint8, of each word what lies before it, from the end of the one before or
            from the start of its text on, and its length; 255 where it stands in `far`.
        marks: (⌈n / 64⌉,) int32, the end of the word before every 64th one.
        far: (2, k) int64, which of all numbers of `extents` are larger, ascending, and below them
            what is meant.
    """

    extents: _Bytes
    marks: Ints
    far: Longs

    def __post_init__(self) -> None:
        """Check that the arrays belong together.

        Raises:
            ValueError: Their shapes do not agree.
        """
        shapes = (self.extents.shape[1:], self.far.shape[:-1], len(self.marks))
        if shapes != ((2,), (2,), -(-len(self) // _MARKED)):
            msg = f"spans of {len(self)} words have arrays for {shapes}"
            raise ValueError(msg)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.extents)

    def of(self, first: int, begin: int, end: int) -> Longs:
        """Return start and end of some words of a text, (end - begin, 2) int64.

        Args:
            first: The place of the first word of their text.
            begin: The place of the first one that is asked for.
            end: One past the last.
        """
        if begin >= end:
            return np.zeros((0, 2), np.int64)
        mark = begin // _MARKED
        since, before = mark * _MARKED, int(self.marks[mark])
        if since <= first:
            since, before = first, 0
        raw = self.extents[since:end].tobytes()
        own = np.frombuffer(raw, np.uint8)
        is_far = _FAR in raw  # of bytes, that is looked up in no time
        borders = np.cumsum(self._with_far(own, 2 * since) if is_far else own, dtype=np.int64)
        borders += before
        return borders.reshape(-1, 2)[begin - since :]

    def _with_far(self, numbers: _Bytes, first: int) -> Longs:
        """Return what some of the numbers of `extents` mean, from the one with a number on."""
        meant = numbers.astype(np.int64)
        low, high = np.searchsorted(self.far[0], (first, first + len(meant)))
        meant[self.far[0, low:high] - first] = self.far[1, low:high]
        return meant


def laid_spans(spans: Iterable[Longs | Ints]) -> WordSpans:
    """Return the spans of some texts end to end.

    Args:
        spans: Of each text (n, 2), start and end of its words; none is held longer than it takes to
            copy it.
    """
    extents, marks, far = bytearray(), [np.zeros(0, np.int32)], [np.zeros((2, 0), np.int64)]
    for own in spans:
        first = len(extents) // 2
        numbers = np.diff(own.reshape(-1).astype(np.int64), prepend=0)
        larger = np.flatnonzero(numbers >= _FAR)
        if len(larger):
            far.append(np.stack([larger + 2 * first, numbers[larger]]))
        extents += np.minimum(numbers, _FAR).astype(np.uint8).tobytes()
        ends = np.concatenate([[0], own[:, 1]])[:-1]
        marks.append(ends[-first % _MARKED :: _MARKED].astype(np.int32))
    laid: _Bytes = np.frombuffer(extents, np.uint8).reshape(-1, 2)
    return WordSpans(laid, np.concatenate(marks), np.concatenate(far, axis=1))
