"""What a brief may be made of: passages with their vectors, laid out sentence by sentence."""

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from index.terms import terms_of
from index.types import Document, Embeddings, Ids, Passage, Scores, Span


@dataclass(frozen=True, slots=True)
class Pool:
    """The passages among which a brief is chosen: a document, a library, or what a search found.

    Args:
        documents: Those that the passages are cut from, in the order in which they are shown.
        passages: In any order; they may overlap, a sentence in two of them counts once.
        passage_vectors: (len(passages), dim) float32, rows of unit length.
        sentence_vectors: (n, dim) float32, rows of unit length: a row for each sentence of each
            passage, in the order of `passages`.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    passage_vectors: Embeddings = field(repr=False)
    sentence_vectors: Embeddings = field(repr=False)

    def __post_init__(self) -> None:
        """Check that there is a row for everything and a document for every passage.

        Raises:
            ValueError: The number of rows is wrong, or a passage is of no document of the pool.
        """
        sentences = sum(len(passage.sentences) for passage in self.passages)
        rows = (len(self.passage_vectors), len(self.sentence_vectors))
        if rows != (len(self.passages), sentences):
            msg = f"{len(self.passages)} passages of {sentences} sentences have {rows} vectors"
            raise ValueError(msg)
        strange = {passage.document for passage in self.passages} - {d.id for d in self.documents}
        if strange:
            msg = f"passages of documents that are not in the pool: {sorted(strange)}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a pool.

    Args:
        document: Where it stands.
        span: Its place.
        number: Its paragraph's number in the document, from 1.
        paragraph: The same counted over all documents of the pool, from 0.
    """

    document: Document
    span: Span
    number: int
    paragraph: int

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.document.text[self.span.start : self.span.end]

    @property
    def section(self) -> str | None:
        """Title of the section that it stands in."""
        return self.document.paragraphs[self.number - 1].section


class Layout:
    """A pool in reading order, each sentence once, with what is counted over all of them."""

    def __init__(self, pool: Pool) -> None:
        """Lay the pool out; documents in the pool's order, sentences in the text's."""
        rows = _rows_of(pool)
        paragraphs: dict[tuple[int, int], int] = {}
        self.sentences = tuple(
            Sentence(
                pool.documents[place],
                span,
                number,
                paragraphs.setdefault((place, number), len(paragraphs)),
            )
            for place, span, number, _, _ in rows
        )
        self._pool = pool
        self._passages = [row[3] for row in rows]
        self.vectors: Embeddings = pool.sentence_vectors[[row[4] for row in rows]]

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.sentences)

    @cached_property
    def lengths(self) -> Ids:
        """Code points of each sentence, (n,)."""
        return np.array([len(sentence.span) for sentence in self.sentences], dtype=np.int64)

    @cached_property
    def paragraphs(self) -> Ids:
        """Number of each sentence's paragraph, (n,), never falling."""
        return np.array([sentence.paragraph for sentence in self.sentences], dtype=np.int64)

    @cached_property
    def terms(self) -> tuple[frozenset[str], ...]:
        """The stems of each sentence."""
        return tuple(frozenset(terms_of(sentence.text)) for sentence in self.sentences)

    @cached_property
    def _frequencies(self) -> Counter[str]:
        return Counter(term for terms in self.terms for term in terms)

    def rarity(self, term: str) -> float:
        """Return how much a term tells, its inverse document frequency over sentences, above 0.

        References:
            Robertson and Zaragoza 2009, doi:10.1561/1500000019, equation 3.2, plus 1 inside the
            logarithm so that it stays positive.
        """
        n, count = len(self), self._frequencies[term]
        return math.log(1 + (n - count + 0.5) / (count + 0.5))

    def passage_scores(self, scores: Scores) -> Scores:
        """Return for each sentence the best score among the passages that hold it.

        Args:
            scores: (len(pool.passages),) float32.

        Returns:
            (n,) float32.
        """
        return np.array([scores[held].max() for held in self._passages], dtype=np.float32)

    def against_passages(self, query: Embeddings) -> Scores:
        """Return for each sentence its best passage's cosine with a query, (n,), in [-1, 1].

        Args:
            query: (dim,) float32 of unit length.
        """
        return self.passage_scores(self._pool.passage_vectors @ query)


def _rows_of(pool: Pool) -> list[tuple[int, Span, int, list[int], int]]:
    """Return the sentences in reading order: document, span, paragraph, passages, vector row."""
    places = {document.id: place for place, document in enumerate(pool.documents)}
    found: dict[tuple[int, Span], tuple[int, list[int], int]] = {}
    row = 0
    for number, passage in enumerate(pool.passages):
        for span in passage.sentences:
            key = (places[passage.document], span)
            found.setdefault(key, (passage.paragraph, [], row))[1].append(number)
            row += 1
    return [(*key, *found[key]) for key in sorted(found)]
