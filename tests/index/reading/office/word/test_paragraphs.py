"""Paragraphs of Word documents: what each is by its style, its numbering or its letters."""

import pytest

from index.types import BlockKind, OmissionKind
from tests.support.documents.word_files import (
    blocks_of,
    extract_of,
    headings_of,
    omissions_of,
    paragraph,
    run,
    style,
)

NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
FONT = '<w:rFonts w:ascii="{}"/>'
HIDDEN = "<w:vanish/>"
BREAK = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("List Bullet 2", BlockKind.LIST_ITEM),
        ("List Continue", BlockKind.LIST_ITEM),
        ("List Paragraph", BlockKind.TEXT),  # of lists and of what is only set in
        ("Quote", BlockKind.QUOTATION),
        ("Intense Quote", BlockKind.QUOTATION),
        ("Block Text", BlockKind.QUOTATION),
        ("HTML Preformatted", BlockKind.CODE),
        ("Source Code", BlockKind.CODE),
        ("caption", BlockKind.CAPTION),
        ("Table Caption", BlockKind.CAPTION),
        ("Normal", BlockKind.TEXT),
    ],
)
def test_a_paragraph_is_what_its_style_is_named_after(name: str, kind: BlockKind) -> None:
    body = paragraph("It burnt.", style=name.replace(" ", ""))
    assert blocks_of(body, styles=style(name)) == [(kind, "It burnt.")]


def test_a_style_is_what_it_is_based_on_unless_it_says_otherwise() -> None:
    styles = (
        style("Quote")
        + style("Our quote", based_on="Quote")
        + style("Our code", based_on="Ourquote")
        + style("heading 2")
        + style("Chapter", based_on="heading2")
        + style("No chapter", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based_on="Chapter")
        + style("Part", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    )
    names = ("Part", "Chapter", "Ourquote", "Ourcode", "Nochapter")
    body = "".join(paragraph(name, style=name) for name in names)
    assert headings_of(body, styles=styles) == [("Part", 1), ("Chapter", 2)]
    assert blocks_of(body, styles=styles) == [
        (BlockKind.QUOTATION, "Ourquote"),
        (BlockKind.CODE, "Ourcode"),
        (BlockKind.TEXT, "Nochapter"),
    ]


def test_styles_that_are_based_on_each_other_are_read() -> None:
    styles = style("Quote", based_on="B") + style("B", based_on="Quote")
    body = paragraph("It burnt.", style="B") + paragraph("So it did.", style="Quote")
    assert blocks_of(body, styles=styles) == [
        (BlockKind.QUOTATION, "It burnt."),
        (BlockKind.QUOTATION, "So it did."),
    ]


def test_what_has_a_number_or_a_bullet_is_an_item_of_a_list() -> None:
    styles = style("Steps", f"<w:pPr>{NUMBERED.format(3)}</w:pPr>")
    body = (
        paragraph("Own.", properties=NUMBERED.format(1))
        + paragraph("By its style.", style="Steps")
        + paragraph("Taken away.", style="Steps", properties=NUMBERED.format(0))
    )
    assert blocks_of(body, styles=styles) == [
        (BlockKind.LIST_ITEM, "Own."),
        (BlockKind.LIST_ITEM, "By its style."),
        (BlockKind.TEXT, "Taken away."),
    ]


def test_a_numbered_heading_is_a_heading() -> None:
    body = paragraph("Costs", style="heading1", properties=NUMBERED.format(1))
    assert headings_of(body, styles=style("heading 1")) == [("Costs", 1)]


def test_lines_of_code_that_follow_are_one_block_with_its_lines() -> None:
    body = (
        paragraph("def f():", style="Code")
        + paragraph()
        + paragraph("    return (", BREAK, "        1)", style="Code")
        + paragraph()
        + paragraph("So it returns.")
    )
    assert blocks_of(body, styles=style("Code")) == [
        (BlockKind.CODE, "def f():\n\n    return (\n        1)"),
        (BlockKind.TEXT, "So it returns."),
    ]


TEXT = paragraph("It is called with a number, and gives back another one.")
FONTS = '<w:font w:name="Our Letters"><w:pitch w:val="fixed"/></w:font>'


@pytest.mark.parametrize(
    "line",
    [
        paragraph(run("f(", FONT.format("Courier New")), run("1)", FONT.format("Consolas"))),
        paragraph(run("f(1)", FONT.format("Our Letters"))),  # as the table of fonts says
        paragraph(run("f(1)", '<w:rStyle w:val="VerbatimChar"/>')),
        paragraph("f(1)", style="Typed"),
    ],
)
def test_what_is_set_in_letters_of_one_width_throughout_is_code(line: str) -> None:
    letters = f"<w:rPr>{FONT.format('Courier')}</w:rPr>"
    styles = style("VerbatimChar", letters) + style("Typed", letters)
    assert blocks_of(TEXT + line, styles=styles, fontTable=FONTS)[1] == (BlockKind.CODE, "f(1)")


def test_a_word_of_code_makes_no_paragraph_code() -> None:
    line = paragraph("Call ", run("f(1)", FONT.format("Courier New")), " once.")
    assert blocks_of(TEXT + line)[1] == (BlockKind.TEXT, "Call f(1) once.")


def test_a_document_that_was_typed_in_letters_of_one_width_is_no_code() -> None:
    typed = paragraph(run("It burnt in 1911.", FONT.format("Courier New")))
    assert blocks_of(typed * 2) == [(BlockKind.TEXT, "It burnt in 1911.")] * 2


def test_hidden_text_is_left_out() -> None:
    body = paragraph("It ", run("never ", HIDDEN), "burnt.") + paragraph(run("Draft!", HIDDEN))
    assert blocks_of(body) == [(BlockKind.TEXT, "It burnt.")]
    assert omissions_of(body) == [(OmissionKind.HIDDEN, "never"), (OmissionKind.HIDDEN, "Draft!")]


def test_text_that_is_said_not_to_be_hidden_is_read() -> None:
    body = paragraph(run("It burnt.", '<w:vanish w:val="0"/>'))
    assert blocks_of(body) == [(BlockKind.TEXT, "It burnt.")]


DELETED = "<w:rPr><w:del/></w:rPr>"


def test_paragraphs_between_which_the_mark_was_deleted_are_one() -> None:
    body = (
        paragraph("It burnt ", properties=DELETED)
        + paragraph("in ", properties="<w:rPr><w:moveFrom/></w:rPr>")
        + paragraph("1911.", style="Quote")
        + paragraph("The end.")
    )
    assert blocks_of(body, styles=style("Quote")) == [
        (BlockKind.QUOTATION, "It burnt in 1911."),
        (BlockKind.TEXT, "The end."),
    ]


def test_a_mark_that_was_deleted_before_a_table_or_the_end_joins_nothing() -> None:
    rows = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    body = paragraph("One.", properties=DELETED) + rows + paragraph("Two.", properties=DELETED)
    assert blocks_of(body) == [(BlockKind.TEXT, "One."), (BlockKind.TEXT, "Two.")]


def test_what_was_moved_is_read_where_it_is_now() -> None:
    body = (
        paragraph(f"<w:moveFrom>{run('It burnt.')}</w:moveFrom>")
        + paragraph("It was built.")
        + paragraph(f"<w:moveTo>{run('It burnt.')}</w:moveTo>")
    )
    assert blocks_of(body) == [(BlockKind.TEXT, "It was built."), (BlockKind.TEXT, "It burnt.")]


TITLES = style("Title") + style("Subtitle", based_on="Title") + style("heading 1")


def test_what_is_set_as_title_and_subtitle_is_the_title() -> None:
    body = (
        paragraph("For the council", style="heading1")
        + paragraph("The bridge", style="Title")
        + paragraph()
        + paragraph("What it cost", style="Subtitle")
    )
    extract = extract_of(body, styles=TITLES)
    assert extract.title == "The bridge: What it cost"
    assert headings_of(body, styles=TITLES) == [("For the council", 1), ("The bridge", 1)]
    assert blocks_of(body, styles=TITLES) == [(BlockKind.TEXT, "What it cost")]


def test_a_subtitle_that_stands_elsewhere_is_none_of_the_title() -> None:
    body = (
        paragraph("The bridge", style="Title")
        + paragraph("It fell.")
        + paragraph("What it cost", style="Subtitle")
    )
    assert extract_of(body, styles=TITLES).title == "The bridge"


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    ("font", "code", "text"),
    [
        ("Symbol", "F06D", "μ"),
        ("Symbol", "6D", "μ"),
        ("Symbol", "F0B1", "±"),
        ("Symbol", "F0E5", "∑"),
        ("Wingdings", "F0FC", "✔"),
        ("Wingdings 2", "F050", "✓"),
        ("Arial", "2013", "–"),
        ("Webdings", "F061", "\N{REPLACEMENT CHARACTER}"),
        ("Wingdings", "F021", "\N{REPLACEMENT CHARACTER}"),
        ("Arial", "D800", "\N{REPLACEMENT CHARACTER}"),
        ("Arial", "x", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_sign_is_read_as_it_shows(font: str, code: str, text: str) -> None:
    body = paragraph(run("It is 5 "), symbol(font, code), run(" wide."))
    assert blocks_of(body) == [(BlockKind.TEXT, f"It is 5 {text} wide.")]


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def letters(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (letters("r"), "r"),
        (
            f"<m:f><m:num>{letters('a+b')}</m:num><m:den>{letters('2')}</m:den></m:f>",
            "(a+b)/2",
        ),
        (f"<m:sSup><m:e>{letters('x')}</m:e><m:sup>{letters('12')}</m:sup></m:sSup>", "x^12"),
        (f"<m:rad><m:deg/><m:e>{letters('2')}</m:e></m:rad>", "√(2)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
            f"<m:sub>{letters('i')}</m:sub><m:sup/><m:e>{letters('y')}</m:e></m:nary>",
            "∑_i y",
        ),
        (
            '<m:d><m:dPr><m:begChr m:val="["/></m:dPr>'
            f"<m:e>{letters('a')}</m:e><m:e>{letters('b')}</m:e></m:d>",
            "[a|b)",
        ),
        (f"<w:del>{letters('old')}</w:del>{letters('new')}", "new"),
    ],
)
def test_an_equation_is_read_in_its_place(inside: str, text: str) -> None:
    body = paragraph(run("where "), f"<m:oMath {MATH}>{inside}</m:oMath>", run(" is the rate."))
    assert blocks_of(body) == [(BlockKind.TEXT, f"where {text} is the rate.")]
