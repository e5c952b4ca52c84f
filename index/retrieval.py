"""A question to its passages: vectors, words and their kin, one score.

A pool is made of what vectors and BM25 each find; every passage of the pool is then looked at
closely, by features that mean the same in any collection, and a fixed sum of them is its score.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from functools import cached_property
from itertools import pairwise

import numpy as np

from index.coverage import QueryTerms, coverage_of, pairs_of
from index.encoder import Encoder, Purpose
from index.lexical import Lexical, idf
from index.queries import clean
from index.relations import Relations, related
from index.spelling import Speller
from index.stores.base import VectorStore
from index.terms import stems_of, words_of
from index.types import Embeddings, Hit, Ids, Passage, Scores

POOL = 100  # passages that vectors and BM25 each put into the pool


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What is searched. Row i of `passages` is id i of `passage_store` and row i of `lexical`.

    Args:
        passages: In the order of their rows.
        texts: What each passage says.
        contexts: Title and section of each passage, "" where there is neither.
        passage_store: Vectors of `passage_input` of each passage.
        sentence_store: Vectors of the sentences alone, numbered over all passages.
        word_store: Vectors of `lexical.words()`, encoded as queries.
        lexical: The words of contexts and sentences.
        relations: Which of those words are akin.
    """

    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    contexts: tuple[str, ...]
    passage_store: VectorStore
    sentence_store: VectorStore
    word_store: VectorStore
    lexical: Lexical
    relations: Relations

    def __post_init__(self) -> None:
        """Check that the parts are of one collection.

        Raises:
            ValueError: Their numbers of passages, sentences or words differ.
        """
        n = len(self.passages)
        sizes = (len(self.texts), len(self.contexts), len(self.passage_store), len(self.lexical))
        sentences = sum(len(passage.sentences) for passage in self.passages)
        words = (len(self.word_store), len(self.relations.neighbours))
        if any(size != n for size in sizes) or sentences != len(self.sentence_store):
            msg = f"{n} passages, {sentences} sentences; but {sizes}, {len(self.sentence_store)}"
            raise ValueError(msg)
        if any(size != len(self.lexical.vocabulary) for size in words):
            msg = f"{len(self.lexical.vocabulary)} words, but {words} of them have vectors, kin"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for.

    Args:
        text: The question as it is encoded: without courtesies, slips mended.
        terms: Stems of its telling words, in order.
        unknown: Its telling words that the collection does not have.
        corrections: What was typed and what was taken for it.
    """

    text: str
    terms: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Features:
    """What a passage has to do with a query; each part is comparable between collections.

    Args:
        dense_passage: Cosine of question and passage with its context, -1 to 1.
        dense_sentence: Cosine of question and best sentence, -1 to 1.
        bm25: BM25 score as a share of the highest that the query's words allow, 0 to 1.
        exact: Share of the query's weight that stands in passage or context, 0 to 1.
        exact_sentence: The same within the best sentence, 0 to 1.
        kin: As `exact`, words akin counted in part.
        kin_sentence: As `exact_sentence`, words akin counted in part.
        pairs: Share of the query's neighbouring words found as neighbours, 0 to 1.
        length: Natural logarithm of 1 + the passage's telling words.
    """

    dense_passage: float
    dense_sentence: float
    bm25: float
    exact: float
    exact_sentence: float
    kin: float
    kin_sentence: float
    pairs: float
    length: float


WEIGHTS = Features(
    dense_passage=6.0,
    dense_sentence=8.0,
    bm25=3.0,
    exact=2.0,
    exact_sentence=2.5,
    kin=2.0,
    kin_sentence=2.5,
    pairs=1.0,
    length=0.3,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage found.

    Args:
        passage: The passage.
        row: Its row in the index.
        score: The weighted sum of its features; comparable within one query.
        features: Why it was found.
        sentences: Cosine of the question and each of its sentences, in order.
    """

    passage: Passage
    row: int
    score: float
    features: Features
    sentences: tuple[float, ...]

    @property
    def hit(self) -> Hit:
        """The passage with its score."""
        return Hit(self.passage, self.score)


@dataclass(frozen=True, slots=True)
class Background:
    """How like the question the collection is as a whole.

    Args:
        mean: Of the cosines of the question and all passages.
        deviation: Their standard deviation, above 0.
    """

    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a search came to: candidates best first, one a paragraph."""

    query: Query
    candidates: tuple[Candidate, ...]
    background: Background


def passage_input(context: str, text: str) -> str:
    """Return what the encoder is given for a passage: its title and section, then its text."""
    return f"{context}. {text}" if context else text


class Retriever:
    """Finds passages; several threads may search at once."""

    def __init__(self, index: SearchIndex, encoder: Encoder) -> None:
        """Hold what is searched and what encodes the question; nothing is computed yet."""
        self._index = index
        self._encoder = encoder
        self._speller = Speller(index.lexical.surfaces)

    def query_of(self, question: str) -> Query:
        """Return what a question is searched by."""
        text, corrections = self._mended(clean(question))
        words = [word.text for word in words_of(text) if word.telling]
        stems = stems_of(words)
        vocabulary = self._index.lexical.vocabulary
        pairs = zip(words, stems, strict=True)
        unknown = dict.fromkeys(word for word, stem in pairs if stem not in vocabulary)
        return Query(text, tuple(stems), tuple(unknown), corrections)

    def search(self, question: str, k: int = 10) -> Retrieved:
        """Return the passages that bear most on a question.

        Args:
            question: As it was asked.
            k: Passages at most, at least 1; one a paragraph.
        """
        query = self.query_of(question)
        if not self._index.passages:
            return Retrieved(query, (), Background(0.0, 1.0))
        vectors = self._encoder.encode([query.text, *query.unknown], Purpose.QUERY)
        scored = self._scored(query, vectors)
        return Retrieved(query, _one_a_paragraph(scored, k), self._background(vectors[0]))

    def _mended(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        corrections = []
        for word in reversed(words_of(text)):
            if meant := self._speller.mend(word.text):
                corrections.append((text[word.start : word.end], meant))
                text = text[: word.start] + meant + text[word.end :]
        return text, tuple(reversed(corrections))

    def _scored(self, query: Query, vectors: Embeddings) -> list[Candidate]:
        """Return the whole pool, best first."""
        index = self._index
        terms = self._query_terms(query, vectors[1:])
        bm25 = index.lexical.scores(terms.own[terms.own >= 0])
        rows = self._pool(vectors[:1], bm25)
        cosines = self._sentence_cosines(rows, vectors[0])
        coverage = coverage_of(terms, index.lexical.terms, rows, len(index.lexical.vocabulary))
        dense = index.passage_store.vectors(rows) @ vectors[0]
        columns = np.column_stack(
            [
                dense,
                [max(c, default=d) for c, d in zip(cosines, dense, strict=True)],
                bm25[rows] / (terms.weights.sum() or 1),
                *(getattr(coverage, part.name) for part in fields(coverage)),
                np.log1p(index.lexical.lengths[rows]),
            ]
        )
        scores = columns @ np.array(astuple(WEIGHTS))
        return [
            Candidate(
                index.passages[rows[i]],
                int(rows[i]),
                float(scores[i]),
                Features(*columns[i].tolist()),
                cosines[i],
            )
            for i in np.argsort(-scores, kind="stable")
        ]

    def _query_terms(self, query: Query, unknown: Embeddings) -> QueryTerms:
        """Return the query's distinct terms with their kin.

        Args:
            query: The query.
            unknown: (u, dim), the vectors of its unknown words.
        """
        lexical, relations = self._index.lexical, self._index.relations
        terms = list(dict.fromkeys(query.terms))
        own = np.array([lexical.vocabulary.get(term, -1) for term in terms], dtype=np.int32)
        absent = float(idf(0, len(lexical)))
        weights = np.array([lexical.idf[row] if row >= 0 else absent for row in own], np.float32)
        kin: dict[tuple[int, int], float] = {}
        strange = iter(zip(*related(unknown, self._index.word_store), strict=True))
        for position, row in enumerate(own):
            rows, strengths = (
                (relations.neighbours[row], relations.strengths[row]) if row >= 0 else next(strange)
            )
            # Only the word itself stands for itself in full.
            kin |= {(r, position): min(s, 0.99) for r, s in zip(rows, strengths, strict=True) if s}
            if row >= 0:
                kin[row, position] = 1.0
        ids = np.array(sorted({row for row, _ in kin}), dtype=np.int32)
        matrix = np.zeros((len(ids), len(terms)), dtype=np.float32)
        for (row, position), strength in kin.items():
            matrix[np.searchsorted(ids, row), position] = strength
        order = [terms.index(term) for term in query.terms]
        return QueryTerms(weights, own, ids, matrix, pairs_of(order))

    def _pool(self, vector: Embeddings, bm25: Scores) -> Ids:
        """Return the rows worth a closer look, ascending."""
        near, _ = self._index.passage_store.search(vector, POOL)
        count = min(POOL, len(bm25))
        worded = np.argpartition(-bm25, count - 1)[:count]
        return np.union1d(near[0], worded[bm25[worded] > 0])

    def _sentence_cosines(self, rows: Ids, vector: Scores) -> list[tuple[float, ...]]:
        """Return the cosine of the question and each sentence of each passage."""
        counts = self._first_sentence[rows + 1] - self._first_sentence[rows]
        bounds = np.concatenate([[0], np.cumsum(counts)])
        ids = np.concatenate(
            [np.arange(self._first_sentence[row], self._first_sentence[row + 1]) for row in rows]
        )
        cosines = (self._index.sentence_store.vectors(ids) @ vector).tolist()
        return [tuple(cosines[start:end]) for start, end in pairwise(bounds)]

    def _background(self, vector: Scores) -> Background:
        """Return mean and deviation of the question's cosine over all passages, exactly."""
        mean, covariance = self._moments
        variance = float(vector @ covariance @ vector)
        return Background(float(mean @ vector), max(variance, 1e-9) ** 0.5)

    @cached_property
    def _moments(self) -> tuple[Scores, Embeddings]:
        store = self._index.passage_store
        rows = store.vectors(np.arange(len(store), dtype=np.int64))
        mean: Scores = rows.mean(axis=0)
        covariance: Embeddings = rows.T @ rows / np.float32(len(rows)) - np.outer(mean, mean)
        return mean, covariance

    @cached_property
    def _first_sentence(self) -> Ids:
        counts = [len(passage.sentences) for passage in self._index.passages]
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _one_a_paragraph(candidates: Iterable[Candidate], k: int) -> tuple[Candidate, ...]:
    """Return the first k of different paragraphs, in order."""
    best: dict[tuple[str, int], Candidate] = {}
    for candidate in candidates:
        best.setdefault((candidate.passage.document, candidate.passage.paragraph), candidate)
        if len(best) == k:
            break
    return tuple(best.values())
