"""A question to its passages: vectors, words and related terms, one score.

A pool is made of what vectors and BM25 each find; every passage of the pool is then looked at
closely, by features that mean the same in any collection. Its score is a fixed sum of them, in
which words count as far as the question's words lead anywhere: where even the best sentence has
few of them, the passage that happens to share one is no better for it.
"""

import numpy as np
import numpy.typing as npt

from index.models import Encoder, Purpose
from index.search.candidates import Candidate, Features, Retrieved, of_paragraphs
from index.search.query_terms.initials import Initials
from index.search.query_terms.month_names import other_months
from index.search.query_terms.numbered_parts import NumberedParts
from index.search.query_terms.queries import Query, query_of
from index.search.query_terms.slips import Slips
from index.search.query_terms.spelling import Speller
from index.search.related.nearest_words import Strengths
from index.search.related.related_terms import related_terms_of
from index.search.score_weights import WEIGHTS
from index.search.search_index import SearchIndex
from index.search.term_coverage import QueryTerms, coverage_of, pairs_of
from index.search.word_index.bm25 import idf
from index.search.word_index.lexical import TermIds
from index.types import Embeddings, Ids, Scores

POOL = 100  # passages that vectors and BM25 each put into the pool
_MOST_RELATED = 0.99  # only the word itself stands for itself in full

FeatureColumns = npt.NDArray[np.float64]  # (n, f), the features of n passages


class Retriever:
    """Finds passages; several threads may search at once."""

    def __init__(self, index: SearchIndex, encoder: Encoder) -> None:
        """Hold what is searched and what encodes the question; nothing is computed yet."""
        self.index = index
        self._encoder = encoder
        lexical, initials = index.lexical, Initials(index.texts)
        speller = Speller(lexical.word_forms)
        self._slips = Slips(lexical.vocabulary, lexical.word_forms, speller, initials)
        self._numbered = NumberedParts(index.texts, index.contexts)

    def query_of(self, question: str) -> Query:
        """Return what a question is searched by."""
        return query_of(question, self._slips, self._numbered)

    def as_meant(self, question: str) -> str:
        """Return a question with the short forms of chat spelt out and its slips mended."""
        return self._slips.mended(question)

    def search(self, question: str, k: int = 10) -> Retrieved:
        """Return the passages that bear most on a question.

        Args:
            question: As it was asked.
            k: Paragraphs at most, at least 1; of a long one there may be several passages.
        """
        query = self.query_of(question)
        return Retrieved(query, of_paragraphs(self._ranked(query), k))

    def rows_on(self, question: str) -> Ids:
        """Return the rows of all passages that bear on a question, ascending, (n,) int64.

        They are at most twice `POOL`; of a long paragraph several may be among them.

        Args:
            question: As it was asked.
        """
        candidates = self._ranked(self.query_of(question))
        return np.array(sorted(candidate.row for candidate in candidates), dtype=np.int64)

    def _ranked(self, query: Query) -> list[Candidate]:
        """Return the whole pool of a query, best first; see `rank`."""
        if not self.index.passages:
            return []
        return self.rank(query, self._encoder.encode([query.text, *query.unknown], Purpose.QUERY))

    def rank(self, query: Query, vectors: Embeddings) -> list[Candidate]:
        """Return the whole pool, best first; several passages of one paragraph may be in it.

        Args:
            query: What is searched for.
            vectors: (1 + u, dim) float32, of its text and of its u unknown words.
        """
        terms = self._query_terms(query, vectors[1:])
        lexical = self.index.lexical
        bm25 = lexical.scores(terms.own[terms.own >= 0])
        rows = self._pool(vectors[:1], bm25)
        cosines, first = self._sentence_cosines(rows, vectors[0])
        coverage = coverage_of(terms, lexical.terms_at(rows), len(lexical.vocabulary))
        columns: FeatureColumns = np.column_stack(
            [
                self.index.passage_store.vectors(rows) @ vectors[0],
                np.maximum.reduceat(cosines, first[:-1]),
                bm25[rows] / max(float(terms.weights.sum()), 1e-9),
                coverage.related,
                coverage.related_sentence,
                coverage.pairs,
            ]
        )
        scores = scores_of(columns)
        candidates = []
        for i in np.argsort(-scores, kind="stable").tolist():
            row, score = int(rows[i]), float(scores[i])
            features = Features(*columns[i].tolist())
            sentences = tuple(cosines[first[i] : first[i + 1]].tolist())
            candidates.append(Candidate(self.index.passages[row], row, score, features, sentences))
        return candidates

    def _query_terms(self, query: Query, unknown: Embeddings) -> QueryTerms:
        """Return the query's distinct terms with the terms related to them.

        Args:
            query: The query.
            unknown: (u, dim), the vectors of its unknown words.
        """
        lexical = self.index.lexical
        terms = list(dict.fromkeys(query.terms))
        own = np.array([lexical.vocabulary.get(term, -1) for term in terms], dtype=np.int32)
        absent = float(idf(0, len(lexical)))
        weights = np.array([lexical.idf[row] if row >= 0 else absent for row in own], np.float32)
        known = np.flatnonzero(own >= 0)
        neighbours, likeness = self._neighbours(own, unknown)
        months = other_months(terms, lexical.vocabulary)
        rows = np.array([month.row for month in months], dtype=np.int32)
        related = np.union1d(np.union1d(neighbours, own[known]), rows)
        strengths = np.zeros((len(related), len(terms)), dtype=np.float32)
        columns = np.arange(len(terms))[:, np.newaxis]
        strengths[np.searchsorted(related, neighbours), columns] = likeness
        strengths[np.searchsorted(related, own[known]), known] = 1
        strengths[np.searchsorted(related, rows), [month.term for month in months]] = 1
        order = [terms.index(term) for term in query.terms]
        return QueryTerms(weights, own, related, strengths, pairs_of(order))

    def _neighbours(self, own: TermIds, unknown: Embeddings) -> tuple[TermIds, Strengths]:
        """Return the nearest terms of each term of a query, and how near each is, below 1.

        Args:
            own: (m,) rows of its terms, -1 for each that the collection does not have.
            unknown: (u, dim), the vectors of those.

        Returns:
            Rows (m, n) int32 and strengths (m, n) float32.
        """
        known = own >= 0
        rows, strengths = related_terms_of(unknown, self.index.word_store)
        neighbours = np.zeros((len(own), rows.shape[1]), dtype=np.int32)
        likeness = np.zeros(neighbours.shape, dtype=np.float32)
        neighbours[~known], likeness[~known] = rows, strengths
        neighbours[known], likeness[known] = self.index.related_terms.of(own[known])
        return neighbours, np.minimum(likeness, np.float32(_MOST_RELATED))

    def _pool(self, vector: Embeddings, bm25: Scores) -> Ids:
        """Return the rows worth a closer look, ascending."""
        by_vector, _ = self.index.passage_store.search(vector, POOL)
        count = min(POOL, len(bm25))
        by_words = np.argpartition(-bm25, count - 1)[:count]
        return np.union1d(by_vector[0], by_words[bm25[by_words] > 0])

    def _sentence_cosines(self, rows: Ids, vector: Scores) -> tuple[Scores, Ids]:
        """Return the cosine of the question and each sentence of some passages.

        Returns:
            Cosines (s,) float32, and where each passage's begin and the last one's end, (n + 1,).
        """
        index = self.index
        cosines: Scores = index.sentence_store.vectors(index.sentence_rows(rows)) @ vector
        counts = index.first_sentence[rows + 1] - index.first_sentence[rows]
        return cosines, np.concatenate([[0], np.cumsum(counts)])


def scores_of(columns: FeatureColumns, weights: npt.ArrayLike | None = None) -> FeatureColumns:
    """Return the score of each passage of a pool, (n,).

    Args:
        columns: (n, f), the features of each passage in the order of `Features`.
        weights: (f,) in the same order; those of `WEIGHTS` where none are given.
    """
    names = Features.__slots__
    own = [getattr(WEIGHTS, name) for name in names]
    weighed = np.asarray(own if weights is None else weights, dtype=np.float64)
    dense = np.array([name.startswith("dense") for name in names])
    led_by_words = columns[:, names.index("related_sentence")].max()
    scores: FeatureColumns = columns @ np.where(dense, weighed, led_by_words * weighed)
    return scores
