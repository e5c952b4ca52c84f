"""Archived mail in a plain text: quoted lines are quotations, and nothing of the marks is read."""

import pytest

from index.reading.documents import document_of
from index.reading.repair.repair import restore
from index.types import BlockKind, Document

TEXT, QUOTED, CODE = BlockKind.TEXT, BlockKind.QUOTATION, BlockKind.CODE

THREAD = """\
From ann at example.org Mon May  1 10:00:00 2006
Subject: The bridge

On Friday Bo wrote:

> The council met in the old town hall on Tuesday and agreed, after a long
> debate of the members, that the bridge should be repaired before winter.
>
>> Nobody had expected so many to come, and several speakers said that
>> the effort would be worth the cost.
> > They were right.

I do not think so. The cost was never told to anybody, and those who asked for
it in the hall were sent home before they had an answer to their question.
> Who is to pay for all of that, when there is nothing left in the box of the
> town since the mill has burnt?
Those who cross it.
"""


def read(source: str) -> list[tuple[BlockKind, str]]:
    document = document_of(source)
    assert restore(document.text, document.repairs) == source
    return paragraphs(document)


def joined(lines: str) -> str:
    return " ".join(lines.split())


def paragraphs(document: Document) -> list[tuple[BlockKind, str]]:
    return [(one.kind, document.text[one.start : one.end]) for one in document.paragraphs]


def test_quoted_lines_of_a_thread_are_quotations_by_how_often_they_are_quoted() -> None:
    council, speakers, own, payer = (
        THREAD[THREAD.index(first) : THREAD.index(behind)]
        .replace("\n>> ", "\n")
        .replace("\n> ", " ")
        for first, behind in (
            ("The council", ">\n>>"),
            ("Nobody", "> > They"),
            ("I do not", "> Who"),
            ("Who is", "Those"),
        )
    )
    assert read(THREAD)[-7:] == [
        (TEXT, "On Friday Bo wrote:"),
        (QUOTED, joined(council)),
        (QUOTED, joined(speakers)),
        (QUOTED, "They were right."),
        (TEXT, joined(own)),
        (QUOTED, joined(payer)),
        (TEXT, "Those who cross it."),
    ]


def test_lines_that_were_broken_on_purpose_stay_apart() -> None:
    source = THREAD + "> Ann Marlow\n> Mill Road 3\n> The old town of Arvale, behind the bridge\n"
    assert read(source)[-3:] == [
        (QUOTED, "Ann Marlow"),
        (QUOTED, "Mill Road 3"),
        (QUOTED, "The old town of Arvale, behind the bridge"),
    ]


def test_code_that_is_quoted_stays_code() -> None:
    source = THREAD + "> This is what it does:\n>\n> if (open) {\n>   close(gate);\n> }\n"
    assert read(source)[-2:] == [
        (QUOTED, "This is what it does:"),
        (CODE, "if (open) {\n  close(gate);\n}"),
    ]


def test_a_line_that_names_an_address_or_a_time_is_no_code() -> None:
    line = "On Tue, Oct 20, 2009 at 08:23:55PM, Ann <ann@example.org> wrote:"
    assert read(f"{THREAD}> {line}\n>> So I say.\n")[-2:] == [
        (QUOTED, line),
        (QUOTED, "So I say."),
    ]


def test_the_items_of_a_list_that_is_quoted_are_apart() -> None:
    source = THREAD + "> What the bridge needs is:\n> 1. stones\n> 2. wood of oak\n"
    assert [text for _, text in read(source)[-3:]] == [
        "What the bridge needs is:",
        "1. stones",
        "2. wood of oak",
    ]


PROSE = "The mill is asked for the water that it has, and answers at once, as a mill does:\n\n"


@pytest.mark.parametrize(
    "typed",
    [
        "> open gate\n\nThe gate is open.\n\n> shut gate\n\nThe gate is shut.\n\n> help\n",
        ">>> gate.open()\n>>> gate.is_open\nTrue\n>>> gate.shut()\n",
        "3,5c3,5\n< gate = 1\n---\n> gate = 2\n> race = {}\n> open(gate)\n",
        "> A line alone, which says no more than that.\n",
    ],
)
def test_what_is_no_mail_keeps_its_marks(typed: str) -> None:
    document = document_of(PROSE + typed)
    assert document.text.count(">") == typed.count(">")
    assert QUOTED not in {one.kind for one in document.paragraphs}
