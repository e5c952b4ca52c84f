"""Strokes that cross or meet are a grid, in whose cells the words of tables stand."""

from itertools import pairwise

from index.reading.pdf.ruled_grids import Grid, GridPlace, Stroke, Strokes, grids_of, with_going_on

LEFT, MIDDLE, RIGHT = 72.0, 172.0, 372.0
TOP, BELOW_NAMES, BELOW_ARVALE, BOTTOM = 700.0, 680.0, 640.0, 600.0
LEVELS = (TOP, BELOW_NAMES, BELOW_ARVALE, BOTTOM)


def boxes(levels: tuple[float, ...] = LEVELS) -> Strokes:
    """Two columns of cells, each with four sides of its own, half a point from its neighbour's."""
    rules = Strokes()
    for top, bottom in pairwise(levels):
        for left, right in ((LEFT, MIDDLE), (MIDDLE, RIGHT)):
            rules.across.extend(Stroke(at, left, right) for at in (top - 0.5, bottom))
            rules.down.extend(Stroke(at, bottom, top) for at in (left, right - 0.5))
    return rules


def only(rules: Strokes) -> Grid:
    (grid,) = grids_of(rules)
    return grid


def test_the_sides_of_neighbouring_cells_are_one_stroke() -> None:
    grid = only(boxes())
    assert (len(grid.borders), len(grid.levels)) == (3, 4)
    assert grid.cell_at(LEFT + 5, TOP - 10) == GridPlace(0, 0)
    assert grid.cell_at(MIDDLE + 5, BOTTOM + 5) == GridPlace(2, 1)
    assert grid.cell_at(LEFT - 5, TOP - 10) is None
    assert grid.cell_at(LEFT + 5, TOP + 5) is None


def test_a_table_that_is_not_closed_at_its_sides_ends_where_its_strokes_do() -> None:
    rules = Strokes([Stroke(level, LEFT, RIGHT) for level in LEVELS], [Stroke(MIDDLE, BOTTOM, TOP)])
    assert only(rules).borders == (LEFT, MIDDLE, RIGHT)


def test_what_no_stroke_parts_is_one_cell() -> None:
    rules = boxes()
    rules.across[:] = [
        one for one in rules.across if one.start >= MIDDLE or abs(one.at - BELOW_ARVALE) > 1
    ]
    grid = only(rules)
    assert grid.cell_at(LEFT + 5, BOTTOM + 5) == GridPlace(1, 0)
    assert grid.cell_at(MIDDLE + 5, BOTTOM + 5) == GridPlace(2, 1)
    assert grid.ends_in(0).keys() == {0, 1}


def test_strokes_across_alone_and_a_frame_are_no_grid_of_columns() -> None:
    across = [Stroke(level, LEFT, RIGHT) for level in LEVELS]
    frame = [Stroke(side, BOTTOM, TOP) for side in (LEFT, RIGHT)]
    assert grids_of(Strokes(across, [])) == []
    assert grids_of(Strokes([across[0], across[-1]], frame)) == []


def test_strokes_that_do_not_touch_are_two_grids() -> None:
    far = boxes((500.0, 480.0, 460.0))
    rules = boxes()
    rules.across.extend(far.across)
    rules.down.extend(far.down)
    assert sorted(len(grid.levels) for grid in grids_of(rules)) == [3, 4]


def test_words_in_most_cells_are_a_table_and_few_words_a_plot() -> None:
    grid = only(boxes())
    full = {GridPlace(row, column): 1 for row in range(3) for column in range(2)}
    assert grid.is_table(full)
    assert not grid.is_table({GridPlace(0, 0): 1, GridPlace(1, 1): 1, GridPlace(2, 0): 1})
    assert not grid.is_table({**full, GridPlace(2, 1): 41})


def test_a_row_alone_is_of_a_table_where_a_page_beside_has_the_same_columns() -> None:
    alone = only(boxes((TOP, BELOW_NAMES)))
    row = {GridPlace(0, 0): 2, GridPlace(0, 1): 3}
    assert not alone.is_table(row)
    (going_on,) = with_going_on([alone], [only(boxes())])
    assert going_on.is_table(row)
    assert with_going_on([alone], [alone]) == [alone]
