"""The table of the nearest words of each word, made whole or brought up to date: the same numbers.

Whether two words are near is first seen in a product of matrices, whose last digits depend on what
else stands in it. Only what that leaves is compared pair by pair, in float64, so that a strength is
a function of two vectors alone; equal ones stand in the order of the vocabulary.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.search.related.vocabulary_vectors import (
    HeldVocabulary,
    ReadVocabulary,
    VocabularyVectors,
)
from index.search.stores.base import Vectors
from index.search.word_index.numbers import WordRows
from index.types import Embeddings, Ids, Scores

NEIGHBOURS = 10
# Below this cosine two single words are no more alike than any two (all-MiniLM-L6-v2). 0.4 and
# 0.6, 5 and 20 neighbours were tried on the tuning parts of the public sets: 0.4 and 10 were best.
FLOOR = 0.4
_SLACK = 1e-5  # by which a cosine out of a product of matrices may be wrong; 1e-6 was seen
_AT_ONCE = 1 << 24  # cosines that are worked out at once: 64 MB
_PAIRS = 1 << 14  # pairs that are compared at once: 50 MB at 384 dimensions
# Words about as near as the last that counts, of which one is chosen: words that the encoder does
# not know all have the same vector. Of equal ones the first are taken, so more are never needed.
_MOST_EQUAL = 64

Strengths: TypeAlias = npt.NDArray[np.float32]  # (n, m) in [0, 1]: 1 the word itself, 0 unrelated
# Rows (n, m) int32 of the nearest words, strengths (n, m), and (n,) the strength of the next one.
Table: TypeAlias = tuple[WordRows, Strengths, Scores]


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Pairs of words that may be related.

    Args:
        places: (p,) int64, of each pair the place of the one among those that are compared.
        near: (p,) int64, the row of the other.
        cosines: (p,) float32, as a product of matrices has them.
    """

    places: Ids
    near: Ids
    cosines: Scores


def nearest_of(rows: Ids, vocabulary: VocabularyVectors) -> Table:
    """Return the nearest words of some words, themselves among them.

    Args:
        rows: (n,) int64, the words.
        vocabulary: All words.
    """
    tables = [_nearest(some, pairs, vocabulary) for some, pairs in _compared(rows, vocabulary)]
    return _joined([_empty(rows[:0]), *tables])


def grown(table: Table, earlier: Ids, words: Vectors) -> Table:
    """Return what `nearest_of` gives of all words, where most of it is known.

    Args:
        table: Of an earlier vocabulary.
        earlier: (v,) int64, the row of each word there, -1 of one that is new.
        words: The vectors of the whole vocabulary.
    """
    kept, new = np.flatnonzero(earlier >= 0), np.flatnonzero(earlier < 0)
    known = _renamed(table, earlier, kept)
    again = np.concatenate([new, kept[_is_unsure(known)]])
    every = np.arange(len(words), dtype=np.int64)
    vocabulary: VocabularyVectors = ReadVocabulary(words)
    if len(again) > _compared_at_once(len(words)):
        vocabulary = HeldVocabulary(words.vectors(every))
    anew, gained = [_empty(again[:0])], []
    for some, pairs in _compared(again, vocabulary):
        anew.append(_nearest(some, pairs, vocabulary))
        ones = some[pairs.places]
        is_gained = (earlier[ones] < 0) & (earlier[pairs.near] >= 0)
        gained.append((pairs.near[is_gained], ones[is_gained]))
    whole = _empty(every)
    merged = _merged(known, kept, gained, vocabulary)
    for held, before, now in zip(whole, merged, _joined(anew), strict=True):
        held[kept] = before
        held[again] = now
    return whole


def _joined(tables: Sequence[Table]) -> Table:
    """Return the tables of some words and of others as one."""
    neighbours, strengths, beyond = zip(*tables, strict=True)
    return np.concatenate(neighbours), np.concatenate(strengths), np.concatenate(beyond)


def _compared_at_once(count: int) -> int:
    """Return how many words are compared at once with so many."""
    return max(_AT_ONCE // max(count, 1), 1)


def _compared(rows: Ids, vocabulary: VocabularyVectors) -> Iterator[tuple[Ids, _Pairs]]:
    """Yield some words at a time, with their pairs with all."""
    step = _compared_at_once(len(vocabulary))
    for first in range(0, len(rows), step):
        some = rows[first : first + step]
        yield some, _pairs(vocabulary.vectors(some), vocabulary)


def _pairs(ones: Embeddings, vocabulary: VocabularyVectors) -> _Pairs:
    """Return the pairs of some words with all, given the vectors of these: (n, dim) float32."""
    parts: list[tuple[Ids, Ids, Scores]] = []
    begin = 0
    for block in vocabulary.blocks():
        cosines = ones @ block.T
        places, near = np.nonzero(cosines > FLOOR - _SLACK)
        parts.append((places, near + begin, cosines[places, near]))
        begin += len(block)
    return _Pairs(*map(np.concatenate, zip(*parts, strict=True)))


def _nearest(rows: Ids, pairs: _Pairs, vocabulary: VocabularyVectors) -> Table:
    """Return the table of some words, given their pairs with all."""
    places, near = _candidates(pairs, len(rows))
    return _table(rows, places, near, _strengths(vocabulary, rows[places], near))


def _empty(rows: Ids) -> Table:
    """Return the table of words that are related to none: each stands beside itself."""
    shape = (len(rows), NEIGHBOURS)
    own = np.broadcast_to(rows[:, np.newaxis], shape).astype(np.int32)
    return own, np.zeros(shape, np.float32), np.zeros(len(rows), np.float32)


def _candidates(pairs: _Pairs, count: int) -> tuple[Ids, Ids]:
    """Return the pairs that may be among the nearest: the place of the one, the row of the other.

    Args:
        pairs: Of some words with all.
        count: How many words these are.
    """
    order = np.lexsort((pairs.near, -pairs.cosines, pairs.places))
    places, near, values = pairs.places[order], pairs.near[order], pairs.cosines[order]
    begins = np.searchsorted(places, np.arange(count + 1))
    # One more than are kept, so that the strength of the next is known.
    last = np.minimum(begins[:-1] + NEIGHBOURS, np.maximum(begins[1:] - 1, 0))
    least = np.full(count, -1.0, np.float32)
    full = begins[1:] - begins[:-1] > NEIGHBOURS
    least[full] = values[last[full]]
    difference = values - least[places]
    certain = difference > _SLACK
    close = np.flatnonzero(~certain & (difference >= -_SLACK))
    close = close[np.lexsort((near[close], places[close]))]
    rank = np.arange(len(close)) - np.searchsorted(places[close], places[close])
    chosen = np.sort(np.concatenate([np.flatnonzero(certain), close[rank < _MOST_EQUAL]]))
    return places[chosen], near[chosen]


def _strengths(vocabulary: VocabularyVectors, ones: Ids, others: Ids) -> Scores:
    """Return how near words are to others, pair by pair, (p,) float32 in [0, 1]."""
    strengths = np.zeros(len(ones), np.float32)
    for begin in range(0, len(ones), _PAIRS):
        pairs = slice(begin, begin + _PAIRS)
        left, right = vocabulary.vectors(ones[pairs]), vocabulary.vectors(others[pairs])
        products = left.astype(np.float64) * right
        strengths[pairs] = np.clip((products.sum(axis=1) - FLOOR) / (1 - FLOOR), 0, 1)
    return strengths


def _table(rows: Ids, places: Ids, near: Ids, strengths: Scores) -> Table:
    """Return the table of some words.

    Args:
        rows: (n,) int64, the words.
        places: (p,) int64, of pairs the place of the one in `rows`.
        near: (p,) int64, the row of the other.
        strengths: (p,) float32, of the pairs.
    """
    own, strong, beyond = _empty(rows)
    order = np.lexsort((near, -strengths, places))
    order = order[strengths[order] > 0]
    at, near, strengths = places[order], near[order], strengths[order]
    rank = np.arange(len(at)) - np.searchsorted(at, at)
    first, following = rank < NEIGHBOURS, rank == NEIGHBOURS
    own[at[first], rank[first]] = near[first]
    strong[at[first], rank[first]] = strengths[first]
    beyond[at[following]] = strengths[following]
    return own, strong, beyond


def _renamed(table: Table, earlier: Ids, kept: Ids) -> Table:
    """Return what is known of the words that are kept, by their rows now; -1 for lost neighbours.

    Args:
        table: Of the earlier vocabulary.
        earlier: (v,) int64, the row of each word there, -1 of one that is new.
        kept: (k,) int64, the words that are not new.
    """
    now = np.full(len(table[0]), -1, dtype=np.int32)
    now[earlier[kept]] = kept
    rows = earlier[kept]
    return now[table[0][rows]], table[1][rows], table[2][rows]


def _is_unsure(known: Table) -> npt.NDArray[np.bool_]:
    """Return which words have lost a neighbour, or may have others that are as near as the last."""
    neighbours, strengths, beyond = known
    lost = ((neighbours < 0) & (strengths > 0)).any(axis=1)
    tied: npt.NDArray[np.bool_] = (beyond > 0) & (beyond >= strengths[:, -1])
    return lost | tied


def _merged(
    known: Table, kept: Ids, gained: Sequence[tuple[Ids, Ids]], vocabulary: VocabularyVectors
) -> Table:
    """Return the table of the words that are kept, the new ones put where they belong.

    Args:
        known: Of these words, without the new ones.
        kept: (k,) int64, their rows.
        gained: Rows of some of them, and of new words that each may be related to.
        vocabulary: All words.
    """
    none = np.zeros(0, np.int64)
    ones = np.concatenate([none, *(one for one, _ in gained)])
    near = np.concatenate([none, *(other for _, other in gained)])
    at = np.searchsorted(kept, ones)
    # Equally near ones stand in the order of the vocabulary, which may be another one now.
    is_touched = ((known[1][:, 1:] == known[1][:, :-1]) & (known[1][:, 1:] > 0)).any(axis=1)
    is_touched[at] = True
    touched = np.flatnonzero(is_touched)
    before, columns = np.nonzero(known[1][touched])
    table = _table(
        kept[touched],
        np.concatenate([before, np.searchsorted(touched, at)]),
        np.concatenate([known[0][touched[before], columns].astype(np.int64), near]),
        np.concatenate([known[1][touched[before], columns], _strengths(vocabulary, ones, near)]),
    )
    neighbours, strengths, beyond = known
    following = np.zeros(len(kept), np.float32)
    neighbours[touched], strengths[touched], following[touched] = table
    # What came next may be one of those that were known by its strength alone.
    last = np.where(strengths[:, -1] > beyond, beyond, 0)
    return neighbours, strengths, np.maximum(following, last)
