"""Footnotes of a page: which lines are some, and behind what they stand."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.reading.documents import read_document
from index.reading.pdf.page_line import PageLine
from index.reading.pdf_roles.page_notes import without_notes
from index.types import BlockKind, Document
from tests.support.documents.pdfs import pdf, pdf_lines

Drawn = list[tuple[float, float, float, str]]
BODY, SMALL = 10.0, 8.0

FIRST_HALF = "The council met in the old town hall on Tuesday and agreed, after a long debate, that"
OTHER_HALF = (
    "the bridge should be repaired before winter, although nobody knew who was to pay for it."
)
WHOLE = f"{FIRST_HALF} {OTHER_HALF}"
SHORT = "The bridge was closed in spring."
TEXT, CODE, NOTE = BlockKind.TEXT, BlockKind.CODE, BlockKind.FOOTNOTE


def note(mark: str, *texts: str, y: float = 90) -> Drawn:
    """A footnote as it is printed: its mark raised, its first line indented by it."""
    first, *others = texts
    return [(72, y + 3, 5, mark), (78, y, SMALL, first), *pdf_lines(y - 10, *others, size=SMALL)]


def read(folder: Path, *pages: Drawn) -> Document:
    path = folder / "a.pdf"
    path.write_bytes(pdf(list(pages)))
    return read_document(path)


def paragraphs(document: Document) -> list[tuple[BlockKind, str, str]]:
    """Of each paragraph what it is, the page that it begins on, and its words."""
    return [
        (one.kind, document.locators_of(one.span)[0].value, document.text[one.start : one.end])
        for one in document.paragraphs
    ]


def test_a_footnote_stands_behind_the_paragraph_that_goes_over_its_page(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        [*pdf_lines(120, FIRST_HALF), *note("1", "The deed is lost.")],
        [*pdf_lines(700, OTHER_HALF), *pdf_lines(660, SHORT, SHORT)],
    )
    assert paragraphs(document) == [
        (TEXT, "1", WHOLE),
        (NOTE, "1", "1 The deed is lost."),
        (TEXT, "2", f"{SHORT} {SHORT}"),
    ]
    assert [one.value for one in document.locators_of(document.paragraphs[0].span)] == ["1", "2"]


def test_a_footnote_below_whole_paragraphs_stays_on_its_page(tmp_path: Path) -> None:
    first = [*pdf_lines(200, FIRST_HALF, OTHER_HALF), *pdf_lines(150, SHORT)]
    document = read(tmp_path, [*first, *note("1", "It is lost.")], pdf_lines(700, FIRST_HALF))
    assert paragraphs(document)[1:3] == [(TEXT, "1", SHORT), (NOTE, "1", "1 It is lost.")]
    assert [page.value for page in document.locators] == ["1", "2"]


def test_the_footnotes_of_several_pages_stand_behind_a_paragraph_that_goes_over_all(
    tmp_path: Path,
) -> None:
    half = FIRST_HALF.replace("The council", "the council of the bridge")
    document = read(
        tmp_path,
        [*pdf_lines(120, FIRST_HALF), *note("1", "The deed is lost.")],
        [*pdf_lines(120, half), *note("2", "So is the bridge.")],
        [*pdf_lines(700, OTHER_HALF), *pdf_lines(660, SHORT, SHORT)],
    )
    assert paragraphs(document) == [
        (TEXT, "1", f"{FIRST_HALF} {half} {OTHER_HALF}"),
        (NOTE, "1", "1 The deed is lost."),
        (NOTE, "2", "2 So is the bridge."),
        (TEXT, "3", f"{SHORT} {SHORT}"),
    ]


def test_a_footnote_at_the_end_of_a_column_waits_likewise(tmp_path: Path) -> None:
    column = [*pdf_lines(700, SHORT), *pdf_lines(120, SHORT, FIRST_HALF)]
    other = pdf_lines(700, OTHER_HALF, x=320)
    document = read(tmp_path, [*column, *note("1", "The deed is lost."), *other])
    assert paragraphs(document) == [
        (TEXT, "1", SHORT),
        (TEXT, "1", f"{SHORT} {WHOLE}"),
        (NOTE, "1", "1 The deed is lost."),
    ]


def test_a_footnote_below_a_heading_belongs_before_it(tmp_path: Path) -> None:
    first = [*pdf_lines(200, FIRST_HALF, OTHER_HALF), (72, 150, 16, "Of Bridges")]
    document = read(tmp_path, [*first, *note("1", "It is lost.")], pdf_lines(700, SHORT))
    assert [(one.kind, one.section) for one in document.paragraphs] == [
        (TEXT, "Introduction"),
        (NOTE, "Introduction"),
        (TEXT, "Of Bridges"),
    ]


def test_a_footnote_below_code_is_no_code(tmp_path: Path) -> None:
    code = [(90, 150, BODY, "F2:if burned(mill) {"), (114, 138, BODY, "F2:rebuild();")]
    first = [*pdf_lines(200, FIRST_HALF, OTHER_HALF), *code, *note("1", "It is lost.")]
    assert paragraphs(read(tmp_path, first))[1:] == [
        (CODE, "1", "if burned(mill) {\n    rebuild();"),
        (NOTE, "1", "1 It is lost."),
    ]


def test_the_lines_of_a_footnote_are_one_paragraph(tmp_path: Path) -> None:
    notes = note("9", "The deed of the gov-", "ernment is", "lost.", y=110)
    document = read(
        tmp_path, [*pdf_lines(200, FIRST_HALF, OTHER_HALF), *notes, *note("10", "So is it.", y=70)]
    )
    assert [text for kind, _, text in paragraphs(document) if kind is NOTE] == [
        "9 The deed of the government is lost.",
        "10 So is it.",
    ]


def test_a_footnote_with_the_number_of_its_page_is_none_of_the_page_s(tmp_path: Path) -> None:
    pages = [
        [*pdf_lines(700, f"{word} {SHORT}"), *note(str(number), f"It {word}.")]
        for number, word in enumerate(("was", "has", "had", "did"), start=1)
    ]
    document = read(tmp_path, *pages)
    assert [text for kind, _, text in paragraphs(document) if kind is NOTE] == [
        "1 It was.",
        "2 It has.",
        "3 It had.",
        "4 It did.",
    ]


def line(y: float, text: str, size: float = BODY, mark: str = "") -> PageLine:
    return PageLine(text, 72, y, size, mark=mark)


ABOVE = [line(700, FIRST_HALF), line(688, OTHER_HALF)]


def notes_of(*pages: Sequence[PageLine]) -> list[str]:
    return [one.text for one in without_notes(pages, BODY).notes]


@pytest.mark.parametrize(
    ("below", "notes"),
    [
        ([line(90, "*Sold.", SMALL, "*"), line(80, "†Lost.", SMALL, "†")], ["* Sold.", "† Lost."]),
        ([line(90, "7Sold", SMALL, "7"), line(80, "2 of it", SMALL, "2")], ["7 Sold\n2 of it"]),
        ([line(90, "7Sold.", SMALL, "7"), line(50, "12", SMALL)], ["7 Sold."]),
        ([line(90, "7Sold.", SMALL, "7"), line(50, "12", BODY)], ["7 Sold."]),
        ([line(90, "12The deed is lost.", SMALL)], ["12 The deed is lost."]),
        ([line(90, "¹⁷Sold.", SMALL, "¹⁷"), line(80, "18Lost.", SMALL)], ["¹⁷ Sold.", "18 Lost."]),
        ([line(90, "7Sold.", BODY, "7")], []),
        ([line(90, "Depth in metres", SMALL)], []),
        ([line(90, "3D models of it", SMALL)], []),
        ([line(90, "7Sold.", SMALL, "7"), line(70, "And so it was.", BODY)], []),
    ],
    ids=[
        "signs",
        "number in a note",
        "small page number",
        "page number",
        "mark on the line",
        "raised characters",
        "of the text's size",
        "no mark",
        "no mark but a number",
        "not at the foot",
    ],
)
def test_footnotes_are_small_and_marked_below_the_text(
    below: list[PageLine], notes: list[str]
) -> None:
    assert notes_of([], [*ABOVE, *below]) == notes


def test_a_sentence_below_the_first_page_needs_no_mark() -> None:
    small = line(90, "Written for the council.", SMALL)
    assert notes_of([*ABOVE, small], [*ABOVE, small]) == ["Written for the council."]
    assert notes_of([line(700, "Short."), small]) == []


def raised(x: float, y: float, figure: str) -> Drawn:
    """A small number behind a word, as it is printed."""
    return [(x, y + 4, 5, figure)]


def test_the_mark_of_a_footnote_behind_a_word_is_left_out(tmp_path: Path) -> None:
    heading = [(72.0, 700.0, 16.0, "F3:The Mill"), (131.7, 706, 8, "1")]
    body = [*pdf_lines(660, FIRST_HALF, OTHER_HALF), *pdf_lines(620, "The old mill")]
    mark = raised(123.2, 620, "2")
    notes = [*note("1", "It stands by the river.", y=100), *note("2", "The deed is lost.")]
    document = read(tmp_path, [*heading, *body, *mark, *notes])
    assert [section.title for section in document.sections] == ["The Mill"]
    assert [words for kind, _, words in paragraphs(document) if kind is TEXT] == [
        WHOLE,
        "The old mill",
    ]


def test_a_raised_number_that_no_footnote_has_stays(tmp_path: Path) -> None:
    body = [*pdf_lines(660, FIRST_HALF, OTHER_HALF), *pdf_lines(620, "The old mill")]
    document = read(tmp_path, [*body, *raised(123.2, 620, "3"), *note("1", "It is lost.")])
    assert "The old mill3" in document.text


def test_one_of_two_like_raised_numbers_is_an_exponent_so_both_stay(tmp_path: Path) -> None:
    body = [*pdf_lines(660, FIRST_HALF, OTHER_HALF), *pdf_lines(620, "The old mill")]
    more = [*pdf_lines(580, "The old mill"), *raised(123.2, 580, "1")]
    drawn = [*body, *raised(123.2, 620, "1"), *more, *note("1", "It is lost.")]
    assert read(tmp_path, drawn).text.count("The old mill1") == 2


def test_a_page_of_notes_alone_stays_as_it_is() -> None:
    page = [line(700, "Notes", 16), line(650, "1The deed is lost.", SMALL, "1")]
    assert without_notes([page], BODY).pages == [page]


WORDS = st.lists(st.sampled_from(["Aa", "bee", "Cold.", "dew,", "Elm-", "7"]), min_size=1)
LINES = st.tuples(WORDS, st.sampled_from([BODY, BODY, SMALL, 16.0]), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(LINES, max_size=6), min_size=1, max_size=4))
def test_every_line_is_kept_once(drawn: list[list[tuple[list[str], float, bool]]]) -> None:
    pages = [
        [
            line(700 - 12 * row, " ".join(["1" * marked, *words]).strip(), size, "1" * marked)
            for row, (words, size, marked) in enumerate(page)
        ]
        for page in drawn
    ]
    noted = without_notes(pages, BODY)
    kept = [one.text for page in noted.pages for one in page]
    kept += [text for one in noted.notes for text in one.text.split("\n")]
    assert sorted(kept) == sorted(one.text for page in pages for one in page)
