"""Which lines of a page are a quotation, by their left and right edges."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.reading.pdf.page_line import Cell, PageLine
from index.reading.pdf_roles.quotation_lines import quoted_paragraphs, with_quotations
from index.types import BlockKind
from tests.support.documents.pdfs import pdf

LEFT, RIGHT = 72.0, 520.0
BODY = 10.0
STEP = 12.0
SAID = (
    "The bridge has stood for as long as the town, and it will",
    "stand for longer than those who would let it fall into the",
    "river that it spans.",
)


def body(*texts: str) -> list[PageLine]:
    return [PageLine(text, LEFT, 0, BODY, right=RIGHT) for text in texts]


def set_in(*texts: str, x: float = 100, right: float = 490, size: float = 9) -> list[PageLine]:
    lines = [PageLine(text, x, 0, size, right=right) for text in texts]
    return [*lines[:-1], replace(lines[-1], right=right - 200)] if lines else []


ABOVE = body(*(f"The council met in the old town hall, the {n}th time, and said:" for n in "456"))
BELOW = body(*(f"Nobody had expected so many to come for the {n}th time, it said." for n in "789"))


def page(*lines: PageLine) -> list[PageLine]:
    """Lines below one another."""
    return [replace(line, y=700 - STEP * row) for row, line in enumerate(lines)]


def kinds(*lines: PageLine) -> list[BlockKind]:
    marked = with_quotations(page(*ABOVE, *lines, *BELOW), BODY, STEP)
    return [line.kind for line in marked[len(ABOVE) : -len(BELOW)]]


def test_lines_set_in_on_both_sides_between_others_are_a_quotation() -> None:
    assert kinds(*set_in(*SAID)) == 3 * [BlockKind.QUOTATION]
    assert kinds(*set_in(*SAID, size=BODY)) == 3 * [BlockKind.QUOTATION]
    lines = with_quotations(page(*ABOVE, *set_in(*SAID), *BELOW), BODY, STEP)
    assert {line.kind for line in lines[:3] + lines[-3:]} == {BlockKind.TEXT}


def test_a_quotation_may_have_paragraphs() -> None:
    first = set_in(*SAID)
    further = [replace(first[0], x=110), *first[1:]]
    assert kinds(*first, *further) == 6 * [BlockKind.QUOTATION]
    paragraphs = quoted_paragraphs(page(*first, *further), STEP)
    assert [len(lines) for lines in paragraphs] == [3, 3]


@pytest.mark.parametrize(
    "lines",
    [
        set_in(*SAID, right=RIGHT),  # the item of a list
        set_in(*SAID, x=LEFT),  # the words beside a picture
        set_in("Figure 3: The bridge", *SAID),
        set_in("• The bridge", *SAID),
        set_in("1. The bridge", *SAID),
        set_in("Warning: the bridge", *SAID),
        set_in("the bridge", *SAID),
        set_in(*SAID[:2]),  # no end
        set_in(*SAID, size=14),
        [replace(line, pitch=6.0) for line in set_in(*SAID)],
        [replace(line, bold=True) for line in set_in(*SAID)],
        [replace(line, level=2) for line in set_in(*SAID)],
        [replace(line, kind=BlockKind.TABLE_ROW) for line in set_in(*SAID)],
        [replace(line, cells=(Cell("The", 100), Cell("bridge", 300))) for line in set_in(*SAID)],
        [replace(line, x=100 + 9 * n) for n, line in enumerate(set_in(*SAID))],  # centred
        [replace(line, right=300 + 60 * n) for n, line in enumerate(set_in(*SAID))],  # verse
        set_in("“Yes.”", "“No.”", x=84, right=130),  # what two persons say
        set_in("x = 1 + 2 * (3 - 4) / 5 = 6", "y = 2 * x - 3 + 4 * x = 5."),
    ],
)
def test_what_is_set_in_otherwise_is_none(lines: list[PageLine]) -> None:
    assert kinds(*lines) == [line.kind for line in lines]


def test_what_stands_before_a_heading_or_at_the_page_s_edge_is_none() -> None:
    heading = replace(BELOW[0], level=1)
    item = replace(ABOVE[0], text="• The council met, for")  # goes on with what is set in
    for lines in (
        page(*ABOVE, *set_in(*SAID)),
        page(*set_in(*SAID), *BELOW, *ABOVE),
        page(*ABOVE, *set_in(*SAID), heading, *BELOW),
        page(*ABOVE, heading, *set_in(*SAID), *BELOW),
        page(*ABOVE, item, *set_in(*SAID), *BELOW),
    ):
        assert with_quotations(lines, BODY, STEP) == lines


def test_a_quotation_of_a_page_is_a_paragraph_of_its_kind(tmp_path: Path) -> None:
    wide = "The council met in the old town hall on Tuesday and agreed that it should be so."
    narrow = ("It has stood for as long as the town, and it will", "stand for longer than we do.")
    drawn = [
        *[(72.0, 700.0 - 12 * row, 10.0, wide) for row in range(6)],
        *[(100.0, 622.0 - 11 * row, 9.0, text) for row, text in enumerate(narrow)],
        *[(72.0, 594.0 - 12 * row, 10.0, wide) for row in range(6)],
    ]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([drawn]))
    document = read_document(path)
    quoted = [p for p in document.paragraphs if p.kind is BlockKind.QUOTATION]
    assert [document.text[p.start : p.end] for p in quoted] == [" ".join(narrow)]
    assert len(document.paragraphs) == 3
