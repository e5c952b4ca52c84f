"""What the metadata state, in one line."""

import pytest

from index.answers.whole_documents.metadata_lines import line_of, merged, stated
from index.types import MetadataField, MetadataLine, Name, Span
from tests.support.documents.cited_documents import document_of, with_metadata


@pytest.mark.parametrize(
    ("issued", "date"),
    [((2018, 9, 11), "11 September 2018"), ((2018, 9), "September 2018"), ((2018,), "2018")],
)
def test_a_date_is_stated_as_far_as_it_is_known(issued: tuple[int, ...], date: str) -> None:
    assert stated(with_metadata(issued=issued), MetadataField.DATE) == date


def test_several_authors_are_all_named() -> None:
    names = (Name("Okafor", "Ada"), Name(literal="The Pilots’ Guild"))
    author = stated(with_metadata(author=names), MetadataField.AUTHOR)
    assert author == "Ada Okafor; The Pilots’ Guild"


def test_title_and_address_are_told_only_where_they_are_asked_for() -> None:
    document = document_of()
    line = line_of(document, [MetadataField.TITLE])
    assert line is not None
    assert line.text.startswith(f"{document.title}, Ada Lovis Okafor, Rivers & Roads")
    assert line.text[line.highlight.start : line.highlight.end] == document.title
    assert "https" not in line.text


def test_where_nothing_that_is_asked_for_is_known_there_is_no_line() -> None:
    assert line_of(with_metadata(author=()), [MetadataField.AUTHOR]) is None


def test_a_value_is_cut_but_no_address() -> None:
    document = with_metadata(title="long " * 100, url=f"https://a.example/{'b' * 400}")
    assert len(stated(document, MetadataField.TITLE)) <= 200
    assert stated(document, MetadataField.LINK).endswith("b" * 400)


def test_lines_that_say_the_same_are_one() -> None:
    document = document_of()
    lines = [MetadataLine(document, "A, B, C", Span(n, n + 1)) for n in (3, 0)]
    assert merged(lines) == (MetadataLine(document, "A, B, C", Span(0, 4)),)
