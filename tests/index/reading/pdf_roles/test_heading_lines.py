"""Lines of a page that are headings, by the size and the weight of their type."""

from dataclasses import replace

import pytest

from index.reading.pdf.page_line import Cell, PageLine
from index.reading.pdf_roles.heading_lines import (
    Page,
    Type,
    heading_sizes,
    whole_headings,
    with_bold_headings,
)
from index.reading.pdf_roles.heading_words import running_words
from index.types import BlockKind

BODY, STEP = 10.0, 12.0
TEXT = "The mill was built of oak in 1702 and burnt down in 1911."


def line(row: float, text: str = TEXT, *, size: float = BODY, bold: bool = False) -> PageLine:
    """A line of a page, `row` lines below its top."""
    return PageLine(text, 72, 700 - STEP * row, size, bold=bold)


def headings(*pages: list[PageLine]) -> list[tuple[str, int]]:
    """The headings of pages, each with its level."""
    type_ = Type(heading_sizes([one for page in pages for one in page], BODY))
    laid = [Page(whole_headings(page, type_, STEP / BODY), STEP) for page in pages]
    done = with_bold_headings(laid, BODY)
    return [(one.text, one.level) for page in done for one in page.lines if one.level]


def section(row: float, heading: str, *, bold: bool = True) -> list[PageLine]:
    """A heading with a line of text right below it."""
    return [line(row, heading, bold=bold), line(row + 1)]


NUMBERED = [
    *section(0, "1. Wheat"),
    *section(3, "1.1 Sacks of wheat"),
    *section(6, "2. The mill of 1702"),
]


def test_the_largest_type_is_the_first_level() -> None:
    page = [line(0, "Mills", size=18), line(3, "Arval", size=14), line(6)]
    assert headings(page) == [("Mills", 1), ("Arval", 2)]


def test_lines_of_one_heading_are_one() -> None:
    page = [line(0, "Mills of", size=14), line(1, "the valley", size=14), line(4)]
    assert headings(page) == [("Mills of the valley", 1)]


def test_numbered_lines_in_bold_are_headings_by_their_numbers() -> None:
    assert headings(NUMBERED) == [
        ("1. Wheat", 1),
        ("1.1 Sacks of wheat", 2),
        ("2. The mill of 1702", 1),
    ]


def test_they_stand_under_a_title_in_larger_type() -> None:
    title = line(-4, "Mills", size=18)
    assert headings([title, *NUMBERED])[:2] == [("Mills", 1), ("1. Wheat", 2)]


def test_they_go_on_from_numbered_headings_in_larger_type() -> None:
    chapters = [line(-6, "1 Mills", size=14), line(-4), line(-2, "2 Wheels", size=14)]
    page = [*chapters, *section(0, "2.1 Oak"), *section(3, "2.2 Iron"), *section(6, "2.3 Wear")]
    assert headings(page) == [
        ("1 Mills", 1),
        ("2 Wheels", 1),
        ("2.1 Oak", 2),
        ("2.2 Iron", 2),
        ("2.3 Wear", 2),
    ]


def test_beside_numbered_ones_bold_lines_are_stressed_words() -> None:
    assert len(headings([*NUMBERED, *section(9, "Beware of the dog")])) == 3


def test_bold_lines_set_as_the_numbered_ones_in_larger_type_or_capitals_are_headings() -> None:
    running = [line(row, size=12) for row in range(30, 40)]  # so that its size is of no heading
    own = [*NUMBERED, *section(9, "WHAT REMAINS TO DO"), *section(12, "WARNING")]
    larger = [
        line(15, "3. Oats", size=12, bold=True),
        line(17),
        line(19, "Terms", size=12, bold=True),
    ]
    assert headings([*own, *larger, line(21), *running])[3:] == [
        ("WHAT REMAINS TO DO", 1),
        ("3. Oats", 1),
        ("Terms", 1),
    ]
    label = line(15, "Terms:", size=12, bold=True)
    assert len(headings([*own, larger[0], line(17), label, *running])) == 5
    assert len(headings([*own, *section(15, "WHAT REMAINS TO DO")])) == 3
    elsewhere = replace(own[6], x=90)
    assert len(headings([*NUMBERED, elsewhere, own[7]])) == 3


def test_bold_lines_without_numbers_are_headings_where_there_are_no_others() -> None:
    page = [*section(0, "Wheat"), *section(3, "Sacks of wheat"), *section(6, "The mill")]
    assert headings(page) == [("Wheat", 1), ("Sacks of wheat", 1), ("The mill", 1)]
    assert headings(page[:4]) == []


def test_what_is_no_heading_stays_text() -> None:
    within = [line(0), line(1, "3. Barley", bold=True), line(2)]
    sentence = section(5, "3. Beware of the dog.")
    twice = [line(8, "3. It was", bold=True), line(9, "burnt down", bold=True), line(10)]
    at_end = [line(13, "3. Oats", bold=True)]
    assert len(headings(NUMBERED, [*within, *sentence, *twice, *at_end])) == 3


def test_a_heading_in_capitals_stands_right_over_bold_names_of_columns() -> None:
    names = line(10, "Key word Description", bold=True)
    over = [line(9, "FUTURE WORK", bold=True), names, line(12)]
    assert headings([*NUMBERED, *over])[3:] == [("FUTURE WORK", 1)]
    both = [over[0], replace(names, text="OF THE MILL"), over[2]]
    assert len(headings([*NUMBERED, *both])) == 3


def test_heads_of_pages_are_no_headings() -> None:
    heads = [[line(0, f"{number} Chapter 2. Mills", bold=True), line(3)] for number in (4, 6)]
    odd = [line(0, "2. The mill of 1702 7", bold=True), line(3)]
    assert len(headings(NUMBERED, *heads, odd)) == 3


def test_lines_of_contents_are_no_headings() -> None:
    cells = (Cell("1. Wheat", 72), Cell("4", 500))
    parted = PageLine("1. Wheat 4", 72, 400, BODY, cells=cells, bold=True)
    unparted = line(40, "1.1 Sacks of wheat 5", bold=True)
    assert len(headings([line(0), parted, unparted, line(60)], NUMBERED)) == 3


def test_a_number_may_stand_apart_from_its_words() -> None:
    cells = (Cell("3", 72), Cell("Barley", 100))
    apart = PageLine("3 Barley", 72, 500, BODY, cells=cells, bold=True)
    assert ("3 Barley", 1) in headings(NUMBERED, [apart, line(30)])


def test_captions_are_no_headings() -> None:
    page = [line(0, "Mills", size=18), line(3, "Figure 1.", size=14), line(6)]
    assert headings(page) == [("Mills", 1)]
    assert heading_sizes(page, BODY) == [18]


def running(row: float, size: float, count: int) -> list[PageLine]:
    """A paragraph of lines in larger type."""
    return [
        line(row + 1.2 * number, "The mill was built of oak", size=size)
        for number in range(count - 1)
    ] + [line(row + 1.2 * (count - 1), "and burnt down.", size=size)]


def test_several_lines_in_larger_type_that_end_a_sentence_are_text() -> None:
    page = [line(0, "Mills", size=12), line(3), *running(6, 12, 2), line(12)]
    page += [line(15, "Wheels of oak and other woods", size=12), line(18)]
    page += [line(21, "The tolls of all the valley", size=12), line(24)]
    assert headings(page) == [
        ("Mills", 1),
        ("Wheels of oak and other woods", 1),
        ("The tolls of all the valley", 1),
    ]
    large = whole_headings(page, Type([12.0]), STEP / BODY)
    assert [one.text for one in large] == [one.text for one in page]


def test_what_is_longer_than_any_heading_is_text() -> None:
    words = ("The mill of oak and its wheel " * 4, "of iron from the valley of Arvale")
    page = [line(row, text, size=14) for row, text in enumerate(words)]
    for row in range(5, 45, 5):
        page += [line(row, "Mills of the valley of Arvale", size=14), line(row + 2)]
    assert [text[:5] for text, _ in headings(page)] == ["Mills"] * 8


def test_a_size_that_most_of_goes_on_for_several_lines_is_no_heading_s() -> None:
    faq = [one for row in range(0, 40, 8) for one in running(row, 12, 5)]
    slides = [[line(3 * row, f"A mill of {row}", size=14) for row in range(6)] for _ in range(3)]
    title = line(-4, "Mills", size=18)
    assert headings([line(0)], faq) == []
    assert headings([line(0)], *slides) == []
    assert headings([title, *slides[0]]) == [("Mills", 1)]


def test_headings_alone_on_their_pages_are_some() -> None:
    pages = [[line(0, f"Mill {number}", size=18)] for number in range(5)]
    assert headings([line(0)], *pages) == [(f"Mill {number}", 1) for number in range(5)]


@pytest.mark.parametrize(
    "notes", ["hh h h", "œ œ# œn œ", "c 2 bla c G", "; h", "ª-", "2 h 4 m", "b"]
)
def test_notes_of_music_in_large_type_are_drawn_and_no_headings(notes: str) -> None:
    page = [line(0, "Mills", size=14), line(3), line(6, notes, size=14), line(9)]
    assert headings(page) == [("Mills", 1)]
    drawn = whole_headings(page, Type([14.0]), STEP / BODY)[2]
    assert (drawn.text, drawn.kind) == (notes, BlockKind.CODE)


@pytest.mark.parametrize(
    "heading", ["B", "Q & A", "TCP", "1.3 XML", "Plan b", "Vlk", "R and S", "第一章", "Γ"]
)
def test_short_headings_have_words_enough(heading: str) -> None:
    page = [line(0, heading, size=14), line(3)]
    assert headings(page) == [(heading, 1)]


def test_small_letters_without_a_vowel_are_a_word_where_the_text_has_them() -> None:
    page = [line(0, "nls", size=14), line(3, "Call nls with a formula of the mill.")]
    words = running_words(page, [14.0])
    assert whole_headings(page, Type([14.0], words), STEP / BODY)[0].level == 1
    assert whole_headings(page, Type([14.0]), STEP / BODY)[0].level == 0
