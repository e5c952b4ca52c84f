"""Rows that only lead to other pages, at the ends of a document."""

import pytest

from index.reading.structure.outline import Block
from index.reading.structure.way_rows import way_rows

TEXTS = [f"The mill has stone number {number}, which grinds." for number in range(12)]


def found(*texts: str) -> list[str]:
    """The texts that are such rows."""
    blocks: list[Block] = []
    for text in texts:
        start = blocks[-1].end + 2 if blocks else 0
        blocks.append(Block(start, start + len(text)))
    return [texts[at] for at in sorted(way_rows("\n\n".join(texts), blocks))]


@pytest.mark.parametrize(
    "row",
    ["Zurück | | Weiter", "Back to Table of Contents | Next: The weir", "« Previous | Up | Next »"],
)
def test_a_row_of_ways_is_found_at_either_end_and_nowhere_else(row: str) -> None:
    assert found(row, *TEXTS, row) == [row, row]
    assert found(*TEXTS, row, *TEXTS) == []


def test_a_row_right_beside_one_leads_on_where_a_cell_of_it_does() -> None:
    ways, names = "Zurück | Weiter", "Das Wehr | Zum Anfang | Der Mahlstein"
    assert found(*TEXTS, ways, names) == [ways, names]
    assert found(*TEXTS, names) == []


@pytest.mark.parametrize(
    "text", ["Next", "Back to the mill we go.", "Up | 3", "Next week | Back home", "Home | Away"]
)
def test_words_and_rows_of_values_are_read(text: str) -> None:
    assert found(text, *TEXTS) == []
