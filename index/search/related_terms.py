"""Which words of a collection mean nearly the same, so that "invade" finds "invasion".

The encoder is asked once a word, at building time; a query then looks up neighbours and costs
nothing. Plain coverage cannot see that "worried" and "fear" meet, and passage vectors blur it.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import CollectionError
from index.search.bm25 import TermIds
from index.search.stores.base import VectorStore
from index.types import Embeddings

NEIGHBOURS = 10
# Below this cosine two single words are no more alike than any two (all-MiniLM-L6-v2). 0.4 and
# 0.6, 5 and 20 neighbours were tried on the tuning parts of the public sets: 0.4 and 10 were best.
FLOOR = 0.4
_BLOCK = 1024  # words compared with all at once

Strengths = npt.NDArray[np.float32]  # (n, m) in [0, 1]: 1 for the word itself, 0 for an unrelated


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
    def build(cls, words: VectorStore) -> "RelatedTerms":
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


def related_terms_of(vectors: Embeddings, words: VectorStore) -> tuple[TermIds, Strengths]:
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
