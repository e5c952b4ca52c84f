"""Words that wrap in cells are one row; lines that had room above them are rows of their own."""

import pytest

from index.reading.pdf.cell_rows import CellLines, row_line, rows_of
from index.reading.pdf.page_line import PageLine
from index.types import BlockKind

SIZE, STEP, WIDTH = 10.0, 12.0, 5.0  # points: of type, from line to line, of a letter
NAMES, TEXTS = 0, 1
ENDS = {NAMES: 130.0, TEXTS: 300.0}


def cell(x: float, *texts: str, row: float = 0) -> list[PageLine]:
    """The lines of a cell, the first of them `row` lines below the top."""
    return [
        PageLine(text, x, 700 - STEP * (row + n), SIZE, right=x + WIDTH * len(text))
        for n, text in enumerate(texts)
    ]


def read(*bands: CellLines) -> list[str]:
    rows = rows_of(dict(enumerate(bands)), dict.fromkeys(range(len(bands)), ENDS))
    return [row_line(row, BlockKind.TABLE_ROW).text for some in rows.values() for row in some]


ARVALE = {
    NAMES: cell(72, "Arvale by", "the sea"),
    TEXTS: cell(
        140, "It has three mills, of which", "one burned in the last war", "Built in 1702."
    ),
}


def test_the_lines_of_a_cell_are_one() -> None:
    assert read(ARVALE) == [
        "Arvale by the sea | It has three mills, of which one burned in the last war Built in 1702."
    ]


def test_a_row_is_as_a_line_that_stands_where_its_first_words_do() -> None:
    line = row_line(ARVALE, BlockKind.TABLE_ROW)
    assert (line.x, line.y, line.size, line.right) == (72, 700, SIZE, 140 + WIDTH * 28)
    assert line.cells[0].text == "Arvale by the sea"
    assert not line.bold


def test_lines_at_one_height_that_had_room_above_are_rows() -> None:
    towns = {NAMES: cell(72, "Arvale", "Borrin", "Celm"), TEXTS: cell(140, "3", "1", "2")}
    assert read(towns) == ["Arvale | 3", "Borrin | 1", "Celm | 2"]


@pytest.mark.parametrize("ruled", [False, True])
def test_a_paragraph_in_a_cell_begins_no_row_between_many_strokes(ruled: bool) -> None:
    suit = {
        NAMES: cell(72, "Rescue", "Operations", "Suit"),
        TEXTS: cell(140, "Protects you from the heat and", "the toxins.", "Lasts 1 minute."),
    }
    whole = "Rescue Operations Suit | Protects you from the heat and the toxins. Lasts 1 minute."
    others = [ARVALE, ARVALE] if ruled else []
    assert (read(suit, *others)[0] == whole) is ruled


def test_an_empty_cell_keeps_its_place() -> None:
    assert row_line({2: cell(200, "1950")}, BlockKind.TABLE_ROW).text == "| | 1950"


def test_a_hyphen_before_a_capital_stays_and_stands_at_its_word() -> None:
    goggles = {NAMES: cell(72, "Low-", "Light"), TEXTS: cell(140, "Rare")}
    assert row_line(goggles, BlockKind.TABLE_ROW).text == "Low-Light | Rare"
