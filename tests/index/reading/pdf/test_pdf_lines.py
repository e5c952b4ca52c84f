"""Lines of a PDF's page, told from where its characters stand, as PDFium gives them."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from index.reading.pdf.page_line import PageLine
from index.reading.pdf.pdf_lines import page_lines_of

Character = tuple[str, float, float, float]  # what, size, and where in points


class TextPage:
    """PDFium's interface to a text page, and the page: characters with their places."""

    def __init__(self, characters: Sequence[Character], scale: float = 1.0) -> None:
        self.characters = characters
        self.scale = scale  # at which they are drawn

    def FPDFText_CountChars(self, page: "TextPage") -> int:  # noqa: N802 -- PDFium's name
        return len(page.characters)

    def FPDFText_GetUnicode(self, page: "TextPage", index: int) -> int:  # noqa: N802
        return ord(page.characters[index][0])

    def FPDFText_GetFontSize(self, page: "TextPage", index: int) -> float:  # noqa: N802
        return page.characters[index][1]

    def FPDFText_GetCharOrigin(self, page: "TextPage", index: int, x: Any, y: Any) -> None:  # noqa: N802, ANN401
        x.value, y.value = page.characters[index][2:]

    def FPDFText_GetCharBox(self, page: "TextPage", index: int, *sides: Any) -> None:  # noqa: N802, ANN401
        _, size, start, _ = page.characters[index]
        sides[0].value, sides[1].value = start, start + 0.5 * size

    def FS_MATRIX(self) -> SimpleNamespace:  # noqa: N802 -- PDFium's name
        return SimpleNamespace(c=0.0, d=self.scale)

    def FPDFText_GetMatrix(self, page: "TextPage", index: int, matrix: object) -> bool:  # noqa: N802
        return True

    def FS_RECTF(self) -> SimpleNamespace:  # noqa: N802 -- PDFium's name
        return SimpleNamespace(left=0.0, right=0.0)

    def FPDFText_GetLooseCharBox(self, page: "TextPage", index: int, box: Any) -> None:  # noqa: N802, ANN401
        _, size, box.left, _ = page.characters[index]
        box.right = box.left + 0.5 * size

    def FPDFText_GetFontInfo(self, page: "TextPage", *_: object) -> None:  # noqa: N802
        """Leave the font's name empty."""


def typed(text: str, size: float = 10, x: float = 72, y: float = 700) -> list[Character]:
    """Characters of one width."""
    return [(one, size, x + 0.6 * size * number, y) for number, one in enumerate(text)]


def proportional(text: str, y: float = 700) -> list[Character]:
    """Characters whose widths differ."""
    places = [72.0]
    for one in text:
        places.append(places[-1] + (3 if one in "ilt., " else 6))
    return [(one, 10, x, y) for one, x in zip(text, places, strict=False)]


def lines(*characters: Character) -> list[PageLine]:
    page = TextPage(characters)
    return page_lines_of(page, page)


def test_a_line_that_is_ended_before_the_mark_of_a_footnote_goes_on() -> None:
    before = typed("Use coplot(),")
    mark = ("1", 7.0, before[-1][2] + 6, 704.0)
    behind = typed(" which plots.", x=mark[2] + 4)
    end = ("\n", 1.0, 0.0, 0.0)
    (line,) = lines(*before, ("\r", 1.0, 0.0, 0.0), end, mark, *behind)
    assert line.text == "Use coplot(), which plots."


@pytest.mark.parametrize(("rise", "size"), [(0, 7), (12, 7), (4, 10)])
def test_a_line_that_begins_with_another_number_is_its_own(rise: float, size: float) -> None:
    before = typed("Use coplot(),")
    number = ("1", size, before[-1][2] + 6, 700.0 + rise)
    behind = typed(" which plots.", x=number[2] + 4)
    texts = {line.text for line in lines(*before, ("\n", 1.0, 0.0, 0.0), number, *behind)}
    assert texts == {"Use coplot(),", "1 which plots."}


def test_a_line_that_is_ended_behind_a_raised_number_goes_on() -> None:
    before = typed("These are entities ")
    mark = ("1", 7.0, before[-1][2] + 4, 704.0)
    behind = typed(": persons and places.", x=mark[2] + 4)
    (line,) = lines(*before, mark, ("\r", 1.0, 0.0, 0.0), ("\n", 1.0, 0.0, 0.0), *behind)
    assert line.text == "These are entities 1: persons and places."
    (span,) = line.raised
    assert line.text[span.start : span.end] == " 1"


@pytest.mark.parametrize(
    ("mark", "x", "y"),
    [
        (("1", 7.0, 704.0), 72.0, 688.0),  # the next line
        (("1", 7.0, 704.0), 300.0, 700.0),  # another column
        (("1", 7.0, 704.0), 184.0, 697.0),  # lower
        (("1", 10.0, 700.0), 184.0, 700.0),  # a number on the line
    ],
)
def test_behind_another_number_and_elsewhere_a_line_is_its_own(
    mark: tuple[str, float, float], x: float, y: float
) -> None:
    before = typed("These are entities")
    number = (*mark[:2], before[-1][2] + 6, mark[2])
    found = lines(*before, number, ("\n", 1.0, 0.0, 0.0), *typed("It is so.", x=x, y=y))
    assert [line.text for line in found][-1] == "It is so."


def test_the_only_line_of_a_page_is_read_once() -> None:
    assert [line.text for line in lines(*typed("Use coplot()."))] == ["Use coplot()."]


@pytest.mark.parametrize(
    ("characters", "pitch"),
    [
        (typed("name <- function(arg)"), 6.0),
        (proportional("The illness will fill it."), 0.0),
        (typed("1702 1911 1950"), None),  # figures are of one width in most type
        (typed("}"), None),
    ],
    ids=["typed", "proportional", "figures", "short"],
)
def test_type_whose_characters_are_equally_wide_is_known(
    characters: list[Character], pitch: float | None
) -> None:
    (line,) = lines(*characters)
    assert line.pitch == pytest.approx(pitch)


@pytest.mark.parametrize(
    ("scale", "size"),
    [(0.5, 5.0), (1.0, 10.0), (0.01, 10.0), (float("inf"), 10.0), (float("nan"), 10.0)],
)
def test_a_size_is_the_one_that_is_drawn_where_it_can_be_one_of_type(
    scale: float, size: float
) -> None:
    page = TextPage(typed("The mill burned"), scale)
    assert [line.size for line in page_lines_of(page, page)] == [size]
