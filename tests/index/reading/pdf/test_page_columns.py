"""Columns that a file draws row by row, in a PDF made by hand; tables stay rows."""

from pathlib import Path

import pytest

from index.reading.documents import read_document
from tests.support.documents.pdfs import pdf, pdf_lines

LEFT = (
    "\tThe council met in the old town hall on Tuesday",
    "and agreed, after a long debate, that the bridge",
    "should be repaired before winter, although no one",
    "knew who was to pay for all of it.",
    "\tSeveral speakers said that the effort would be",
    "worth the cost. Others wanted first to find out",
    "what the benefits were, and asked for a study.",
)
RIGHT = (
    "\tThe mill was built in 1702 by people whose",
    "names are not known any more, and it stands in",
    "the valley of Arval, near the old bridge, which",
    "is closed.",
    "\tIt burnt in 1911. The race is cut in rock, and",
    "is dry, since the upper gate has been shut for",
    "as long as anyone remembers.",
)
NARROW = (
    "\tThe miller counts his sacks at",
    "the door, and soon gives up",
    "counting, since there are more",
    "of them than he has fingers.",
    "\tHe writes what he has counted",
    "into a book, which nobody has",
    "read since he began it.",
)

Drawn = list[tuple[float, float, float, str]]


def in_turns(*columns: tuple[float, float, tuple[str, ...]]) -> Drawn:
    """Lines of columns (x, points lower, texts), one of each in turn; "" for none, "\\t" set in."""
    rows = zip(*(texts for _, _, texts in columns), strict=True)
    return [
        (x + 10 * text.startswith("\t"), 640 - 12 * row - lower, 10, text.strip())
        for row, texts in enumerate(rows)
        for (x, lower, _), text in zip(columns, texts, strict=True)
        if text
    ]


def paragraphs(folder: Path, drawn: Drawn) -> list[tuple[str, str]]:
    path = folder / "a.pdf"
    path.write_bytes(pdf([drawn]))
    document = read_document(path)
    return [(one.kind.value, document.text[one.start : one.end]) for one in document.paragraphs]


def whole(lines: tuple[str, ...]) -> str:
    return " ".join(filter(None, lines)).strip()


COLUMNS = [whole(LEFT[:4]), whole(LEFT[4:]), whole(RIGHT[:4]), whole(RIGHT[4:])]


@pytest.mark.parametrize("lower", [0, 3, 6, 8])
def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other(
    tmp_path: Path, lower: float
) -> None:
    drawn = in_turns((72, 0, LEFT), (320, lower, RIGHT))
    assert [text for _, text in paragraphs(tmp_path, drawn)] == COLUMNS


def test_what_stands_over_all_columns_and_below_them_stays_there(tmp_path: Path) -> None:
    above = pdf_lines(
        680, "In this town there are two things that everybody who comes here wants to see first."
    )
    below = pdf_lines(
        520, "Both are shown by the same man, who has lived between them all his life."
    )
    drawn = [*above, *in_turns((72, 0, LEFT), (320, 0, RIGHT)), *below]
    texts = [text for _, text in paragraphs(tmp_path, drawn)]
    assert texts == [above[0][3], *COLUMNS, below[0][3]]


def test_a_column_may_end_before_the_other(tmp_path: Path) -> None:
    drawn = in_turns((72, 0, (*LEFT, *LEFT)), (320, 0, (*RIGHT, *[""] * 7)))
    texts = [text for _, text in paragraphs(tmp_path, drawn)]
    assert texts == [*COLUMNS[:2], *COLUMNS[:2], *COLUMNS[2:]]


def test_there_may_be_three_columns(tmp_path: Path) -> None:
    drawn = in_turns((40, 0, NARROW), (230, 0, NARROW), (420, 0, NARROW))
    texts = [text for _, text in paragraphs(tmp_path, drawn)]
    assert texts == [whole(NARROW[:4]), whole(NARROW[4:])] * 3


TERMS = ("Ashlar", "Bran", "Crank", "Damsel", "Eyebrow", "Furrow", "Grist")


def test_terms_beside_what_they_mean_are_rows(tmp_path: Path) -> None:
    drawn = in_turns((72, 0, TERMS), (320, 0, tuple(line.lower().strip() for line in RIGHT)))
    rows = [f"{term} | {line.lower().strip()}" for term, line in zip(TERMS, RIGHT, strict=True)]
    assert paragraphs(tmp_path, drawn) == [("table row", row) for row in rows]


def test_cells_of_several_lines_that_begin_at_one_height_stay_rows(tmp_path: Path) -> None:
    left = (*LEFT[:4], *LEFT[:4], *LEFT[:4])
    right = (*RIGHT[:4], *RIGHT[:4], *RIGHT[:4])
    rows = paragraphs(tmp_path, in_turns((72, 0, left), (320, 0, right)))
    assert {kind for kind, _ in rows} == {"table row"}
    assert rows[0] == ("table row", f"{LEFT[0].strip()} | {RIGHT[0].strip()}")


def test_a_few_rows_side_by_side_show_no_columns(tmp_path: Path) -> None:
    rows = paragraphs(tmp_path, in_turns((72, 0, LEFT[:4]), (320, 0, RIGHT[:4])))
    assert rows[0] == ("table row", f"{LEFT[0].strip()} | {RIGHT[0].strip()}")


def test_columns_of_figures_stay_rows(tmp_path: Path) -> None:
    figures = tuple(f"{number},204 sacks of barley, of oats and of wheat" for number in range(7))
    rows = paragraphs(tmp_path, in_turns((72, 0, figures), (320, 0, figures)))
    assert rows == [("table row", f"{one} | {one}") for one in figures]


def test_a_table_with_cells_in_small_letters_stays_rows(tmp_path: Path) -> None:
    names = tuple(f"the gate named {name.lower()}" for name in TERMS)
    kinds = tuple(
        f"made of {name} wood" for name in ("oak", "ash", "elm", "fir", "yew", "pine", "oak")
    )
    uses = tuple(line.lower().strip() for line in NARROW)
    rows = paragraphs(tmp_path, in_turns((40, 0, names), (200, 0, kinds), (330, 0, uses)))
    assert rows == [
        ("table row", " | ".join(cells)) for cells in zip(names, kinds, uses, strict=True)
    ]


def test_words_in_columns_stay_rows(tmp_path: Path) -> None:
    words = tuple(f"{name.lower()} gates" for name in TERMS)
    rows = paragraphs(tmp_path, in_turns((72, 0, words), (320, 0, words)))
    assert rows == [("table row", f"{one} | {one}") for one in words]
