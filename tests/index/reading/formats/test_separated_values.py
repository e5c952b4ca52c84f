"""Tables of values: their delimiter, their header, and the bounds of what is read."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.reading.formats.separated_values import read
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind
from tests.support.documents.any_bytes import check_any_bytes

HEADER, ROW, TEXT = BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW, BlockKind.TEXT
TABLE = """Town,Mill built,Cost in m
Arvale,1702,"1,5"
Bruck,,2
"Old
 Cove",1811,"the ""high"" mill"
"""
PIECES = st.lists(
    st.sampled_from(["a", "1702", ",", ";", "\t", "|", '"', '""', "\n", "\r\n", " ", "é", "\0"])
).map(lambda pieces: "".join(pieces).encode())


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.csv", TABLE.encode(), PIECES)
    check_any_bytes(tmp_path / "a.tsv", TABLE.replace(",", "\t").encode(), PIECES)


def parts_of(text: str, name: str = "a.csv") -> tuple[ExtractPart, ...]:
    return read(text.encode(), Path(name)).parts or ()


def rows_of(text: str, name: str = "a.csv") -> list[tuple[BlockKind, str]]:
    return [(part.kind, part.text) for part in parts_of(text, name)]


def test_a_row_is_its_cells_with_bars_between_an_empty_one_in_its_place() -> None:
    assert rows_of(TABLE) == [
        (HEADER, "Town | Mill built | Cost in m"),
        (ROW, "Arvale | 1702 | 1,5"),
        (ROW, "Bruck | | 2"),
        (ROW, 'Old Cove | 1811 | the "high" mill'),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_what_parts_all_rows_alike(delimiter: str) -> None:
    table = [["Town", "Cost, in m"], ["Arvale", "1,5"], ["Bruck", "2,5"]]
    lines = [delimiter.join(f'"{c}"' if delimiter in c else c for c in row) for row in table]
    assert [text for _, text in rows_of("\n".join(lines))] == [" | ".join(row) for row in table]


def test_a_spreadsheet_may_say_the_delimiter() -> None:
    assert rows_of("sep=;\nTown;Cost\nArvale;1,5,2") == [
        (HEADER, "Town | Cost"),
        (ROW, "Arvale | 1,5,2"),
    ]


def test_a_tab_alone_parts_the_cells_of_a_tsv() -> None:
    assert rows_of("Town\tIn words\nArvale\told, rich\n", "a.tsv") == [
        (HEADER, "Town | In words"),
        (ROW, "Arvale | old, rich"),
    ]


@pytest.mark.parametrize(
    ("first", "heads"),
    [
        ("Town,Cost", True),
        ("Town,2019", True),  # a year over amounts
        (",Cost", True),  # the numbers of the rows have no name
        ("Arvale,66.1", False),
        ("2018,2019", False),  # values of a table of years
        ("Town,Town", False),
        ("Bruck,Cost", False),  # a value of its column
    ],
)
def test_the_first_row_is_a_header_where_it_names_its_columns(first: str, heads: bool) -> None:
    kinds = [kind for kind, _ in rows_of(f"{first}\nBruck,67.5\nCove,12\n")]
    assert kinds == [HEADER if heads else ROW, ROW, ROW]


def test_a_year_does_not_name_a_column_of_years() -> None:
    assert [kind for kind, _ in rows_of("Arvale,1702\nBruck,1811\n")] == [ROW, ROW]


def test_a_row_alone_is_no_header() -> None:
    assert rows_of("Town,Cost\n") == [(ROW, "Town | Cost")]


def test_a_title_and_remarks_stand_before_the_table() -> None:
    assert rows_of(
        "Mills of the valley,,\n# as of May\n\nTown,Built\nArvale,1702\nBruck,1811\n"
    ) == [
        (TEXT, "Mills of the valley"),
        (TEXT, "# as of May"),
        (HEADER, "Town | Built"),
        (ROW, "Arvale | 1702"),
        (ROW, "Bruck | 1811"),
    ]


def test_a_list_of_one_column_is_rows() -> None:
    assert rows_of("Arvale\nBruck\n1811\n") == [
        (HEADER, "Arvale"),
        (ROW, "Bruck"),
        (ROW, "1811"),
    ]


def test_a_quotation_mark_that_does_not_close_swallows_nothing() -> None:
    assert rows_of('Town,Word\nArvale,"so\nBruck,no\nCove,yes\n')[1:] == [
        (ROW, 'Arvale | "so'),
        (ROW, "Bruck | no"),
        (ROW, "Cove | yes"),
    ]


def test_letters_of_western_europe_are_read_whatever_the_encoding() -> None:
    table = "Städte;Größe\nKöln;groß\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        (_, row) = read(table.encode(encoding), Path("a.csv")).parts or ()
        assert row.text == "Köln | groß"


def test_ten_thousand_rows_are_read_and_more_are_told() -> None:
    rows = "Arvale,1702\n" * 10_000
    assert len(parts_of(rows)) == 10_000
    with pytest.raises(UnreadableSourceError, match=r"a\.csv has more than 10,000 rows: split it"):
        parts_of(rows + "Bruck,1811\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        (",,\n,,\n", "holds no values"),
        ('""\n""\n', "holds no values"),
        ("a,b\n1," + "x" * 200_000, "is no table of values"),
    ],
)
def test_what_is_no_table_is_told(text: str, told: str) -> None:
    with pytest.raises(UnreadableSourceError, match=told):
        parts_of(text)


def test_one_faulty_quotation_mark_costs_the_other_rows_nothing() -> None:
    table = 'Ask,Say\n"Who, here?","All\nof us"\nWhy,"so"?\nHow,"5" wide\n"A, b",c\n'
    assert rows_of(table) == [
        (HEADER, "Ask | Say"),
        (ROW, "Who, here? | All of us"),
        (ROW, "Why | so?"),
        (ROW, "How | 5 wide"),
        (ROW, "A, b | c"),
    ]


def test_an_open_quotation_mark_takes_the_place_of_its_own_line_alone() -> None:
    assert rows_of('Ask,Say\nWhy,"so\n"Who, here?","All, you"\n')[1:] == [
        (ROW, 'Why | "so'),
        (ROW, "Who, here? | All, you"),
    ]
