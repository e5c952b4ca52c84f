"""Bold lines head what is below them, on a page and in Markdown, where nothing else is meant."""

from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.reading.structure.bold_headings import with_bold_headings
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


def test_bold_headings_without_a_heading_do_not_name_the_document() -> None:
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

    assert with_bold_headings(parts) == parts


def test_no_question_is_deeper_than_a_heading_can_be() -> None:
    parts = (
        ExtractPart("Deep", 6),
        ExtractPart("Who rows?", bold=True),
        ExtractPart("Members."),
    )

    assert [part.level for part in with_bold_headings(parts)] == [6, 6, None]


RULES = b"""\
# Harbour rules

They hold for all members.

**Mooring**

Boats are moored at the pier only.

**Guests**

Members may bring:

- two guests
- a dog

**Quiet hours**

No horn is blown behind ten.

**The crane**

It lifts two tons. Nobody stands below it.

## Fees

They are due in May.
"""
RULES_PAGE = b"""\
<html><body><main><h1>Harbour rules</h1><p>They hold for all members.</p>
<p><b>Mooring</b></p><p>Boats are moored at the pier only.</p>
<p><strong>Guests</strong></p><p>Members may bring:</p><ul><li>two guests</li><li>a dog</li></ul>
<p><b>Quiet hours</b></p><p>No horn is blown behind ten.</p>
<p><b>The crane</b></p><p>It lifts two tons. Nobody stands below it.</p>
<h2>Fees</h2><p>They are due in May.</p></main></body></html>
"""


@pytest.mark.parametrize(("raw", "name"), [(RULES, "rules.md"), (RULES_PAGE, "rules.html")])
def test_bold_names_over_text_are_headings_below_the_one_that_they_stand_under(
    raw: bytes, name: str
) -> None:
    document = read(raw, name)

    assert sections(document) == [
        ("Harbour rules", 1),
        ("Mooring", 2),
        ("Guests", 2),
        ("Quiet hours", 2),
        ("The crane", 2),
        ("Fees", 2),
    ]
    assert [paragraph.section for paragraph in document.paragraphs] == [
        "Harbour rules",
        "Mooring",
        *["Guests"] * 3,
        "Quiet hours",
        "The crane",
        "Fees",
    ]


def test_bold_names_and_bold_questions_are_as_deep() -> None:
    source = RULES.replace(b"## Fees", b"**What does it cost?**")

    assert ("What does it cost?", 2) in sections(read(source, "rules.md"))


def told(*lines: str, below: str = "It is so since May.") -> list[str]:
    """Return the headings of a text in which each line stands in bold over what is said of it."""
    source = "\n\n".join(f"**{line}**\n\n{below}" for line in lines)
    document = read(f"# Harbour\n\n{source}\n".encode(), "harbour.md")
    return [title for title, _ in sections(document)[1:]]


def test_bold_names_are_headings_from_three_on() -> None:
    assert told("Mooring", "Guests") == []
    assert told("Mooring", "Guests", "Crane") == ["Mooring", "Guests", "Crane"]


@pytest.mark.parametrize(
    "line",
    [
        "Boats are moored here.",
        "Mind the crane!",
        "Mooring:",
        "who moors here",
        "1911",
        "Figure 3: The crane",
        "The pier " * 10,
    ],
)
def test_bold_sentences_leads_and_captions_are_no_names(line: str) -> None:
    assert told(line.strip(), "Mooring", "Guests") == []


def test_who_speaks_again_and_again_is_no_heading() -> None:
    assert told("Ada Lind", "Bo Marlow", "Ada Lind", "Cy Harrow") == []


def test_bold_names_over_what_is_no_sentence_are_no_headings() -> None:
    assert told("Ada Lind", "Bo Marlow", "Cy Harrow", below="Chair of the harbour") == []
    assert told("Sacks", "Boats", "Guests", below="```\nturn()\n```") == []


def test_a_name_below_a_letter_is_no_heading_among_some() -> None:
    letter = RULES + b"\n**Ada Lind**\n\nChair of the harbour\n"

    assert "Ada Lind" not in [title for title, _ in sections(read(letter, "rules.md"))]


def test_names_of_items_and_of_quotations_are_no_headings() -> None:
    items = "".join(
        f"- **Rule {n}x**\n\n  It is so.\n\n> **Word {n}x**\n>\n> So.\n\n" for n in "abc"
    )

    assert sections(read(f"# Harbour\n\n{items}".encode(), "harbour.md")) == [("Harbour", 1)]


def test_titles_of_boxes_beside_the_text_are_no_headings() -> None:
    box = (
        "<div><div><p><b>Word: {}</b></p></div><p>It is an old one.</p></div><p>So it goes on.</p>"
    )
    page = f"<html><body><h1>Harbour</h1><p>It is old.</p>{''.join(map(box.format, 'ABCD'))}"

    assert sections(read(page.encode(), "harbour.html")) == [("Harbour", 1)]
