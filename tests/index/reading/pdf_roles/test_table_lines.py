"""Lines of a page whose words stand in columns are rows of a table."""

from collections.abc import Sequence

import pytest

from index.reading.pdf.page_line import Cell, PageLine
from index.reading.pdf_roles.table_lines import with_rows
from index.types import BlockKind

STEP = 12.0


def line(
    row: float, *cells: tuple[str, float], bold: bool = False, pitch: float | None = 0.0
) -> PageLine:
    """A line of a page with words in columns, `row` lines below its top."""
    text = " ".join(words for words, _ in cells)
    parted = tuple(Cell(*cell) for cell in cells) if len(cells) > 1 else ()
    return PageLine(text, cells[0][1], 700 - STEP * row, 10, pitch=pitch, cells=parted, bold=bold)


def read(lines: Sequence[PageLine]) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in with_rows(lines, STEP)]


HEAD = line(0, ("Town", 72), ("Mills", 200), ("Built", 300), bold=True)
ARVALE = line(1, ("Arvale", 72), ("3", 200), ("1702", 300))
BORRIN = line(2, ("Borrin", 72), ("1", 202), ("1911", 298))
ROW, HEADER, TEXT = "table row", "table header", "text"


def test_rows_stand_under_what_names_their_columns() -> None:
    assert read([HEAD, ARVALE, BORRIN]) == [
        (HEADER, "Town | Mills | Built"),
        (ROW, "Arvale | 3 | 1702"),
        (ROW, "Borrin | 1 | 1911"),
    ]


def test_a_first_row_that_is_as_bold_as_the_others_names_nothing() -> None:
    bold = [line(number, ("Arvale", 72), ("3", 200), bold=True) for number in range(3)]
    assert {kind for kind, _ in read(bold)} == {ROW}


def test_two_lines_in_columns_are_no_table() -> None:
    assert read([ARVALE, BORRIN]) == [(TEXT, "Arvale 3 1702"), (TEXT, "Borrin 1 1911")]


def test_items_of_a_list_are_no_table_of_bullets_and_words() -> None:
    items = [line(number, ("•", 72), (f"The mill of {number}.", 90)) for number in range(4)]
    assert read(items) == [(TEXT, f"• The mill of {number}.") for number in range(4)]
    table = [line(number, ("•", 72), ("Arvale", 90), ("3", 200)) for number in range(3)]
    assert read(table) == [(ROW, "• | Arvale | 3")] * 3


def test_what_stands_below_a_cell_goes_on_with_it() -> None:
    rows = read([HEAD, ARVALE, line(2, ("(one burned)", 200)), line(3, ("Celm", 72), ("2", 200))])
    assert rows[1:] == [(ROW, "Arvale | 3 (one burned) | 1702"), (ROW, "Celm | 2")]


def test_a_cell_stands_in_its_column_where_those_before_it_are_empty() -> None:
    rows = read([HEAD, ARVALE, line(2, ("Dunn", 72), ("1950", 300))])
    assert rows[-1] == (ROW, "Dunn |  | 1950")


@pytest.mark.parametrize(
    "below",
    [
        line(3, ("So much for mills.", 72)),
        line(9, ("Celm", 72), ("2", 200), ("1802", 300)),
        line(3, ("Celm", 72), ("2", 150)),
    ],
    ids=["text at the margin", "far below", "other columns"],
)
def test_a_table_ends_before_what_does_not_stand_in_its_columns(below: PageLine) -> None:
    assert read([HEAD, ARVALE, BORRIN, below])[-1] == (TEXT, below.text)


def test_lines_of_contents_and_of_code_are_no_rows() -> None:
    dots = " . . . . . . . . ."
    contents = [line(n, ("1.1", 72), (f"Scope{dots}", 100), ("3", 400)) for n in range(4)]
    code = [line(n, ("let a", 72), ("= 1;", 200), pitch=6.0) for n in range(4)]
    kinds = {one.kind for one in with_rows([*contents, *code], STEP)}
    assert kinds == {BlockKind.TEXT}


def test_items_of_a_list_are_no_table_of_numbers_and_words() -> None:
    for marks in (("1.", "2.", "3."), ("(a)", "(b)", "(c)"), ("[Lind]", "[Marlow]", "[3]")):
        items = [line(n, (mark, 72), ("The mill.", 120)) for n, mark in enumerate(marks)]
        assert {kind for kind, _ in read(items)} == {TEXT}


def test_numbered_headings_with_numbers_of_pages_are_no_table() -> None:
    contents = [line(n, (f"{n + 6} Mills", 72), (str(13 + n // 2), 500)) for n in range(3)]
    assert {kind for kind, _ in read(contents)} == {TEXT}
    sacks = [line(n, (f"{n + 6} Mills", 72), (str(13 - n), 500)) for n in range(3)]
    assert {kind for kind, _ in read(sacks)} == {ROW}
