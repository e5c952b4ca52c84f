"""Documents of a folder that say nearly the same, as the same text in two formats does."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from index.types import Document

_LEAST_PARAGRAPH = 60  # characters; shorter ones recur in texts that have nothing in common
_MOST_DOCUMENTS = 20  # that have a paragraph; what more have is a licence, a disclaimer, a form
_SHARE = 0.8  # of the shorter document's characters


# (p, 2) uint64: of each paragraph a digest and its length in characters.
Prints: TypeAlias = npt.NDArray[np.uint64]


class Alike(NamedTuple):
    """Two documents of which the shorter hardly says what the other does not, by their ids."""

    one: str
    other: str


def prints_of(document: Document) -> Prints:
    """Return the digest and the length of each paragraph of a document that tells something.

    Paragraphs are told apart without their case and white space.
    """
    texts = ("".join(document.text[p.start : p.end].split()) for p in document.paragraphs)
    lengths = {_digest(text): len(text) for text in texts if len(text) >= _LEAST_PARAGRAPH}
    return np.array(list(lengths.items()), dtype=np.uint64).reshape(-1, 2)


def near_duplicates(ids: Sequence[str], prints: Sequence[Prints]) -> tuple[Alike, ...]:
    """Return the pairs of documents that have at least four fifths of their paragraphs in common.

    Args:
        ids: Of documents.
        prints: Of each, in the same order.
    """
    shared: Counter[tuple[int, int]] = Counter()
    for length, owners in _shared(prints):
        for pair in combinations(owners, 2):
            shared[pair] += length
    totals = [int(own[:, 1].sum()) for own in prints]
    return tuple(
        Alike(ids[one], ids[other])
        for (one, other), length in sorted(shared.items())
        if length >= _SHARE * min(totals[one], totals[other])
    )


def _digest(text: str) -> int:
    raw = text.casefold().encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "little")


def _shared(prints: Sequence[Prints]) -> Iterable[tuple[int, list[int]]]:
    """Yield the length of each paragraph that few documents share, and their numbers."""
    table = np.concatenate([np.zeros((0, 2), np.uint64), *prints])
    numbers = np.repeat(np.arange(len(prints)), [len(own) for own in prints])
    twice = _is_met_twice(table[:, 0])  # a few of all paragraphs, which need not be put in order
    table, numbers = table[twice], numbers[twice]
    order = np.lexsort((numbers, table[:, 1], table[:, 0]))
    table, numbers = table[order], numbers[order]
    differs = np.any(table[1:] != table[:-1], axis=1)
    edges = np.concatenate([[0], np.flatnonzero(differs) + 1, [len(table)]])
    sizes = np.diff(edges)
    for group in np.flatnonzero((sizes > 1) & (sizes <= _MOST_DOCUMENTS)).tolist():
        first = int(edges[group])
        yield int(table[first, 1]), numbers[first : int(edges[group + 1])].tolist()


def _is_met_twice(digests: npt.NDArray[np.uint64]) -> npt.NDArray[np.bool_]:
    """Return which of some digests stand among them more than once."""
    in_order = np.sort(digests)
    again = np.unique(in_order[1:][in_order[1:] == in_order[:-1]])
    if not len(again):
        return np.zeros(len(digests), dtype=np.bool_)
    at = np.minimum(np.searchsorted(again, digests), len(again) - 1)
    found: npt.NDArray[np.bool_] = again[at] == digests
    return found
