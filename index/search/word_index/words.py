"""The words of every passage in order, as they stand: from them follows all that is counted.

They are kept as numbers, so that those of some passages are put together in the time that it takes
to copy them, and no text is read again.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from index.language import words_of
from index.search.word_index.numbers import (
    Bounds,
    Naturals,
    WordRows,
    bounds_of,
    narrowed,
    numbered,
    ranges,
    renumbered,
)
from index.search.word_index.string_tables import united
from index.storage import counts_of
from index.types import Ids

_AT_ONCE = 1 << 12  # passages that are put together at once: 10 MB beside what is made


@dataclass(frozen=True, slots=True, eq=False)
class Nested:
    """Numbers that stand for the words of passages: passage > segment > word, each by its bounds.

    The first segment of a passage is its context (title and section, perhaps empty), the others
    are its sentences.
    """

    ids: Naturals
    segments: Naturals  # into `ids`
    passages: Naturals  # into the segments

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.passages) - 1

    @property
    def edges(self) -> Bounds:
        """Where each passage begins in `ids`, and where the last ends: (n + 1,)."""
        return self.segments[self.passages].astype(np.int64)

    def counts(self, rows: Ids) -> Ids:
        """Return how many segments some passages have, (n,) int64."""
        counts: Ids = self.passages[rows + 1].astype(np.int64) - self.passages[rows]
        return counts

    def pieces(self, rows: Ids) -> tuple[Ids, Ids]:
        """Return where each segment of some passages begins, and how long it is: (s,) int64."""
        segments = ranges(self.passages[rows].astype(np.int64), self.counts(rows))
        starts = self.segments[segments].astype(np.int64)
        return starts, self.segments[segments + 1].astype(np.int64) - starts

    def some(self, rows: Ids) -> "Nested":
        """Return some of the passages, (n,) int64."""
        starts, lengths = self.pieces(rows)
        return Nested(
            self.ids[ranges(starts, lengths)], bounds_of(lengths), bounds_of(self.counts(rows))
        )

    @classmethod
    def joined(cls, several: Sequence["Nested"]) -> "Nested":
        """Return the passages of several as those of one."""
        segments = [np.diff(one.segments) for one in several]
        passages = [np.diff(one.passages) for one in several]
        return cls(
            np.concatenate([np.zeros(0, np.uint8), *(one.ids for one in several)]),
            narrowed(bounds_of(np.concatenate([np.zeros(0, np.int64), *segments]))),
            narrowed(bounds_of(np.concatenate([np.zeros(0, np.int64), *passages]))),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of passages.

    Args:
        forms: Each folded word as it is written, stop words included.
        nested: Rows of `forms`.
    """

    forms: Sequence[str]
    nested: Nested

    @classmethod
    def read(cls, contexts: Iterable[str], sentences: Iterable[Sequence[str]]) -> "Words":
        """Return the words of texts, their forms ascending: see `met`."""
        return cls.met(contexts, sentences).ordered()

    @classmethod
    def met(cls, contexts: Iterable[str], sentences: Iterable[Sequence[str]]) -> "Words":
        """Return the words of texts, each of which is held while it is read.

        Their forms stand in the order in which they are met.

        Args:
            contexts: Title and section of each passage, "" where there is neither.
            sentences: The sentences of each passage.
        """
        forms: defaultdict[str, int] = defaultdict(lambda: len(forms))
        # Bytes and not objects: there are a hundred words in a passage.
        ids, segments, passages = array("i"), array("q", [0]), array("q", [0])
        for context, texts in zip(contexts, sentences, strict=True):
            for text in (context, *texts):
                ids.extend(forms[word.text] for word in words_of(text))
                segments.append(len(ids))
            passages.append(len(segments) - 1)
        nested = Nested(
            np.frombuffer(ids, dtype=np.int32),
            np.frombuffer(segments, dtype=np.int64),
            np.frombuffer(passages, dtype=np.int64),
        )
        return cls(tuple(forms), nested)

    @classmethod
    def picked(
        cls,
        several: Sequence["Words"],
        owners: Ids,
        rows: Ids,
        contexts: Sequence[str | None] | None = None,
    ) -> "Words":
        """Return the words of passages out of several, as though there were no others.

        Args:
            several: The words of all passages of each, their forms ascending.
            owners: (n,) int64, of each passage that is picked the number of its own.
            rows: (n,) int64, its row there.
            contexts: Title and section of each where they are others here, else None; None where
                all are the same.
        """
        read, heads = _read_anew(contexts or ())
        every = [*several, *read]
        forms, numbers = united([one.forms for one in every])
        picked = Picked([one.nested for one in every], owners, rows, heads)
        return cls(forms, Nested.joined(list(picked.blocks(numbers)))).used()

    def ordered(self) -> "Words":
        """Return the same words, their forms ascending."""
        order = sorted(range(len(self.forms)), key=self.forms.__getitem__)
        rows = np.zeros(len(order), dtype=np.int32)
        rows[order] = np.arange(len(order), dtype=np.int32)
        nested = self.nested
        return Words(
            tuple(map(self.forms.__getitem__, order)),
            Nested(
                renumbered(nested.ids, rows), narrowed(nested.segments), narrowed(nested.passages)
            ),
        )

    def used(self) -> "Words":
        """Return the same words without the forms that stand nowhere."""
        counts = counts_of(self.nested.ids, len(self.forms))
        is_used = counts > 0
        rows: WordRows = (np.cumsum(is_used) - 1).astype(np.int32)
        forms = tuple(compress(self.forms, is_used.tolist()))
        nested = self.nested
        return Words(forms, Nested(renumbered(nested.ids, rows), nested.segments, nested.passages))


def _read_anew(contexts: Sequence[str | None]) -> tuple[list[Words], Ids]:
    """Return the words of contexts that are others now, and the row there of each passage's.

    Args:
        contexts: See `Words.picked`.
    """
    rows = numbered(dict.fromkeys(one for one in contexts if one is not None))
    read = [Words.read(list(rows), [()] * len(rows))] if rows else []
    return read, np.array([-1 if one is None else rows[one] for one in contexts], dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """Passages out of several, in an order of their own.

    Args:
        several: The words of all passages of each.
        owners: (n,) int64, of each passage the number of its own.
        rows: (n,) int64, its row there.
        heads: (n,) int64, the row in the last of `several` of the context that it has in place of
            its own, -1 where that stays; () where all stay.
    """

    several: Sequence[Nested]
    owners: Ids
    rows: Ids
    heads: Ids

    def blocks(self, numbers: Sequence[WordRows]) -> Iterator[Nested]:
        """Yield them some at a time: see `nested`."""
        for first in range(0, len(self.rows), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            yield Picked(self.several, self.owners[some], self.rows[some], self.heads[some]).nested(
                numbers
            )

    def nested(self, numbers: Sequence[WordRows]) -> Nested:
        """Return them as passages of one.

        Args:
            numbers: For each of `several` what its numbers become.
        """
        if len(self.several) == 1:  # most often
            some = self.several[0].some(self.rows)
            return Nested(numbers[0].take(some.ids.astype(np.intp)), some.segments, some.passages)
        counts = np.zeros(len(self.rows), dtype=np.int64)
        own = [np.flatnonzero(self.owners == number) for number in range(len(self.several))]
        for nested, places in zip(self.several, own, strict=True):
            counts[places] = nested.counts(self.rows[places])
        passages = bounds_of(counts)
        owners = np.repeat(self.owners, counts)
        starts, lengths = np.zeros((2, len(owners)), dtype=np.int64)
        for nested, places in zip(self.several, own, strict=True):
            segments = ranges(passages[places], counts[places])
            starts[segments], lengths[segments] = nested.pieces(self.rows[places])
        told = np.flatnonzero(self.heads >= 0)
        if len(told):
            first = passages[told]
            owners[first] = len(self.several) - 1
            starts[first], lengths[first] = self.several[-1].pieces(self.heads[told])
        segments = bounds_of(lengths)
        ids = np.empty(int(segments[-1]), dtype=np.int32)
        for number, nested in enumerate(self.several):
            places = np.flatnonzero(owners == number)
            words = nested.ids[ranges(starts[places], lengths[places])]
            ids[ranges(segments[places], lengths[places])] = numbers[number][words]
        return Nested(ids, segments, passages)
