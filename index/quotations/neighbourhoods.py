"""Where in a collection a quotation may come from, by the rare words and phrases they share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.quotations.concordance import Floats
from index.quotations.parted_concordance import PartedConcordance, Phrases
from index.quotations.sorted_places import Longs

# Places looked at for one quotation: the rarest phrases first, so the common ones go unread.
_MOST_POSTINGS = 30_000
_LEAST_PHRASES = 3  # phrases that are looked at even if they are more common
# Places of one phrase up to which they are looked at: of "of the" in a large collection none are.
_MOST_PLACES = 200_000
_SHIFT = 4  # words by which votes for one place may be shifted against each other
_MOST_RIVALS = 3  # places of one bucket that are read
# Share of the best neighbourhood's score below which another is not worth reading.
_LEAST_SCORE = 0.5
_BUCKET = 32  # words by which the votes for one neighbourhood may be shifted against each other


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A place where the quotation would begin, and the document it lies in.

    `place` is in the concordance's places and may lie before the document's first word.
    """

    document: int
    place: int


@dataclass(frozen=True, slots=True)
class VerbatimRun:
    """Words `first`..`last` of a quotation that stand word for word at `place` and after."""

    first: int
    last: int
    place: int


class _Phrases(NamedTuple):
    """One to three words of a quotation each, with where their places lie in the sorted orders.

    Args:
        at: (n,) int64, where in the quotation each begins.
        low: (n, parts) int64, where its places start in each part.
        high: (n, parts) int64, one past the last.
        counts: (n,) int64, the number of places of each.
    """

    at: Longs
    low: Longs
    high: Longs
    counts: Longs

    def taken(self, rows: Longs) -> "_Phrases":
        """Return some of them, in this order."""
        return _Phrases(*(values[rows] for values in self))


def neighbourhoods(
    concordance: PartedConcordance, phrases: Sequence[Phrases], most: int
) -> Iterator[Neighbourhood]:
    """Yield where the most surprising phrases of a quotation stand at their distances.

    Each is looked for when it is asked for: often the first of them are all that is read.

    Args:
        concordance: Of the collection.
        phrases: Where the quotation's words lie, those of two and of three in a row.
        most: The most neighbourhoods to yield.

    Yields:
        The best first; fewer where only some are worth reading.
    """
    rarest = _rarest(phrases)
    counts = rarest.counts
    if not len(counts):
        return
    places = concordance.places(rarest.low, rarest.high)
    begins = places - np.repeat(rarest.at, counts)
    surprise = np.repeat(np.log2(len(concordance) / counts) + 1, counts)
    buckets = (begins + len(phrases[0].counts)) // _BUCKET
    numbers = np.repeat(np.arange(len(counts)), counts)
    in_order = np.argsort(buckets, kind="stable")
    sorted_buckets = buckets[in_order]
    for bucket in _best_buckets(buckets, numbers, surprise, most):
        low, high = np.searchsorted(sorted_buckets, [bucket, bucket + 2])
        inside = np.sort(in_order[low:high])
        for vote in inside[_strongest(begins[inside], surprise[inside])].tolist():
            document = concordance.document_at(int(places[vote]))
            yield Neighbourhood(document, int(begins[vote]))


def _strongest(begins: Longs, surprise: Floats) -> list[int]:
    """Return a vote for each place of a bucket where many votes agree, the strongest first.

    There is more than one where a text says nearly the same twice within a few lines.

    Args:
        begins: (n,) int64, where the quotation would begin by each vote.
        surprise: (n,) float64, the vote's weight.
    """
    distinct, first, members = np.unique(begins, return_index=True, return_inverse=True)
    total = np.concatenate([[0.0], np.cumsum(np.bincount(members, weights=surprise))])
    # A word more or less in the quotation shifts the votes behind it.
    low = np.searchsorted(distinct, distinct - _SHIFT)
    high = np.searchsorted(distinct, distinct + _SHIFT, side="right")
    scores = total[high] - total[low]
    least = _LEAST_SCORE * float(scores.max())
    strongest: list[int] = []
    while len(strongest) < _MOST_RIVALS and float(scores.max()) >= least > 0:
        best = int(np.argmax(scores))
        strongest.append(int(first[best]))
        scores[np.abs(distinct - distinct[best]) <= 2 * _SHIFT] = 0
    return strongest


def _best_buckets(buckets: Longs, phrases: Longs, surprise: Floats, most: int) -> list[int]:
    """Return the buckets that, with their right neighbours, have the most surprising phrases.

    Args:
        buckets: (n,) int64, the bucket of each vote.
        phrases: (n,) int64, the number of the phrase that votes: only once for each bucket.
        surprise: (n,) float64, the vote's weight.
        most: The most buckets to return; they do not touch each other.
    """
    count = int(phrases.max()) + 1
    votes, first = np.unique(buckets * count + phrases, return_index=True)
    distinct, members = np.unique(votes // count, return_inverse=True)
    scores = np.bincount(members, weights=surprise[first])
    scores[:-1] += np.where(np.diff(distinct) == 1, scores[1:], 0)
    best: list[int] = []
    ranked = np.argsort(-scores, kind="stable")
    ranked = ranked[scores[ranked] >= _LEAST_SCORE * scores[ranked[0]]]
    for bucket in distinct[ranked].tolist():
        if not {bucket - 1, bucket, bucket + 1} & {*best}:
            best.append(bucket)
        if len(best) == most:
            break
    return best


def _rarest(found: Sequence[Phrases]) -> _Phrases:
    """Return the quotation's phrases that occur, rarest first, within the budget."""
    phrases = _phrases(found)
    phrases = phrases.taken(np.argsort(phrases.counts, kind="stable"))
    spent = np.cumsum(phrases.counts)
    affordable = int(np.searchsorted(spent, _MOST_POSTINGS, side="right"))
    return phrases.taken(np.arange(min(max(affordable, _LEAST_PHRASES), len(spent))))


def _phrases(found: Sequence[Phrases]) -> _Phrases:
    """Return the quotation's phrases that occur, the longest first at each word.

    One that is so common that it says next to nothing of a place is none of them.
    """
    longest_first = found[::-1]
    at = np.concatenate([np.arange(len(phrases.counts)) for phrases in longest_first])
    low = np.concatenate([phrases.starts for phrases in longest_first], axis=1).T
    high = np.concatenate([phrases.ends for phrases in longest_first], axis=1).T
    counts = np.concatenate([phrases.counts for phrases in longest_first])
    rows = np.argsort(at, kind="stable")
    rows = rows[(counts[rows] > 0) & (counts[rows] <= _MOST_PLACES)]
    return _Phrases(at, low, high, counts).taken(rows)


def verbatim_runs(
    concordance: PartedConcordance, ids: Longs, triples: Phrases, least: int
) -> Iterator[VerbatimRun]:
    """Yield the longest stretches of a quotation that stand somewhere word for word.

    Args:
        concordance: Of the collection.
        ids: (parts, m) int64, the quotation's words.
        triples: Where those of three in a row lie; at one that is too common no stretch begins.
        least: Words of the shortest stretch, at least 3.
    """
    first = 0
    while first + least <= ids.shape[1]:
        if triples.counts[first] > _MOST_PLACES:
            first += 1
            continue
        last, place = concordance.longest_run(ids, first, triples)
        if last - first >= least:
            yield VerbatimRun(first, last, place)
            first = last
        else:
            first += 1
