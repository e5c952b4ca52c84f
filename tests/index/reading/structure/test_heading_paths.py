"""What paragraphs stand under where the innermost heading says too little."""

from collections.abc import Sequence

from index.reading.documents import document_of
from index.reading.structure.outline import Block, outline
from index.types import Document

BODY = (
    "The council agreed on the plan for the bridge after a long debate in the old hall. So it was."
)
Line = tuple[int, str] | str  # a heading with its level, or a paragraph


def sections_of(lines: Sequence[Line]) -> list[str | None]:
    """Return what each paragraph stands under, of headings and paragraphs in turn."""
    text = ""
    blocks: list[Block] = []
    for line in lines:
        level, words = (None, line) if isinstance(line, str) else line
        blocks.append(Block(len(text), len(text) + len(words), level))
        text += f"{words}\n\n"
    return [paragraph.section for paragraph in outline(text, blocks)[0]]


def shown(document: Document) -> list[str | None]:
    return [paragraph.section for paragraph in document.paragraphs]


def plain(*lines: str) -> Document:
    return document_of("\n\n".join(lines))


def test_a_section_that_others_are_called_like_is_named_with_the_one_around_it() -> None:
    lines: list[Line] = [
        (1, "Kettles"),
        "a",
        (2, "Cleaning"),
        "b",
        (1, "Pans"),
        "c",
        (2, "Cleaning"),
        "d",
        (2, "Lids"),
        "e",
    ]
    assert sections_of(lines) == [
        "Kettles",
        "Kettles › Cleaning",
        "Pans",
        "Pans › Cleaning",
        "Lids",
    ]


def test_a_heading_without_paragraphs_is_named_before_each_of_its_sections() -> None:
    lines: list[Line] = [
        (1, "Version 2"),
        (2, "Added"),
        "a",
        (2, "Thanks"),
        "b",
        (1, "Version 1"),
        (2, "Added"),
        "c",
        (1, "Version 0"),
        (2, "Beginnings"),
        "d",
    ]
    assert sections_of(lines) == [
        "Version 2 › Added",
        "Version 2 › Thanks",
        "Version 1 › Added",
        "Version 0 › Beginnings",
    ]


def test_no_blocks_are_no_paragraphs() -> None:
    assert outline("", []) == ((), ())


def test_sections_of_one_name_each_are_called_by_it_alone() -> None:
    lines: list[Line] = [(1, "Kettles"), (2, "Cleaning"), "a", (2, "Lids"), "b", (1, "Pans"), "c"]
    assert sections_of(lines) == ["Cleaning", "Lids", "Pans"]


def test_the_heading_of_the_whole_text_is_named_before_none() -> None:
    lines: list[Line] = [(1, "The House Book"), (2, "Notes"), "a", (2, "Pans"), (3, "Notes"), "b"]
    assert sections_of(lines) == ["Notes", "Pans › Notes"]


def test_what_is_called_like_the_heading_around_it_is_not_called_so_twice() -> None:
    lines: list[Line] = [(1, "Codes"), (2, "Codes"), "a", (1, "Pans"), (2, "Codes"), "b"]
    assert sections_of(lines) == ["Codes", "Pans › Codes"]


def test_what_is_called_alike_on_two_levels_has_as_many_names_as_tell_it() -> None:
    lines: list[Line] = [
        (1, "Kettles"),
        (2, "Use"),
        (3, "Risks"),
        "a",
        (1, "Pans"),
        (2, "Use"),
        (3, "Risks"),
        "b",
    ]
    assert sections_of(lines) == ["Kettles › Use › Risks", "Pans › Use › Risks"]


def test_the_outermost_names_are_left_out_where_a_section_would_have_a_long_one() -> None:
    kettles, pans, use = "Kettles " * 12, "Pans " * 16, "Use of them at home " * 4
    lines: list[Line] = [
        (1, kettles.strip()),
        (2, use.strip()),
        (3, "Risks"),
        "a",
        (1, pans.strip()),
        (2, use.strip()),
        (3, "Risks"),
        "b",
    ]
    assert sections_of(lines) == [f"{use.strip()} › Risks"] * 2


def test_what_recurs_right_below_numbered_headings_of_plain_text_is_part_of_them() -> None:
    document = plain(
        *("Article I", "Section 1", BODY, "Section 2", BODY),
        *("Article II", "Section 1", BODY, "Section 2", BODY, "Section 3", BODY),
        *("Article III", BODY, "Signatures of the Members", BODY, "Section 4", BODY),
    )
    assert shown(document) == [
        "Article I › Section 1",
        "Article I › Section 2",
        "Article II › Section 1",
        "Article II › Section 2",
        "Article II › Section 3",
        "Article III",
        "Signatures of the Members",
        "Section 4",
    ]


def test_what_recurs_between_numbered_headings_of_plain_text_is_part_of_them() -> None:
    document = plain(
        *("Version 1.2", "Improvements", BODY, "Repairs", BODY),
        *("Version 1.1", "Improvements", BODY, "Repairs", BODY),
        *("Version 1.0", "Ratified in the Old Hall", BODY),
    )
    assert shown(document) == [
        "Version 1.2 › Improvements",
        "Version 1.2 › Repairs",
        "Version 1.1 › Improvements",
        "Version 1.1 › Repairs",
        "Version 1.0 › Ratified in the Old Hall",
    ]


def test_numbered_headings_of_plain_text_with_text_below_all_of_them_are_beside_others() -> None:
    document = plain(
        *("Week 1", BODY, "Weather", BODY, "Week 2", BODY, "Weather", BODY),
    )
    assert shown(document) == ["Week 1", "Weather", "Week 2", "Weather"]


def test_three_kinds_of_parts_stand_in_one_another() -> None:
    part = ("Chapter 1", "Section 1", BODY, "Section 2", BODY, "Chapter 2", "Section 1", BODY)
    document = plain("Part I", *part, "Part II", *part)
    inside = [
        "Chapter 1 › Section 1",
        "Chapter 1 › Section 2",
        "Chapter 2 › Section 1",
    ]
    assert shown(document) == [
        f"{name} › {one}" for name in ("Part I", "Part II") for one in inside
    ]


def test_a_paragraph_knows_the_title_of_its_innermost_section() -> None:
    document = plain("Article I", "Section 1", BODY, "Article II", "Section 1", BODY)
    assert [paragraph.heading for paragraph in document.paragraphs] == ["Section 1", "Section 1"]
    assert [section.title for section in document.sections] == [
        "Article I",
        "Section 1",
        "Article II",
        "Section 1",
    ]
    assert document_of(BODY).paragraphs[0].heading == ""


def test_a_heading_that_goes_on_from_the_one_above_is_named_with_it() -> None:
    lines: list[Line] = [
        (1, "Mill"),
        "a",
        (2, "How do I..."),
        (3, "...clean the press?"),
        "b",
        (3, "… lift the stone?"),
        "c",
        (3, "Lids"),
        "d",
        (2, "... and so on"),  # what it goes on from is the whole text, or nothing
        "e",
    ]
    assert sections_of(lines) == [
        "Mill",
        "How do I... › ...clean the press?",
        "How do I... › … lift the stone?",
        "Lids",
        "... and so on",
    ]
