"""A bold question over its answer is a heading, on a page and in Markdown; other lines are not."""

from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.reading.structure.bold_questions import with_bold_questions
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind, Document

MARKDOWN = b"""\
# Club house

## Guests

**May I bring a guest?**

Yes, two at a time.

**What does it _cost_?**

Five crowns.

## Boats

They are locked.
"""
PAGE = b"""\
<html><body><main><h1>Club house</h1><h2>Guests</h2>
<p><strong>May I bring a guest?</strong></p><p>Yes, two at a time.</p>
<p> <b>What does it <i>cost</i>?</b> </p><p>Five crowns.</p>
<h2>Boats</h2><p>They are locked.</p></main></body></html>
"""


def read(raw: bytes, name: str) -> Document:
    return read_document(Path(name), raw=raw)


def sections(document: Document) -> list[tuple[str, int]]:
    return [(section.title, section.level) for section in document.sections]


@pytest.mark.parametrize(("raw", "name"), [(MARKDOWN, "club.md"), (PAGE, "club.html")])
def test_a_bold_question_heads_its_answer_below_the_section_that_it_stands_in(
    raw: bytes, name: str
) -> None:
    document = read(raw, name)

    assert sections(document) == [
        ("Club house", 1),
        ("Guests", 2),
        ("May I bring a guest?", 3),
        ("What does it cost?", 3),
        ("Boats", 2),
    ]
    assert document.metadata.title == "Club house"


def test_bold_questions_without_a_heading_do_not_name_the_document() -> None:
    document = read(b"**Who may row?**\n\nMembers.\n\n**When?**\n\nBy day.\n", "rowing.md")

    assert sections(document) == [("Who may row?", 2), ("When?", 2)]
    assert document.metadata.title == "Rowing"


@pytest.mark.parametrize(
    "source",
    [
        "**Figure 1. The boat house**\n\nIt is old.",
        "**Who may row?** Members.\n\nBy day.",
        "Who may **row?**\n\nMembers.",
        "- **Who may row?**\n\n  Members.",
        "> **Who may row?**\n\nMembers.",
        "Members.\n\n**Any more questions?**",
        "**Tired of waiting?**\n\n# Boats\n\nThey are locked.",
        "**Tired?**\n\n**Bored?**\n\n# Boats\n\nThey are locked.",
    ],
)
def test_bold_words_that_head_no_answer_are_no_heading(source: str) -> None:
    titles = [title for title, _ in sections(read(source.encode(), "rowing.md"))]

    assert not [title for title in titles if title.endswith("?") or "Figure" in title]


def test_a_page_that_is_bold_throughout_has_no_headings_by_that() -> None:
    page = b"<html><body><b><p>Who may row?</p><p>Members.</p><p>When?</p><p>By day.</p></b>"

    assert not [title for title, _ in sections(read(page, "bold.html")) if title.endswith("?")]


def test_a_bold_line_of_a_page_ends_with_its_block() -> None:
    page = b"<html><body><p>Rules.</p><p><b>Who rows?</b></p><p><b>All</b> members.</p></body>"

    assert ("Who rows?", 2) in sections(read(page, "rows.html"))


@pytest.mark.parametrize(
    "part",
    [
        ExtractPart("Who rows?", kind=BlockKind.CAPTION, bold=True),
        ExtractPart("Who rows?\nAnd when?", bold=True),
        ExtractPart("Who rows " + "with us " * 30 + "?", bold=True),
        ExtractPart("Who rows?"),
    ],
)
def test_no_caption_and_nothing_long_or_plain_becomes_a_heading(part: ExtractPart) -> None:
    parts = (part, ExtractPart("Members."))

    assert with_bold_questions(parts) == parts


def test_no_question_is_deeper_than_a_heading_can_be() -> None:
    parts = (
        ExtractPart("Deep", 6),
        ExtractPart("Who rows?", bold=True),
        ExtractPart("Members."),
    )

    assert [part.level for part in with_bold_questions(parts)] == [6, 6, None]
