"""A row whose cells a file draws one after the other is one, in a table."""

from collections.abc import Sequence
from dataclasses import replace

from index.reading.pdf.page_line import Cell, PageLine
from index.reading.pdf.turned_rows import drawn_rows
from index.reading.pdf_roles.table_lines import with_rows

STEP, SIZE, WIDTH = 12.0, 10.0, 5.0


def cell(x: float, row: float, *texts: str, size: float = SIZE) -> list[PageLine]:
    """The lines of a cell, the first of them `row` lines below the top of a page."""
    return [
        PageLine(text, x, 700 - STEP * (row + n), size, right=x + WIDTH * len(text))
        for n, text in enumerate(texts)
    ]


def town(row: float, name: str) -> list[PageLine]:
    return [
        *cell(72, row, name, "by the sea"),
        *cell(160, row, "3"),
        *cell(200, row, "It has three mills,", "of which one", "burned."),
    ]


def read(lines: Sequence[PageLine]) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in with_rows(lines, STEP)]


def test_three_rows_drawn_cell_by_cell_are_a_table() -> None:
    lines = [*town(0, "Arvale"), *town(4, "Borrin"), *town(8, "Celm")]
    mills = "3 | It has three mills, of which one burned."
    assert read(lines) == [
        ("table row", f"{name} by the sea | {mills}") for name in ("Arvale", "Borrin", "Celm")
    ]


def test_a_line_spread_to_its_full_width_is_one_cell() -> None:
    lines = [*town(0, "Arvale"), *town(4, "Borrin"), *town(8, "Mount Celm")]
    wide = lines[-6]
    lines[-6] = replace(wide, cells=(Cell("Mount", 72, 97), Cell("Celm", 110, 130)), right=130)
    mills = "3 | It has three mills, of which one burned."
    assert read(lines)[-1] == ("table row", f"Mount Celm by the sea | {mills}")


def test_what_is_no_table_is_left_as_it_is_drawn() -> None:
    lines = [*town(0, "Arvale"), *town(4, "Borrin")]
    assert with_rows(lines, STEP) == lines


def test_a_column_of_text_is_no_cell() -> None:
    texts = [f"This is line {n} of a column" for n in range(30)]
    columns = [*cell(72, 0, *texts), *cell(320, 0, *texts)]
    assert with_rows(columns * 3, STEP) == columns * 3


def test_lines_in_other_type_or_further_down_are_of_no_row() -> None:
    name = cell(72, 0, "Arvale", "by the sea")
    for beside in (cell(200, 0, "3", size=14), cell(200, 0.5, "3"), cell(80, 0, "3")):
        assert [row.drawn for row in drawn_rows([*name, *beside], STEP)] == [
            [line] for line in [*name, *beside]
        ]
