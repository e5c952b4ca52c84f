"""Documents of a folder that say nearly the same, as the same text in two formats does."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from index.types import Document

_LEAST_PARAGRAPH = 60  # characters; shorter ones recur in texts that have nothing in common
_MOST_DOCUMENTS = 20  # that have a paragraph; what more have is a licence, a disclaimer, a form
_SHARE = 0.8  # of the shorter document's characters


class Alike(NamedTuple):
    """Two documents of which the shorter hardly says what the other does not, by their ids."""

    one: str
    other: str


def near_duplicates(documents: Sequence[Document]) -> tuple[Alike, ...]:
    """Return the pairs of documents that have at least four fifths of their paragraphs in common.

    Paragraphs are compared without their case and white space; the time is that of reading them.
    """
    paragraphs = [_paragraphs(document) for document in documents]
    shared: Counter[tuple[int, int]] = Counter()
    for length, owners in _owners(paragraphs):
        for pair in combinations(owners, 2):
            shared[pair] += length
    totals = [sum(lengths.values()) for lengths in paragraphs]
    return tuple(
        Alike(documents[one].id, documents[other].id)
        for (one, other), length in sorted(shared.items())
        if length >= _SHARE * min(totals[one], totals[other])
    )


def _paragraphs(document: Document) -> dict[int, int]:
    """Return the length of each paragraph of a document that tells something, by its hash."""
    texts = ("".join(document.text[p.start : p.end].split()) for p in document.paragraphs)
    return {hash(text.casefold()): len(text) for text in texts if len(text) >= _LEAST_PARAGRAPH}


def _owners(paragraphs: Iterable[Mapping[int, int]]) -> Iterable[tuple[int, list[int]]]:
    """Yield the length of each paragraph that few documents share, and their numbers."""
    owners: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, lengths in enumerate(paragraphs):
        for item in lengths.items():
            owners[item].append(number)
    return (
        (length, numbers)
        for (_, length), numbers in owners.items()
        if 1 < len(numbers) <= _MOST_DOCUMENTS
    )
