"""What it costs to turn a quotation's words into a source's, word by word: the alignment's table.

A row is a few NumPy operations on memory that is there already, and at most `_BAND` columns wide,
so time and memory are linear in the quotation's length. What an element costs beside each word of
the source is found out once for every different one of both.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.quotations.joined_words import Join
from index.quotations.marked_words import Element, ElementKind
from index.quotations.words import ComparedWord, Noted

CostRow: TypeAlias = npt.NDArray[np.int32]

DROP_COST = 4  # cost of a word of the source that the quotation dropped
REPLACE_COST = 5
"""Cost of a replaced word: more than a dropped one, so that quoted words find their like."""

INSERT_COST = 6  # cost of an added word
LEAP_COST = 30
"""Cost of leaving out any number of source words at once.

A dropped sentence is one change, but five added words are cheaper, so that a few common words
further off are not worth a leap.
"""

# Columns of the table kept around the best one: wider than any omission followed (300 words).
_BAND = 1024
_FAR = np.int32(1 << 28)  # more than any alignment costs
_BEGINNING = 2  # letters that a word has before a bracket in it, at least


class CostTable:
    """The table of costs: row i holds the elements before i, column j the source words before j.

    In memory each row has one more cell at its left, which is never reached.
    """

    def __init__(
        self, elements: Sequence[Element], source: Sequence[ComparedWord], joins: Sequence[Join]
    ) -> None:
        """Fill the table."""
        self.elements = elements
        self.source = source
        self.words = WordCosts(elements, source)
        self.joins: dict[int, list[Join]] = defaultdict(list)  # by one past their last element
        for join in joins:
            self.joins[join.last].append(join)
        self._width = min(len(source), _BAND) + 1
        self._notes = _Notes(elements, source)
        self.lows = [0]
        self._rows = np.empty((len(elements) + 1, self._width + 1), np.int32)
        self._rows[:, 0] = _FAR
        self._rows[0, 1:] = 0
        self._spare = np.empty((2, self._width), np.int32)
        for i in range(len(elements)):
            self._add_row(i)

    def cost(self, i: int, j: int) -> int:
        """Return the cost of the elements before i ending before source word j."""
        column = j - self.lows[i]
        return self._rows.item(i, column + 1) if 0 <= column < self._width else int(_FAR)

    def least(self, i: int) -> int:
        """Return the column of the least cost of the elements before i, the first of equals."""
        return self.lows[i] + int(self._rows[i, 1:].argmin())

    def last_of(self, i: int, cost: int, begin: int, end: int) -> int:
        """Return the last of the columns `begin`..`end`, both inclusive, that has a cost.

        Raises:
            IndexError: None has it.
        """
        low = self.lows[i]
        begin = max(begin, low)
        row = self._rows[i, begin - low + 1 : end - low + 2]
        return begin + int((row == cost).nonzero()[0][-1])

    def insert_cost(self, i: int, j: int) -> int:
        """Return what element i costs as an added word before source word j."""
        is_free = is_note(self.elements[i]) and not self._notes.beside[j]
        return 0 if is_free else INSERT_COST

    def drop_cost(self, i: int, j: int) -> int:
        """Return what source word j costs as one dropped before element i."""
        is_free = is_note(self.source[j]) and not self._notes.beside_element[i]
        return 0 if is_free else DROP_COST

    def _add_row(self, i: int) -> None:
        """Fill the row after element i."""
        low = self._next_low(i)
        above = self._above(i, low)
        element, row = self.elements[i], self._rows[i + 1, 1:]
        self.lows.append(low)
        match element.kind:
            case ElementKind.OMISSION:
                np.minimum.accumulate(above[1:], out=row)
            case ElementKind.INSERTION:
                row[:] = _reaching(above, element.reach)
            case ElementKind.WORD:
                self._fill_word_row(i, above, row)

    def _next_low(self, i: int) -> int:
        """Return the first column of the row after element i: the band follows the cheapest."""
        low = self.lows[-1]
        spare = len(self.source) + 1 - self._width
        if spare <= low:
            return low
        best = i if i < _BAND // 8 else self.least(i)
        return min(max(low, best - _BAND // 2), spare)

    def _above(self, i: int, low: int) -> CostRow:
        """Return the row before element i, (width + 1,), from the column left of `low`."""
        above: CostRow = self._rows[i]
        shift = low - self.lows[i]
        if shift:
            kept = above[shift:]
            above = np.full(self._width + 1, _FAR, np.int32)
            above[: len(kept)] = kept
        return above

    def _fill_word_row(self, i: int, above: CostRow, row: CostRow) -> None:
        """Fill the row of a word: same or replaced, inserted, joined, or after dropped words."""
        low, width = self.lows[i + 1], self._width
        replaced, inserted = self._spare
        np.add(above[:-1], self.words.row(i, low, width), out=replaced)
        np.add(above[1:], self._notes.insert_costs(i, low, width), out=inserted)
        np.minimum(replaced, inserted, out=row)
        for join in self.joins.get(i + 1, ()):
            if 0 <= join.end - low < width:
                row[join.end - low] = min(row[join.end - low], self.cost(join.first, join.begin))
        # What is dropped word by word and what is leapt over, both at once: calls cost the most.
        gaps = self._notes.gap_costs(i, low, width)
        np.subtract(row, gaps[0], out=self._spare)
        np.minimum.accumulate(self._spare, axis=1, out=self._spare)
        np.add(self._spare, gaps[1], out=self._spare)
        np.minimum(self._spare[0], self._spare[1], out=row)


class _Notes:
    """The numbers of footnotes in a source, and what words cost beside them."""

    def __init__(self, elements: Sequence[Element], source: Sequence[ComparedWord]) -> None:
        """Note where they stand."""
        # By the column before each word, and behind the last: a number stands at either side.
        self.beside = _beside(source)
        self.beside_element = _beside(elements)
        self._is_note = [is_note(element) for element in elements]
        self._inserted = np.full(len(source) + 1, INSERT_COST, np.int32)
        costs = np.full(len(source) + 1, DROP_COST, np.int32)
        costs[0] = 0
        self._gaps = self._free_gaps = _gap_costs(costs)
        free = [j for j, word in enumerate(source, start=1) if word.folded in ("", word.note)]
        if free:
            costs[free] = 0
            self._free_gaps = _gap_costs(costs)

    def insert_costs(self, i: int, low: int, width: int) -> CostRow:
        """Return what element i costs as an added word, in each of some columns."""
        costs = self._inserted[low : low + width]
        return costs * self.beside[low : low + width] if self._is_note[i] else costs

    def gap_costs(self, i: int, low: int, width: int) -> CostRow:
        """Return what it costs to leave out source words after element i, as `_gap_costs` does.

        Args:
            i: The element. The number of a footnote costs nothing, but beside one.
            low: The first column.
            width: How many of them.

        Returns:
            (2, 2, width) int32.
        """
        costs = self._gaps if self.beside_element[i + 1] else self._free_gaps
        return costs[:, :, low : low + width]


def _gap_costs(drops: CostRow) -> CostRow:
    """Return what it costs to leave out source words: to take off before them, to add behind.

    Args:
        drops: (n,) int32, what the word before each column costs as a dropped one.

    Returns:
        (2, 2, n) int32: of both what it is word by word, and what it is for a leap.
    """
    costs = np.zeros((2, 2, len(drops)), np.int32)
    costs[:, 0] = np.cumsum(drops, dtype=np.int32)
    costs[1, 1] = LEAP_COST
    return costs


def _beside(words: Sequence[Noted]) -> list[bool]:
    """Return for the place before each word, and behind the last, whether a footnote is beside."""
    has_note = [bool(word.note) for word in words]
    return [a or b for a, b in zip([False, *has_note], [*has_note, False], strict=True)]


def is_note(word: Noted) -> bool:
    """Return whether a word is nothing but the number of a footnote."""
    return not _unnoted(word)


def _unnoted(word: Noted) -> str:
    """Return a word without the number of a footnote, "" where it is nothing else."""
    return word.folded.removesuffix(word.note) if word.note else word.folded


class WordCosts:
    """What each element costs in the place of each word of a source: nothing, or a replacement."""

    def __init__(self, elements: Sequence[Element], source: Sequence[ComparedWord]) -> None:
        """Hold every different element against every different word."""
        words = _DifferentWords(source)
        kinds: dict[object, int] = {}
        self._kinds = [kinds.setdefault(_kind_of(element), len(kinds)) for element in elements]
        costs = np.full((len(kinds), len(words.numbers) + 1), REPLACE_COST, np.int32)
        firsts = dict(zip(reversed(self._kinds), reversed(elements), strict=True))
        for kind, element in firsts.items():
            costs[kind, words.alike(element)] = 0
        # Before the first column stands no word.
        self._costs = costs.take([len(words.numbers), *words.of_source], axis=1)

    def row(self, i: int, low: int, width: int) -> CostRow:
        """Return what element i costs for the word before each of some columns.

        Args:
            i: The element, a word.
            low: The first column.
            width: How many of them.

        Returns:
            (width,) int32.
        """
        return self._costs[self._kinds[i], low : low + width]

    def cost(self, i: int, j: int) -> int:
        """Return what element i, a word, costs for the word before column j."""
        return self._costs.item(self._kinds[i], j)


def _kind_of(element: Element) -> object:
    """Return what is the same of elements that are held against words alike."""
    if element.kind is not ElementKind.WORD:
        return element.kind
    return element.folded, element.note, element.head, element.put, element.tail


class _DifferentWords:
    """The different words of a source, to be held against one element after the other."""

    def __init__(self, source: Sequence[ComparedWord]) -> None:
        """Number them."""
        self.numbers: dict[tuple[str, str], int] = {}  # by what is compared and the footnote
        numbers = self.numbers
        self.of_source = [
            numbers.setdefault((word.folded, word.note), len(numbers)) for word in source
        ]
        self._words = dict(zip(reversed(self.of_source), reversed(source), strict=True))
        self._noted: dict[str, list[int]] = defaultdict(
            list
        )  # with a footnote, read with it or not
        for (folded, note), number in numbers.items():
            if note:
                self._noted[folded].append(number)
                self._noted[folded.removesuffix(note)].append(number)

    def alike(self, element: Element) -> list[int]:
        """Return the numbers of the words that an element may stand for."""
        numbers: set[int] = set()
        for reading in {element.folded, element.tail, _unnoted(element)}:
            numbers.update(self._noted.get(reading, ()))
            if (reading, "") in self.numbers:
                numbers.add(self.numbers[reading, ""])
        if element.put:
            numbers.update(self._by_beginning.get(element.head[:_BEGINNING], ()))
        return [number for number in numbers if element.is_word(self._words[number])]

    @cached_property
    def _by_beginning(self) -> dict[str, list[int]]:
        """The numbers of the words by how they begin, for letters in brackets behind that."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for (folded, _), number in self.numbers.items():
            numbers[folded[:_BEGINNING]].append(number)
        return numbers


def _reaching(above: CostRow, reach: int) -> CostRow:
    """Return for each column but the first the least of it and the `reach` columns before it."""
    row = above[1:].copy()
    reach = min(reach, len(row) - 1)
    covered = 0  # columns before each that its cell has seen
    while covered < reach:
        step = min(covered + 1, reach - covered)
        np.minimum(row[step:], row[:-step].copy(), out=row[step:])
        covered += step
    return row
