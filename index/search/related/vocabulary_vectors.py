"""The vectors of all words of a vocabulary, to be gone through once or many times."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.search.stores.base import Vectors
from index.types import Embeddings, Ids

_AT_ONCE = 1 << 12  # words that are read at once: 6 MB at 384 dimensions


class VocabularyVectors(Protocol):
    """The vectors of words, rows of unit length."""

    def __len__(self) -> int:
        """Return the number of words."""

    def blocks(self) -> Iterator[Embeddings]:
        """Yield the vectors of all words in order, some at a time: (n, dim) float32."""

    def vectors(self, rows: Ids) -> Embeddings:
        """Return the vectors of some words, (n, dim) float32."""


@dataclass(frozen=True, slots=True, eq=False)
class HeldVocabulary:
    """A vocabulary in memory.

    Args:
        every: (v, dim) float32.
    """

    every: Embeddings

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.every)

    def blocks(self) -> Iterator[Embeddings]:
        """Yield the vectors of all words, all at once."""
        yield self.every

    def vectors(self, rows: Ids) -> Embeddings:
        """Return the vectors of some words, (n, dim) float32."""
        return self.every[rows]


@dataclass(frozen=True, slots=True, eq=False)
class ReadVocabulary:
    """A vocabulary that is read whenever it is gone through, so that little of it is in memory.

    Args:
        words: The vector of each word, its row as id.
    """

    words: Vectors

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.words)

    def blocks(self) -> Iterator[Embeddings]:
        """Yield the vectors of all words in order, some at a time: (n, dim) float32."""
        for begin in range(0, len(self), _AT_ONCE):
            end = min(begin + _AT_ONCE, len(self))
            yield self.words.vectors(np.arange(begin, end, dtype=np.int64))

    def vectors(self, rows: Ids) -> Embeddings:
        """Return the vectors of some words, (n, dim) float32."""
        return self.words.vectors(rows)
