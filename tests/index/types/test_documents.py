"""A document knows on which of its pages a stretch of its text stands."""

import pytest

from index.types import Document, Locator, LocatorKind, Metadata, Paragraph, Span, quote_of

TEXT = "First page.\n\nSecond page, and on\n\nThird page."


def page(start: int, value: str) -> Locator:
    return Locator(start, LocatorKind.PAGE, value, f"page={value}")


PAGES = (page(0, "1"), page(13, "2"), page(34, "3"))
PARAGRAPHS = (
    Paragraph(1, 0, 11, None),
    Paragraph(2, 13, 32, None),
    Paragraph(3, 34, 45, None),
)
DOCUMENT = Document("pages", TEXT, PARAGRAPHS, Metadata("Pages"), locators=PAGES)


@pytest.mark.parametrize(
    ("span", "values"),
    [
        (Span(0, 5), ["1"]),
        (Span(13, 20), ["2"]),
        (Span(20, 32), ["2"]),
        (Span(20, 34), ["2"]),
        (Span(20, 35), ["2", "3"]),
        (Span(0, 45), ["1", "2", "3"]),
        (Span(44, 45), ["3"]),
    ],
)
def test_a_stretch_stands_on_the_pages_that_it_reaches(span: Span, values: list[str]) -> None:
    assert [locator.value for locator in DOCUMENT.locators_of(span)] == values


def test_a_quote_knows_its_pages() -> None:
    assert [locator.value for locator in quote_of(DOCUMENT, Span(13, 19)).locators] == ["2"]


def test_what_stands_before_the_first_page_that_is_known_is_on_none() -> None:
    later = Document("pages", TEXT, PARAGRAPHS, Metadata("Pages"), locators=PAGES[1:])
    assert later.locators_of(Span(0, 5)) == ()
    assert [locator.value for locator in later.locators_of(Span(0, 20))] == ["2"]


def test_a_document_without_pages_has_none() -> None:
    plain = Document("plain", TEXT, PARAGRAPHS, Metadata("Plain"))
    assert plain.locators_of(Span(0, 45)) == ()
