"""Headings that nothing stands under: what they say is read, and the others are on record."""

from pathlib import Path

import pytest

from index.reading.documents import document_of, read_document
from index.types import Document, Omission, OmissionKind

BODY = "The growers agreed on the price of seed after a long debate in the old mill. So it was."


def told(document: Document) -> list[tuple[str | None, str]]:
    return [(one.section, document.text[one.start : one.end]) for one in document.paragraphs]


def markdown(folder: Path, *blocks: str) -> Document:
    path = folder / "minutes.md"
    path.write_text("\n\n".join(blocks), encoding="utf-8")
    return read_document(path)


def plain(*blocks: str) -> Document:
    return document_of("\n\n".join(blocks))


@pytest.mark.parametrize(
    "heading",
    [
        "Present: Ada Bell, Cora Lind",
        "Next meeting: Tuesday, 12 November 2024, 19:30",
        "2. Compost: moved to the north wall",
        "3. Roof",
        "The harbour master has resigned",
    ],
)
def test_a_stated_heading_over_nothing_is_read_under_itself(tmp_path: Path, heading: str) -> None:
    document = markdown(tmp_path, "# Minutes", f"## {heading}", "## Fence", BODY)
    assert told(document) == [(heading, heading), ("Fence", BODY)]
    assert [one.title for one in document.sections] == ["Minutes", heading, "Fence"]
    assert document.omissions == ()


@pytest.mark.parametrize("heading", ["Overview", "Chapter 5", "[1.4.2]", "§ 3", "Who we are"])
def test_a_heading_over_nothing_that_only_names_it_is_on_record(
    tmp_path: Path, heading: str
) -> None:
    document = markdown(tmp_path, "# Minutes", f"## {heading}", "## Fence", BODY)
    assert told(document) == [("Fence", BODY)]
    assert document.omissions == (Omission(OmissionKind.LONE_HEADING, heading),)


def test_headings_on_end_over_nothing_are_a_list(tmp_path: Path) -> None:
    names = ["Ada Bell", "Bob Reed", "Cora Lind"]
    document = markdown(
        tmp_path, "# Committee", *(f"## {name}" for name in names), "## Fence", BODY
    )
    assert told(document) == [*((name, name) for name in names), ("Fence", BODY)]


def test_a_heading_over_deeper_ones_is_no_paragraph(tmp_path: Path) -> None:
    document = markdown(
        tmp_path, "# Mills", "## The mills of the valley in 1910", "### Upper", BODY
    )
    assert told(document) == [("Upper", BODY)]
    assert document.omissions == ()


def test_the_title_over_a_heading_of_its_level_is_no_paragraph(tmp_path: Path) -> None:
    document = markdown(tmp_path, "# Minutes of 8 October 2024", "# 1. Fence", BODY)
    assert document.title == "Minutes of 8 October 2024"
    assert told(document) == [("1. Fence", BODY)]


def test_a_line_of_plain_text_over_a_heading_is_a_paragraph_of_what_it_stands_in() -> None:
    document = plain("1. Fence", BODY, "The Harbour Master Has Resigned", "2. Compost", BODY)
    assert told(document) == [
        ("1. Fence", BODY),
        ("1. Fence", "The Harbour Master Has Resigned"),
        ("2. Compost", BODY),
    ]


def test_a_line_of_plain_text_that_only_names_what_is_counted_below_stays_its_heading() -> None:
    document = plain("RULES OF THE MILL", "Rules and Duties of Its Growers", "1. Terms", BODY)
    assert told(document) == [("1. Terms", BODY)]
    assert [one.title for one in document.sections][1] == "Rules and Duties of Its Growers"
    assert document.omissions == ()


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("2. License Grants and Conditions", "2.1. Grants"),
        ("Part 2: The Long Way Down", "Chapter 3"),
        ("SECTION II. MEMBERS AND THEIR DUTIES", "§ 3 Joining"),
    ],
)
def test_a_heading_that_counts_what_holds_the_one_below_it_stays(outer: str, inner: str) -> None:
    document = plain("1. Fence", BODY, outer, inner, BODY)
    assert told(document)[0] == ("1. Fence", BODY)
    assert [text for _, text in told(document)] == [BODY, BODY]
    assert document.omissions == ()


def test_names_on_end_are_read_though_one_looks_like_a_roman_number(tmp_path: Path) -> None:
    names = ["## Ada Bell", "## Wei Li", "## Cora Lind", "## Founded 1987"]
    document = markdown(tmp_path, "# Mills", *names, "## Fence", BODY)
    assert [text for _, text in told(document)] == [*(one[3:] for one in names), BODY]


def test_parts_that_recur_keep_the_headings_around_them() -> None:
    parts = ["Article I", "Section 1", BODY, "Article II", "Section 1", BODY]
    assert told(plain(*parts)) == [
        ("Article I › Section 1", BODY),
        ("Article II › Section 1", BODY),
    ]
    assert plain(*parts).omissions == ()


@pytest.mark.parametrize(
    "line",
    [
        "Next Meeting: Tuesday, 12 November 2024, 19:30, Upper Room",
        "Price: £12 and £6",
        "Valid From: 1 January",
    ],
)
def test_figures_behind_a_label_are_no_heading(line: str) -> None:
    document = plain("Fence", BODY, line, BODY)
    assert told(document) == [("Fence", BODY), ("Fence", line), ("Fence", BODY)]


@pytest.mark.parametrize(
    "heading",
    [
        "2. Compost: 3 Heaps",
        "Step 3: The Wheel",
        "The Quiet Years: 1914–1918",
        "License: Mill-2",
        "The Mill and Its People: A Walk in 9 Rooms",
        "PRICES: 2025",
    ],
)
def test_other_headings_with_a_colon_and_figures_stay(heading: str) -> None:
    document = plain("Fence", BODY, heading, BODY)
    assert told(document) == [("Fence", BODY), (heading, BODY)]
