"""The paragraph below a title that says who wrote a text, and the date below that."""

import pytest

from index.reading.structure.extract import Extract, ExtractPart
from index.reading.structure.part_bylines import with_byline
from index.types import Name

ADA = (Name("Zeglar", "Ada"),)
JUNE = (2024, 6, 11)
TEXT = "Mills turn by water."


def below_title(*paragraphs: str, issued: tuple[int, ...] = ()) -> Extract:
    parts = (ExtractPart("Mills", level=1), *map(ExtractPart, paragraphs))
    return with_byline(Extract(parts=parts, issued=issued))


def kept(extract: Extract) -> list[str]:
    return [part.text for part in extract.parts or ()]


@pytest.mark.parametrize(
    "date", ["11 June 2024", "2024-06-11", "Date: 11 June 2024", "Published on June 11th, 2024"]
)
def test_a_date_below_a_byline_is_the_document_s(date: str) -> None:
    extract = below_title("By Ada Zeglar, Mill Manager", date, TEXT)
    assert (extract.author, extract.issued) == (ADA, JUNE)
    assert kept(extract) == ["Mills", TEXT]
    assert [one.text for one in extract.omissions] == ["By Ada Zeglar, Mill Manager", date]


@pytest.mark.parametrize("line", ["Third edition, 11 June 2024", "Version 1.2, 11 June 2024"])
def test_a_date_with_its_edition_stays_in_the_text(line: str) -> None:
    extract = below_title("By Ada Zeglar", line, TEXT)
    assert (extract.author, extract.issued) == (ADA, JUNE)
    assert kept(extract) == ["Mills", line, TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "On 11 June 2024 the mill burned.",
        "Valid from 11 June 2024",
        "Last updated: 11 June 2024",
        "The mill of 2024",
    ],
)
def test_another_paragraph_with_a_date_is_text(line: str) -> None:
    extract = below_title("By Ada Zeglar", line, TEXT)
    assert (extract.author, extract.issued) == (ADA, ())
    assert kept(extract) == ["Mills", line, TEXT]


def test_the_first_date_of_a_diary_is_text() -> None:
    extract = below_title("By Ada Zeglar", "5 March 2024", TEXT, "6 March 2024", TEXT)
    assert (extract.author, extract.issued) == (ADA, ())
    assert kept(extract) == ["Mills", "5 March 2024", TEXT, "6 March 2024", TEXT]


def test_a_date_that_is_stated_elsewhere_has_the_one_below_stay() -> None:
    extract = below_title("By Ada Zeglar", "11 June 2024", TEXT, issued=(2023,))
    assert extract.issued == (2023,)
    assert kept(extract) == ["Mills", "11 June 2024", TEXT]


def test_a_date_without_a_byline_is_text() -> None:
    extract = below_title("11 June 2024", TEXT)
    assert (extract.author, extract.issued) == ((), ())
    assert kept(extract) == ["Mills", "11 June 2024", TEXT]
