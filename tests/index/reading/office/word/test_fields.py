"""Fields of Word documents: what shows of them, and lists of contents that are left out."""

import pytest

from index.types import BlockKind, OmissionKind
from tests.support.documents.word_files import blocks_of, omissions_of, paragraph, run, style


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def worked_out(asked: str, result: str) -> str:
    """A field, each side as markup."""
    return mark("begin") + asked + mark("separate") + result + mark("end")


def test_of_a_field_the_result_is_read() -> None:
    link = worked_out(instruction(' HYPERLINK "https://example.org" '), run("the deed"))
    assert blocks_of(paragraph("See ", link, ".")) == [(BlockKind.TEXT, "See the deed.")]


def test_the_result_of_a_field_in_an_instruction_is_not_read() -> None:
    inner = worked_out(instruction("MERGEFIELD sex"), run("female"))
    outer = worked_out(instruction("IF ") + inner + instruction('= "female"'), run("Madam"))
    assert blocks_of(paragraph("Dear ", outer, ",")) == [(BlockKind.TEXT, "Dear Madam,")]


def test_a_field_that_does_not_end_hides_nothing() -> None:
    body = paragraph(mark("begin"), instruction("IF"), "It burnt.") + paragraph("The end.")
    assert blocks_of(body) == [(BlockKind.TEXT, "It burnt."), (BlockKind.TEXT, "The end.")]


def test_an_end_without_a_field_is_passed_over() -> None:
    body = paragraph(mark("separate"), "It ", mark("end"), "burnt.")
    assert blocks_of(body) == [(BlockKind.TEXT, "It burnt.")]


@pytest.mark.parametrize("name", ["TOC", "INDEX"])
def test_a_list_that_word_works_out_is_left_out(name: str) -> None:
    page = worked_out(instruction("PAGEREF a"), run("3"))
    body = (
        paragraph(mark("begin"), instruction(f' {name} \\o "1-3" '), mark("separate"), "Water 1")
        + paragraph("Fire ", page)
        + paragraph(mark("end"), "It burnt.")
    )
    assert blocks_of(body) == [(BlockKind.TEXT, "It burnt.")]
    assert omissions_of(body) == [(OmissionKind.CONTENTS, "Water 1\nFire 3")]


def test_what_is_set_as_a_list_of_contents_is_left_out() -> None:
    names = ("TOC Heading", "toc 1", "table of figures")
    body = "".join(paragraph(name, style=name.replace(" ", "")) for name in names)
    styles = style("heading 1") + "".join(style(name, based_on="heading1") for name in names)
    body += paragraph("It burnt.")
    assert blocks_of(body, styles=styles) == [(BlockKind.TEXT, "It burnt.")]
    assert omissions_of(body, styles=styles) == [(OmissionKind.CONTENTS, "\n".join(names))]
