"""How much of a question stands in a passage: its words, terms related to them, and their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.search.related.nearest_words import Strengths
from index.search.word_index.lexical import TermIds
from index.search.word_index.words import Nested
from index.types import Ids, Scores

_REACH = 2  # positions: "leader of the Taliban" and "Taliban leader" are pairs, order kept


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """The distinct content words of a question, m of them.

    Args:
        weights: (m,) float32, the idf of each; a word that no passage holds counts, too.
        own: (m,) int32, each word's row of the vocabulary, -1 where no passage holds it.
        related: (r,) int32, rows of all terms related to one of them, themselves included.
        strengths: (r, m) float32 in [0, 1], how much each of `related` stands for each of them: 1
            for the word itself, less for any other.
        pairs: Positions (in 0..m-1) of words that follow one another in the question.
    """

    weights: Scores
    own: TermIds
    related: TermIds
    strengths: Strengths
    pairs: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of a question's weight, in [0, 1], one of each per passage: (n,) float32.

    Args:
        related: Of its words or, in part, related terms, in the passage or its context.
        related_sentence: As `related`, within the best sentence alone.
        pairs: Of its pairs of neighbouring words that stand near one another, in order.
    """

    related: Scores
    related_sentence: Scores
    pairs: Scores


def pairs_of(positions: Sequence[int]) -> frozenset[tuple[int, int]]:
    """Return the pairs of neighbours of a question's words, given as positions, in order."""
    return frozenset((first, second) for first, second in pairwise(positions) if first != second)


def coverage_of(query: QueryTerms, terms: Nested, vocabulary_size: int) -> Coverage:
    """Return how much of a question each of some passages covers.

    Args:
        query: The question's words.
        terms: Those of the n passages.
        vocabulary_size: Terms that there are.
    """
    if not len(query.weights) or not len(terms):
        return Coverage(*np.zeros((3, len(terms)), dtype=np.float32))
    tokens = _Tokens.of(terms)
    segments = _segment_matrix(query, tokens, vocabulary_size)
    weights = query.weights / query.weights.sum()
    alone = np.ones(len(segments), dtype=np.float32)
    alone[tokens.first] = 0  # a passage's first segment is its context, no sentence of it

    def weighed(matrix: Strengths) -> Scores:
        # Not `@`: on small matrices BLAS gains nothing and may raise false floating-point warnings.
        shares: Scores = (matrix * weights).sum(axis=1)
        return shares

    return Coverage(
        related=weighed(np.maximum.reduceat(segments, tokens.first, axis=0)),
        related_sentence=np.maximum.reduceat(weighed(segments) * alone, tokens.first),
        pairs=_pair_share(query, tokens, vocabulary_size),
    )


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The terms of some passages, put end to end.

    Args:
        ids: (t,) int32, rows of the vocabulary.
        segment: (t,) int64, the segment that each token stands in, counted over all.
        passage: (segments,) int64, the passage (0..n-1) that each segment belongs to.
        first: (n,) int64, the first segment of each passage.
    """

    ids: TermIds
    segment: Ids
    passage: Ids
    first: Ids

    @classmethod
    def of(cls, terms: Nested) -> "_Tokens":
        lengths = np.diff(terms.segments)
        return cls(
            ids=terms.ids.astype(np.int32, copy=False),
            segment=np.repeat(np.arange(len(lengths)), lengths),
            passage=np.repeat(np.arange(len(terms)), np.diff(terms.passages)),
            first=terms.passages[:-1].astype(np.int64, copy=False),
        )


def _segment_matrix(query: QueryTerms, tokens: _Tokens, vocabulary_size: int) -> Strengths:
    """Return how well each segment stands for each word: (segments, m) float32."""
    slot_of = np.full(vocabulary_size, -1, dtype=np.int32)
    slot_of[query.related] = np.arange(len(query.related))
    slots = slot_of[tokens.ids]
    at = np.flatnonzero(slots >= 0)
    matrix = np.zeros((len(tokens.passage), len(query.weights)), dtype=np.float32)
    if len(at):
        segments, starts = np.unique(tokens.segment[at], return_index=True)
        matrix[segments] = np.maximum.reduceat(query.strengths[slots[at]], starts, axis=0)
    return matrix


def _pair_share(query: QueryTerms, tokens: _Tokens, vocabulary_size: int) -> Scores:
    """Return the share of the question's pairs that each passage has: (n,) float32."""
    if not query.pairs:
        return np.zeros(len(tokens.first), dtype=np.float32)
    pairs = np.array(sorted(query.pairs), dtype=np.int64)
    weights = query.weights[pairs].mean(axis=1)
    share = np.zeros((len(tokens.first), len(pairs)), dtype=np.float32)
    position_of = np.full(vocabulary_size, -1, dtype=np.int64)
    known = np.flatnonzero(query.own >= 0)
    position_of[query.own[known]] = known
    positions = position_of[tokens.ids]
    size = len(query.weights)
    codes = pairs[:, 0] * size + pairs[:, 1]  # sorted, as the pairs are
    for reach in range(1, _REACH + 1):
        left, right = positions[:-reach], positions[reach:]
        near = (left >= 0) & (right >= 0) & (tokens.segment[:-reach] == tokens.segment[reach:])
        here = np.flatnonzero(near)
        code = left[here] * size + right[here]
        column = np.searchsorted(codes, code)
        hit = (column < len(codes)) & (codes[np.minimum(column, len(codes) - 1)] == code)
        share[tokens.passage[tokens.segment[here[hit]]], column[hit]] = 1
    result: Scores = (share * (weights / weights.sum())).sum(axis=1, dtype=np.float32)
    return result
