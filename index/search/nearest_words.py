"""The table of the nearest words of each word, made whole or brought up to date: the same numbers.

Whether two words are near is first seen in a product of matrices, whose last digits depend on what
else stands in it. Only what that leaves is compared pair by pair, in float64, so that a strength is
a function of two vectors alone; equal ones stand in the order of the vocabulary.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.search.words import WordRows
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


def nearest_of(rows: Ids, vectors: Embeddings) -> Table:
    """Return the nearest words of some words, themselves among them.

    Args:
        rows: (n,) int64, the words.
        vectors: (v, dim) float32, of the whole vocabulary, rows of unit length.
    """
    tables = [_empty(rows)]
    step = max(_AT_ONCE // max(len(vectors), 1), 1)
    for begin in range(0, len(rows), step):
        some = rows[begin : begin + step]
        places, near = _candidates(vectors[some] @ vectors.T)
        strengths = _strengths(vectors, some[places], near)
        tables.append(_table(some, places, near, strengths))
    if len(tables) > 1:
        tables = tables[1:]
    neighbours, strong, beyond = zip(*tables, strict=True)
    return np.concatenate(neighbours), np.concatenate(strong), np.concatenate(beyond)


def grown(table: Table, earlier: Ids, vectors: Embeddings) -> Table:
    """Return what `nearest_of` gives of all words, where most of it is known.

    Args:
        table: Of an earlier vocabulary.
        earlier: (v,) int64, the row of each word there, -1 of one that is new.
        vectors: (v, dim) float32, of the whole vocabulary.
    """
    neighbours, strengths, beyond = _empty(np.arange(len(earlier), dtype=np.int64))
    kept = np.flatnonzero(earlier >= 0)
    known, places = _renamed(table, earlier, kept)
    new = np.flatnonzero(earlier < 0)
    merged = _merged((known, places), table[2][earlier[kept]], kept, new, vectors)
    for held, own in zip((neighbours, strengths, beyond), merged, strict=True):
        held[kept] = own
    again = np.concatenate([new, kept[_is_unsure(table, earlier[kept], known)]])
    for held, own in zip((neighbours, strengths, beyond), nearest_of(again, vectors), strict=True):
        held[again] = own
    return neighbours, strengths, beyond


def _empty(rows: Ids) -> Table:
    """Return the table of words that are related to none: each stands beside itself."""
    shape = (len(rows), NEIGHBOURS)
    own = np.broadcast_to(rows[:, np.newaxis], shape).astype(np.int32)
    return own, np.zeros(shape, np.float32), np.zeros(len(rows), np.float32)


def _candidates(cosines: Scores) -> tuple[Ids, Ids]:
    """Return the pairs that may be among the nearest: the place of the one, the row of the other.

    Args:
        cosines: (n, v) float32, of some words with all.
    """
    places, near = np.nonzero(cosines > FLOOR - _SLACK)
    values = cosines[places, near]
    order = np.lexsort((near, -values, places))
    places, near, values = places[order], near[order], values[order]
    begins = np.searchsorted(places, np.arange(len(cosines) + 1))
    # One more than are kept, so that the strength of the next is known.
    last = np.minimum(begins[:-1] + NEIGHBOURS, np.maximum(begins[1:] - 1, 0))
    least = np.full(len(cosines), -1.0, np.float32)
    full = begins[1:] - begins[:-1] > NEIGHBOURS
    least[full] = values[last[full]]
    difference = values - least[places]
    certain = difference > _SLACK
    close = np.flatnonzero(~certain & (difference >= -_SLACK))
    close = close[np.lexsort((near[close], places[close]))]
    rank = np.arange(len(close)) - np.searchsorted(places[close], places[close])
    chosen = np.sort(np.concatenate([np.flatnonzero(certain), close[rank < _MOST_EQUAL]]))
    return places[chosen], near[chosen]


def _strengths(vectors: Embeddings, ones: Ids, others: Ids) -> Scores:
    """Return how near words are to others, pair by pair, (p,) float32 in [0, 1]."""
    strengths = np.zeros(len(ones), np.float32)
    for begin in range(0, len(ones), _PAIRS):
        pairs = slice(begin, begin + _PAIRS)
        products = vectors[ones[pairs]].astype(np.float64) * vectors[others[pairs]]
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


def _renamed(table: Table, earlier: Ids, kept: Ids) -> tuple[WordRows, Strengths]:
    """Return the known neighbours of the words that are kept, by their rows now; -1 for lost ones.

    Args:
        table: Of the earlier vocabulary.
        earlier: (v,) int64, the row of each word there, -1 of one that is new.
        kept: (k,) int64, the words that are not new.
    """
    now = np.full(len(table[0]), -1, dtype=np.int32)
    now[earlier[kept]] = kept
    return now[table[0][earlier[kept]]], table[1][earlier[kept]]


def _is_unsure(table: Table, rows: Ids, known: WordRows) -> npt.NDArray[np.bool_]:
    """Return which words have lost a neighbour, or may have others that are as near as the last."""
    strengths, beyond = table[1][rows], table[2][rows]
    lost = ((known < 0) & (strengths > 0)).any(axis=1)
    tied: npt.NDArray[np.bool_] = (beyond > 0) & (beyond >= strengths[:, -1])
    return lost | tied


def _merged(
    known: tuple[WordRows, Strengths], beyond: Scores, kept: Ids, new: Ids, vectors: Embeddings
) -> Table:
    """Return the table of the words that are kept, the new ones put where they belong.

    Args:
        known: (k, m) each, the neighbours of the words that are kept.
        beyond: (k,) float32, see `RelatedTerms`.
        kept: (k,) int64, their rows.
        new: (n,) int64, the rows of the new ones.
        vectors: (v, dim) float32, of the whole vocabulary.
    """
    places, near, strengths = _beside(kept, new, vectors)
    before, columns = np.nonzero(known[1])
    table = _table(
        kept,
        np.concatenate([before, places]),
        np.concatenate([known[0][before, columns].astype(np.int64), near]),
        np.concatenate([known[1][before, columns], strengths]),
    )
    # What came next may be one of those that were known by its strength alone.
    last = np.where(table[1][:, -1] > beyond, beyond, 0)
    return table[0], table[1], np.maximum(table[2], last)


def _beside(kept: Ids, new: Ids, vectors: Embeddings) -> tuple[Ids, Ids, Scores]:
    """Return the pairs of kept and new words that are related.

    Returns:
        Places in `kept`, rows of the new ones and strengths, (p,) each.
    """
    places, near = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    step = max(_AT_ONCE // max(len(new), 1), 1)
    others = vectors[new].T
    for begin in range(0, len(kept) if len(new) else 0, step):
        some = kept[begin : begin + step]
        at, columns = np.nonzero(vectors[some] @ others > FLOOR - _SLACK)
        places.append(at + begin)
        near.append(new[columns])
    at, rows = np.concatenate(places), np.concatenate(near)
    return at, rows, _strengths(vectors, kept[at], rows)
