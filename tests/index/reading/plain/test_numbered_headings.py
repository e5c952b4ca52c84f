"""Numbers of a plain text that count its parts, and those that count items of lists."""

import pytest

from index.reading.documents import document_of
from index.reading.plain.numbered_headings import numbered_in
from index.reading.repair.lines import lines_of
from index.types import BlockKind, Document

RULES = """\
   Rules of the Millers' Guild, as they were read at the spring meeting.
   1. Purpose

   The guild keeps the mills of the valley turning, and settles what millers
   quarrel about among themselves.
   2. Members

  2.1. Who is one

    1. Whoever keeps a mill in the valley is a member of the guild, as long as
       the mill turns at least once in a year.
    2. A member who sells the mill is none any more.

  2.2. Duties

   A member shall
    1. pay the yearly dues;
    2. lend a stone to whoever lost one.

   3. The Warden

  3.1. Powers

   The warden may:
    1. Lend the great wheel to other guilds.
       That is done for no longer than a season, and for nothing but the cost
       of bringing it back.
    2. Close a mill which is a danger.
       This does not hold for mills that are closed already.

  3.2. Election

   The warden is elected by the members for a year.
   A. The Counting of Votes

  A.1. Ballots

   Every mill has one ballot, however many stones it has.
"""


def test_headings_that_count_parts_are_told_from_items_by_the_count_and_the_indent() -> None:
    assert [(section.title, section.level) for section in document_of(RULES).sections[1:]] == [
        ("1. Purpose", 1),
        ("2. Members", 1),
        ("2.1. Who is one", 2),
        ("2.2. Duties", 2),
        ("3. The Warden", 1),
        ("3.1. Powers", 2),
        ("3.2. Election", 2),
        ("A. The Counting of Votes", 1),
        ("A.1. Ballots", 2),
    ]


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("That is done for no longer", "3.1. Powers"),
        ("Close a mill which is a danger", "3.1. Powers"),
        ("pay the yearly dues", "2.2. Duties"),
        ("Every mill has one ballot", "A.1. Ballots"),
        ("Whoever keeps a mill", "2.1. Who is one"),
    ],
)
def test_a_paragraph_stands_under_the_heading_that_a_reader_sees(words: str, section: str) -> None:
    assert _section_of(document_of(RULES), words) == section


def test_an_item_that_is_a_sentence_over_its_own_text_is_no_heading() -> None:
    text = "\n".join(
        [
            "The miller has a few habits, which visitors are told of at the door, so",
            "that nobody is surprised when the stones begin to turn in the dark. They",
            "are written down here in the order in which they came to be known.",
            "",
            "These are the habits of the miller, as far as they are known to the guild:",
            "  1. Grind at Night.",
            "     The stones are cooler then, and the neighbours do not ask for flour while",
            "     the work is still being done.",
            "  2. Rest at Noon.",
            "     The stones are warm then, and nobody who knows the valley comes to ask for",
            "     flour before the shadow reaches the gate.",
        ]
    )
    document = document_of(text)
    items = [one for one in document.paragraphs if one.kind is BlockKind.LIST_ITEM]
    assert document.sections == ()
    assert [document.text[one.start : one.end] for one in items] == [
        "1. Grind at Night.",
        "2. Rest at Noon.",
    ]


def test_a_list_of_contents_counts_no_parts() -> None:
    lines = [f"  {number} {title}" for number, title in _PARTS]
    contents = "\n\n".join(lines)
    body = "\n\n".join(
        f"{line}\n\n  What stands in this part is told in a sentence or two, which say what is in\n"
        "  it and why it is there at all; then it ends."
        for line in lines
    )
    titles = [section.title for section in document_of(f"{contents}\n\n{body}\n").sections]
    assert [title for title in titles if title[0].isdigit()] == [line.strip() for line in lines]


MINUTES = """\
MINUTES OF THE MILLERS' MEETING
6 February 2024, 19:00, at the great wheel

1. Minutes of the last meeting
The minutes of 9 January were approved without changes.

2. Finances
Ada reported a balance of 11,430 euros on 31 January, down from 13,900 a year before.
Decision: the dues stay at 28 euros. (3 in favour)

3. Noise complaint
Mrs Halloran complained again about grinding after ten at night.

End: 21:10.
"""


def test_numbered_titles_right_over_text_are_headings_as_of_minutes() -> None:
    document = document_of(MINUTES)
    assert document.metadata.title == "MINUTES OF THE MILLERS' MEETING"
    assert [section.title for section in document.sections[1:]] == [
        "1. Minutes of the last meeting",
        "2. Finances",
        "3. Noise complaint",
    ]
    assert _section_of(document, "Mrs Halloran complained") == "3. Noise complaint"
    assert _section_of(document, "at the great wheel") == "MINUTES OF THE MILLERS' MEETING"


def test_they_are_where_many_short_lines_stand_below_them() -> None:
    actions = "Who | What\n" + "Ada | Oil\nBo | Nails\nCy | Rope\n" * 5
    minutes = MINUTES.replace("End: 21:10.", f"Actions\n\n{actions}")
    assert len(numbered_in(lines_of(minutes)).headings) == 3
    assert numbered_in(lines_of(MINUTES + "The wheel is old. " * 40)).headings == ()


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("3. Noise complaint\n", "4. Noise complaint\n"),  # no part may be left out
        ("2. Finances\n", "2. The finances are told by Ada.\n"),  # a sentence
        ("3. Noise complaint\n", "3. noise complaint\n"),
        ("3. Noise complaint\nMrs", "3. Noise complaint of the\nmrs"),
    ],
)
def test_numbers_over_text_that_may_be_a_list_s_are_no_headings(words: str, others: str) -> None:
    assert len(numbered_in(lines_of(MINUTES)).headings) == 3
    assert numbered_in(lines_of(MINUTES.replace(words, others))).headings == ()


_PARTS = (
    *(("1.", "Mills"), ("1.1.", "Old ones"), ("1.2.", "New ones")),
    *(("2.", "Millers"), ("2.1.", "By day"), ("2.2.", "By night")),
)


def _section_of(document: Document, words: str) -> str | None:
    """Return the section of the paragraph that has these words."""
    texts = {document.text[one.start : one.end]: one.section for one in document.paragraphs}
    return next(section for text, section in texts.items() if words in text)
