"""Ways of choosing a brief's sentences: this program's, and plain ones that it is held against."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np

from index.briefs import Pool, WordVectors, pool_on
from index.briefs.pool import Layout
from index.briefs.relevance import relevance_of
from index.briefs.sentence_selection import best_within
from index.evaluation.trials import index_of
from index.lab.briefs.summarizers import Summarizer, lexrank, textrank
from index.models import Encoder
from index.search import Retriever
from index.types import Document, Embeddings

Method: TypeAlias = Callable[[str, Layout, WordVectors], list[int]]
"""A topic to the rows of the sentences shown, best first."""

MAX_CHARS = 1500
OURS = "this program"
_NEAREST = 25  # sentences that LexRank and TextRank summarise
_MMR = 0.7  # the balance of Carbonell and Goldstein 1998, doi:10.1145/290941.291025


def pool_of(documents: Sequence[Document], encoder: Encoder) -> Pool:
    """Return all passages of documents with their vectors, as a collection would have them."""
    retriever = Retriever(index_of(documents, encoder), encoder)
    return pool_on(None, tuple(documents), retriever)


def _ours(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    relevance = relevance_of(topic, layout, words)
    return best_within(
        relevance.scores,
        layout.words.wordings,
        layout.lengths,
        MAX_CHARS,
        least=relevance.least,
        added=layout.added,
    )


def _cosine(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    """Choose the sentences nearest to the topic."""
    return _filled(layout, np.argsort(-(layout.vectors @ _query(topic, words)), kind="stable"))


def _cosine_in_section(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    """Choose the sentences nearest to the topic when each is read with its section's title."""
    texts = [f"{sentence.section or ''}. {sentence.text}" for sentence in layout.sentences]
    return _filled(layout, np.argsort(-(words.encode(texts) @ _query(topic, words)), kind="stable"))


def _mmr(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    """Choose by maximal marginal relevance over the sentence's and its passage's cosine."""
    query = _query(topic, words)
    scores = (layout.vectors @ query + layout.against_passages(query)) / 2
    order: list[int] = []
    nearest = np.zeros(len(layout), dtype=np.float32)
    while len(order) < len(layout):
        worth = _MMR * scores - (1 - _MMR) * nearest
        worth[order] = -np.inf
        order.append(int(worth.argmax()))
        nearest = np.maximum(nearest, layout.vectors @ layout.vectors[order[-1]])
    return _filled(layout, order)


def _lead(topic: str, layout: Layout, words: WordVectors) -> list[int]:
    """Choose paragraphs by their nearness to the topic, and of each its first sentences."""
    scores = layout.against_passages(_query(topic, words))
    return _filled(layout, np.lexsort((np.arange(len(layout)), layout.paragraphs, -scores)))


def _summary(summarize: Summarizer) -> Method:
    """Return the method that summarises the sentences nearest to the topic."""

    def method(topic: str, layout: Layout, words: WordVectors) -> list[int]:
        near = np.argsort(-(layout.vectors @ _query(topic, words)), kind="stable")[:_NEAREST]
        rows = sorted(int(row) for row in near)
        texts = [layout.sentences[row].text for row in rows]
        return [rows[place] for place in summarize(texts, MAX_CHARS)]

    return method


METHODS: Mapping[str, Method] = {
    OURS: _ours,
    "cosine": _cosine,
    "cosine, section title before": _cosine_in_section,
    "MMR, sentence and passage": _mmr,
    "LexRank of the 25 nearest": _summary(lexrank),
    "TextRank of the 25 nearest": _summary(textrank),
    "lead of the nearest paragraphs": _lead,
}


def _query(topic: str, words: WordVectors) -> Embeddings:
    row: Embeddings = words.encode([topic])[0]
    return row


def _filled(layout: Layout, order: Iterable[int]) -> list[int]:
    """Return the rows in this order that fit, a character between two sentences."""
    rows: list[int] = []
    left = MAX_CHARS
    for row in order:
        if layout.lengths[row] <= left:
            rows.append(int(row))
            left -= int(layout.lengths[row]) + 1
    return rows
