"""The words of a collection, in as many parts as a test wants."""

from collections.abc import Sequence

import numpy as np

from index.quotations.concordance import Concordance
from index.quotations.grown_concordance import grown_concordance
from index.quotations.laid_words import Known, concordance_of, read_words
from index.quotations.parted_concordance import PartedConcordance, PartOf
from index.quotations.used_parts import GONE, gone_places


def sorted_texts(texts: Sequence[str]) -> Concordance:
    """Return the words of some texts, sorted."""
    laid = read_words(texts)
    return concordance_of([Known(laid, number) for number in range(len(texts))])


def at_once(texts: Sequence[str]) -> PartedConcordance:
    """Return the words of a collection of some texts in one part."""
    return grown_concordance(texts, [None] * len(texts))


def in_parts(
    texts: Sequence[str], owners: Sequence[int], gone: Sequence[tuple[int, str]] = ()
) -> PartedConcordance:
    """Return the words of a collection of some texts in several parts.

    Args:
        texts: The texts, at least one.
        owners: The number of the part that each is in.
        gone: Texts that are in a part, too, but not in the collection: each with the number of the
            part; they come between the others there.
    """
    numbers = sorted({*owners, *(owner for owner, _ in gone)})
    return PartedConcordance.of([_part(texts, owners, gone, number) for number in numbers])


def _part(
    texts: Sequence[str], owners: Sequence[int], gone: Sequence[tuple[int, str]], part: int
) -> PartOf:
    """Return the words of what is in one part: see `in_parts`."""
    own = [(number, texts[number]) for number, owner in enumerate(owners) if owner == part]
    dead = [(GONE, text) for owner, text in gone if owner == part]
    half = len(own) // 2
    mixed = [*dead[::2], *own[:half], *dead[1::2], *own[half:]]
    concordance = sorted_texts([text for _, text in mixed])
    numbers = np.array([number for number, _ in mixed], np.int64)
    none = np.zeros(0, np.int32)
    return PartOf(concordance, numbers, gone_places(concordance, numbers, none))
