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
    assert texts(document)[0].startswith("This memo tells")
    assert [one.kind for one in document.omissions] == [OmissionKind.BYLINE]


@pytest.mark.parametrize("words", ["Request for Comments", "Internet-Draft"])
def test_columns_at_the_head_of_another_text_name_nobody(words: str) -> None:
    assert authors(document_of(MEMO.replace("Request for Comments", words))) == [
        "A. Zeglar",
        "C. Ondrik",
    ]
    assert authors(document_of(MEMO.replace("Request for Comments", "Number"))) == []
