"""Who a plain text names as its authors below the title, and what looks like it and is none."""

import pytest

from index.reading.documents import document_of
from index.reading.repair.repair import restore
from index.types import Document, Omission, OmissionKind

BODY = (
    "The council met in the old town hall on Tuesday and agreed, after a long debate of the\n"
    "members, that the bridge should be repaired before the winter. Nobody had expected so\n"
    "many to come, and several speakers said that the effort would be worth the cost.\n\n"
    "Others wanted first to find out what the benefits were, and asked for an analysis by the\n"
    "end of the year, or by the end of the next, since the water was high in most springs.\n"
)


def read(*head: str) -> Document:
    return document_of("\n".join(head) + "\n\n" + BODY)


def authors(document: Document) -> list[str]:
    return [name.display for name in document.metadata.author]


def texts(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (["The Bridge at Arvale", "", "by Ada Zeglar"], ["Ada Zeglar"]),
        (["The Bridge at Arvale", "by Ada Zeglar"], ["Ada Zeglar"]),
        (["The Bridge at Arvale", "", "by", "", "Ada Zeglar", "Arvale"], ["Ada Zeglar"]),
        (["The Bridge at Arvale", "", "by", "Ada Zeglar"], ["Ada Zeglar"]),
        (["The Bridge at Arvale", "====================", "By Ada Zeglar"], ["Ada Zeglar"]),
        (["The Bridge at Arvale", "", "Author: Ada Zeglar"], ["Ada Zeglar"]),
        (["The Bridge at Arvale", "", "Written by Ada Zeglar."], ["Ada Zeglar"]),
        (
            ["The Bridge at Arvale", "", "Ada Zeglar and Carl Ondrik"],
            ["Ada Zeglar", "Carl Ondrik"],
        ),
        (
            ["The Bridge at Arvale", "", "by Ada Zeglar,", "   Carl Ondrik", "   and Eva Vuskov"],
            ["Ada Zeglar", "Carl Ondrik", "Eva Vuskov"],
        ),
        (["The Bridge at Arvale", "", "Ada Zeglar, University of Arvale"], ["Ada Zeglar"]),
        (["The Bridge at Arvale", "Ada Zeglar <ada@example.org>"], ["Ada Zeglar"]),
        (
            ["The Bridge at Arvale", "", "Ada Zeglar", "University of Arvale", "ada@example.org"],
            ["Ada Zeglar"],
        ),
        (["The Bridge at Arvale", "", "Ada Zeglar", "", "14 May 2001"], ["Ada Zeglar"]),
        (
            [f"{' ' * 30}The Bridge at Arvale", "", f"{' ' * 35}Ada Zeglar"],
            ["Ada Zeglar"],
        ),
        (
            ["The Bridge Manual", "Edition 2, for Bridge 1.0", "May 2001", "", "by Ada Zeglar"],
            ["Ada Zeglar"],
        ),
    ],
)
def test_authors_below_the_title_are_no_text(head: list[str], named: list[str]) -> None:
    document = read(*head)
    assert authors(document) == named
    assert document.title == head[0].strip()
    assert document.sections[0].title == head[0].strip()
    assert not any(name in text for name in named for text in texts(document))
    assert not any(name in section.title for name in named for section in document.sections)
    assert "author" in document.metadata.derived


@pytest.mark.parametrize(
    ("head", "issued"),
    [
        (["Ada Zeglar, 14 May 2001"], (2001, 5, 14)),
        (["", "Ada Zeglar, 14 May 2001"], (2001, 5, 14)),
        (["", "By Ada Zeglar, 14 May 2001"], (2001, 5, 14)),
        (["", "By Ada Zeglar, Bridge Manager, May 2001"], (2001, 5)),
        (["", "Written by Ada Zeglar on 14 May 2001"], (2001, 5, 14)),
        (["", "14th May 2001", "Ada Zeglar"], (2001, 5, 14)),
        (["", "Ada Zeglar", "2001-05-14"], (2001, 5, 14)),
        (["", "Ada Zeglar", "", "14 May 2001"], (2001, 5, 14)),
        (["", "by Ada Zeglar", "14 May 2001"], (2001, 5, 14)),
        (["", "by Ada Zeglar", "University of Arvale", "14 May 2001"], (2001, 5, 14)),
        (["", "May 2001", "", "by Ada Zeglar"], (2001, 5)),
        (["", "Author: Ada Zeglar", "Date: 14 May 2001"], (2001, 5, 14)),
        (["", "Date: 14 May 2001", "Author: Ada Zeglar"], (2001, 5, 14)),
        (["", "by Ada Zeglar"], ()),
    ],
)
def test_the_date_of_a_byline_is_the_text_s(head: list[str], issued: tuple[int, ...]) -> None:
    document = read("The Bridge at Arvale", *head)
    assert (authors(document), document.metadata.issued) == (["Ada Zeglar"], issued)
    assert document.title == "The Bridge at Arvale"
    assert not any("Zeglar" in text for text in texts(document))


def test_a_byline_may_say_where_a_text_was_published() -> None:
    document = read("The Bridge", "", "By Ada Zeglar, published in the Valley Letter, 14 May 2001")
    assert document.metadata.container_title == "Valley Letter"
    assert document.metadata.issued == (2001, 5, 14)


def test_the_fields_of_a_memo_stay_in_the_text() -> None:
    fields = ["To: Carl Ondrik", "From: Ada Zeglar <ada@example.org>", "Date: 14 May 2001"]
    document = read("A memo on the bridge", "", *fields, "Subject: Oak")
    assert (authors(document), document.metadata.issued) == (["Ada Zeglar"], (2001, 5, 14))
    assert document.title == "A memo on the bridge"
    shown = {*texts(document), *(section.title for section in document.sections)}
    assert {*fields, "Subject: Oak"} <= shown
    assert document.omissions == ()


@pytest.mark.parametrize(
    "head",
    [
        ["Letter to the mayor", "", "Arvale, 14 May 2001", "", "Dear Carl,"],
        ["Letter to the mayor", "", "Ann Arvale, 14 May 2001", "", "Dear Carl,"],  # a place
        [
            "Letter to the mayor",
            "",
            "Ann Arvale, 14 May 2001",
            "",
            "Subject: Oak",
            "",
            "Dear Carl,",
        ],
        ["Letter home", "", "Ann Arvale, 14 May 2001", "", "My dear mother,"],
        ["The oak", "", "Treasurer Ada Bell, 14 May 2001", "", "It stands."],
        ["The Bridge", "", "14 May 2001"],
        ["The Bridge", "", "Stone Bridge, May 2001"],
        ["The Bridge", "", "Ada Zeglar, May 2001"],  # a publisher's as well
        ["The Bridge", "", "Arvale, Valley of Mills, 14 May 2001"],
        ["Log of the bridge", "", "2001-05-14 08:30 Ada Zeglar"],
        ["Log of the bridge", "", "2001-05-14 Ada Zeglar crossed"],
        ["The Bridge", "", "Ada Zeglar, born on 14 May 2001"],
        ["The Bridge", "", "Ada Zeglar, 14 May 1951 – 2 June 2001"],
        ["The Bridge", "", "Ada Zeglar, 14 May 2001", "Carl Ondrik, 15 May 2001"],
        [
            "Changes",
            "",
            "2001-05-14  Ada Zeglar  <ada@example.org>",
            "",
            "\t* bridge.c: Turn it.",
            "",
            "2001-05-12  Ada Zeglar  <ada@example.org>",
        ],
        ["bridge 1.2", "", "Copyright (c) 14 May 2001 Ada Zeglar"],
        ["bridge 1.2", "", "* Ada Zeglar, fixed on 14 May 2001"],
        ["Subject: The bridge", "From: Ada Zeglar", "Date: 14 May 2001", "To: Carl Ondrik"],
        ["The Bridge", "", "From: The harbour office", "Date: 14 May 2001"],
        ["The Bridge", "", "From: Ada Zeglar", "To: Carl Ondrik", "Sent: 14 May 2001"],
    ],
)
def test_a_date_among_other_words_makes_no_byline(head: list[str]) -> None:
    document = read(*head)
    assert (authors(document), document.metadata.issued) == ([], ())
    assert " ".join(head[-1].split()) in " ".join(document.text.split())


@pytest.mark.parametrize(
    "head",
    [
        ["The Bridge at Arvale", "", "University of Arvale"],
        ["The Bridge at Arvale", "", "by the Bridge Team"],
        ["The Bridge at Arvale", "", "Author: unknown"],
        ["The Bridge at Arvale", "", "By Tuesday all was done."],
        ["The Bridge at Arvale", "", "by Ada Zeglar, who had seen it burn and wrote of it later."],
        ["The Bridge at Arvale", "", "Quick Start and Reference Manual"],
        ["The Bridge at Arvale", "", "Ada Zeglar"],  # may be of whom it tells
        ["The Bridge at Arvale", "", "Ada Zeglar", "was the first to cross the bridge."],
        ["The Bridge at Arvale", "", "1. Ada Zeglar and Carl Ondrik"],
        ["The Bridge at Arvale", "", "Carl Ondrik\t12.3"],
        ["by Ada Zeglar"],
        ["The Bridge 1.21", "", "Release Notes", "The Arvale Bridge Team"],
        ["These are the drawings of a book:", "", "The Bridge", "by Ada Zeglar"],
        ["What is new", "", "I. GREAT CHANGES"],
    ],
)
def test_what_is_no_author_for_certain_is_none(head: list[str]) -> None:
    document = read(*head)
    assert authors(document) == []
    assert " ".join(head[-1].split()) in " ".join(document.text.split())
    assert OmissionKind.BYLINE not in {one.kind for one in document.omissions}


def test_fields_name_title_and_author() -> None:
    legal = "This book is for anybody who wants to read it, wherever they are, and at no cost.\n"
    document = read("A Book of Arvale", "", legal, "Title: The Bridge", "", "Author: Ada Zeglar")
    assert (document.title, authors(document)) == ("The Bridge", ["Ada Zeglar"])
    assert "Author: Ada Zeglar" not in texts(document)


def test_a_name_behind_the_text_s_beginning_is_none() -> None:
    assert authors(document_of(f"The Bridge\n\n{BODY}\nby Ada Zeglar\n\n{BODY}")) == []


def test_an_author_line_stays_in_the_text_and_is_told_as_left_out() -> None:
    source = f"The Bridge\n\nby Ada Zeglar\nArvale Institute\n\n{BODY}"
    document = document_of(source)
    told = Omission(OmissionKind.BYLINE, "by Ada Zeglar Arvale Institute")
    assert document.omissions == (told,)
    assert restore(document.text, document.repairs) == source


MEMO = """\




Millers' Network                                               A. Zeglar
Request for Comments: 1911                                    Arval Ltd
Category: Informational                              C. Ondrik, Editor
                                                                May 1911


                      Mills in the Valley of Arval

Status

   This memo tells of mills.  It is meant for those who have never seen
   one, and for those who have.

1.  Water

   Each race has a gate.  A gate that is shut keeps the water out of the
   race, and one that is open lets it in.

2.  Fire

   Mills burn.  The mill of Arval burnt in the year in which this memo
   was written.
"""


def test_the_authors_of_a_memo_stand_at_its_head_before_the_date() -> None:
    document = document_of(MEMO)
    assert authors(document) == ["A. Zeglar", "C. Ondrik"]
    assert document.title == "Mills in the Valley of Arval"
    assert document.metadata.issued == (1911, 5)
    assert texts(document)[0].startswith("This memo tells")
    assert [one.kind for one in document.omissions] == [OmissionKind.BYLINE]


@pytest.mark.parametrize("words", ["Request for Comments", "Internet-Draft"])
def test_columns_at_the_head_of_another_text_name_nobody(words: str) -> None:
    assert authors(document_of(MEMO.replace("Request for Comments", words))) == [
        "A. Zeglar",
        "C. Ondrik",
    ]
    assert authors(document_of(MEMO.replace("Request for Comments", "Number"))) == []
