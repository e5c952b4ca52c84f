"""The words of a collection that grew: parts that stay as they are, and one of all that is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from index.quotations.laid_words import Known, concordance_of, read_words
from index.quotations.parted_concordance import PartedConcordance, PartOf
from index.quotations.sorted_places import Ints, Longs
from index.quotations.used_parts import GONE, UsedPart, gone_places
from index.storage import worth_keeping

_GROWTH = 4  # a part stays while it has so many times the words of all that is written
_MOST_GONE = 8  # of so many words of a part one may be gone: they are looked up, too
_MOST_PARTS = 8  # of several collections together, too: each is asked for each phrase


@dataclass(frozen=True, slots=True)
class Read:
    """A document whose words a collection has.

    Args:
        part: The part of that collection that they are in.
        number: The document's own there.
    """

    part: UsedPart
    number: int


def grown_concordance(
    texts: Sequence[str], known: Sequence[Read | None], *, leaving: bool = True
) -> PartedConcordance:
    """Return the words of some documents.

    Args:
        texts: Of the documents; each that is new is asked for once and held no longer.
        known: For each document where it was read before, no two the same; None for a new one.
        leaving: Whether words of documents that are gone may be left in parts.
    """
    wanted = sorted(_wanted(known), key=attrgetter("count"), reverse=True)
    new = [number for number, one in enumerate(known) if one is None]
    fresh = read_words(texts[number] for number in new)
    kept = _kept(wanted, len(fresh.spans), leaving=leaving)
    parts = [PartOf(one.used.concordance, one.numbers, one.gone()) for one in wanted[:kept]]
    pieces = {number: Known(fresh, own) for own, number in enumerate(new)}
    for one in wanted[kept:]:
        pieces.update(one.pieces())
    if pieces or not parts:
        parts.append(_written(pieces))
    return PartedConcordance.of(parts)


def _kept(wanted: Sequence["_Wanted"], new: int, *, leaving: bool) -> int:
    """Return how many parts stay, from the first on.

    Args:
        wanted: What of each is wanted.
        new: Words that are new.
        leaving: Whether words may be left in them that are not wanted.
    """
    kept = worth_keeping(
        [part.count for part in wanted],
        [part.size for part in wanted],
        new,
        growth=_GROWTH,
        leaving=leaving,
    )
    is_written = new > 0 or min(kept, _MOST_PARTS) < len(wanted)
    return min(kept, _MOST_PARTS - is_written)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What of a part is wanted again.

    Args:
        used: The part, as it was used.
        numbers: (documents,) int64, the number now of each of its documents, `GONE` of the others.
    """

    used: UsedPart
    numbers: Longs

    @property
    def count(self) -> int:
        """How many words are wanted."""
        lengths = np.diff(self.used.concordance.bounds)
        return int(lengths[self.numbers != GONE].sum())

    @property
    def size(self) -> int:
        """How many there are, 0 where too few of them are wanted."""
        size = len(self.used.concordance)
        return 0 if (size - self.count) * _MOST_GONE > size else size

    def pieces(self) -> Mapping[int, Known]:
        """Return the words of each document that is wanted, by its number now."""
        own = np.flatnonzero(self.numbers != GONE).tolist()
        return {int(self.numbers[one]): Known(self.used.concordance, one) for one in own}

    def gone(self) -> Ints:
        """Return the places of what is not wanted, sorted."""
        gone_before = self.numbers[self.used.numbers == GONE]
        known = self.used.gone if (gone_before == GONE).all() else self.used.gone[:0]
        return gone_places(self.used.concordance, self.numbers, known)


def _wanted(known: Sequence[Read | None]) -> list[_Wanted]:
    """Return what of each part is wanted."""
    wanted: dict[int, _Wanted] = {}
    for number, read in enumerate(known):
        if read is not None:
            key = id(read.part.concordance)
            if key not in wanted:
                wanted[key] = _Wanted(read.part, np.full_like(read.part.numbers, GONE))
            wanted[key].numbers[read.number] = number
    return list(wanted.values())


def _written(pieces: Mapping[int, Known]) -> PartOf:
    """Return the words of documents, by their numbers, as one part."""
    numbers = np.array(sorted(pieces), dtype=np.int64)
    concordance = concordance_of([pieces[number] for number in numbers.tolist()])
    return PartOf(concordance, numbers, np.zeros(0, np.int32))
