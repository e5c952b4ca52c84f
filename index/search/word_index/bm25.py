"""BM25: how much the words of a query weigh in every passage."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.search.word_index.words import Bounds, Nested, WordRows
from index.storage import counts_of, runs_of, shares_of, sorted_stretches
from index.types import Ids, Scores

# The defaults of Robertson and Zaragoza 2009, doi:10.1561/1500000019, section 3.5.
K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Bm25:
    """What each term weighs in each passage that holds it, term after term.

    Args:
        passages: (p,) int32, their rows; of a term, ascending.
        weights: (p,) float32, above 0.
        starts: (v + 1,) int64, where each term's begin.
    """

    passages: WordRows
    weights: Scores
    starts: Bounds

    @classmethod
    def of(cls, terms: Nested, size: int) -> "Bm25":
        """Return what terms weigh.

        Args:
            terms: Of all passages.
            size: Of the vocabulary.

        References:
            Robertson and Zaragoza 2009, doi:10.1561/1500000019; the variant of Lucene, Kamphuis
            et al. 2020, doi:10.1007/978-3-030-45442-5_4.
        """
        count, lengths = len(terms), np.diff(terms.edges)
        mean = max(float(lengths.mean()), 1.0) if count else 1.0
        counts = counts_of(terms.ids, size)
        owners, ends = _owners_by_term(terms, counts), np.cumsum(counts)
        held, weighed = [np.zeros(0, np.int32)], [np.zeros(0, np.float32)]
        frequency = np.zeros(size, np.int64)
        for share in shares_of(counts):
            own = slice(share.start, share.stop)
            rows = np.repeat(np.arange(len(share)), counts[own])
            last = int(ends[share.stop - 1])
            standing = rows * np.int64(count) + owners[last - len(rows) : last]
            firsts, tallies = runs_of(standing)
            rows, passages = np.divmod(standing[firsts], max(count, 1))
            frequency[own] = np.bincount(rows, minlength=len(share))
            damped = tallies + K1 * (1 - B + B * lengths[passages] / mean)
            weights = idf(frequency[own], count)[rows] * (tallies / damped)
            held.append(passages.astype(np.int32))
            weighed.append(weights.astype(np.float32))
        starts = np.concatenate([[0], np.cumsum(frequency)]).astype(np.int64)
        return cls(np.concatenate(held), np.concatenate(weighed), starts)

    @property
    def frequency(self) -> Ids:
        """In how many passages each term stands, (v,) int64."""
        return np.diff(self.starts)

    def scores(self, rows: WordRows, count: int) -> Scores:
        """Return the score of every passage, at least 0.

        Args:
            rows: (m,) of the vocabulary, the query's; one that stands there twice counts twice.
            count: Of passages, n.

        Returns:
            (n,) float32.
        """
        scores = np.zeros(count, dtype=np.float32)
        for row in rows.tolist():
            own = slice(self.starts[row], self.starts[row + 1])
            scores[self.passages[own]] += self.weights[own]
        return scores


def _owners_by_term(terms: Nested, counts: Ids) -> WordRows:
    """Return the passage of each word, term after term; of a term, ascending.

    Args:
        terms: Of all passages.
        counts: (v,) int64, how often each stands there.
    """
    owners = np.repeat(np.arange(len(terms), dtype=np.int32), np.diff(terms.edges))
    by_term = np.empty_like(owners)
    for places, ranks in sorted_stretches(terms.ids, counts):
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
