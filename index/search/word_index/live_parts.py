"""Parts as a collection has them: which of their passages it has, and where each lies."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from index.search.word_index.numbers import Bounds, Naturals, WordRows, bounds_of, narrowed
from index.search.word_index.word_parts import WordPart
from index.search.word_index.words import Words
from index.storage import counts_of, worth_keeping
from index.types import Ids, Scores

_GROWTH = 4  # a part stays while it has so many times the passages of all behind it
_FEW = 1_000  # stretches up to which they are copied one by one, and not passage by passage
_MOSTLY = 0.5  # of a part's passages: fewer are copied, and the rest of it is not held for them

IsThere = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)  # no slots: some of it is worked out once
class LivePart:
    """A part, and what of it is there; the others of its passages are nobody's any more.

    Args:
        part: Of which it is.
        counts: (f,), how often each form stands in the passages that are there.
        frequency: (v,), in how many of them each stem does.
        stems: (v,) int32, the row of each stem in the vocabulary of all parts, ascending; -1 of one
            that stands nowhere.
    """

    part: WordPart
    counts: Naturals
    frequency: Naturals
    stems: WordRows

    @classmethod
    def whole(cls, part: WordPart) -> "LivePart":
        """Return a part all of whose passages are there."""
        counts = narrowed(counts_of(part.words.ids, len(part.forms)))
        stems = np.arange(len(part.stems), dtype=np.int32)
        return cls(part, counts, narrowed(part.postings.frequency), stems)

    def now(self, before: IsThere, now: IsThere) -> "LivePart":
        """Return the same part with other passages; what changed is counted, and nothing else.

        Args:
            before: (n,), which of them are there.
            now: (n,), which are to be.
        """
        lost = self.part.tallied(np.flatnonzero(before & ~now))
        gained = self.part.tallied(np.flatnonzero(now & ~before))
        return replace(
            self,
            counts=narrowed(self.counts - lost[0] + gained[0]),
            frequency=narrowed(self.frequency - lost[1] + gained[1]),
        )

    def stems_at(self, rows: WordRows) -> Ids:
        """Return the number of the stem that has each row of the vocabulary, -1 where none has."""
        own, known = self._known
        places = np.searchsorted(known[:-1], rows)
        return np.where(known[places] == rows, own[places], -1)

    @cached_property
    def _known(self) -> tuple[Ids, WordRows]:
        """The stems that stand anywhere and their rows in the vocabulary, behind them none."""
        own = np.flatnonzero(self.stems >= 0)
        return np.append(own, -1), np.append(self.stems[own], np.int32(-1))

    @cached_property
    def rows(self) -> WordRows:
        """The row in the vocabulary of each form's stem, (f,) int32; -1 of one that has none."""
        rows = np.append(self.stems, np.int32(-1))  # where -1 leads
        return rows[self.part.stem_of]


Keeping = Callable[[Sequence[LivePart], Sequence[int], int], Collection[int]]
"""Given parts, how many passages of each are wanted, and how many are new, returns the numbers of
those that are held as they are."""


def mostly_wanted(parts: Sequence[LivePart], wanted: Sequence[int], new: int) -> Collection[int]:
    """Return the parts that are held where nothing is written: see `Keeping`."""
    del new
    return [
        number
        for number, (one, count) in enumerate(zip(parts, wanted, strict=True))
        if count >= _MOSTLY * len(one.part)
    ]


def kept_in_build(*, leaving: bool) -> Keeping:
    """Return what says which parts the next build links.

    Args:
        leaving: Whether passages may stay in them that nobody has any more.
    """
    return partial(_worth_keeping, leaving)


def _worth_keeping(
    leaving: bool,  # given by `kept_in_build` alone
    parts: Sequence[LivePart],
    wanted: Sequence[int],
    new: int,
) -> Collection[int]:
    sizes = [len(one.part) if one.part.path else 0 for one in parts]
    return range(worth_keeping(wanted, sizes, new, growth=_GROWTH, leaving=leaving))


@dataclass(frozen=True, eq=False)  # no slots: some of it is worked out once
class HeldWords:
    """The words of a collection's passages, in parts.

    Args:
        parts: In their order.
        places: (n,), where each passage lies in all parts, put end to end.
    """

    parts: tuple[LivePart, ...]
    places: Naturals

    @classmethod
    def of(cls, words: Words) -> "HeldWords":
        """Return words in one part."""
        part = WordPart.of(words)
        return cls((LivePart.whole(part),), np.arange(len(part), dtype=np.int32))

    @cached_property
    def begins(self) -> Bounds:
        """Where each part begins in all of them, and where the last ends."""
        return bounds_of([len(one.part) for one in self.parts])

    @cached_property
    def _stretches(self) -> list[slice]:
        """The places of all passages, in as few stretches as there can be."""
        breaks = np.flatnonzero(np.diff(self.places.astype(np.int64)) != 1)
        firsts = self.places[np.append(0, breaks + 1)].tolist() if len(self.places) else []
        lasts = self.places[np.append(breaks, -1)].tolist() if len(self.places) else []
        return [slice(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]

    def by_row(self, scores: Scores) -> Scores:
        """Return the scores of all passages, (n,) float32, given those of all parts, end to end."""
        if self._stretches == [slice(0, len(scores))]:
            return scores
        if len(self._stretches) > _FEW:
            return scores[self.places]
        return np.concatenate([scores[:0], *(scores[some] for some in self._stretches)])

    def located(self, rows: Ids) -> tuple[Ids, Ids]:
        """Return of which part some passages are, and their rows there, (n,) int64 each."""
        places = self.places[rows].astype(np.int64)
        owners = np.searchsorted(self.begins, places, side="right") - 1
        return owners, places - self.begins[owners]

    def there(self, number: int) -> IsThere:
        """Return which passages of a part are there, (n,)."""
        begin, end = self.begins[number : number + 2].tolist()
        places = self.places[(self.places >= begin) & (self.places < end)]
        mask = np.zeros(end - begin, dtype=np.bool_)
        mask[places.astype(np.int64) - begin] = True
        return mask

    @classmethod
    def chosen(
        cls,
        chosen: Sequence[tuple["HeldWords", Ids]],
        contexts: Sequence[str | None] | None,
        keeping: Keeping,
    ) -> "HeldWords":
        """Return passages out of others, as though there were no others.

        Args:
            chosen: Words, and the rows of the passages that are chosen of them, (n,) int64.
            contexts: See `Words.picked`.
            keeping: Says which parts are held as they are; what is chosen of others is copied.
        """
        return _Choice.of(chosen, contexts).held(keeping)


@dataclass(frozen=True, slots=True, eq=False)
class _Choice:
    """Passages that are chosen out of parts.

    Args:
        parts: Different ones, those that lie on disk before others.
        there: Which passages of each are counted in it.
        owners: (n,) int64, of each passage the number of its part.
        rows: (n,) int64, its row there.
        contexts: See `Words.picked`.
    """

    parts: Sequence[LivePart]
    there: Sequence[Callable[[], IsThere]]
    owners: Ids
    rows: Ids
    contexts: Sequence[str | None] | None

    @classmethod
    def of(
        cls, chosen: Sequence[tuple[HeldWords, Ids]], contexts: Sequence[str | None] | None
    ) -> "_Choice":
        """Return what is chosen of words in parts."""
        several = {id(held): held for held, _ in chosen}.values()
        lying = [(held, number) for held in several for number in range(len(held.parts))]
        lying.sort(key=lambda one: one[0].parts[one[1]].part.path is None)
        numbers: dict[int, int] = {}
        there: list[Callable[[], IsThere]] = []
        parts: list[LivePart] = []
        for held, number in lying:
            live = held.parts[number]
            if numbers.setdefault(id(live.part), len(parts)) == len(parts):
                parts.append(live)
                there.append(partial(held.there, number))
        owners, rows = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for held, some in chosen:
            of_held = np.array([numbers[id(one.part)] for one in held.parts], dtype=np.int64)
            owner, row = held.located(some)
            owners.append(of_held[owner])
            rows.append(row)
        return cls(parts, there, np.concatenate(owners), np.concatenate(rows), contexts)

    def held(self, keeping: Keeping) -> HeldWords:
        """Return them in parts, of which some are as they were."""
        wanted = self._wanted()
        numbers = [number for number, places in enumerate(wanted) if len(places)]
        counts = [len(wanted[number]) for number in numbers]
        parts = [self.parts[number] for number in numbers]
        kept = [numbers[one] for one in keeping(parts, counts, len(self.rows) - sum(counts))]
        places = np.full(len(self.rows), -1, dtype=np.int32)
        held: list[LivePart] = []
        begin = 0
        for number in kept:
            own = self.rows[wanted[number]]
            places[wanted[number]] = own + begin
            held.append(self._live(number, own))
            begin += len(held[-1].part)
        rest = np.flatnonzero(places < 0)
        if len(rest):
            held.append(self._written(rest))
            places[rest] = np.arange(begin, begin + len(rest), dtype=np.int32)
        return HeldWords(tuple(held), places)

    def _wanted(self) -> list[Ids]:
        """Return which of the passages each part has as they are wanted, each of its own once."""
        is_told = np.array([one is not None for one in self.contexts or ()], dtype=np.bool_)
        owners = self.owners.copy()
        owners[np.flatnonzero(is_told)] = -1
        wanted = []
        for number in range(len(self.parts)):
            places = np.flatnonzero(owners == number)
            _, firsts = np.unique(self.rows[places], return_index=True)
            wanted.append(places[np.sort(firsts)])
        return wanted

    def _live(self, number: int, rows: Ids) -> LivePart:
        """Return a part of which some passages are there."""
        live = self.parts[number]
        now = np.zeros(len(live.part), dtype=np.bool_)
        now[rows] = True
        return live.now(self.there[number](), now)

    def _written(self, rest: Ids) -> LivePart:
        """Return a part of some of the passages, made anew where there is none of just these."""
        owners, rows = self.owners[rest], self.rows[rest]
        contexts = None if self.contexts is None else [self.contexts[place] for place in rest]
        is_told = contexts is not None and any(one is not None for one in contexts)
        numbers, owners = np.unique(owners, return_inverse=True)
        several = [self.parts[number].part for number in numbers.tolist()]
        is_all = len(several) == 1 and np.array_equal(rows, np.arange(len(several[0])))
        if is_all and not is_told:
            return self._live(int(numbers[0]), rows)
        words = [Words(one.forms.spelled, one.words) for one in several]
        return LivePart.whole(WordPart.of(Words.picked(words, owners, rows, contexts)))
