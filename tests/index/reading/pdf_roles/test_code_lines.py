"""Lines of a page that are set as programs are."""

import pytest

from index.reading.pdf.page_line import PageLine
from index.reading.pdf_roles.code_lines import code_text, is_typed, with_code, with_drawings
from index.types import BlockKind

STEP = 12.0


def text(row: int, words: str, x: float = 72, pitch: float | None = 0.0) -> PageLine:
    """A line of running text, `row` lines below the top of its page."""
    return PageLine(words, x, 700 - STEP * row, 10, pitch=pitch)


def typed(row: int, words: str, x: float = 90) -> PageLine:
    """A line whose characters are all 6 points wide."""
    return text(row, words, x, pitch=6.0)


def kinds(*lines: PageLine) -> str:
    """A letter for each line: "c" for code, "t" for text."""
    code = [line.kind is BlockKind.CODE for line in with_code(lines, 1.3 * STEP)]
    return "".join("c" if one else "t" for one in code)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([text(0, "It is done by"), typed(1, "make(all)"), text(2, "and no more.")], "tct"),
        ([text(0, "Take this:"), typed(1, "make(all)", x=72)], "tc"),
        ([text(0, "It is done by calling"), typed(1, "make(all)", x=72)], "tt"),
        ([text(0, "It is done by calling"), typed(4, "make(all)", x=72)], "tc"),
        ([typed(0, "if done {"), text(1, "}", x=90, pitch=None)], "cc"),
        ([typed(0, "if done {"), text(4, "42", x=90, pitch=None)], "ct"),
        ([text(0, "In all"), text(1, "42", pitch=None)], "tt"),
    ],
    ids=[
        "indented", "announced", "a line of a paragraph", "set apart", "a short line of code",
        "a short line apart", "a short line of text",
    ],
)  # fmt: skip
def test_code_is_told_from_a_line_of_code_words_in_a_paragraph(
    lines: list[PageLine], told: str
) -> None:
    assert kinds(*lines) == told


def test_code_keeps_its_indents() -> None:
    lines = [typed(0, "if done {", x=90), typed(1, "stop();", x=114), text(2, "}", x=90)]
    assert code_text(lines) == "if done {\n    stop();\n}"


def test_a_text_that_is_typed_throughout_is_no_program() -> None:
    letter = [typed(0, "Dear Sir, your mill is burning."), text(1, "Yours")]
    assert is_typed(letter)
    assert not is_typed([text(0, "A long line of running text."), typed(1, "make(all)")])


BOARD = ("0 1 2 3 4 5", "0 . . * . .", "1 . E . . .", "2 * . . . . torpedoes 9", "0 1 2 3 4 5")


def drawn(*words: str) -> list[bool]:
    """Whether each line of running type is taken for one of a picture."""
    lines = with_drawings([text(row, one, pitch=None) for row, one in enumerate(words)])
    return [line.kind is BlockKind.CODE for line in lines]


def test_a_picture_that_is_drawn_with_characters_is_no_text() -> None:
    assert drawn("An example follows:", *BOARD, "It is free.") == [False, *[True] * 5, False]
    assert code_text([text(0, "0 1", x=80), text(1, "0 .", x=70)]) == "  0 1\n0 ."


def test_a_few_lines_of_signs_may_be_a_formula() -> None:
    assert drawn("Then", *BOARD[:3], "holds.") == [False] * 5


def test_dots_that_lead_to_pages_draw_nothing() -> None:
    lines = [text(row, f"{row}. Mills " + ". " * 20 + f"{row + 3}") for row in range(1, 6)]
    assert {one.kind for one in with_drawings(lines)} == {BlockKind.TEXT}
