"""What the layout of plain texts shows: underlines, manual pages and RFCs as they are printed."""

import pytest

from index.reading.documents import document_of
from index.reading.repair.repair import restore
from index.types import Document, RepairKind

MANUAL = """\
MILL(1)                     General Commands Manual                    MILL(1)

NAME
       mill - grind what is put into it, for the time that it is told to grind

SYNOPSIS
       mill [-v] [-o file]

DESCRIPTION
       The  mill  grinds  what  is put into it.  It was built to grind barley,
       and is thought to be patient; it does not stop be‐
       fore it is told.

   Grinding by night
       At night the mill grinds more slowly than by day, so that those who live
       near it can sleep.

OPTIONS
       -v     Tell what is ground, how fast it is ground, and what has been left
              over of it.
       -o file
              Put the flour into a file.

EXAMPLES
       A table:

           a | b
           c | d

Valley 2.1                        May 1911                             MILL(1)
"""

FIRST_PAGE = """\




Millers' Network                                               A. Marlow
Request for Words: 1911                                        Arval Ltd
Category: Informational                                         May 1911


                      Mills in the Valley of Arval

Status

   This memo tells of mills.  It is meant for those who have never seen
   one, and for those who have.

Contents

   1. Water ...........................................................2
      1.1. Gates ......................................................2
      1.2. The Gate of the Upper Race, Which Is Seldom Opened and
           Seldom Shut ................................................3
   2. Fire ............................................................3

1.  Water

1.1.  Gates

   Each race has a gate.  A gate that is shut keeps the water out of the




Marlow                       Informational                      [Page 1]
"""
SECOND_PAGE = """\
RFW 1911                          Mills                         May 1911


   race, and one that is open lets it in.  The gates are:

   o  the upper gate, which is opened in May and shut again before the
      first frost of the year;

   o  the lower gate.

1.2.  The Gate of the Upper Race, Which Is Seldom Opened and
      Seldom Shut

   It is of oak.




Marlow                       Informational                      [Page 2]
"""
THIRD_PAGE = """\
RFW 1911                          Mills                         May 1911


2.  Fire

   Mills burn.  The mill of Arval burnt in the year in which this memo
   was written.




Marlow                       Informational                      [Page 3]
"""
FOURTH_PAGE = """\
RFW 1911                          Mills                         May 1911


Author

   Ada Marlow
   The Old Mill
   Arval




Marlow                       Informational                      [Page 4]
"""
MEMO = "\f\n".join((FIRST_PAGE, SECOND_PAGE, THIRD_PAGE, FOURTH_PAGE))

README = """\
The mill
========

It was built in 1702 by people whose names are not known any more,
and it stands in the valley of Arval, near the old bridge.

Water
-----
The race is cut in rock. It is dry, since the upper gate has been
shut for as long as anyone remembers.

Fire
----

It burnt in 1911.
"""


def titles(document: Document) -> list[tuple[str, int]]:
    return [(s.title, s.level) for s in document.sections if s.end > s.start]


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


def test_a_printed_manual_page_has_headings_and_whole_paragraphs() -> None:
    document = document_of(MANUAL)
    assert titles(document) == [
        ("NAME", 1),
        ("SYNOPSIS", 1),
        ("DESCRIPTION", 1),
        ("Grinding by night", 2),
        ("OPTIONS", 1),
        ("EXAMPLES", 1),
    ]
    assert paragraphs(document) == [
        "mill - grind what is put into it, for the time that it is told to grind",
        "mill [-v] [-o file]",
        "The mill grinds what is put into it. It was built to grind barley, and is thought to be "
        "patient; it does not stop before it is told.",
        "At night the mill grinds more slowly than by day, so that those who live near it can "
        "sleep.",
        "-v Tell what is ground, how fast it is ground, and what has been left over of it.",
        "-o file Put the flour into a file.",
        "A table:",
        "a | b\n           c | d",
    ]


def test_a_printed_manual_page_is_called_by_its_head_which_is_no_text() -> None:
    document = document_of(MANUAL)
    assert document.title == "MILL(1)"
    assert "MILL(1)" not in document.text
    assert "General Commands" not in document.text
    assert "Valley 2.1" not in document.text
    lifted = [r.before.split()[0] for r in document.repairs if r.kind is RepairKind.PAGE_BREAK]
    assert lifted == ["MILL(1)", "Valley"]


def test_a_memo_in_pages_has_the_sections_that_its_numbers_show() -> None:
    document = document_of(MEMO)
    assert document.title == "Mills in the Valley of Arval"
    assert titles(document) == [
        ("Mills in the Valley of Arval", 1),
        ("Status", 1),
        ("1. Water", 1),
        ("1.1. Gates", 2),
        ("1.2. The Gate of the Upper Race, Which Is Seldom Opened and Seldom Shut", 2),
        ("2. Fire", 1),
        ("Author", 1),
    ]


def test_a_memo_in_pages_is_whole_without_heads_feet_and_contents() -> None:
    read = paragraphs(document_of(MEMO))
    assert read[-6:] == [
        "Each race has a gate. A gate that is shut keeps the water out of the race, and one that "
        "is open lets it in. The gates are:",
        "o the upper gate, which is opened in May and shut again before the first frost of the "
        "year;",
        "o the lower gate.",
        "It is of oak.",
        "Mills burn. The mill of Arval burnt in the year in which this memo was written.",
        "Ada Marlow\n   The Old Mill\n   Arval",
    ]
    assert not any("[Page" in text or "RFW" in text or "...." in text for text in read)


@pytest.mark.parametrize("source", [MANUAL, MEMO, README])
def test_what_layout_changes_is_on_record(source: str) -> None:
    document = document_of(source)
    assert restore(document.text, document.repairs) == source


def test_underlined_titles_are_headings_of_the_level_that_their_line_shows() -> None:
    document = document_of(README)
    assert document.title == "The mill"
    assert titles(document) == [("The mill", 1), ("Water", 2), ("Fire", 2)]
    assert paragraphs(document) == [
        "It was built in 1702 by people whose names are not known any more, and it stands in the "
        "valley of Arval, near the old bridge.",
        "The race is cut in rock. It is dry, since the upper gate has been shut for as long as "
        "anyone remembers.",
        "It burnt in 1911.",
    ]


def test_a_title_between_two_lines_is_of_another_level_than_one_over_a_line() -> None:
    text = "====\nMill\n====\n\nIt is old.\n\nWater\n=====\n\nIt is dry.\n"
    assert titles(document_of(text)) == [("Mill", 1), ("Water", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Year    Sacks\n-------------\n1910    120\n",  # the head of a table
        "The mill was built in 1702 and burnt in 1911\n----\nThe bridge still stands.\n",
        "One line of a paragraph\nand another one\n---------------\nThe end.\n",
        "-----\n=====\n\nThe mill is old.\n",
    ],
)
def test_a_row_of_one_character_does_not_always_underline_a_title(text: str) -> None:
    assert titles(document_of(text)) == []


def test_a_novel_with_indented_first_lines_is_not_laid_out_under_headings() -> None:
    paragraph = (
        "    It was a dark night, and nobody had expected so many people to come to\n"
        "the mill. The miller counted them at the door, and soon gave up counting,\n"
        "since there were more of them than he had fingers, toes and teeth left.\n"
    )
    document = document_of("CHAPTER ONE\n\n" + paragraph * 5)
    assert len(document.paragraphs) == 5
    assert all("\n" not in text for text in paragraphs(document))


def test_a_list_at_the_margin_is_not_taken_for_headings() -> None:
    text = "".join(f"item {n}\n    says something of it.\n" for n in range(9))
    assert titles(document_of(text)) == []


BELOW = "\n\nThe mill grinds what is put into it. It was built to grind barley."


def title_of(text: str) -> str:
    return document_of(text, id="a file").title


@pytest.mark.parametrize(
    "text",
    [
        f"{' ' * 31}The Mill of Arval{BELOW}",
        f"{' ' * 16}The Mill of Arval\n{' ' * 15}in the valley of Me{BELOW}",
        f"The Mill of Arval\n\n{'=' * 70}{BELOW}",
    ],
)
def test_the_first_line_is_the_title_where_it_is_centred_or_over_a_rule(text: str) -> None:
    assert title_of(f"\n{text}\n") == "The Mill of Arval"


@pytest.mark.parametrize(
    "text",
    [
        f"{' ' * 31}The mill, however, was not built{BELOW}".replace("built", "built,"),
        f"{' ' * 12}the mill of arval{BELOW}",
        f"the mill of arval\n\n{'=' * 10}{BELOW}",
        f"{' ' * 35}* * *{BELOW}",
    ],
)
def test_a_first_line_elsewhere_is_none(text: str) -> None:
    assert title_of(text) == "a file"


def test_of_sections_in_a_row_none_is_the_title() -> None:
    terms = "".join(
        f"{term}\n    What is said of it is said here, and goes on in the line\n    below it.\n\n"
        for term in ("Ashlar", "Bran", "Crank", "Damsel")
    )
    assert title_of(terms) == "a file"
    assert title_of(f"Terms of the Mill\n\n{terms}") == "Terms of the Mill"


FAQ = """\
If your question is not answered on this page, please look at the board beside
the door of the mill, where there may be a later one that has it.

 1. Is the mill open?

    Yes. It grinds every day but Sunday.

 2. When do I get my flour?

    The flour can be fetched on the day after the corn was brought, as long as
    the wind blows. See the board beside the door of the mill.

 9. Why does it say that there is no wind, although there is so much of it that

    Because.

10. Some people say that flour which was ground in a storm is lighter. So what
    exactly do I need to do to have it?

    Wait for one. The miller is glad of anybody who helps him in a storm, since
    the sails have to be turned then.

11. The mill of the next village is open on Sundays as well as on other days.
    Since it belongs to the same miller, does not that mean that all mills of the
    valley are?

    No.
"""


def test_numbers_that_are_set_flush_right_stand_at_the_margin() -> None:
    headings = [section.title.split(" ", 1)[0] for section in document_of(FAQ).sections[1:]]
    assert headings == ["1.", "2.", "9.", "10.", "11."]


def test_a_numbered_heading_has_all_its_lines() -> None:
    assert [section.title for section in document_of(FAQ).sections[4:]] == [
        "10. Some people say that flour which was ground in a storm is lighter. So what exactly "
        "do I need to do to have it?",
        "11. The mill of the next village is open on Sundays as well as on other days. Since it "
        "belongs to the same miller, does not that mean that all mills of the valley are?",
    ]


def test_a_short_numbered_heading_does_not_take_the_text_right_below_it() -> None:
    below = FAQ.replace("open?\n\n", "open?\n")
    assert "1. Is the mill open?" in [section.title for section in document_of(below).sections]


def test_an_item_that_no_text_stands_under_is_no_heading() -> None:
    items = (
        FAQ
        + """
12. What does the licence of the miller say?

    This, since it was given to him by the council of the village in the valley:

1.  The origin of this flour must not be misrepresented; you must not claim that
    you ground the corn.

2.  Altered sacks must be plainly marked as such, and must not be misrepresented
    as the miller's own.
"""
    )
    document = document_of(items)
    texts = [document.text[one.start : one.end] for one in document.paragraphs]
    assert texts[-2:] == [
        "1. The origin of this flour must not be misrepresented; you must not claim that you "
        "ground the corn.",
        "2. Altered sacks must be plainly marked as such, and must not be misrepresented as the "
        "miller's own.",
    ]
