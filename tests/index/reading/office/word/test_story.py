"""Tables and notes of Word documents, and what stands apart from their text."""

import pytest

from index.types import BlockKind, OmissionKind
from tests.support.documents.word_files import (
    blocks_of,
    cell,
    headings_of,
    omissions_of,
    paragraph,
    row,
    run,
    style,
    table,
)

HEADER, ROW, NOTE, TEXT = (
    BlockKind.TABLE_HEADER,
    BlockKind.TABLE_ROW,
    BlockKind.FOOTNOTE,
    BlockKind.TEXT,
)
REPEATED = "<w:tblHeader/>"
YEARS = row("", "2019", "2020")
ABOVE, BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_rows_that_are_repeated_on_each_page_name_the_columns() -> None:
    head = row("Costs", "in", "millions", properties=REPEATED)
    years = row("", "2019", "2020", properties=REPEATED)
    assert blocks_of(table(head, years, row("North", "", "5"))) == [
        (HEADER, "Costs | in | millions"),
        (HEADER, "| 2019 | 2020"),
        (ROW, "North | | 5"),
    ]


@pytest.mark.parametrize("stated", ['w:firstRow="1"', 'w:val="04A0"'])
def test_the_first_row_names_the_columns_where_the_look_sets_it_apart(stated: str) -> None:
    made = table(YEARS, row("North", "", "5"), look=f"<w:tblLook {stated}/>")
    assert blocks_of(made) == [(HEADER, "| 2019 | 2020"), (ROW, "North | | 5")]


@pytest.mark.parametrize(
    "look", ["", '<w:tblLook w:val="04A0" w:firstRow="0"/>', '<w:tblLook w:val="0480"/>']
)
def test_without_a_header_all_are_rows_and_empty_cells_are_left_out(look: str) -> None:
    made = table(YEARS, row("North", "", "5"), look=look)
    assert blocks_of(made) == [(ROW, "2019 | 2020"), (ROW, "North | 5")]


LOOK = '<w:tblLook w:val="04A0"/>'


@pytest.mark.parametrize(
    "first",
    [
        ("May I bring a guest?", "Yes, one"),
        ("Guests", "You may bring one."),
        ("Guests", "You may bring one, and a dog, where both of them have a ticket of their own"),
        ("Guests", "Dogs"),  # a value of its column, too
        ("Guests", "2"),
    ],
)
def test_a_first_row_that_names_no_columns_is_a_row_whatever_the_look(
    first: tuple[str, str],
) -> None:
    behind = row("May I park?", "Dogs")
    assert blocks_of(table(row(*first), behind, look=LOOK)) == [
        (ROW, " | ".join(first)),
        (ROW, "May I park? | Dogs"),
    ]
    kinds = [kind for kind, _ in blocks_of(table(row(*first, properties=REPEATED), behind))]
    assert kinds == [HEADER, ROW]


def test_a_row_is_no_header_of_nothing() -> None:
    look = '<w:tblLook w:firstRow="1"/>'
    assert blocks_of(table(row("Ann", "Bo"), look=look)) == [(ROW, "Ann | Bo")]
    assert blocks_of(table(row("Ann"), row("Bo"), look=look)) == [(ROW, "Ann"), (ROW, "Bo")]
    assert blocks_of(table(row("Ann", "Bo", properties=REPEATED))) == [(ROW, "Ann | Bo")]


def test_a_merged_cell_is_read_once_and_keeps_the_others_in_their_columns() -> None:
    made = table(
        row("", "Costs", "Gains", "Sum", properties=REPEATED),
        row(
            cell("North", properties=ABOVE),
            cell("3", properties='<w:gridSpan w:val="2"/>'),
            cell("4"),
        ),
        row(cell("North", properties=BELOW), cell("5"), cell("6"), cell("7")),
    )
    assert blocks_of(made) == [
        (HEADER, "| Costs | Gains | Sum"),
        (ROW, "North | 3 | | 4"),
        (ROW, "| 5 | 6 | 7"),
    ]


def test_a_row_and_a_cell_that_were_deleted_are_not_read() -> None:
    made = table(
        row("North", "5"),
        row("East", "6", properties="<w:del/>"),
        row("South", cell("7", properties="<w:cellDel/>"), "8"),
    )
    assert blocks_of(made) == [(ROW, "North | 5"), (ROW, "South | 8")]


def test_a_table_of_one_cell_is_a_frame_around_paragraphs() -> None:
    framed = cell(paragraph("Fire", style="heading2"), "It burnt.", paragraph("f()", style="Code"))
    styles = style("heading 2") + style("Code")
    assert headings_of(table(row(framed)), styles=styles) == [("Fire", 2)]
    assert blocks_of(table(row(framed)), styles=styles) == [
        (TEXT, "It burnt."),
        (BlockKind.CODE, "f()"),
    ]


def test_a_table_in_a_table_has_its_own_header() -> None:
    inner = table(row("Year", "Cost", properties=REPEATED), row("2019", "3"))
    assert blocks_of(table(row("Before", cell("Above", inner, "Below")))) == [
        (ROW, "Before | Above"),
        (HEADER, "Year | Cost"),
        (ROW, "2019 | 3"),
        (ROW, "Below"),
    ]


def cited(number: int, kind: str = "footnote", attributes: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}" {attributes}/></w:r>'


def note(number: int, *blocks: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{number}">{"".join(map(paragraph, blocks))}</w:{kind}>'


def test_a_note_stands_behind_the_paragraph_that_cites_it_first() -> None:
    body = (
        paragraph("The mill", cited(1), " burnt", cited(2, "endnote"), ", it is said", cited(1))
        + paragraph("It was built again", cited(2), ".")
        + paragraph("The end", cited(1), ".")
    )
    beside = {
        "footnotes": note(1, "Of Arvale.", "It had two wheels.") + note(2, "In 1920."),
        "endnotes": note(2, "In 1911.", kind="endnote"),
    }
    assert blocks_of(body, **beside) == [
        (TEXT, "The mill burnt, it is said"),
        (NOTE, "Of Arvale."),
        (NOTE, "It had two wheels."),
        (NOTE, "In 1911."),
        (TEXT, "It was built again."),
        (NOTE, "In 1920."),
        (TEXT, "The end."),
    ]


def test_notes_of_a_table_stand_behind_it_and_those_of_a_heading_in_its_section() -> None:
    inner = table(row(cell(paragraph("x", cited(2))), "y"))
    made = table(row(cell(paragraph("North", cited(1))), cell(inner)), row("South", "5"))
    body = paragraph("Costs", cited(3), style="heading1") + made
    footnotes = note(1, "With the islands.") + note(2, "Not in full.") + note(3, "In millions.")
    assert blocks_of(body, footnotes=footnotes, styles=style("heading 1")) == [
        (NOTE, "In millions."),
        (ROW, "North"),
        (ROW, "x | y"),
        (ROW, "South | 5"),
        (NOTE, "With the islands."),
        (NOTE, "Not in full."),
    ]


def test_a_note_that_is_not_cited_any_more_is_not_read() -> None:
    body = paragraph("It burnt", f"<w:del>{cited(1)}</w:del>", ".")
    assert blocks_of(body, footnotes=note(1, "In 1911.")) == [(TEXT, "It burnt.")]


def test_a_note_that_cites_itself_is_read_once() -> None:
    footnotes = f'<w:footnote w:id="1">{paragraph("In 1911", cited(1), ".")}</w:footnote>'
    body = paragraph("It burnt", cited(1), ".")
    assert blocks_of(body, footnotes=footnotes) == [(TEXT, "It burnt."), (NOTE, "In 1911.")]


def test_a_mark_that_its_author_chose_does_not_break_a_sentence() -> None:
    mark = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    body = paragraph("It burnt", mark, " in 1911.")
    assert blocks_of(body, footnotes=note(1, "Or 1912.")) == [
        (TEXT, "It burnt in 1911."),
        (NOTE, "Or 1912."),
    ]
    assert omissions_of(body, footnotes=note(1, "")) == [(OmissionKind.NOTE_MARK, "*")]


def test_running_heads_and_comments_are_left_out() -> None:
    beside = {
        "header": paragraph("The mill"),
        "footer": paragraph("Page ", run("3")) + paragraph("In confidence"),
        "comments": "".join(
            f'<w:comment w:id="{number}">{paragraph(text)}</w:comment>'
            for number, text in enumerate(("Is it so?", "Yes."))
        ),
    }
    commented = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = paragraph("It burnt", commented, ".")
    assert blocks_of(body, **beside) == [(TEXT, "It burnt.")]
    assert omissions_of(body, **beside) == [
        (OmissionKind.RUNNING_HEAD, "The mill"),
        (OmissionKind.RUNNING_HEAD, "Page 3\nIn confidence"),
        (OmissionKind.HIDDEN, "Is it so?"),
        (OmissionKind.HIDDEN, "Yes."),
    ]
