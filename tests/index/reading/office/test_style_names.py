"""What the names of styles tell, by the names that Word, LibreOffice and pandoc give them."""

import pytest

from index.reading.office.style_names import is_contents, is_title, told_kind, told_level
from index.types import BlockKind


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["Quotations"], BlockKind.QUOTATION),
        (["Intense Quote", "Normal"], BlockKind.QUOTATION),
        (["Block Text", "Body Text"], BlockKind.QUOTATION),
        (["HTML Preformatted"], BlockKind.CODE),
        (["P5", "Preformatted Text", "Quotations"], BlockKind.CODE),
        (["Illustration", "Caption", "Standard"], BlockKind.CAPTION),
        (["TableCaption"], BlockKind.CAPTION),
        (["Code"], BlockKind.CODE),
        (["Code caption"], BlockKind.CAPTION),
        (["Our code", "Quote"], BlockKind.CODE),
        (["Encoded"], None),
        (["Blockquote"], BlockKind.QUOTATION),
        (["List Bullet 2"], BlockKind.LIST_ITEM),
        (["List Paragraph"], None),
        (["Body Text", "Standard"], None),
        ([], None),
    ],
)
def test_the_nearest_name_that_tells_says_what_a_paragraph_is(
    names: list[str], kind: BlockKind | None
) -> None:
    assert told_kind(names) is kind


@pytest.mark.parametrize(
    ("name", "level"),
    [("heading 1", 1), ("Heading 10", 10), ("Heading 1 Char", None), ("Table Heading", None)],
)
def test_a_heading_is_as_deep_as_its_style_says(name: str, level: int | None) -> None:
    assert told_level(name) == level


def test_a_title_is_no_subtitle() -> None:
    assert [is_title(name) for name in ("Title", "title", "Subtitle")] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        ("toc 1", True),
        ("TOC Heading", True),
        ("TOC1", True),
        ("TOA Heading", True),
        ("Contents 3", True),
        ("User Index 2", True),
        ("table of figures", True),
        ("Bibliography 1", False),
        ("Index", False),
        ("Table Contents", False),
        ("Tocsin", False),
    ],
)
def test_a_contents_list_is_told_by_its_style(name: str, contents: bool) -> None:
    assert is_contents(name) is contents
