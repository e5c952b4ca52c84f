"""Lines of a plain text whose words stand in columns are rows of a table."""

import pytest

from index.reading.documents import document_of
from index.reading.repair.repair import restore
from index.types import BlockKind, Document

PROSE = """\
The mill is driven by keys, which stand in the order in which the miller presses
them in the morning. Before that, make sure that the wheel turns freely, because
nothing else can be done as long as it does not. Then the grain is brought in and
poured into the hopper, which is done by hand.
"""
KEYS = """\
CTRL-F1      Start the wheel.
CTRL-F4      Change the stones. This takes an hour, so that nobody should do it
             while there is grain.
CTRL-ALT-F10 Stop it.
F9           Open the weir.  (never in spring)
"""


def around(block: str) -> Document:
    return document_of(f"{PROSE}\n{block}\n{PROSE}")


def rows(document: Document) -> list[str]:
    kinds = {BlockKind.TABLE_ROW}
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind in kinds]


def test_each_row_is_a_paragraph_with_bars_between_its_cells() -> None:
    document = around(KEYS)
    assert rows(document) == [
        "CTRL-F1 | Start the wheel.",
        "CTRL-F4 | Change the stones. This takes an hour, so that nobody should do it while "
        "there is grain.",
        "CTRL-ALT-F10 | Stop it.",
        "F9 | Open the weir. (never in spring)",
    ]
    assert restore(document.text, document.repairs) == f"{PROSE}\n{KEYS}\n{PROSE}"


def test_further_columns_have_bars_where_most_rows_begin_a_cell() -> None:
    table = "".join(
        f"{name:10}{price:8}{where}\n"
        for name, price, where in [
            ("Rye", "12", "of  Arvale"),
            ("Barley", "9", "Hale"),
            ("Oats", "7", "Hale"),
        ]
    )
    assert rows(around(table)) == ["Rye | 12 | of Arvale", "Barley | 9 | Hale", "Oats | 7 | Hale"]


@pytest.mark.parametrize(
    "block",
    [
        KEYS.replace("CTRL-F4", "CTRL").partition("CTRL-ALT")[0],  # two rows
        "The  mill  was  built\nThe  wheel is  older \nThe  weir is  newer \n",  # justified
        "It turns.  It is old.\nIt stops.  It is wet.\nIt waits.  It is dry.\n",  # typed so
        "1.   The wheel\n2.   The stones\n3.   The weir\n",  # items of a list
        "a;      b;\nc;      d;\ne;      f;\n",  # code
    ],
)
def test_other_lines_with_blanks_are_no_table(block: str) -> None:
    assert not rows(around(block))
