"""A concordance of which a collection has some documents: the others are never found nor counted.

Where most are there, those that are gone stay in it until it is written anew. What is asked of it
is counted without their places, which are sorted a second time for that, and they are left out
where places are read.
"""

from dataclasses import dataclass

import numpy as np

from index.quotations.concordance import UNKNOWN, Concordance, Digests, Stretches, phrases_among
from index.quotations.sorted_places import ORDER, Ints, Longs, with_places

GONE = -1  # number of a document that the collection does not have
_GONE_BY = -(1 << 40)  # what brings each place of it below 0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class UsedPart:
    """A concordance, and which documents of it a collection has.

    Args:
        concordance: All its documents.
        numbers: (documents,) int64, the number of each in the collection, `GONE` of one that is
            not there.
        gone: (m,) int32, the places of those that are not there, sorted as all are.
        begins: (k,) int64, ascending from 0, where places begin that lie as far from their own in
            the collection.
        shifts: (k,) int64, how far.
    """

    concordance: Concordance
    numbers: Longs
    gone: Ints
    begins: Longs
    shifts: Longs

    @classmethod
    def of(cls, concordance: Concordance, numbers: Longs, bounds: Longs, gone: Ints) -> "UsedPart":
        """Return a part of a collection.

        Args:
            concordance: All its documents.
            numbers: See above.
            bounds: (documents + 1,) int64, the place where each of the collection's begins there.
            gone: See above.

        Raises:
            ValueError: Others than these are gone.
        """
        begins, lengths = concordance.bounds[:-1], np.diff(concordance.bounds)
        count = int(lengths[numbers == GONE].sum())
        if len(gone) != count:
            msg = f"{len(gone)} places are said to be gone, {count} are"
            raise ValueError(msg)
        shifts = np.where(numbers == GONE, _GONE_BY, bounds[numbers] - begins)
        begins, shifts = begins[lengths > 0], shifts[lengths > 0]
        is_first = np.ones(len(shifts), np.bool_)
        is_first[1:] = shifts[1:] != shifts[:-1]
        return cls(concordance, numbers, gone, begins[is_first], shifts[is_first])

    def __len__(self) -> int:
        """Return the number of places of documents that are there."""
        return len(self.concordance) - len(self.gone)

    def ids_of(self, digests: Digests) -> Longs:
        """Return the ids of words, (m,) int64, `UNKNOWN` where no document has the word."""
        ids = self.concordance.ids_of(digests)
        if len(self.gone):
            ids[self.counts(ids) == 0] = UNKNOWN
        return ids

    def counts(self, ids: Longs) -> Longs:
        """Return how often each of some words stands there, (m,) int64."""
        return self.phrases(ids, 1)[0][1]

    def phrases(self, ids: Longs, longest: int = ORDER) -> list[tuple[Stretches, Longs]]:
        """Return where words lie, and those of two and three in a row: see `Concordance.phrases`.

        Returns:
            With how many of the places of each are there, (m,) int64.
        """
        found = self.concordance.phrases(ids, longest)
        if not len(self.gone):
            return [(stretches, stretches.counts) for stretches in found]
        gone = phrases_among(self.concordance.words, self.gone, ids, longest)
        return [(one, one.counts - less.counts) for one, less in zip(found, gone, strict=True)]

    def places(self, own: Ints | Longs) -> Longs:
        """Return where some places lie in the collection, below 0 of those that are gone.

        Args:
            own: (m,) places of the concordance.

        Returns:
            (m,) int64.
        """
        if len(self.shifts) == 1:
            shift = self.shifts
        else:
            shift = self.shifts[np.searchsorted(self.begins, own, side="right") - 1]
        places: Longs = own + shift
        return places

    def there(self, own: Longs) -> Longs:
        """Return those of some places of the concordance that the collection has."""
        return own[self.places(own) >= 0] if len(self.gone) else own


def gone_places(concordance: Concordance, numbers: Longs, known: Ints) -> Ints:
    """Return the places of documents that are gone, sorted as all are, (m,) int32.

    Args:
        concordance: All its documents.
        numbers: (documents,) int64, `GONE` of each that is.
        known: Those of documents that were gone before, which still are.
    """
    bounds = concordance.bounds
    is_new = numbers == GONE
    if len(known):
        is_new[np.searchsorted(bounds, known, side="right") - 1] = False
    gone = np.flatnonzero(is_new).tolist()
    if not gone:
        return known
    new = np.concatenate([np.arange(bounds[one], bounds[one + 1]) for one in gone])
    return with_places(concordance.words, len(concordance.vocabulary), known, new)
