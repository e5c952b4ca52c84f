"""Words on disk: numbered by their bytes, found by halving, none of them read at opening."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import overload

import numpy as np
import numpy.typing as npt

from index.search.word_index.numbers import Naturals, WordRows, bounds_of, narrowed, numbered
from index.storage import mapped_array

_ARRAYS = ("letters", "bounds")
_KIND, _GOES_ON = 0xC0, 0x80  # of a byte of UTF-8, by its first bits


@dataclass(frozen=True, eq=False, repr=False)  # no slots: `spelled` is read once
class StringTable(Sequence[str]):
    """Different strings, ascending by their bytes, which is the order of their code points.

    Args:
        letters: (b,) uint8, all of them in UTF-8, end to end.
        bounds: (n + 1,), where each begins there.
    """

    letters: npt.NDArray[np.uint8]
    bounds: Naturals

    @classmethod
    def of(cls, strings: Sequence[str]) -> "StringTable":
        """Return a table of strings, which ascend."""
        letters = np.frombuffer("".join(strings).encode(), dtype=np.uint8)
        # Of all at once, and not string by string: there may be a million.
        points = np.append(np.flatnonzero(_begins_point(letters)), len(letters))
        table = cls(letters, narrowed(points[bounds_of(list(map(len, strings)))]))
        table.__dict__["spelled"] = tuple(strings)  # they are there, and need not be read
        return table

    def __len__(self) -> int:
        """Return the number of strings."""
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[str, ...]: ...
    def __getitem__(self, number: int | slice) -> str | tuple[str, ...]:
        """Return a string, or some of them.

        Raises:
            IndexError: There is no such string.
        """
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return self._raw(number % len(self)).decode()

    def __iter__(self) -> Iterator[str]:
        """Yield all strings."""
        if "spelled" in self.__dict__:
            return iter(self.spelled)
        text = self.letters.tobytes().decode()
        points = np.append(0, np.cumsum(_begins_point(self.letters)))[self.bounds]
        return (text[begin:end] for begin, end in pairwise(points.tolist()))

    @cached_property
    def spelled(self) -> tuple[str, ...]:
        """All strings, read from disk once for all who join this table with others."""
        return tuple(self)

    def number_of(self, string: str) -> int | None:
        """Return the number of a string, None of one that is not there."""
        wanted = string.encode()
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._raw(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._raw(low) == wanted else None

    def _raw(self, number: int) -> bytes:
        return self.letters[int(self.bounds[number]) : int(self.bounds[number + 1])].tobytes()

    def arrays(self, name: str) -> dict[str, Naturals]:
        """Return what it is made of, by the names under which that is kept, without an ending."""
        return {f"{name}-{array}": getattr(self, array) for array in _ARRAYS}

    @classmethod
    def load(cls, folder: Path, name: str) -> "StringTable":
        """Return the table of a name in a folder; it stays on disk until it is needed.

        Raises:
            OSError: A file is missing or cannot be read.
            EOFError: A file is empty.
            ValueError: A file is no array.
        """
        return cls(*(mapped_array(folder / f"{name}-{array}.npy") for array in _ARRAYS))


def _begins_point(letters: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Return which bytes of UTF-8 begin a code point."""
    begins: npt.NDArray[np.bool_] = (letters & _KIND) != _GOES_ON
    return begins


class Numbered(Mapping[str, int]):
    """A number for each string of a table: its own, or one that is kept beside it."""

    def __init__(self, strings: StringTable, values: Naturals | None = None) -> None:
        """Hold a table, and (n,) values where they are not the strings' own numbers."""
        self._strings = strings
        self._values = values

    def __len__(self) -> int:
        """Return the number of strings."""
        return len(self._strings)

    def __iter__(self) -> Iterator[str]:
        """Yield the strings in order."""
        return iter(self._strings)

    def __getitem__(self, string: str) -> int:
        """Return the number of a string.

        Raises:
            KeyError: It is not there.
        """
        number = self._strings.number_of(string)
        if number is None:
            raise KeyError(string)
        return number if self._values is None else int(self._values[number])


def united(several: Sequence[Sequence[str]]) -> tuple[Sequence[str], list[WordRows]]:
    """Return the strings of several, each once, ascending, and the numbers of each one's there.

    Args:
        several: Each ascending.
    """
    if len(several) == 1:  # most often
        return several[0], [np.arange(len(several[0]), dtype=np.int32)]
    whole = list(dict.fromkeys(sorted(chain.from_iterable(several))))
    rows = numbered(whole)
    return whole, [
        np.fromiter(map(rows.__getitem__, one), dtype=np.int32, count=len(one)) for one in several
    ]
