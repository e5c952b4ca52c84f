"""All words of a collection, which lie in one concordance or in several.

What is asked for is what one concordance of all documents would have: places are counted through
the documents in the collection's order, and counts and limits are those of all parts together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np

from index.quotations.concordance import Concordance, Floats, digests_of
from index.quotations.sorted_places import ORDER, Ints, Longs
from index.quotations.used_parts import GONE, UsedPart


class Phrases(NamedTuple):
    """Where the places of some words lie, or of so many consecutive ones.

    Args:
        starts: (parts, m) int64, in the `order` of each part.
        ends: (parts, m) int64, one past the last.
        counts: (m,) int64, how many places there are in all; some between may be gone.
    """

    starts: Longs
    ends: Longs
    counts: Longs


class PartOf(NamedTuple):
    """A concordance with what a collection has of it: see `UsedPart`."""

    concordance: Concordance
    numbers: Longs
    gone: Ints


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PartedConcordance:
    """The words of a collection, document after document; a *place* is counted through them all.

    Args:
        parts: At least one; each document is in one of them.
        bounds: (documents + 1,) int64, the place where each document begins, and the end of all.
        owners: (documents,) int64, the number of the part that each is in.
        own: (documents,) int64, its number there.
    """

    parts: tuple[UsedPart, ...]
    bounds: Longs
    owners: Longs
    own: Longs

    @classmethod
    def of(cls, parts: Sequence[PartOf]) -> "PartedConcordance":
        """Return the words of a collection.

        Args:
            parts: At least one; each document is in one of them.

        Raises:
            ValueError: That is not so, or the arrays of a part do not belong together.
        """
        owners = np.concatenate([np.full(len(one.numbers), at) for at, one in enumerate(parts)])
        own = np.concatenate([np.arange(len(one.numbers)) for one in parts])
        lengths = np.concatenate([np.diff(one.concordance.bounds) for one in parts])
        numbers = np.concatenate([one.numbers for one in parts])
        there = np.flatnonzero(numbers != GONE)
        there = there[np.argsort(numbers[there], kind="stable")]
        if not np.array_equal(numbers[there], np.arange(len(there))):
            raise ValueError("a document is in no part, or in two")
        bounds = np.concatenate([[0], np.cumsum(lengths[there])]).astype(np.int64)
        used = tuple(UsedPart.of(one.concordance, one.numbers, bounds, one.gone) for one in parts)
        return cls(used, bounds, owners[there], own[there])

    def __len__(self) -> int:
        """Return the number of places."""
        return int(self.bounds[-1])

    def ids_of(self, folded: Sequence[str]) -> Longs:
        """Return the ids of folded words in each part.

        Args:
            folded: As `folded_form_of` gives them.

        Returns:
            (parts, len(folded)) int64, `UNKNOWN` where no document of a part has the word.
        """
        digests = digests_of(folded)
        return np.stack([part.ids_of(digests) for part in self.parts])

    def has(self, folded: Sequence[str]) -> list[bool]:
        """Return of each of some folded words whether a document has it."""
        return [any(id_ >= 0 for id_ in ids) for ids in self.ids_of(folded).T.tolist()]

    def surprise(self, ids: Longs) -> Floats:
        """Return how much it says that two texts share each word, in bits.

        Args:
            ids: (parts, m) int64, as `ids_of` gives them.

        Returns:
            (m,) float64, log2 of places per occurrence; a word that never occurs counts as one
            that occurs once.
        """
        counts = self.phrases(ids, 1)[0].counts
        surprise: Floats = self.bits - np.log2(np.maximum(counts, 1))
        return surprise

    @property
    def bits(self) -> float:
        """How much it says which place is meant, in bits."""
        return float(np.log2(max(len(self), 2)))

    def phrases(self, ids: Longs, longest: int = ORDER) -> tuple[Phrases, ...]:
        """Return where the places of each word lie, of each two in a row, and so on.

        Args:
            ids: (parts, m) int64, words in a row.
            longest: The most that follow each other, 1 to 3.
        """
        found = [part.phrases(own, longest) for part, own in zip(self.parts, ids, strict=True)]
        return tuple(
            Phrases(
                np.stack([stretches.starts for stretches, _ in alike]),
                np.stack([stretches.ends for stretches, _ in alike]),
                reduce(np.add, (counts for _, counts in alike)),
            )
            for alike in zip(*found, strict=True)
        )

    def places(self, low: Longs, high: Longs) -> Longs:
        """Return the places of phrases, one phrase after the other, (n,) int64.

        Args:
            low: (m, parts) int64, where those of each begin in the `order` of each part.
            high: (m, parts) int64, one past the last.
        """
        counts = (high - low).reshape(-1)
        begins = np.cumsum(counts) - counts
        ranks = np.arange(int(counts.sum())) + np.repeat(low.reshape(-1) - begins, counts)
        if len(self.parts) == 1:
            only = self.parts[0]
            places = only.places(only.concordance.order[ranks])
            return places[places >= 0] if len(only.gone) else places
        owners = np.repeat(np.tile(np.arange(len(self.parts)), len(low)), counts)
        places = np.empty(len(ranks), np.int64)
        for number, part in enumerate(self.parts):
            own = np.flatnonzero(owners == number)
            places[own] = part.places(part.concordance.order[ranks[own]])
        return places[places >= 0]

    def find(self, ids: Longs, limit: int) -> Longs:
        """Return the places where all these words follow each other within one document.

        Args:
            ids: (parts, m) int64, at least one word.
            limit: The most places to return.

        Returns:
            (at most `limit`,) int64, ascending.
        """
        if not ids.shape[1]:
            return np.zeros(0, np.int64)
        found = [
            part.places(part.concordance.find(own))
            for part, own in zip(self.parts, ids, strict=True)
        ]
        places = np.concatenate(found)
        places = places[places >= 0]
        places.sort()
        return places[:limit]

    def longest_run(self, ids: Longs, first: int, triples: Phrases) -> tuple[int, int]:
        """Return how far the words from one on stand somewhere in a row, three at least.

        Args:
            ids: (parts, m) int64, words in a row.
            first: Which of them the run begins with.
            triples: Where those of three in a row lie.

        Returns:
            One past the last, `first` where not even three follow each other, and the first place
            where all of them stand.
        """
        following = [
            part.there(part.concordance.order[start:end].astype(np.int64))
            for part, start, end in zip(
                self.parts,
                triples.starts[:, first].tolist(),
                triples.ends[:, first].tolist(),
                strict=True,
            )
        ]
        if not any(map(len, following)):
            return first, 0
        last, places = first + ORDER, following
        while last < ids.shape[1]:
            following = [
                part.concordance.going_on(own, last - first, word)
                for part, own, word in zip(self.parts, places, ids[:, last].tolist(), strict=True)
            ]
            if not any(map(len, following)):
                break
            last, places = last + 1, following
        found = zip(self.parts, places, strict=True)
        return last, min(int(part.places(own).min()) for part, own in found if len(own))

    def document_at(self, place: int) -> int:
        """Return the number of the document, from 0, that a place lies in."""
        return int(np.searchsorted(self.bounds, place, side="right")) - 1

    def spans(self, document: int, begin: int, end: int) -> Longs:
        """Return start and end of the words at some places of a document, (m, 2) int64.

        Args:
            document: Its number.
            begin: The first place.
            end: One past the last.
        """
        concordance = self.parts[int(self.owners[document])].concordance
        number = int(self.own[document])
        shift = int(concordance.bounds[number]) - int(self.bounds[document])
        return concordance.spans_of(number, begin + shift, end + shift)
