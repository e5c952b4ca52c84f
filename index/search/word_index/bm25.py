"""BM25: how much the words of a query weigh in every passage."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.search.word_index.numbers import (
    Bounds,
    Naturals,
    WordRows,
    bounds_of,
    form_of,
    narrowed,
)
from index.storage import counts_of, runs_of, shares_of, sorted_stretches
from index.types import Ids, Scores

# The defaults of Robertson and Zaragoza 2009, doi:10.1561/1500000019, section 3.5.
K1 = 1.2
B = 0.75

Damping = npt.NDArray[np.float64]  # (n,), of each passage


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """How often each term stands in each passage that holds it, term after term.

    What it weighs there follows from that, and from all passages of a collection.

    Args:
        passages: (p,), their rows; of a term, ascending.
        tallies: (p,), how often, at least 1.
        starts: (v + 1,), where each term's begin.
    """

    passages: Naturals
    tallies: Naturals
    starts: Naturals

    @classmethod
    def of(cls, ids: WordRows, edges: Bounds, size: int) -> "Postings":
        """Return where terms stand.

        Args:
            ids: The terms of all passages, one passage's after the other's.
            edges: (n + 1,) int64, where each passage begins there, and where the last ends.
            size: Of the vocabulary.
        """
        count = len(edges) - 1
        counts = counts_of(ids, size)
        owners, ends = _owners_by_term(ids, edges, counts), np.cumsum(counts)
        held: list[Naturals] = [np.zeros(0, np.uint8)]
        tallied: list[Naturals] = [np.zeros(0, np.uint8)]
        form = form_of(max(count - 1, 0))
        frequency = np.zeros(size, np.int64)
        for share in shares_of(counts):
            own = slice(share.start, share.stop)
            rows = np.repeat(np.arange(len(share)), counts[own])
            last = int(ends[share.stop - 1])
            standing = rows * np.int64(count) + owners[last - len(rows) : last]
            firsts, tallies = runs_of(standing)
            rows, passages = np.divmod(standing[firsts], max(count, 1))
            frequency[own] = np.bincount(rows, minlength=len(share))
            held.append(passages.astype(form))
            tallied.append(narrowed(tallies))
        return cls(np.concatenate(held), np.concatenate(tallied), narrowed(bounds_of(frequency)))

    @property
    def frequency(self) -> Ids:
        """In how many passages each term stands, (v,) int64."""
        starts = self.starts.astype(np.int64)
        return starts[1:] - starts[:-1]

    def add(self, term: int, weight: np.float32, damping: Damping, scores: Scores) -> None:
        """Add what a term weighs to the score of each passage that holds it.

        Args:
            term: Its number.
            weight: Its inverse document frequency.
            damping: See `damping_of`.
            scores: (n,) float32, at least 0; added to.
        """
        own = slice(int(self.starts[term]), int(self.starts[term + 1]))
        passages, tallies = self.passages[own].astype(np.intp), self.tallies[own]
        # In place: of a term that stands in many passages each copy takes as long as the sums.
        shares = damping.take(passages)
        shares += tallies
        np.divide(tallies, shares, out=shares)
        shares *= weight
        scores[passages] += shares.astype(np.float32)


def damping_of(lengths: Naturals, mean: float) -> Damping:
    """Return by what the tallies of each passage are damped, (n,) float64.

    Args:
        lengths: (n,), its content words.
        mean: Content words of a passage on average; below 1 it counts as 1.

    References:
        Robertson and Zaragoza 2009, doi:10.1561/1500000019; the variant of Lucene, Kamphuis
        et al. 2020, doi:10.1007/978-3-030-45442-5_4.
    """
    return K1 * (1 - B + B * lengths.astype(np.float64) / max(mean, 1.0))


def _owners_by_term(ids: WordRows, edges: Bounds, counts: Ids) -> WordRows:
    """Return the passage of each word, term after term; of a term, ascending.

    Args:
        ids: The terms of all passages.
        edges: (n + 1,) int64, where each passage begins there, and where the last ends.
        counts: (v,) int64, how often each term stands there.
    """
    owners = np.repeat(np.arange(len(edges) - 1, dtype=np.int32), np.diff(edges))
    by_term = np.empty_like(owners)
    for places, ranks in sorted_stretches(ids, counts):
        by_term[ranks] = owners[places]
    return by_term


def idf(frequency: npt.NDArray[np.int64] | int, passages: int) -> Scores:
    """Return the inverse document frequency, above 0.

    Args:
        frequency: In how many passages a term stands; 0 for one that stands in none.
        passages: How many passages there are.

    References:
        Kamphuis et al. 2020, doi:10.1007/978-3-030-45442-5_4 (Lucene's variant).
    """
    return np.log1p((passages - frequency + 0.5) / (np.asarray(frequency) + 0.5)).astype(np.float32)
