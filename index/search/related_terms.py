"""Which words of a collection mean nearly the same, so that "invade" finds "invasion".

The encoder is asked once a word, at building time; a query then looks up neighbours and costs
nothing. Plain coverage cannot see that "worried" and "fear" meet, and passage vectors blur it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.errors import CollectionError
from index.search.lexical import TermIds
from index.search.stores.base import Vectors
from index.types import Embeddings

NEIGHBOURS = 10
# Below this cosine two single words are no more alike than any two (all-MiniLM-L6-v2). 0.4 and
# 0.6, 5 and 20 neighbours were tried on the tuning parts of the public sets: 0.4 and 10 were best.
FLOOR = 0.4
_BLOCK = 1024  # words compared with all at once

Strengths = npt.NDArray[np.float32]  # (n, m) in [0, 1]: 1 for the word itself, 0 for an unrelated


class Related(Protocol):
    """The nearest words of each word of a vocabulary."""

    def __len__(self) -> int:
        """Return the number of words."""

    def of(self, rows: TermIds) -> tuple[TermIds, Strengths]:
        """Return the nearest words of some, nearest first, themselves among them.

        Args:
            rows: (n,) of the vocabulary.

        Returns:
            Rows (n, m) int32 and strengths (n, m) float32 in [0, 1], m at most `NEIGHBOURS`.
        """


@dataclass(frozen=True, slots=True)
class RelatedTerms:
    """The nearest words of each word, nearest first, itself among them.

    Args:
        neighbours: (v, m) int32, rows of the vocabulary.
        strengths: (v, m) float32 in [0, 1].
    """

    neighbours: TermIds
    strengths: Strengths

    @classmethod
    def build(cls, words: Vectors) -> "RelatedTerms":
        """Return the related terms of each word.

        Args:
            words: The vector of each word of the vocabulary, its row as id.
        """
        rows = np.arange(len(words), dtype=np.int64)
        blocks = [
            related_terms_of(words.vectors(rows[start : start + _BLOCK]), words)
            for start in range(0, len(rows), _BLOCK)
        ]
        if not blocks:
            return cls(np.zeros((0, 0), np.int32), np.zeros((0, 0), np.float32))
        neighbours = np.concatenate([rows for rows, _ in blocks])
        return cls(neighbours, np.concatenate([strengths for _, strengths in blocks]))

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.neighbours)

    def of(self, rows: TermIds) -> tuple[TermIds, Strengths]:
        """Return the nearest words of some: see `Related`."""
        return self.neighbours[rows], self.strengths[rows]

    def save(self, path: Path) -> None:
        """Write the related terms into one file."""
        np.savez(path, neighbours=self.neighbours, strengths=self.strengths)

    @classmethod
    def load(cls, path: Path) -> "RelatedTerms":
        """Return what `save` wrote.

        Raises:
            CollectionError: The file is missing or not readable.
        """
        try:
            with np.load(path) as arrays:
                return cls(arrays["neighbours"], arrays["strengths"])
        except (OSError, ValueError, KeyError) as error:
            raise CollectionError(
                f"{path} is damaged: {error}; build the collection again"
            ) from error


@dataclass(frozen=True, slots=True)
class RelatedOnDemand:
    """The nearest words, looked up among the vectors whenever they are asked for.

    For a vocabulary that is put together for a few questions: to compare each word with all costs
    seconds, to compare those of a question milliseconds.

    Args:
        words: The vector of each word of the vocabulary, its row as id.
    """

    words: Vectors

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.words)

    def of(self, rows: TermIds) -> tuple[TermIds, Strengths]:
        """Return the nearest words of some: see `Related`."""
        return related_terms_of(self.words.vectors(rows.astype(np.int64)), self.words)


def related_terms_of(vectors: Embeddings, words: Vectors) -> tuple[TermIds, Strengths]:
    """Return the nearest words of each vector, nearest first.

    Args:
        vectors: (n, dim) float32, rows of unit length.
        words: The vocabulary's vectors.

    Returns:
        Rows (n, m) int32 and strengths (n, m) float32 in [0, 1], m at most `NEIGHBOURS`.
    """
    ids, cosines = words.search(vectors, NEIGHBOURS)
    strengths = np.clip((cosines - FLOOR) / (1 - FLOOR), 0, 1)
    return ids.astype(np.int32), strengths.astype(np.float32)
