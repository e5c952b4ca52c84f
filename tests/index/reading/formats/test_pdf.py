"""A PDF to paragraphs, headings and pages, and what is said of one that cannot be read."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import UnreadableSourceError
from index.lab.hostile.portable_documents import nested_forms
from index.reading.documents import read_document
from index.reading.formats import pdf as pdf_format
from index.reading.repair.draft import restore
from index.types import Document
from tests.support.documents.any_bytes import check_any_bytes
from tests.support.documents.pdfs import (
    FIRST_LINES,
    SECOND_LINES,
    THIRD_LINES,
    paragraph_texts,
    pdf,
    pdf_lines,
    read_pdf,
)


def test_a_pdf_is_read_with_its_paragraphs_headings_and_pages(tmp_path: Path) -> None:
    header = [(72.0, 760.0, 8.0, "Annals of Something")]
    pages = [
        [*header, (72, 700, 18, "The Bridge"), *FIRST_LINES, *SECOND_LINES, (300, 40, 8, "1")],
        [
            *header,
            *THIRD_LINES,
            (72, 650, 18, "Costs of it"),
            *pdf_lines(620, "Text."),
            (300, 40, 8, "2"),
        ],
        [*header, *pdf_lines(720, "More text."), (300, 40, 8, "3")],
    ]
    document = read_pdf(tmp_path, pdf(pages))
    assert [(s.title, s.level) for s in document.sections] == [
        ("The Bridge", 1),
        ("Costs of it", 1),
    ]
    assert [document.text[p.start : p.end] for p in document.paragraphs] == [
        "The council met in the old town hall on Tuesday and agreed, after a long debate of the "
        "government, that the bridge should be repaired before winter. Nobody had expected so "
        "many to come.",
        "Several speakers said that the effort would be worth the cost. Others wanted first to "
        "find out what the benefits were, and asked for a cost-benefit analysis by the end of "
        "this year, or by the end of the next.",
        "Text.",
        "More text.",
    ]


def pages_of(document: Document) -> list[tuple[str, str, str]]:
    """Of each page its name, its fragment and the first words on it."""
    return [
        (page.value, page.fragment, document.text[page.start :].split("\n")[0][:9])
        for page in document.locators
    ]


def lettered(*feet: str) -> list[list[tuple[float, float, float, str]]]:
    """Pages that begin with a letter each, and say this at their foot."""
    return [
        [
            *pdf_lines(700, f"{letter} page of the report is here.", "It goes on."),
            (300, 40, 8, foot),
        ]
        for letter, foot in zip("ABCDEFGH", feet, strict=False)
    ]


def test_pages_are_called_by_the_numbers_printed_on_them(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, pdf(lettered("1007", "1008", "1009")))
    assert pages_of(document) == [
        ("1007", "page=1", "A page of"),
        ("1008", "page=2", "B page of"),
        ("1009", "page=3", "C page of"),
    ]


def test_pages_are_called_what_the_file_calls_them(tmp_path: Path) -> None:
    labels = "/PageLabels<</Nums[0<</S/r>>2<</S/D>>]>>"
    document = read_pdf(tmp_path, pdf(lettered("", "", "", ""), catalog=labels))
    assert [name for name, _, _ in pages_of(document)] == ["i", "ii", "1", "2"]


def test_pages_without_numbers_are_counted(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, pdf(lettered("", "")))
    assert [name for name, _, _ in pages_of(document)] == ["1", "2"]


def test_a_cover_before_the_first_numbered_page_has_no_name(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, pdf(lettered("", "", "1", "2", "3", "4")))
    assert [name for name, _, _ in pages_of(document)] == ["", "", "1", "2", "3", "4"]


def test_a_page_begins_within_a_paragraph_that_goes_over_it(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, pdf([[*FIRST_LINES, *SECOND_LINES], [*THIRD_LINES]]))
    assert pages_of(document)[1][2] == "by the en"
    assert document.paragraph_at(document.locators[1].start) == document.paragraphs[-1]


def test_tables_and_code_are_told_by_their_type_and_keep_their_lines(tmp_path: Path) -> None:
    table = [
        (72, 560, 10, "F3:Town"), (200, 560, 10, "F3:Mills"),
        (72, 548, 10, "Arvale"), (200, 548, 10, "3"),
        (72, 536, 10, "Borrin"), (200, 536, 10, "1, which burned"),
    ]  # fmt: skip
    code = [(90, 500, 10, "F2:if burned(mill) {"), (114, 488, 10, "F2:rebuild();")]
    drawn = [*FIRST_LINES, *table, *code, *pdf_lines(460, "So it was built again.")]
    document = read_pdf(tmp_path, pdf([drawn]))
    assert [(p.kind.value, document.text[p.start : p.end]) for p in document.paragraphs][1:] == [
        ("table header", "Town | Mills"),
        ("table row", "Arvale | 3"),
        ("table row", "Borrin | 1, which burned"),
        ("code", "if burned(mill) {\n    rebuild();"),
        ("text", "So it was built again."),
    ]


ANIMALS = ("cats", "dogs", "cows", "hens", "pigs")


def telling_of(y: float, animal: str) -> list[tuple[float, float, float, str]]:
    """Two lines that no other page has."""
    return pdf_lines(
        y,
        f"The {animal} of the council met in the old hall on Tuesday, and agreed after a debate",
        f"that the bridge of the {animal} should be repaired before winter.",
    )


def test_the_heading_of_a_chapter_with_its_page_s_number_is_none_of_the_page_s(
    tmp_path: Path,
) -> None:
    pages = [
        [
            (300, 760, 8, f"{number}"),
            (72, 720, 18, f"{number} Of {animal}"),
            *telling_of(680, animal),
        ]
        for number, animal in enumerate(ANIMALS, start=1)
    ]
    document = read_pdf(tmp_path, pdf(pages))
    assert [section.title for section in document.sections] == [
        f"{number} Of {animal}" for number, animal in enumerate(ANIMALS, start=1)
    ]


def test_where_larger_type_shows_headings_other_lines_are_none(tmp_path: Path) -> None:
    pages = [
        [
            (72, 720, 18, f"Of {animal}"),
            (72, 690, 10, f"1. Take {animal.title()}"),
            *telling_of(660, animal),
        ]
        for animal in ANIMALS
    ]
    document = read_pdf(tmp_path, pdf(pages))
    assert [section.title for section in document.sections] == [
        f"Of {animal}" for animal in ANIMALS
    ]
    assert {f"1. Take {animal.title()}" for animal in ANIMALS} < set(paragraph_texts(document))


@pytest.mark.parametrize(("font", "heads"), [("F3:", True), ("", False)])
def test_a_heading_in_bold_type_is_hardly_larger_and_may_go_over_two_lines(
    tmp_path: Path, font: str, heads: bool
) -> None:
    pages = [
        [
            *telling_of(700, animal),
            *pdf_lines(600, f"{font}What becomes of the", f"{font}{animal} in winter?", size=10.8),
            *telling_of(560, animal),
        ]
        for animal in ANIMALS
    ]
    titles = {section.title for section in read_pdf(tmp_path, pdf(pages)).sections}
    wanted = {f"What becomes of the {animal} in winter?" for animal in ANIMALS}
    assert titles.intersection(wanted) == (wanted if heads else set())


def test_a_word_that_a_heading_breaks_at_a_line_s_end_is_whole_and_its_hyphen_on_record(
    tmp_path: Path,
) -> None:
    heads = [
        *pdf_lines(690, "What the govern-", size=14),
        *pdf_lines(674, "ment owes the town", size=14),
        *pdf_lines(540, "Of its cost-", size=14),
        *pdf_lines(524, "benefit analysis", size=14),
        *pdf_lines(500, "The council found that it was worth its price."),
    ]
    document = read_pdf(tmp_path, pdf([[*heads[:2], *FIRST_LINES, *SECOND_LINES, *heads[2:]]]))
    titles = [section.title for section in document.sections]
    assert titles == ["What the government owes the town", "Of its cost-benefit analysis"]
    assert document.metadata.title == titles[0]
    assert restore(document.text, document.repairs).startswith("What the govern-\nment owes")


def test_paragraphs_that_are_hardly_apart_are_told_where_a_sentence_ends(tmp_path: Path) -> None:
    drawn: list[tuple[float, float, float, str]] = []
    for number, animal in enumerate(ANIMALS):
        drawn += pdf_lines(
            700 - 25.6 * number,  # 12 points a line, 13.6 between paragraphs
            f"The {animal} of the council met in the old hall on Tuesday, and agreed after debate",
            f"that the bridge, which the {animal} had built, should be repaired before the winter.",
        )
    document = read_pdf(tmp_path, pdf([drawn]))
    assert len(document.paragraphs) == len(ANIMALS)


def test_lines_of_text_on_a_page_of_smaller_type_are_one_paragraph(tmp_path: Path) -> None:
    wide = [(72.0, 740.0 - 14 * n, 11.0, f"The council met again, {n},") for n in range(48)]
    small = [(72.0, 600.0 - 10 * n, 9.0, f"Lee, A. ({1900 + n}), Of mills,") for n in range(40)]
    told = [(72.0, 740.0 - 14 * n, 11.0, words) for n, words in enumerate(TELLING)]
    document = read_pdf(tmp_path, pdf([wide, [*small, (72.0, 760.0, 11.0, "Thanks"), *told]]))
    assert " ".join(TELLING) in paragraph_texts(document)


def test_a_page_that_is_set_closer_than_the_others_shows_its_own_paragraphs(tmp_path: Path) -> None:
    wide = [(72.0, 740.0 - 24 * n, 11.0, f"The council met again, {n},") for n in range(28)]
    close = [
        (72.0, 740.0 - 66 * number - 14 * n, 11.0, words)
        for number in range(9)
        for n, words in enumerate(TELLING)
    ]
    document = read_pdf(tmp_path, pdf([wide, wide, close]))
    assert paragraph_texts(document).count(" ".join(TELLING)) >= 8


def test_a_scan_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="scan"):
        read_pdf(tmp_path, pdf([[]]))


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    key = "00" * 32
    extra = f"/ID[<{key}><{key}>]/Encrypt<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>"
    with pytest.raises(UnreadableSourceError, match="encrypted"):
        read_pdf(tmp_path, pdf([FIRST_LINES], extra))


def test_a_form_in_a_form_is_read(tmp_path: Path) -> None:
    assert "words" in read_pdf(tmp_path, nested_forms(2, 1)).text


def test_a_name_with_odd_characters_is_told_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "--d\udcff\N{WATER WAVE}.pdf"
    path.write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(UnreadableSourceError) as caught:
        read_document(path)
    assert str(caught.value).startswith(path.name)


def test_what_a_program_wrote_of_itself_is_neither_title_nor_author(tmp_path: Path) -> None:
    about = "/Title(Microsoft Word - draft3.doc)/Author(LaTeX with hyperref package)"
    document = read_pdf(tmp_path, pdf([FIRST_LINES], about=about))
    assert (document.metadata.title, document.metadata.author) == ("A", ())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_damaged_pdf_is_read_or_told(changes: list[tuple[int, int]]) -> None:
    raw = bytearray(pdf([FIRST_LINES + SECOND_LINES, THIRD_LINES]))
    for place, byte in changes:
        raw[place % len(raw)] = byte
    with contextlib.suppress(UnreadableSourceError):
        assert pdf_format.read(bytes(raw), Path("a.pdf")).text.strip()


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.pdf", pdf([FIRST_LINES]))


Drawn = list[tuple[float, float, float, str]]


TELLING = (
    "The council met in the old town hall on Tuesday and agreed, after a long debate, that the",
    "bridge should be repaired before winter, although nobody knew who was to pay for all of it.",
    "The bridge was closed in spring.",
)


def told(name: str) -> tuple[str, ...]:
    """The lines of a paragraph that is like no other."""
    first, second, _ = TELLING
    return (
        first.replace("council", f"council of {name}"),
        second.replace("bridge", f"bridge of {name}"),
        f"{name} saw the bridge closed in spring.",
    )


def page(number: str, *body: str) -> Drawn:
    """A page as some programs write it: head and foot first, then the text."""
    head = (72.0, 760.0, 8.0, "The Bridge of Arvale")
    return [head, (300, 40, 8, number), *pdf_lines(700, *body)]


NAMES = ("Arvale", "Brenholm", "Caddock", "Dunmore", "Elsby", "Farrow", "Gilden", "Hartwick")


def numbered(*numbers: str) -> list[Drawn]:
    return [
        page(number, *told(name)[1:] if at % 2 else told(name))
        for at, (number, name) in enumerate(zip(numbers, NAMES, strict=False))
    ]


def paragraphs_of(count: int) -> list[str]:
    rows = [told(name)[1:] if at % 2 else told(name) for at, name in enumerate(NAMES[:count])]
    return [" ".join(row) for row in rows]


def test_head_and_foot_are_lifted_out_wherever_the_program_wrote_them(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, pdf(numbered(*"1234")))
    assert "Bridge of Arvale" not in document.text
    assert not re.search(r"\d", document.text)
    assert " ".join(paragraph_texts(document)) == " ".join(paragraphs_of(4))


def test_headings_that_recur_at_the_head_of_pages_are_kept(tmp_path: Path) -> None:
    pages = numbered(*"12345678")
    heads = {1: "2.1 Purpose", 2: "3.1 Purpose", 4: "4.1 Purpose"}
    for at, heading in (heads | dict.fromkeys((0, 3, 6), "Rationale")).items():
        pages[at].insert(2, (72, 730, 14, heading))
    titles = [section.title for section in read_pdf(tmp_path, pdf(pages)).sections]
    assert titles.count("Rationale") == 3
    assert {"2.1 Purpose", "3.1 Purpose", "4.1 Purpose"} <= set(titles)


def test_pages_in_front_are_numbered_in_roman_figures(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, pdf(numbered("i", "ii", "iii", "iv", *"1234")))
    assert " ".join(paragraph_texts(document)) == " ".join(paragraphs_of(8))


def test_the_largest_words_of_the_first_page_are_the_title(tmp_path: Path) -> None:
    title: Drawn = [(72, 600, 24, "The Bridge"), (72, 572, 24, "of Arvale")]
    cover: Drawn = [*title, (72, 500, 14, "Ada Marlow")]
    pages = [cover, *numbered(*"123")]
    assert read_pdf(tmp_path, pdf(pages)).metadata.title == "The Bridge of Arvale"


def test_type_that_is_hardly_larger_makes_no_title(tmp_path: Path) -> None:
    pages = [[(72, 740, 11.5, "Dear Sir or Madam"), *pdf_lines(700, *TELLING)]]
    assert pdf_format.read(pdf(pages), tmp_path / "a.pdf").title is None


def marked(mark_x: float) -> Drawn:
    """A sentence with a raised number behind it, on which another sentence follows."""
    return [
        (72, 700, 10, "The bridge was closed in spring."),
        (mark_x, 704, 6, "12"),
        (mark_x + 12, 700, 10, "Nobody knew who was to pay."),
    ]


def test_the_mark_of_a_footnote_does_not_break_a_sentence(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, pdf([marked(222)]))
    assert "12" not in document.text
    assert "in spring. Nobody knew" in " ".join(document.text.split())


def test_an_exponent_stays(tmp_path: Path) -> None:
    drawn: Drawn = [(72, 700, 10, "The bridge has 90 m"), (164, 704, 6, "2"), (170, 700, 10, "of")]
    assert "2" in read_pdf(tmp_path, pdf([drawn])).text


def test_a_footnote_begins_with_its_number(tmp_path: Path) -> None:
    note: Drawn = [(72, 93, 5, "7"), (78, 90, 9, "The deed is lost.")]
    document = read_pdf(tmp_path, pdf([[*pdf_lines(700, *TELLING), *note]]))
    assert paragraph_texts(document) == [" ".join(TELLING), "7 The deed is lost."]


def test_a_table_of_contents_is_lifted_out(tmp_path: Path) -> None:
    dots = " . " * 12
    contents = [
        "1 The old bridge 3",
        f"1.1 Piers and the arches that were{dots}3",
        "1.2 Tolls, and what became of them after the war and",
        f"before the flood{dots}14",
        f"2 The new one{dots}xii",
        "Index 29",
    ]
    pages = [pdf_lines(700, *contents), *numbered(*"123")]
    assert " ".join(paragraph_texts(read_pdf(tmp_path, pdf(pages)))) == " ".join(paragraphs_of(3))
