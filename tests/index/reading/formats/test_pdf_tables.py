"""Tables of PDFs that are ruled with strokes."""

from pathlib import Path
from typing import TypeAlias

from tests.support.documents.pdfs import FIRST_LINES, paragraph_texts, pdf, pdf_lines, read_pdf

Drawn: TypeAlias = list[tuple[float, float, float, str]]


def ruled(levels: tuple[float, ...], borders: tuple[float, ...]) -> Drawn:
    """The strokes of a table, all in one path."""
    across = [f"{borders[0]} {y} m {borders[-1]} {y} l" for y in levels]
    down = [f"{x} {levels[0]} m {x} {levels[-1]} l" for x in borders]
    return [(0, 0, 0, f"draw:{' '.join([*across, *down])} S")]


GOGGLES = [
    *ruled((580, 556, 520, 484), (70, 150, 375)),
    (74, 570, 10, "F3:Item"), (154, 570, 10, "F3:What it does"),
    (74, 544, 10, "Low-Light"), (74, 532, 10, "Goggles"),
    (154, 544, 10, "Let you see all that is there to see in the dark,"),
    (154, 532, 10, "and nothing else."), (154, 524, 10, "Lasts 2 minutes."),
    (74, 508, 10, "Rescue"), (74, 496, 10, "Suit"),
    (154, 508, 10, "Protects you from the heat and from all of the"), (154, 496, 10, "toxins."),
]  # fmt: skip


def test_words_that_wrap_in_the_cells_of_a_ruled_table_are_one_row(tmp_path: Path) -> None:
    drawn = [*FIRST_LINES, *GOGGLES, *pdf_lines(460, "So much for what can be found there.")]
    document = read_pdf(tmp_path, pdf([drawn]))
    assert [(p.kind.value, document.text[p.start : p.end]) for p in document.paragraphs][1:] == [
        ("table header", "Item | What it does"),
        (
            "table row",
            "Low-Light Goggles | Let you see all that is there to see in the dark, "
            "and nothing else. Lasts 2 minutes.",
        ),
        ("table row", "Rescue Suit | Protects you from the heat and from all of the toxins."),
        ("text", "So much for what can be found there."),
    ]


def test_a_row_that_is_alone_on_its_page_goes_on_with_the_table_before(tmp_path: Path) -> None:
    last = [
        *ruled((700, 660), (70, 150, 375)),
        (74, 688, 10, "Vanguard"), (74, 676, 10, "Device"), (154, 688, 10, "Lasts 30 seconds."),
    ]  # fmt: skip
    more = pdf_lines(600, "So much for what can be found there.")
    document = read_pdf(tmp_path, pdf([[*FIRST_LINES, *GOGGLES], [*last, *more]]))
    assert "Vanguard Device | Lasts 30 seconds." in paragraph_texts(document)
    alone = read_pdf(tmp_path, pdf([[*FIRST_LINES], [*last, *more]]))
    assert "Vanguard Device | Lasts 30 seconds." not in paragraph_texts(alone)


def test_names_of_rows_beside_strokes_stay_in_their_rows(tmp_path: Path) -> None:
    square = [
        *ruled((580, 560, 540, 520), (150, 250, 350)),
        (154, 566, 10, "Dead"), (254, 566, 10, "Alive"),
        (74, 546, 10, "Treated"), (154, 546, 10, "3"), (254, 546, 10, "97"),
        (74, 526, 10, "Control"), (154, 526, 10, "9"), (254, 526, 10, "91"),
    ]  # fmt: skip
    document = read_pdf(tmp_path, pdf([[*FIRST_LINES, *square]]))
    assert paragraph_texts(document)[1:] == ["Dead | Alive", "Treated | 3 | 97", "Control | 9 | 91"]


def test_a_word_that_is_too_long_for_its_cell_stays_whole(tmp_path: Path) -> None:
    paths = [
        *ruled((580, 560, 540, 520), (70, 150, 400)),
        (74, 566, 10, "UPS.Battery.Voltage"), (190, 566, 10, "11.4 V"),
        (74, 546, 10, "UPS.Input.Voltage"), (190, 546, 10, "117 V"),
        (74, 526, 10, "UPS.Alarm"), (190, 526, 10, "2"),
    ]  # fmt: skip
    document = read_pdf(tmp_path, pdf([[*FIRST_LINES, *paths]]))
    assert paragraph_texts(document)[1:] == [
        "UPS.Battery.Voltage | 11.4 V",
        "UPS.Input.Voltage | 117 V",
        "UPS.Alarm | 2",
    ]
