"""The words of every passage in order, as they stand: from them follows all that is counted.

They are kept as numbers, so that those of some passages are put together in the time that it takes
to copy them, and no text is read again.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from index.language import words_of
from index.storage import counts_of
from index.types import Ids

WordRows = npt.NDArray[np.int32]  # of a vocabulary
# Where each of n pieces begins in an array, and where the last ends: (n + 1,).
Bounds = npt.NDArray[np.int64]

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Nested:
    """Numbers that stand for the words of passages: passage > segment > word, each by its bounds.

    The first segment of a passage is its context (title and section, perhaps empty), the others
    are its sentences.
    """

    ids: WordRows
    segments: Bounds  # into `ids`
    passages: Bounds  # into the segments

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self.passages) - 1

    @property
    def edges(self) -> Bounds:
        """Where each passage begins in `ids`, and where the last ends: (n + 1,)."""
        return self.segments[self.passages]


@dataclass(frozen=True, eq=False)  # no slots: `spelled` is read once
class Words:
    """The words of passages.

    Args:
        forms: Each folded word as it is written, stop words included, in the order in which they
            are met.
        nested: Rows of `forms`.
    """

    forms: Sequence[str]
    nested: Nested

    @classmethod
    def read(cls, contexts: Iterable[str], sentences: Iterable[Sequence[str]]) -> "Words":
        """Return the words of texts, each of which is held while it is read.

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
    def chosen(
        cls, parts: Sequence[tuple["Words", Ids]], contexts: Sequence[str | None] | None = None
    ) -> "Words":
        """Return the words of passages out of others, as though there were no others.

        Args:
            parts: Words, and the rows of the passages that are chosen of them, (n,) int64.
            contexts: Title and section of each chosen passage where they are others here, None of
                each where they are the same; None where all are.
        """
        told = [(place, one) for place, one in enumerate(contexts or ()) if one is not None]
        heads = {context: row for row, context in enumerate(dict.fromkeys(one for _, one in told))}
        read = cls.read(list(heads), [()] * len(heads))
        pool = _Pool.of([read, *(words for words, _ in parts)])
        counts = [np.diff(words.nested.passages)[rows] for words, rows in parts]
        passages = _bounds(np.concatenate(counts))
        starts, lengths = pool.segments(parts)
        if told:
            rows = np.array([heads[context] for _, context in told], dtype=np.int64)
            first = passages[[place for place, _ in told]]
            starts[first] = read.nested.segments[rows] + pool.starts[id(read)]
            lengths[first] = np.diff(read.nested.segments)[rows]
        ids, forms = _met(_pieces(pool.ids, starts, lengths), pool.forms)
        return cls(forms, Nested(ids, _bounds(lengths), passages))

    @cached_property
    def spelled(self) -> tuple[str, ...]:
        """The forms, read from disk once for all who join these words with others."""
        return tuple(self.forms)

    @cached_property
    def counts(self) -> Ids:
        """How often each form stands there, (f,) int64."""
        return counts_of(self.nested.ids, len(self.forms))

    def forms_in(self, first: int, last: int) -> tuple[str, ...]:
        """Return the forms that stand in the passages from `first` to before `last`."""
        edges = self.nested.edges
        rows = np.unique(self.nested.ids[edges[first] : edges[last]])
        return tuple(self.forms[row] for row in rows.tolist())


@dataclass(frozen=True, slots=True)
class _Pool:
    """The words of several, one's after the other's, by one list of forms.

    Args:
        forms: Of all.
        ids: Rows of `forms`.
        starts: Where each one's words begin in `ids`, by its identity.
    """

    forms: tuple[str, ...]
    ids: WordRows
    starts: Mapping[int, int]

    @classmethod
    def of(cls, several: Sequence[Words]) -> "_Pool":
        """Return the words of several, of which one may stand there more than once."""
        distinct = {id(one): one for one in several}
        # The largest comes first: its words go by the numbers that they have already.
        first, *others = sorted(distinct.values(), key=lambda one: -len(one.nested.ids))
        rows = numbered(first.spelled)
        ids = [first.nested.ids, *(_numbered(rows, one.spelled)[one.nested.ids] for one in others)]
        starts = _bounds([len(one) for one in ids]).tolist()
        begins = dict(zip(map(id, (first, *others)), starts, strict=False))
        return cls(tuple(rows), np.concatenate(ids), begins)

    def segments(self, parts: Sequence[tuple[Words, Ids]]) -> tuple[Ids, Ids]:
        """Return where each segment of the chosen passages begins in `ids`, and how long it is.

        Args:
            parts: Words of the pool, with the rows that are chosen of each.
        """
        starts, lengths = [], []
        for words, rows in parts:
            nested, begin = words.nested, self.starts[id(words)]
            counts = nested.passages[rows + 1] - nested.passages[rows]
            segments = ranges(nested.passages[rows], counts)
            starts.append(nested.segments[segments] + begin)
            lengths.append(nested.segments[segments + 1] - nested.segments[segments])
        return np.concatenate(starts), np.concatenate(lengths)


def _numbered(rows: dict[str, int], forms: Iterable[str]) -> WordRows:
    """Return the row of each form, a new one where it has none yet."""
    return np.array([rows.setdefault(form, len(rows)) for form in forms], dtype=np.int32)


def _met(ids: WordRows, forms: Sequence[str]) -> tuple[WordRows, tuple[str, ...]]:
    """Return what stands for words, and their forms, by the order in which they are met."""
    size = len(ids)
    first: WordRows = np.full(len(forms), size, dtype=np.int32)
    # Of several places the last that is set stays.
    first[ids[::-1]] = np.arange(size - 1, -1, -1, dtype=np.int32)
    order = np.argsort(first, kind="stable")[: int((first < size).sum())]
    place = np.zeros(len(forms), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return place[ids], tuple(map(forms.__getitem__, order.tolist()))


def _bounds(lengths: Sequence[int] | Ids) -> Bounds:
    """Return where each piece begins, and where the last ends: (n + 1,)."""
    bounds = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=bounds[1:])
    return bounds


def _pieces(ids: WordRows, starts: Ids, lengths: Ids) -> WordRows:
    """Return pieces of an array, one after the other; those that follow each other there at once.

    Args:
        ids: The array.
        starts: (n,) int64, where each piece begins.
        lengths: (n,) int64, at least 0 each.
    """
    ends = starts + lengths
    is_begun = np.append(True, starts[1:] != ends[:-1])[: len(starts)]
    is_ended = np.append(is_begun[1:], True)[: len(starts)]
    stretches = zip(starts[is_begun].tolist(), ends[is_ended].tolist(), strict=True)
    return np.concatenate([ids[:0], *(ids[begin:end] for begin, end in stretches)])


def numbered(keys: Iterable[K]) -> dict[K, int]:
    """Return the place of each key; of one that comes again, the last."""
    return dict(zip(keys, count(), strict=False))


def ranges(starts: Ids, lengths: Ids) -> Ids:
    """Return start, start + 1, … of each stretch, one after the other.

    Args:
        starts: (n,) int64.
        lengths: (n,) int64, at least 0 each.
    """
    before = np.cumsum(lengths) - lengths
    ranges: Ids = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    return ranges
