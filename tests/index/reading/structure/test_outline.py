"""Plain text to headings and paragraphs that hold all of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.documents import document_of
from index.reading.structure.outline import Block, outline
from index.types import BlockKind, Document


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


BODY = (
    "The council agreed on the plan for the bridge after a long debate in the old hall. So it was."
)


@pytest.mark.parametrize(
    "heading",
    [
        "Costs and Benefits of the Plan",
        "INTRODUCTION",
        "2.1 Methods",
        "Materials and methods",
        "I. Terms",
        "2. Term.",
    ],
)
def test_headings_of_plain_text_become_sections(heading: str) -> None:
    document = document_of(f"{BODY}\n\n{heading}\n\n{BODY}")
    assert [section.title for section in document.sections] == ["Introduction", heading]
    assert [p.section for p in document.paragraphs] == ["Introduction", heading]


@pytest.mark.parametrize(
    "line",
    [
        "This is a short paragraph.",
        "Who would have thought it?",
        "By Ann Lee",
        "September 11, 2018",
        "Passed by the Council June 4, 1919. Ratified August 18, 1920",
        "6 February 2024, 19:00, at the old hall",
        "https://example.org/A/B",
        "a line in small letters",
        "Digest: ef5fe7296e",
        "Authors: Lee, Ann; Doe, Jo",
        "The first thing that one would have to say is this",
    ],
)
def test_what_is_no_heading_stays_a_paragraph(line: str) -> None:
    document = document_of(f"{BODY}\n\n{line}\n\n{BODY}")
    assert document.sections == ()
    assert len(document.paragraphs) == 3


def test_lines_are_paragraphs_where_they_end_like_some() -> None:
    document = document_of(f"{BODY}\n{BODY}\nAnd a short one.\n\n{BODY}\n")
    assert len(document.paragraphs) == 4


def test_lines_of_a_block_are_one_paragraph_where_blank_lines_set_blocks_apart() -> None:
    stanza = "Roses are red,\nviolets are blue"
    document = document_of(f"{stanza}\n\n{stanza}\n\n{stanza}")
    assert paragraphs(document) == [stanza] * 3


@given(
    st.lists(st.sampled_from([BODY, "Costs and Benefits", "One.", "x y z"]), min_size=1, max_size=8)
)
def test_paragraphs_and_headings_hold_the_whole_text(blocks: list[str]) -> None:
    document = document_of("\n\n".join(blocks))
    pieces = sorted(
        [(p.start, p.end) for p in document.paragraphs]
        + [(s.start, s.end) for s in document.sections if s.end > s.start]
    )
    assert [document.text[start:end] for start, end in pieces] == blocks


def kinds(*blocks: tuple[str, BlockKind | int]) -> tuple[str, list[Block]]:
    """A text of these blocks, each a kind of paragraph or a heading of a level."""
    placed: list[Block] = []
    text = ""
    for words, kind in blocks:
        start, text = len(text), f"{text}{words}\n\n"
        heading = kind if isinstance(kind, int) else None
        paragraph = BlockKind.TEXT if isinstance(kind, int) else kind
        placed.append(Block(start, start + len(words), heading, paragraph))
    return text, placed


def test_a_row_knows_what_names_its_columns_and_no_other_table_s() -> None:
    text, blocks = kinds(
        ("Town | Mills", BlockKind.TABLE_HEADER),
        ("Arvale | 3", BlockKind.TABLE_ROW),
        ("Borrin | 1", BlockKind.TABLE_ROW),
        ("So much for mills.", BlockKind.TEXT),
        ("Celm | 2", BlockKind.TABLE_ROW),
        ("Name | Age", BlockKind.TABLE_HEADER),
        ("People", 1),
        ("Ada | 40", BlockKind.TABLE_ROW),
    )
    paragraphs, _ = outline(text, blocks)
    assert [paragraph.header for paragraph in paragraphs] == [None, 1, 1, None, None, None, None]
    assert [paragraph.kind for paragraph in paragraphs][:2] == [
        BlockKind.TABLE_HEADER,
        BlockKind.TABLE_ROW,
    ]


def test_a_row_behind_a_footnote_knows_what_names_its_columns() -> None:
    text, blocks = kinds(
        ("1 Before the first table.", BlockKind.FOOTNOTE),
        ("Celm | 2", BlockKind.TABLE_ROW),
        ("Town | Mills", BlockKind.TABLE_HEADER),
        ("2 As counted in May.", BlockKind.FOOTNOTE),
        ("Arvale | 3", BlockKind.TABLE_ROW),
        ("3 One of them burnt down.", BlockKind.FOOTNOTE),
        ("4 The other did not.", BlockKind.FOOTNOTE),
        ("Borrin | 1", BlockKind.TABLE_ROW),
        ("So much for mills.", BlockKind.TEXT),
        ("5 Said the miller.", BlockKind.FOOTNOTE),
        ("Dorn | 2", BlockKind.TABLE_ROW),
    )
    paragraphs, _ = outline(text, blocks)
    heads = {text[one.start : one.end]: one.header for one in paragraphs if one.header}
    assert heads == {"Arvale | 3": 3, "Borrin | 1": 3}


LONG = "Can the mill be shown to visitors who come on foot, and may they see its stones and wheels?"


@pytest.mark.parametrize(
    "question",
    [
        f"1.17  {LONG}",
        f"3. {LONG}",
        f"2.4) I have come across a mill. How can I tell whose it was? {LONG}",
        f"7. ¿{LONG}",
        f"8. “{LONG}”",
    ],
)
def test_a_numbered_question_heads_its_answer_however_long_it_is(question: str) -> None:
    document = document_of(f"{BODY}\n\n{question}\n\n{BODY}")
    heading = " ".join(question.split())
    assert [section.title for section in document.sections] == ["Introduction", heading]
    assert paragraphs(document) == [BODY, BODY]


def test_numbered_questions_in_a_row_are_no_headings() -> None:
    questions = [f"{number}. {LONG} {LONG}" for number in (1, 2, 3)]
    document = document_of("\n\n".join([BODY, *questions]))
    assert document.sections == ()
    assert paragraphs(document) == [BODY, *questions]


def test_the_last_of_questions_in_a_row_is_no_heading_either() -> None:
    questions = [f"1.{number} {LONG} {LONG}" for number in (1, 2, 3)]
    document = document_of("\n\n".join([BODY, *questions, BODY]))
    assert document.sections == ()
    assert paragraphs(document) == [BODY, *questions, BODY]


def test_an_answer_may_be_short() -> None:
    first, second = (f"1.{number} {LONG} {LONG}" for number in (1, 2))
    document = document_of("\n\n".join([BODY, first, "Yes, it does.", second, "No."]))
    assert [section.title for section in document.sections] == ["Introduction", first, second]
    assert paragraphs(document) == [BODY, "Yes, it does.", "No."]


def test_a_question_below_one_of_another_depth_is_a_heading() -> None:
    one, inner = f"1. {LONG} {LONG}", f"1.1 {LONG} {LONG}"
    document = document_of("\n\n".join([BODY, one, BODY, inner, BODY]))
    assert [section.title for section in document.sections] == ["Introduction", one, inner]


def test_a_question_without_a_number_is_read() -> None:
    assert document_of(f"{BODY}\n\n{LONG} {LONG}\n\n{BODY}").sections == ()


@pytest.mark.parametrize("sign", ["X", "E", "V"])
def test_a_sign_of_a_formula_is_no_heading(sign: str) -> None:
    document = document_of(f"{BODY}\n\n{sign}\n\n{BODY}")
    assert document.sections == ()
    assert sign in paragraphs(document)


@pytest.mark.parametrize(
    "letters", ["A B", "I II", "IV V", "X XI", "XLIX L LI", "XCIX C", "A C E M"]
)
def test_letters_that_count_are_headings(letters: str) -> None:
    document = document_of("\n\n".join(f"{letter}\n\n{BODY}" for letter in letters.split()))
    assert [section.title for section in document.sections] == letters.split()


@pytest.mark.parametrize("heading", ["§ 3 Fees", "§3 Fees and members", "§ 3a (Fees)", "§ 3"])
@pytest.mark.parametrize("text", [BODY, "(1) It is due.", "The members are:"])
def test_what_a_section_sign_counts_heads_the_text_below(heading: str, text: str) -> None:
    document = document_of(f"{BODY}\n\n{heading}\n\n{text}\n\n{BODY}")
    assert [section.title for section in document.sections] == ["Introduction", heading]
    assert paragraphs(document) == [BODY, text, BODY]


@pytest.mark.parametrize(
    "lines",
    [
        ["§ 3 (1) The fee is due on 1 March"],
        ["§ 3 The fee is due."],
        ["§ 3 Fees", "§ 4 Members"],
        ["The fee of § 3"],
    ],
)
def test_other_lines_with_a_section_sign_are_read(lines: list[str]) -> None:
    document = document_of("\n\n".join([BODY, *lines, "x y z", BODY]))
    assert paragraphs(document)[1 : 1 + len(lines)] == lines


def test_the_first_of_what_section_signs_count_is_no_title() -> None:
    document = document_of(f"§ 1 Name\n\n{BODY}\n\n§ 2 Fees\n\n{BODY}", id="statutes")
    assert document.title == "statutes"
