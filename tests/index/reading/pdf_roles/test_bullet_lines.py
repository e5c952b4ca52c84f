"""Bullets that are lines of their own stand on the line that they mark."""

from index.reading.pdf.page_line import PageLine
from index.reading.pdf_roles.bullet_lines import with_bullets

ITEM = PageLine("The mill was built in 1702.", 108, 631, 10)


def read(*lines: PageLine) -> list[tuple[str, float, float]]:
    return [(line.text, line.x, line.y) for line in with_bullets(lines)]


def test_a_bullet_stands_before_its_item() -> None:
    assert read(PageLine("•", 98, 634, 7), ITEM) == [("• The mill was built in 1702.", 108, 631)]


def test_a_sign_that_cannot_be_told_is_taken_for_one() -> None:
    assert read(PageLine("�", 98, 636, 0.1), ITEM) == [("• The mill was built in 1702.", 108, 631)]


def test_what_stands_elsewhere_marks_nothing() -> None:
    for x, y in ((98, 640), (40, 631), (300, 631)):
        assert len(read(PageLine("•", x, y, 7), ITEM)) == 2
    assert len(read(PageLine("3", 98, 631, 7), ITEM)) == 2
