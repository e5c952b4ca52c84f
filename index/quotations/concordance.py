"""The index behind the quotation check: every place of some documents, sorted by the words there.

All places are in the order of the three words that begin at each (a suffix array cut at three
words), so the places of a word, of a pair and of a triple are each one stretch of one array. There
is no Python object per place, and the arrays may lie memory-mapped on disk. A collection has one of
them, or several: see `parted_concordance`.
"""

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from index.quotations.sorted_places import ORDER, Ints, Longs, unmarked
from index.quotations.word_spans import WordSpans

Floats: TypeAlias = npt.NDArray[np.float64]
Digests: TypeAlias = npt.NDArray[np.uint64]

UNKNOWN = -1  # id of a word that no document has, and of the padding behind the last word


class Stretches(NamedTuple):
    """Where in sorted places those of some words lie.

    Args:
        starts: (m,) int64.
        ends: (m,) int64, one past the last; equal where the words never follow each other.
    """

    starts: Longs
    ends: Longs

    @property
    def counts(self) -> Longs:
        """The number of places of each, (m,) int64."""
        return self.ends - self.starts


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Concordance:
    """The words of documents, one document after the other; a *place* is a position in `words`.

    Args:
        words: (n + 3,) int32, the id of each word, that of a document's first one as its
            complement, so that no phrase reaches from one into the next; the last three are
            padding, `UNKNOWN`.
        spans: Start and end of each word in code points of its document's text.
        bounds: (documents + 1,) int64, the place where each document begins, and n.
        vocabulary: (v,) uint64, ascending; a word's id is the rank of its digest.
        order: (n,) int32, all places sorted by the ids of the three words that begin there.
        starts: (v + 1,) int64, where the places of each word begin in `order`.
        path: The folder where it lies, None where it lies nowhere.
    """

    words: Ints
    spans: WordSpans
    bounds: Longs
    vocabulary: Digests
    order: Ints
    starts: Longs
    path: Path | None = None

    def __post_init__(self) -> None:
        """Check that the arrays belong together.

        Raises:
            ValueError: Their lengths do not agree.
        """
        n = len(self.order)
        lengths = (len(self.words) - ORDER, len(self.spans), int(self.bounds[-1]))
        if any(length != n for length in (*lengths, int(self.starts[-1]))):
            msg = f"concordance of {n} places has arrays for {lengths}"
            raise ValueError(msg)

    def __len__(self) -> int:
        """Return the number of places."""
        return len(self.order)

    def ids_of(self, digests: Digests) -> Longs:
        """Return the ids of words, (m,) int64, `UNKNOWN` where no document has the word.

        Args:
            digests: (m,) uint64, as `digests_of` gives them.
        """
        ranks = np.searchsorted(self.vocabulary, digests)
        known = ranks < len(self.vocabulary)
        known[known] = self.vocabulary[ranks[known]] == digests[known]
        return np.where(known, ranks, UNKNOWN).astype(np.int64)

    def phrases(self, ids: Longs, longest: int = ORDER) -> list[Stretches]:
        """Return where in `order` the places of each word lie, of each two in a row, and so on.

        Args:
            ids: (m,) int64, words in a row.
            longest: The most that follow each other, 1 to 3.
        """
        if not len(self.vocabulary):
            return [Stretches(*np.zeros((2, len(ids)), np.int64))] + [
                Stretches(*np.zeros((2, max(len(ids) - ahead, 0)), np.int64))
                for ahead in range(1, longest)
            ]
        known = ids >= 0
        heads = np.maximum(ids, 0)
        first = Stretches(self.starts[heads] * known, self.starts[heads + 1] * known)
        return longer_phrases(self.words, self.order, first, ids, longest)

    def find(self, ids: Longs) -> Longs:
        """Return the places where all these words follow each other within one document.

        Args:
            ids: (m,) int64, at least one.

        Returns:
            (k,) int64, in no order.
        """
        m = len(ids)
        if m > len(self) or int(ids.min()) < 0:
            return np.zeros(0, np.int64)
        stretches = self.phrases(ids, min(m, ORDER))[-1]
        head = int(np.argmin(stretches.counts))
        places = self.order[stretches.starts[head] : stretches.ends[head]].astype(np.int64) - head
        places = places[(places >= 0) & (places <= len(self) - m)]
        for ahead, word in enumerate(ids.tolist()):
            if not len(places):
                break
            there = self.words[places + ahead]
            places = places[(there if ahead else unmarked(there)) == word]
        return places

    def going_on(self, places: Longs, ahead: int, word: int) -> Longs:
        """Return those of some places from which so many words on a word follows.

        Args:
            places: (k,) int64, of documents that go on at least up to the word before.
            ahead: Words from there on, at least 1.
            word: Its id, `UNKNOWN` for one that no document has.
        """
        if word == UNKNOWN:
            return places[:0]
        following: Longs = places[self.words[places + ahead] == word]
        return following

    def spans_of(self, number: int, begin: int, end: int) -> Longs:
        """Return start and end of the words at some places of a document, (m, 2) int64.

        Args:
            number: Of the document.
            begin: The first place.
            end: One past the last.
        """
        return self.spans.of(int(self.bounds[number]), begin, end)


def phrases_among(words: Ints, order: Ints, ids: Longs, longest: int) -> list[Stretches]:
    """Return the same as `Concordance.phrases` of places of which nothing more is known.

    Args:
        words: (n + 3,) int32, of a concordance.
        order: (k,) int32, some of its places, sorted.
        ids: (m,) int64, words in a row.
        longest: The most that follow each other, 1 to 3.
    """
    none = np.zeros(len(ids), np.int64)
    all_of_them = Stretches(none, none + len(order))
    first = _followed(words, order, all_of_them, ids, 0)
    return longer_phrases(words, order, first, ids, longest)


def longer_phrases(
    words: Ints, order: Ints, first: Stretches, ids: Longs, longest: int
) -> list[Stretches]:
    """Return where the places of words lie, and of those that follow each other.

    Args:
        words: (n + 3,) int32, of a concordance.
        order: (k,) int32, some of its places, sorted.
        first: Where those of each word lie.
        ids: (m,) int64, the words.
        longest: The most that follow each other, 1 to 3.
    """
    found = [first]
    for ahead in range(1, longest):
        found.append(_followed(words, order, found[-1], ids[ahead:], ahead))
    return found


def _followed(words: Ints, order: Ints, before: Stretches, ids: Longs, ahead: int) -> Stretches:
    """Return where in some stretches the places lie at which one more word follows.

    Args:
        words: (n + 3,) int32, of a concordance.
        order: (k,) int32, some of its places, sorted.
        before: Of as many words as stand before it, the last one left out.
        ids: (m,) int64, what follows.
        ahead: Words from a place to the one that follows.
    """
    count = len(ids)
    low, high = before.starts[:count], before.ends[:count]
    # Both ends in one go: of a sentence, the calls cost more than what they look at.
    borders = np.concatenate([ids, ids + 1])
    low, high = np.concatenate([low, low]), np.concatenate([high, high])
    last = len(order) - 1
    for _ in range(int((high - low).max(initial=0)).bit_length()):
        middle = (low + high) >> 1
        there = words[order[np.minimum(middle, last)] + ahead]
        lesser = (there if ahead else unmarked(there)) < borders
        low = np.where(lesser & (low < high), middle + 1, low)
        high = np.where(lesser, high, middle)
    known = ids >= 0
    return Stretches(low[:count] * known, low[count:] * known)


def digests_of(folded: Sequence[str]) -> Digests:
    """Return 64 bits of each word's digest, the same in every process, (m,) uint64.

    Args:
        folded: As `folded_form_of` gives them.
    """
    return np.array([digest_of(word) for word in folded], dtype=np.uint64)


@functools.lru_cache(maxsize=1 << 16)
def digest_of(word: str) -> int:
    """Return 64 bits of a word's digest, the same in every process."""
    raw = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "little")
