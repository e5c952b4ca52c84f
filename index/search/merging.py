"""Passages chosen out of search indexes, as an index of their own.

Texts, vectors and words are taken over; what words weigh and which are related follows from the
chosen passages alone. No text is read again, and where all passages of an index are chosen none of
its vectors is copied.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.models import Encoder, Purpose
from index.search.passage_texts import PassageContexts, PassageTexts
from index.search.related.related_terms import RelatedOnDemand
from index.search.search_index import SearchIndex
from index.search.stores.base import Vectors
from index.search.stores.faiss import FaissStore
from index.search.stores.joined import JoinedVectors
from index.search.stores.picked import PickedVectors
from index.search.word_index.lexical import Lexical
from index.storage import PassageTable
from index.types import Document, Ids

_MOSTLY = 0.5  # of a store's words: fewer are copied, so that no others are nearer when one asks


@dataclass(frozen=True, slots=True)
class Chosen:
    """Passages of an index.

    Args:
        index: The index.
        stretches: Their rows in it, ascending.
        is_titled: Whether it tells the titles of documents with each passage.
    """

    index: SearchIndex
    stretches: tuple[range, ...]
    is_titled: bool

    @classmethod
    def of(cls, index: SearchIndex, documents: Container[str], *, is_titled: bool) -> "Chosen":
        """Return the passages of some documents of an index."""
        table = PassageTable.of(index.passages)
        return cls(index, tuple(table.stretches(documents)), is_titled)

    @property
    def rows(self) -> Ids:
        """Of the passages in the index, (n,) int64, ascending."""
        stretches = [np.arange(rows.start, rows.stop) for rows in self.stretches]
        return np.concatenate([np.zeros(0, np.int64), *stretches])

    def passages(self, names: Mapping[str, str]) -> PassageTable:
        """Return the passages, their documents by the ids that `names` has for theirs."""
        table = PassageTable.of(self.index.passages)
        return PassageTable.joined([table.part(rows) for rows in self.stretches]).renamed(names)

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
        return sum(map(len, self.stretches)) == len(self.index.passages)


def merged(
    documents: Sequence[Document],
    passages: Sequence[PassageTable],
    chosen: Sequence[Chosen],
    encoder: Encoder,
    *,
    titled: bool,
) -> SearchIndex:
    """Return an index of passages that other indexes have, kept in memory alone.

    Args:
        documents: Those that the chosen passages are of.
        passages: Of each index those that are chosen, by the ids that their documents have here.
        chosen: Where they stand, index by index.
        encoder: That made the indexes; asked for words that now are written otherwise most often.
        titled: Whether titles are told with each passage: see `PassageContexts`.
    """
    whole = PassageTable.joined(passages)
    contexts = PassageContexts(documents, whole, titled=titled)
    parts = [(one.index.lexical, one.rows) for one in chosen]
    lexical = Lexical.chosen(parts, _told_anew(contexts, chosen, titled=titled))
    words = _word_vectors(lexical.words(), [one.index for one in chosen], encoder)
    return SearchIndex(
        passages=whole,
        texts=PassageTexts(documents, whole),
        contexts=contexts,
        passage_store=JoinedVectors([one.passage_vectors for one in chosen]),
        sentence_store=JoinedVectors([one.sentence_vectors for one in chosen]),
        word_store=words,
        lexical=lexical,
        related_terms=RelatedOnDemand(words),
    )


def _told_anew(
    contexts: Sequence[str], chosen: Sequence[Chosen], *, titled: bool
) -> list[str | None]:
    """Return title and section of each passage where its index may tell others, else None."""
    anew: list[str | None] = []
    for one in chosen:
        first, count = len(anew), sum(map(len, one.stretches))
        same = one.is_titled == titled
        anew += [None] * count if same else contexts[first : first + count]
    return anew


def _word_vectors(
    words: Sequence[str], indexes: Sequence[SearchIndex], encoder: Encoder
) -> PickedVectors:
    """Return the vector of each word: of the first index that has it, or made."""
    missing = {word: place for place, word in enumerate(words)}
    parts: list[tuple[Vectors, Ids]] = []
    for index in indexes:
        known = index.lexical.numbers
        had = [word for word in missing if word in known]
        rows = np.array([known[word] for word in had], dtype=np.int64)
        places = np.array([missing.pop(word) for word in had], dtype=np.int64)
        parts.append(_picked(index.word_store, rows, places))
    if missing:
        made = FaissStore.holding(encoder.encode(list(missing), Purpose.QUERY))
        parts.append((made, np.array(list(missing.values()), dtype=np.int64)))
    return PickedVectors(parts)


def _picked(store: Vectors, rows: Ids, numbers: Ids) -> tuple[Vectors, Ids]:
    """Return where some vectors of a store lie: there, or in one of their own where they are few.

    Args:
        store: The store.
        rows: (n,) int64, there.
        numbers: (n,) int64, what they are numbered by.
    """
    if len(rows) < len(store) * _MOSTLY:
        return FaissStore.holding(store.vectors(rows)), numbers
    of_all = np.full(len(store), -1, dtype=np.int64)
    of_all[rows] = numbers
    return store, of_all
