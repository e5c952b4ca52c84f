"""Passages chosen out of search indexes, as an index of their own.

Vectors are taken over; words, their weights and their related terms are those of the chosen
passages alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.models import Encoder, Purpose
from index.search.assembly import by_passage, contexts_of, sentence_texts, texts_of
from index.search.bm25 import Lexical
from index.search.related_terms import RelatedTerms
from index.search.search_index import SearchIndex
from index.search.stores.faiss import FaissStore
from index.types import Document, Embeddings, Ids, Passage


@dataclass(frozen=True, slots=True)
class Chosen:
    """Passages of an index.

    Args:
        index: The index.
        rows: Of the passages in it, (n,) int64.
    """

    index: SearchIndex
    rows: Ids


def merged(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    chosen: Sequence[Chosen],
    encoder: Encoder,
) -> SearchIndex:
    """Return an index of passages that other indexes have, kept in memory alone.

    Args:
        documents: Those that the passages are of.
        passages: The chosen ones, by the ids of these documents: one index's after the other's.
        chosen: Where each of them stands, in the same order.
        encoder: That made the indexes; asked for words that now are written otherwise most often.
    """
    contexts = contexts_of(documents, passages)
    lexical = Lexical.build(contexts, by_passage(sentence_texts(documents, passages), passages))
    words = FaissStore.holding(
        _word_vectors(lexical.words(), [one.index for one in chosen], encoder)
    )
    return SearchIndex(
        passages=tuple(passages),
        texts=texts_of(documents, passages),
        contexts=contexts,
        passage_store=FaissStore.holding(
            np.concatenate([one.index.passage_store.vectors(one.rows) for one in chosen])
        ),
        sentence_store=FaissStore.holding(
            np.concatenate([_sentence_vectors(one) for one in chosen])
        ),
        word_store=words,
        lexical=lexical,
        related_terms=RelatedTerms.build(words),
    )


def _sentence_vectors(chosen: Chosen) -> Embeddings:
    """Return the vectors of the chosen passages' sentences, in order."""
    return chosen.index.sentence_store.vectors(chosen.index.sentence_rows(chosen.rows))


def _word_vectors(
    words: Sequence[str], indexes: Sequence[SearchIndex], encoder: Encoder
) -> Embeddings:
    """Return the vector of each word, (n, dim) float32: of the first index that has it, or made."""
    vectors = np.zeros((len(words), encoder.dim), dtype=np.float32)
    missing = {word: place for place, word in enumerate(words)}
    for index in indexes:
        known = [(row, word) for row, word in enumerate(index.lexical.words()) if word in missing]
        places = [missing.pop(word) for _, word in known]
        vectors[places] = index.word_store.vectors(np.array([row for row, _ in known], np.int64))
    if missing:
        vectors[list(missing.values())] = encoder.encode(list(missing), Purpose.QUERY)
    return vectors
