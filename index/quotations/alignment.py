"""The cheapest way to turn a quotation into a stretch of a source, word by word.

Semi-global alignment: the quotation is used whole, the source from any word to any word
(Sellers 1980, doi:10.1016/0196-6774(80)90016-4), with three things of quotations added: a marked
omission skips source words for nothing, words in brackets stand for a few source words for
nothing, and words that line breaks or emphasis cut in two may be joined for nothing. So costs the
number of a footnote nothing that only one of the two has. A table row
is a few NumPy operations, and a row is at most `_BAND` columns wide, so time and memory are linear
in the quotation's length.
"""

import enum
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.quotations.joined_words import Join
from index.quotations.marked_words import Element, ElementKind
from index.quotations.words import ComparedWord, Noted

CostRow: TypeAlias = npt.NDArray[np.int32]

# Columns of the table kept around the best one: wider than any omission followed (300 words).
_BAND = 1024
_DROP_COST = 4  # cost of a word of the source that the quotation dropped
# Cost of a replaced word: more than a dropped one, so that quoted words find their like.
_REPLACE_COST = 5
_INSERT_COST = 6  # cost of an added word
# Cost of leaving out any number of source words at once: a dropped sentence is one change, but five
# added words are cheaper, so that a few common words further off are not worth a leap.
_LEAP_COST = 30
_FAR = np.int32(1 << 28)  # more than any alignment costs
_BEGINNING = 2  # letters that a word has before a bracket in it, at least
_NO_WORD, _NO_CODE = -1, -2  # before the first word of a source; of a word that is not there


class Move(enum.Enum):
    """How one step of an alignment relates quotation and source."""

    SAME = enum.auto()
    REPLACE = enum.auto()
    INSERT = enum.auto()  # the quotation has it, the source has not
    DELETE = enum.auto()  # the source has it, the quotation has not
    NOTE = enum.auto()  # a footnote's number that only one of the two has
    MARKED = enum.auto()  # an omission or insertion that the quotation marks


@dataclass(frozen=True, slots=True)
class Step:
    """Elements `first`..`last` of the quotation stand for source words `begin`..`end`.

    `last` and `end` are exclusive; either stretch may be empty.
    """

    move: Move
    first: int
    last: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Steps through the whole quotation, in order, and what they cost (0: nothing differs)."""

    steps: tuple[Step, ...]
    cost: int


def align(
    elements: Sequence[Element], source: Sequence[ComparedWord], joins: Sequence[Join]
) -> Alignment:
    """Return the cheapest alignment of a quotation with a stretch of a source.

    Args:
        elements: The quotation's, at least one.
        source: Words around the place where the quotation is looked for.
        joins: Where cut words may be run together.
    """
    if len(elements) == len(source) and all(map(Element.is_word, elements, source)):
        steps = (Step(Move.SAME, i, i + 1, i, i + 1) for i in range(len(elements)))
        return Alignment(tuple(steps), 0)
    return _Trace(_Table(elements, source, joins)).alignment()


class _Table:
    """The table of costs: row i holds the elements before i, column j the source words before j.

    In `rows` each has one more cell at its left, which is never reached.
    """

    def __init__(
        self, elements: Sequence[Element], source: Sequence[ComparedWord], joins: Sequence[Join]
    ) -> None:
        """Fill the table."""
        self.elements = elements
        self.source = source
        self._words = _SourceWords(source)
        self.joins: dict[int, list[Join]] = defaultdict(list)  # by one past their last element
        for join in joins:
            self.joins[join.last].append(join)
        self._width = min(len(source), _BAND) + 1
        self._notes = _Notes(source)
        self.lows = [0]
        self.rows: list[CostRow] = [_padded(np.zeros(self._width, np.int32))]
        for i in range(len(elements)):
            self._add_row(i)

    def cost(self, i: int, j: int) -> int:
        """Return the cost of the elements before i ending before source word j."""
        column = j - self.lows[i]
        return int(self.rows[i][column + 1]) if 0 <= column < self._width else int(_FAR)

    def least(self, i: int) -> int:
        """Return the column of the least cost of the elements before i, the first of equals."""
        return self.lows[i] + int(np.argmin(self.rows[i][1:]))

    def last_of(self, i: int, cost: int, begin: int, end: int) -> int:
        """Return the last of the columns `begin`..`end`, both inclusive, that has a cost.

        Raises:
            IndexError: None has it.
        """
        low = self.lows[i]
        begin = max(begin, low)
        row = self.rows[i][begin - low + 1 : end - low + 2]
        return begin + int(np.flatnonzero(row == cost)[-1])

    def insert_cost(self, i: int, j: int) -> int:
        """Return what element i costs as an added word before source word j."""
        is_free = _is_note(self.elements[i]) and not self._notes.beside[j]
        return 0 if is_free else _INSERT_COST

    def drop_cost(self, i: int, j: int) -> int:
        """Return what source word j costs as one dropped before element i."""
        is_free = _is_note(self.source[j]) and not self._is_beside_note(i)
        return 0 if is_free else _DROP_COST

    def _is_beside_note(self, i: int) -> bool:
        """Return whether the element before i, or this one, has the number of a footnote."""
        return any(element.note for element in self.elements[max(i - 1, 0) : i + 1])

    def _add_row(self, i: int) -> None:
        """Append the row after element i."""
        low = self._next_low(i)
        above = self._above(i, low)
        element = self.elements[i]
        self.lows.append(low)
        match element.kind:
            case ElementKind.OMISSION:
                self.rows.append(_padded(np.minimum.accumulate(above[1:])))
            case ElementKind.INSERTION:
                self.rows.append(_padded(_reaching(above, element.reach)))
            case ElementKind.WORD:
                self.rows.append(_padded(self._word_row(i, low, above)))

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
        shift = low - self.lows[i]
        if not shift:
            return self.rows[i]
        above = np.full(self._width + 1, _FAR, np.int32)
        row = self.rows[i][shift:]
        above[: len(row)] = row
        return above

    def _word_row(self, i: int, low: int, above: CostRow) -> CostRow:
        """Return the row of a word: same or replaced, inserted, joined, or after dropped words."""
        element = self.elements[i]
        differs = self._words.differ(element, low, self._width)
        inserted = self._notes.insert_costs(element, low, self._width)
        row = np.minimum(above[:-1] + differs * _REPLACE_COST, above[1:] + inserted)
        for join in self.joins.get(i + 1, ()):
            if 0 <= join.end - low < self._width:
                row[join.end - low] = min(row[join.end - low], self.cost(join.first, join.begin))
        drops = self._notes.drop_costs(low, self._width, free=not self._is_beside_note(i + 1))
        dropped = np.minimum.accumulate(row - drops) + drops
        leapt = np.minimum.accumulate(row) + _LEAP_COST
        cheapest: CostRow = np.minimum(dropped, leapt)
        return cheapest


class _Notes:
    """The numbers of footnotes in a source, and what words cost beside them."""

    def __init__(self, source: Sequence[ComparedWord]) -> None:
        """Note where they stand."""
        has_note = [bool(word.note) for word in source]
        # By the column before each word, and behind the last: a number stands at either side.
        self.beside = [a or b for a, b in zip([False, *has_note], [*has_note, False], strict=True)]
        self._all_beside = np.array(self.beside)
        costs = [0 if _is_note(word) else _DROP_COST for word in source]
        self._with_free = np.cumsum([0, *costs], dtype=np.int32)
        self._without_free = np.arange(len(source) + 1, dtype=np.int32) * _DROP_COST

    def insert_costs(self, element: Element, low: int, width: int) -> CostRow | int:
        """Return what an element costs as an added word, in each column or in all of some."""
        if not _is_note(element):
            return _INSERT_COST
        costs: CostRow = self._all_beside[low : low + width].astype(np.int32) * _INSERT_COST
        return costs

    def drop_costs(self, low: int, width: int, *, free: bool) -> CostRow:
        """Return what all source words before each of some columns cost as dropped ones.

        Args:
            low: The first column.
            width: How many of them.
            free: Whether the number of a footnote costs nothing.

        Returns:
            (width,) int32.
        """
        costs = self._with_free if free else self._without_free
        return costs[low : low + width]


def _is_note(word: Noted) -> bool:
    """Return whether a word is nothing but the number of a footnote."""
    return not _unnoted(word)


class _SourceWords:
    """The words of a source, to be held against one element after the other."""

    def __init__(self, source: Sequence[ComparedWord]) -> None:
        """Number the different ones."""
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._distinct: list[ComparedWord] = []
        self._coded = np.full(len(source) + 1, _NO_WORD, np.int32)  # one behind the row's column
        codes: dict[tuple[str, str], int] = {}
        for j, word in enumerate(source, start=1):
            code = codes.setdefault((word.folded, word.note), len(self._distinct))
            if code == len(self._distinct):
                self._distinct.append(word)
            self._coded[j] = code
        self._by_beginning: dict[str, list[int]] = defaultdict(list)
        for code, word in enumerate(self._distinct):
            self._by_beginning[word.folded[:_BEGINNING]].append(code)
            for reading in {word.folded, _unnoted(word)}:
                self._codes[reading].append(code)
        self._changed: dict[Element, CostRow] = {}

    def differ(self, element: Element, low: int, width: int) -> npt.NDArray[np.int32]:
        """Return for each of some columns 0 where the word before it is the element, else 1.

        Args:
            element: A word.
            low: The first column.
            width: How many of them.

        Returns:
            (width,) int32.
        """
        coded = self._coded[low : low + width]
        if not element.put:
            alike = self._alike(element)
            if len(alike) < 2:
                differs: CostRow = (coded != next(iter(alike), _NO_CODE)).astype(np.int32)
                return differs
        key = replace(element, start=0, end=0)
        if key not in self._changed:
            changed = np.ones(len(self._distinct) + 1, np.int32)  # the last: of no word
            changed[[*self._alike(element)]] = 0
            self._changed[key] = changed
        return self._changed[key][coded]

    def _alike(self, element: Element) -> set[int]:
        """Return the numbers of the words that an element may stand for."""
        readings = {element.folded, element.tail, _unnoted(element)} & self._codes.keys()
        numbers = {number for reading in readings for number in self._codes[reading]}
        if element.put:
            numbers.update(self._by_beginning.get(element.head[:_BEGINNING], ()))
        return {number for number in numbers if element.is_word(self._distinct[number])}


def _unnoted(word: Noted) -> str:
    """Return a word without the number of a footnote, "" where it is nothing else."""
    return word.folded.removesuffix(word.note)


def _padded(row: CostRow) -> CostRow:
    """Return a row with a cell before it that is never reached."""
    padded = np.empty(len(row) + 1, np.int32)
    padded[0] = _FAR
    padded[1:] = row
    return padded


class _Trace:
    """The way back through a filled table."""

    def __init__(self, table: _Table) -> None:
        """Start at the end of `table`."""
        self._table = table

    def alignment(self) -> Alignment:
        """Return the cheapest alignment, the first of equals."""
        table = self._table
        i = len(table.elements)
        j = table.least(i)
        cost = table.cost(i, j)
        steps: list[Step] = []
        while i > 0:
            step = self._step_to(i, j)
            steps.append(step)
            i, j = step.first, step.begin
        return Alignment(tuple(reversed(steps)), cost)

    def _step_to(self, i: int, j: int) -> Step:
        """Return the last step of the cheapest way to (i, j)."""
        table = self._table
        if table.elements[i - 1].kind is not ElementKind.WORD:
            return self._marked_step_to(i, j)
        return self._pair_to(i, j) or self._join_to(i, j) or self._gap_to(i, j)

    def _pair_to(self, i: int, j: int) -> Step | None:
        """Return the step by which one word stands for one word, None where it costs more."""
        table = self._table
        if j == 0:
            return None
        same = table.elements[i - 1].is_word(table.source[j - 1])
        cost = 0 if same else _REPLACE_COST
        if table.cost(i, j) != table.cost(i - 1, j - 1) + cost:
            return None
        return Step(Move.SAME if same else Move.REPLACE, i - 1, i, j - 1, j)

    def _join_to(self, i: int, j: int) -> Step | None:
        """Return the step of cut words that read the same, None where there is none."""
        table = self._table
        for join in table.joins.get(i, ()):
            if join.end == j and table.cost(i, j) == table.cost(join.first, join.begin):
                return Step(Move.SAME, join.first, i, join.begin, j)
        return None

    def _gap_to(self, i: int, j: int) -> Step:
        """Return the step of a word that one side has alone, or of a leap."""
        table = self._table
        cost = table.cost(i, j)
        added = table.insert_cost(i - 1, j)
        if cost == table.cost(i - 1, j) + added:
            return Step(Move.INSERT if added else Move.NOTE, i - 1, i, j, j)
        dropped = table.drop_cost(i, j - 1) if j else _DROP_COST
        if cost == table.cost(i, j - 1) + dropped:
            return Step(Move.DELETE if dropped else Move.NOTE, i, i, j - 1, j)
        return self._leap_to(i, j)

    def _leap_to(self, i: int, j: int) -> Step:
        """Return the step that leaves out the fewest source words at the cost of a leap."""
        table = self._table
        begin = table.last_of(i, table.cost(i, j) - _LEAP_COST, table.lows[i], j - 1)
        return Step(Move.DELETE, i, i, begin, j)

    def _marked_step_to(self, i: int, j: int) -> Step:
        """Return the step of an omission or insertion that stands for the fewest source words."""
        table = self._table
        element, cost = table.elements[i - 1], table.cost(i, j)
        reach = element.reach if element.kind is ElementKind.INSERTION else j
        begin = table.last_of(i - 1, cost, j - reach, j)
        return Step(Move.MARKED, i - 1, i, begin, j)


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
