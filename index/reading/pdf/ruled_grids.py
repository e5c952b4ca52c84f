"""Grids of strokes on a page, in whose cells the words of tables stand.

Strokes that nearly touch are one, as the sides of two cells are; those that cross or meet are a
grid. So do pdfplumber and Camelot's "lattice" tell ruled tables
(https://github.com/jsvine/pdfplumber#table-extraction-settings). Cells that no stroke parts are
one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

_NEAR = 3.0  # points: so near each other strokes are one, or touch; as in pdfplumber
_SHORTEST = 5.0  # points: what is shorter is the end of a thick stroke
_MOST_PAIRS = 100_000  # of strokes along and across: more are a drawing
_LEAST_ROWS = 2  # of a table, that have …
_LEAST_FILLED = 2  # … words in so many cells, …
_MOSTLY = 0.5  # … and in this share of all; of its rows that have any, so many
_MOST_LINES = 40  # of a cell: what has more is a frame around a page's text


class Stroke(NamedTuple):
    """A stroke along or across the page: how high or far right it is, and its ends, in points."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Return whether it goes by a place between its ends."""
        return self.start - _NEAR <= place <= self.end + _NEAR


@dataclass(frozen=True, slots=True)
class Strokes:
    """The strokes of a page: `across` it, from the left to the right, and `down` it."""

    across: list[Stroke] = field(default_factory=list)
    down: list[Stroke] = field(default_factory=list)


class GridPlace(NamedTuple):
    """A cell of a grid: the numbers of its row from above and of its column, each from 0."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Strokes that cross or meet.

    Args:
        borders: Where columns begin and the last one ends, in points from the left, in order.
        levels: Where rows begin and the last one ends, in points from below, the highest first.
        cells: Of the place between two borders and two levels, the cell that it is part of.
        goes_on: It is part of a table that is on the page before or behind, too.
    """

    borders: tuple[float, ...]
    levels: tuple[float, ...]
    cells: Mapping[GridPlace, GridPlace]
    goes_on: bool = False

    def cell_at(self, x: float, y: float) -> GridPlace | None:
        """Return the cell in which a point lies, None outside of the grid."""
        column = sum(border <= x for border in self.borders) - 1
        row = sum(level >= y for level in self.levels) - 1
        return self.cells.get(GridPlace(row, column))

    def ends_in(self, row: int) -> dict[int, float]:
        """Return where the cells of a row end, in points from the left, by their columns."""
        parts = enumerate(self.borders[1:])
        return {self.cells[GridPlace(row, part)].column: end for part, end in parts}

    def is_table(self, lines: Mapping[GridPlace, int]) -> bool:
        """Return whether words stand in its cells as those of tables do.

        A plot has strokes for its ticks, too, but words in few places between them.

        Args:
            lines: How many lines of words each cell has; those without any are missing.
        """
        if any(count > _MOST_LINES for count in lines.values()):
            return False
        filled = Counter(cell.row for cell in lines)
        cells = Counter(cell.row for cell in set(self.cells.values()))
        rows = sum(
            count >= max(_LEAST_FILLED, _MOSTLY * cells[row]) for row, count in filled.items()
        )
        return rows >= max(1 if self.goes_on else _LEAST_ROWS, _MOSTLY * len(filled))


def grids_of(rules: Strokes) -> list[Grid]:
    """Return the grids that strokes form, of at least a row and two columns."""
    across, down = _whole(rules.across), _whole(rules.down)
    if len(across) * len(down) > _MOST_PAIRS:
        return []
    return [*filter(None, map(_grid, _crossing(across, down)))]


def with_going_on(grids: Iterable[Grid], beside: Iterable[Grid]) -> list[Grid]:
    """Return the grids of a page, those with the columns of one on a page beside as going on.

    Args:
        grids: Of the page.
        beside: Of the pages before and behind.
    """
    tables = [grid.borders for grid in beside if len(grid.levels) > _LEAST_ROWS]
    return [
        replace(grid, goes_on=any(_are_alike(grid.borders, borders) for borders in tables))
        for grid in grids
    ]


def _are_alike(borders: Sequence[float], others: Sequence[float]) -> bool:
    """Return whether columns begin and end at the same places."""
    same = len(borders) == len(others)
    return same and all(
        abs(one - other) <= _NEAR for one, other in zip(borders, others, strict=True)
    )


def _whole(rules: Iterable[Stroke]) -> list[Stroke]:
    """Return strokes, those that lie on one another or behind one another as one."""
    return [
        Stroke(at, start, end)
        for near in _clusters(sorted(rules))
        for at in [fmean(rule.at for rule in near)]
        for start, end in _merged(sorted((rule.start, rule.end) for rule in near))
        if end - start >= _SHORTEST
    ]


def _merged(ends: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield where strokes begin and end, sorted, those that nearly touch as one; at least one."""
    begun, last = ends[0]
    for start, end in ends[1:]:
        if start > last + _NEAR:
            yield begun, last
            begun = start
        last = max(end, last) if start <= last + _NEAR else end
    yield begun, last


def _clusters(rules: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Yield sorted strokes by what is at one height, or equally far right."""
    near: list[Stroke] = []
    for rule in rules:
        if near and rule.at - near[0].at > _NEAR:
            yield near
            near = []
        near.append(rule)
    if near:
        yield near


def _crossing(across: Iterable[Stroke], down: Iterable[Stroke]) -> Iterator[Strokes]:
    """Yield the strokes that hang together."""
    waiting, others = list(across), list(down)
    while waiting:
        reached = [waiting.pop()]
        found = Strokes([*reached])
        while reached:
            met, others = _met_by(reached, others)
            reached, waiting = _met_by(met, waiting)
            found.down.extend(met)
            found.across.extend(reached)
        yield found


def _met_by(rules: Sequence[Stroke], others: Iterable[Stroke]) -> tuple[list[Stroke], list[Stroke]]:
    """Return those of others that some strokes meet, which lead the other way, and the rest."""
    met: list[Stroke] = []
    rest: list[Stroke] = []
    for other in others:
        (met if any(_meet(one, other) for one in rules) else rest).append(other)
    return met, rest


def _meet(one: Stroke, other: Stroke) -> bool:
    """Return whether two strokes, one across and one down, cross or touch."""
    return one.covers(other.at) and other.covers(one.at)


def _grid(rules: Strokes) -> Grid | None:
    """Return the grid of strokes that hang together, None where it has but a column.

    The strokes of some tables are not closed at their sides: the longest end there.
    """
    if not rules.down:
        return None
    borders = _ends(rules.down, rules.across)
    levels = _ends(rules.across, rules.down)[::-1]
    if len(borders) <= _LEAST_FILLED or len(levels) <= 1:
        return None
    return Grid(tuple(borders), tuple(levels), _cells(rules, borders, levels))


def _ends(rules: Iterable[Stroke], others: Sequence[Stroke]) -> list[float]:
    """Return where strokes are, and where those that cross them begin and end, in order."""
    places = sorted({rule.at for rule in rules})
    ends = min(rule.start for rule in others), max(rule.end for rule in others)
    first = [ends[0]] if ends[0] < places[0] - _NEAR else []
    last = [ends[1]] if ends[1] > places[-1] + _NEAR else []
    apart = [places[0]]
    apart += [place for before, place in pairwise(places) if place - before > _NEAR]
    return [*first, *apart, *last]


def _cells(
    rules: Strokes, borders: Sequence[float], levels: Sequence[float]
) -> dict[GridPlace, GridPlace]:
    """Return of each place the cell that it is part of: its first place, from above."""
    cells: dict[GridPlace, GridPlace] = {}
    for row, (top, bottom) in enumerate(pairwise(levels)):
        for column, (left, right) in enumerate(pairwise(borders)):
            place = GridPlace(row, column)
            if column and not _is_parted(rules.down, left, (top + bottom) / 2):
                cells[place] = cells[GridPlace(row, column - 1)]
            elif row and not _is_parted(rules.across, top, (left + right) / 2):
                cells[place] = cells[GridPlace(row - 1, column)]
            else:
                cells[place] = place
    return cells


def _is_parted(rules: Iterable[Stroke], at: float, place: float) -> bool:
    """Return whether a stroke parts what is on both sides of it, at a place between its ends."""
    return any(abs(rule.at - at) <= _NEAR and rule.start <= place <= rule.end for rule in rules)
