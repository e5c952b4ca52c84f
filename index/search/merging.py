"""Passages chosen out of search indexes, as an index of their own.

Vectors and words are taken over; what words weigh and which are related follows from the chosen
passages alone. No text is read again, and where all passages of an index are chosen none of its
vectors is copied: it takes milliseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np

from index.models import Encoder, Purpose
from index.search.lexical import Lexical
from index.search.related_terms import RelatedOnDemand
from index.search.search_index import SearchIndex
from index.search.stores.base import Vectors
from index.search.stores.faiss import FaissStore
from index.search.stores.joined import JoinedVectors
from index.types import Embeddings, Ids, Passage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Passages of an index.

    Args:
        index: The index.
        rows: Of the passages in it, (n,) int64, ascending.
    """

    index: SearchIndex
    rows: Ids

    @property
    def texts(self) -> Sequence[str]:
        """What each passage says."""
        return self._of(self.index.texts)

    @property
    def contexts(self) -> Sequence[str]:
        """Title and section of each passage, as the index has them."""
        return self._of(self.index.contexts)

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages."""
        return self._of(self.index.passages)

    @property
    def passage_vectors(self) -> Vectors:
        """The vectors of the passages, numbered from 0."""
        store = self.index.passage_store
        return store if self._is_whole else FaissStore.holding(store.vectors(self.rows))

    @property
    def sentence_vectors(self) -> Vectors:
        """The vectors of their sentences, numbered from 0."""
        store = self.index.sentence_store
        if self._is_whole:
            return store
        return FaissStore.holding(store.vectors(self.index.sentence_rows(self.rows)))

    @property
    def _is_whole(self) -> bool:
        return len(self.rows) == len(self.index.passages)

    def _of(self, values: Sequence[T]) -> Sequence[T]:
        return values if self._is_whole else [values[row] for row in self.rows.tolist()]


def merged(
    passages: Sequence[Passage],
    contexts: Sequence[str],
    chosen: Sequence[Chosen],
    encoder: Encoder,
) -> SearchIndex:
    """Return an index of passages that other indexes have, kept in memory alone.

    Args:
        passages: The chosen ones, by the ids that their documents have here: one index's after the
            other's.
        contexts: Title and section of each, as they are told here.
        chosen: Where each of them stands, in the same order.
        encoder: That made the indexes; asked for words that now are written otherwise most often.
    """
    lexical = Lexical.chosen([(one.index.lexical, one.rows) for one in chosen], contexts)
    words = FaissStore.holding(
        _word_vectors(lexical.words(), [one.index for one in chosen], encoder)
    )
    return SearchIndex(
        passages=tuple(passages),
        texts=tuple(chain.from_iterable(one.texts for one in chosen)),
        contexts=tuple(contexts),
        passage_store=JoinedVectors([one.passage_vectors for one in chosen]),
        sentence_store=JoinedVectors([one.sentence_vectors for one in chosen]),
        word_store=words,
        lexical=lexical,
        related_terms=RelatedOnDemand(words),
    )


def _word_vectors(
    words: Sequence[str], indexes: Sequence[SearchIndex], encoder: Encoder
) -> Embeddings:
    """Return the vector of each word, (n, dim) float32: of the first index that has it, or made."""
    vectors = np.zeros((len(words), encoder.dim), dtype=np.float32)
    missing = {word: place for place, word in enumerate(words)}
    for index in indexes:
        known = index.lexical.numbers
        had = [word for word in missing if word in known]
        rows = np.array([known[word] for word in had], dtype=np.int64)
        vectors[[missing.pop(word) for word in had]] = index.word_store.vectors(rows)
    if missing:
        vectors[list(missing.values())] = encoder.encode(list(missing), Purpose.QUERY)
    return vectors
