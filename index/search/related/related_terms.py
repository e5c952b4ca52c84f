"""Which words of a collection mean nearly the same, so that "invade" finds "invasion".

The encoder is asked once a word, at building time; a query then looks up neighbours and costs
nothing. Plain coverage cannot see that "worried" and "fear" meet, and passage vectors blur it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from index.errors import CollectionError
from index.search.related.nearest_words import FLOOR, NEIGHBOURS, Strengths, grown, nearest_of
from index.search.related.vocabulary_vectors import HeldVocabulary
from index.search.stores.base import Vectors
from index.search.word_index.lexical import TermIds
from index.storage import mapped_array
from index.types import Embeddings, Ids, Scores

_PARTS = ("neighbours", "strengths", "beyond")


class Related(Protocol):
    """The nearest words of each word of a vocabulary."""

    def __len__(self) -> int:
        """Return the number of words."""

    def of(self, rows: TermIds) -> tuple[TermIds, Strengths]:
        """Return the nearest words of some, nearest first, themselves among them.

        Args:
            rows: (n,) of the vocabulary.

        Returns:
            Rows (n, m) int32 and strengths (n, m) float32 in [0, 1], m at most `NEIGHBOURS`; where
            fewer words are related, the word itself stands there again with strength 0.
        """


@dataclass(frozen=True, slots=True, eq=False)
class RelatedTerms:
    """The nearest words of each word, nearest first, itself among them.

    Args:
        neighbours: (v, m) int32, rows of the vocabulary.
        strengths: (v, m) float32 in [0, 1].
        beyond: (v,) float32 in [0, 1], at least the strength of the word that comes next.
    """

    neighbours: TermIds
    strengths: Strengths
    beyond: Scores

    @classmethod
    def build(cls, words: Vectors) -> "RelatedTerms":
        """Return the related terms of each word.

        Args:
            words: The vector of each word of the vocabulary, its row as id.
        """
        rows = np.arange(len(words), dtype=np.int64)
        return cls(*nearest_of(rows, HeldVocabulary(words.vectors(rows))))

    def grown(self, words: Vectors, earlier: Ids) -> "RelatedTerms":
        """Return the related terms of another vocabulary, the same as those built of it.

        What is compared are the words that are new, and those that lost a related one; so it costs
        what changed, times the vocabulary, and not the square of that.

        Args:
            words: As for `build`.
            earlier: (v,) int64, the row of each word here, -1 of one that is new.
        """
        table = (self.neighbours, self.strengths, self.beyond)
        return RelatedTerms(*grown(table, earlier, words))

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.neighbours)

    def of(self, rows: TermIds) -> tuple[TermIds, Strengths]:
        """Return the nearest words of some: see `Related`."""
        most = min(NEIGHBOURS, len(self))
        return self.neighbours[rows, :most], self.strengths[rows, :most]

    def save(self, folder: Path) -> None:
        """Write the related terms into a folder, which is made."""
        folder.mkdir(parents=True)
        for name in _PARTS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> "RelatedTerms":
        """Return what `save` wrote; it stays on disk until it is needed.

        Raises:
            CollectionError: A file is missing or not readable.
        """
        try:
            return cls(*(mapped_array(folder / f"{name}.npy") for name in _PARTS))
        except (OSError, EOFError, ValueError) as error:
            raise CollectionError(
                f"{folder} is damaged: {error}; build the collection again"
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
