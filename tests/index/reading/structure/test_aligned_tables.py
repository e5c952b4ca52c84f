"""Tables that are set by blanks, in what a format states as text with its lines."""

import pytest

from index.reading.structure.aligned_tables import with_table_rows
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind

MILLERS = """\
                Wheat     Rye    Oats  Flour Sacks

    Arvale        Yes      No     Yes        12
    Old Borrin    Yes      No      No         8
    Celm          No      Yes      No   20 or 30
"""
RULED = """\
Mill        Stones  Built
----------  ------  -----
Arvale           3   1702
Old Borrin       1   1688
Celm             2   1911
"""


def told(text: str, kind: BlockKind = BlockKind.CODE) -> list[tuple[BlockKind, str]]:
    rows = with_table_rows([ExtractPart(text, kind=kind)])
    return [(row.kind, row.text) for row in rows]


def test_each_row_is_a_paragraph_below_the_names_of_its_columns() -> None:
    assert told(MILLERS) == [
        (BlockKind.TABLE_HEADER, "| Wheat | Rye | Oats | Flour Sacks"),
        (BlockKind.TABLE_ROW, "Arvale | Yes | No | Yes | 12"),
        (BlockKind.TABLE_ROW, "Old Borrin | Yes | No | No | 8"),
        (BlockKind.TABLE_ROW, "Celm | No | Yes | No | 20 or 30"),
    ]
    assert told(RULED)[:2] == [
        (BlockKind.TABLE_HEADER, "Mill | Stones | Built"),
        (BlockKind.TABLE_ROW, "Arvale | 3 | 1702"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        RULED.replace("----------  ------  -----\n", ""),  # which line names, nothing shows
        RULED.replace("Arvale           3   1702", "Arvale"),
        RULED.replace("Stones  Built", "Stones"),
        RULED.replace("Old Borrin", "old->borrin"),
        "mill = open()\nturn(mill)\n",
        "",
    ],
)
def test_what_is_no_table_for_certain_stays_code(text: str) -> None:
    assert told(text) == [(BlockKind.CODE, text)]


def test_only_text_whose_blanks_are_kept_may_be_one() -> None:
    assert told(RULED, BlockKind.TEXT) == [(BlockKind.TEXT, RULED)]
