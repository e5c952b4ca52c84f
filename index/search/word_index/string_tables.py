"""Words on disk: numbered in their order, found by halving, none of them read at opening."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import overload

import numpy as np
import numpy.typing as npt

from index.search.word_index.words import Bounds, WordRows
from index.storage import mapped_array
from index.types import Ids

_ARRAYS = ("letters", "bounds", "order")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StringTable(Sequence[str]):
    """Different strings, in order.

    Args:
        letters: (b,) uint8, all of them in UTF-8, end to end.
        bounds: (n + 1,) int64, where each begins there.
        order: (n,) int32, their numbers by the bytes of the strings, ascending.
    """

    letters: npt.NDArray[np.uint8]
    bounds: Bounds
    order: WordRows

    @classmethod
    def of(cls, strings: Sequence[str]) -> "StringTable":
        """Return a table of strings."""
        raw = list(map(str.encode, strings))
        order = sorted(range(len(raw)), key=raw.__getitem__)
        return cls(
            np.frombuffer(b"".join(raw), dtype=np.uint8),
            np.concatenate([[0], np.cumsum(list(map(len, raw)))]).astype(np.int64),
            np.array(order, dtype=np.int32),
        )

    def __len__(self) -> int:
        """Return the number of strings."""
        return len(self.order)

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
        raw = self.letters.tobytes()
        return (raw[begin:end].decode() for begin, end in pairwise(self.bounds.tolist()))

    def number_of(self, string: str) -> int | None:
        """Return the number of a string, None of one that is not there."""
        wanted = string.encode()
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._raw(int(self.order[middle])) < wanted:
                low = middle + 1
            else:
                high = middle
        found = low < len(self) and self._raw(int(self.order[low])) == wanted
        return int(self.order[low]) if found else None

    def _raw(self, number: int) -> bytes:
        return self.letters[int(self.bounds[number]) : int(self.bounds[number + 1])].tobytes()

    def save(self, folder: Path) -> None:
        """Write the table into a folder, which is made."""
        folder.mkdir()
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "StringTable":
        """Return what `save` wrote; it stays on disk until it is needed.

        Raises:
            OSError: A file is missing or cannot be read.
            EOFError: A file is empty.
            ValueError: A file is no array.
        """
        return cls(*(mapped_array(folder / f"{name}.npy") for name in _ARRAYS))


class Numbered(Mapping[str, int]):
    """A number for each string of a table: its own, or one that is kept beside it."""

    def __init__(self, strings: StringTable, values: Ids | None = None) -> None:
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
