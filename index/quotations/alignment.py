"""The cheapest way to turn a quotation into a stretch of a source, word by word.

Semi-global alignment: the quotation is used whole, the source from any word to any word
(Sellers 1980, doi:10.1016/0196-6774(80)90016-4), with three things of quotations added: a marked
omission skips source words for nothing, words in brackets stand for a few source words for
nothing, and words that line breaks or emphasis cut in two may be joined for nothing. So costs the
number of a footnote nothing that only one of the two has. `cost_table` has the costs.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.quotations.cost_table import DROP_COST, LEAP_COST, CostTable
from index.quotations.joined_words import Join
from index.quotations.marked_words import Element, ElementKind
from index.quotations.words import ComparedWord


class Move(enum.Enum):
    """How one step of an alignment relates quotation and source."""

    SAME = enum.auto()
    REPLACE = enum.auto()
    INSERT = enum.auto()  # the quotation has it, the source has not
    DELETE = enum.auto()  # the source has it, the quotation has not
    NOTE = enum.auto()  # a footnote's number that only one of the two has
    MARKED = enum.auto()  # an omission or insertion that the quotation marks


class Step(NamedTuple):
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
    return _Trace(CostTable(elements, source, joins)).alignment()


class _Trace:
    """The way back through a filled table."""

    def __init__(self, table: CostTable) -> None:
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
        cost = table.words.cost(i - 1, j)
        if table.cost(i, j) != table.cost(i - 1, j - 1) + cost:
            return None
        return Step(Move.REPLACE if cost else Move.SAME, i - 1, i, j - 1, j)

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
        dropped = table.drop_cost(i, j - 1) if j else DROP_COST
        if cost == table.cost(i, j - 1) + dropped:
            return Step(Move.DELETE if dropped else Move.NOTE, i, i, j - 1, j)
        return self._leap_to(i, j)

    def _leap_to(self, i: int, j: int) -> Step:
        """Return the step that leaves out the fewest source words at the cost of a leap."""
        table = self._table
        begin = table.last_of(i, table.cost(i, j) - LEAP_COST, table.lows[i], j - 1)
        return Step(Move.DELETE, i, i, begin, j)

    def _marked_step_to(self, i: int, j: int) -> Step:
        """Return the step of an omission or insertion that stands for the fewest source words."""
        table = self._table
        element, cost = table.elements[i - 1], table.cost(i, j)
        reach = element.reach if element.kind is ElementKind.INSERTION else j
        begin = table.last_of(i - 1, cost, j - reach, j)
        return Step(Move.MARKED, i - 1, i, begin, j)
