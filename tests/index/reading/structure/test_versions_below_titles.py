"""A line below the first that says which version it is makes that the title."""

import pytest

from index.reading.documents import document_of

BELOW = "\n\nThe mill grinds what is put into it. It was built to grind barley."


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("Version 1.1-update2 - 23 August 2010", (2010, 8, 23)),
        ("(v2.0, 2021-03-04)", (2021, 3, 4)),
        ("Last updated: May 2020", (2020, 5)),
        ("Revision 7", ()),
        ("Rev. 7, May 2020", (2020, 5)),
        ("v12, May 2020", (2020, 5)),
        ("Version 2.3 (stable)", ()),
    ],
)
def test_the_line_above_a_version_is_the_title_and_its_date_the_document_s(
    line: str, issued: tuple[int, ...]
) -> None:
    document = document_of(f"The mill - what members ask (MILL)\n{line}{BELOW}", id="a file")
    assert document.title == "The mill - what members ask (MILL)"
    assert document.metadata.issued == issued
    assert ("issued" in document.metadata.derived) == bool(issued)
    assert line in document.text


@pytest.mark.parametrize(
    "text",
    [
        "The mill was built in 1702, and burnt.\nVersion 2 of the tale says 1703.",
        "The mill of Arval\nVersions differ in what they tell of its 3 wheels.",
        "The mill of Arval\nIt has 3 wheels.",
        "This note tells our members what is new in\nversion 2.3 of the mill, opened in May 2020.",
    ],
)
def test_a_line_above_anything_else_is_no_title_for_that(text: str) -> None:
    document = document_of(f"{text}{BELOW}", id="a file")
    assert document.title == "a file"
    assert document.metadata.issued == ()


def test_a_sentence_below_the_title_dates_nothing() -> None:
    text = f"Notes on the mill\n\nRelease 4.2 mends what was told to us since May 2019.{BELOW}"
    assert document_of(text).metadata.issued == ()
