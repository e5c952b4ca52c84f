"""Sources of manual pages: what man(1) would print of them, with the marks of a page left out."""

from pathlib import Path

import pytest

from index.errors import UnreadableSourceError
from index.reading.documents import read_document
from index.reading.formats.man import read
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind
from tests.support.documents.any_bytes import check_any_bytes
from tests.support.documents.marked_texts import PLAIN_MARKS

PATH = Path("mill.1")
ITEM, CODE = BlockKind.LIST_ITEM, BlockKind.CODE
HEADER, ROW = BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW

MAN = r"""'\" t
.\" A comment.
.ie \n(.g .ds Aq \(aq
.el       .ds Aq '
.if t \{\
.ds Wd for paper
Words for paper.
.\}
.de Own
.I \\$1
..
.nh
.TH MILL 1 "2 May 1911" "Valley 2.1" "User Commands"
.SH NAME
mill \- grind \(lqbarley\(rq
.SH SYNOPSIS
.B mill
.RB [ \-v ]
.RI [ file ...]
.br
.B mill \-\-help
.SH "THE DESCRIPTION"
The
.BR mill (1)
grinds\c
, it\*(Aqs said, \fIwhat\fP is \
put into it.
.Own It
stops.
.PP
Another paragraph \(em caf\['e], \[u00E9], 5\(mu2.
.SS "Grinding by night"
.TP
.BR \-v ", " \-\-verbose
Tell what is ground.
.TP
.B \-o
.TQ
.B \-\-out
Put it
into a file.
.IP \(bu 2
First.
.IP
Of the first.
.IP 2. 4
Second.
.PP
dir
.RS 4
The folder.
.RE
.PP
See
.UR https://example.org
the valley
.UE .
.nf
if a:
    \-b

\&.end
.fi
.TS
tab(|);
l l.
Year|Sacks
_
1910|120
1911|T{
none,
it burnt
T}
.TE
"""

MDOC = r""".Dd $Mdocdate: May 2 1911 $
.Dt MILL 8
.Os
.Sh NAME
.Nm mill
.Nd grind barley
.Sh SYNOPSIS
.Nm
.Op Fl v
.Op Fl o Ar file | Cm none
.Ar
.Nm
.Fl Fl help
.Sh DESCRIPTION
.Nm
grinds
.Em what
is put into it
.Pq see Xr miller 5 .
It is
.Dq patient ,
says
.Oo Ar one
.Oc Ns s .
.Pp
The options:
.Bl -tag -width Ds
.It Fl v , Fl Fl verbose
Tell what is ground
.Pf ( Ar all ) .
.It Fl D Xo
.Sm off
.Oo Ar host : Oc
.Ar port
.Sm on
.Xc
Grind elsewhere.
.Pp
Or near.
.El
.Bl -enum
.It
First.
.It
Second.
.El
.Bl -column "Year" "Sacks"
.It 1910 Ta 120
.It 1911 Ta Em none
.El
.Bd -literal -offset indent
$ mill -v
  done
.Ed
A sentence with a stop
.Pq Ql \&. .
.Dl mill --help
.Ss Of Bx 4.3
.Fn grind "int speed" "int time"
.Rs
.%A Ada Marlow
.%B Mills
.Re
.Sh EXIT STATUS
.Ex -std
"""


def parts(source: str) -> tuple[ExtractPart, ...]:
    found = read(source.encode(), PATH).parts
    assert found is not None
    return found


@pytest.mark.parametrize("sample", [MAN, MDOC], ids=["man", "mdoc"])
def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path, sample: str) -> None:
    check_any_bytes(tmp_path / "a.1", sample.encode(), PLAIN_MARKS.map(b".TH A 1\n%b".__mod__))


def test_what_stands_behind_a_link_goes_on_with_its_sentence() -> None:
    source = r""".TH A 1
.SH MILLS
The mill in \c
.UR https://example.org
the valley
.UE \c
\ burnt down.
 Another did not.
"""
    assert [part.text for part in parts(source)] == [
        "MILLS",
        "The mill in the valley <https://example.org> burnt down.",
        "Another did not.",
    ]


def item(text: str, term: str = "", *, goes_on: bool = False) -> ExtractPart:
    assert text.startswith(term)
    return ExtractPart(text, kind=ITEM, item_depth=1, goes_on=goes_on, term=len(term))


def test_a_page_of_man_is_read_as_it_shows() -> None:
    assert parts(MAN) == (
        ExtractPart("NAME", 1),
        ExtractPart("mill - grind “barley”"),
        ExtractPart("SYNOPSIS", 1),
        ExtractPart("mill [-v] [file...]"),
        ExtractPart("mill --help"),
        ExtractPart("THE DESCRIPTION", 1),
        ExtractPart("The mill(1) grinds, it's said, what is put into it. It stops."),
        ExtractPart("Another paragraph — café, é, 5×2."),
        ExtractPart("Grinding by night", 2),
        item("-v, --verbose: Tell what is ground.", "-v, --verbose"),
        item("-o, --out: Put it into a file.", "-o, --out"),
        item("• First."),
        item("Of the first.", goes_on=True),
        item("2. Second."),
        item("dir: The folder.", "dir"),
        ExtractPart("See the valley <https://example.org>."),
        ExtractPart("if a:\n    -b\n\n.end", kind=CODE),
        ExtractPart("Year | Sacks", kind=HEADER),
        ExtractPart("1910 | 120", kind=ROW),
        ExtractPart("1911 | none, it burnt", kind=ROW),
    )


@pytest.mark.parametrize("nothing", [".", ". ", '.\\" A comment.', "'"])
def test_a_line_that_does_nothing_parts_no_sentence(nothing: str) -> None:
    page = f".TH MILL 1\n.SH FLOUR\nSince 2.26,\n{nothing}\nthe mill is open.\n"
    shown = [part.text for part in parts(page)]
    assert shown[-1] == "Since 2.26, the mill is open."


def test_a_page_of_mdoc_is_read_as_it_shows() -> None:
    assert parts(MDOC) == (
        ExtractPart("NAME", 1),
        ExtractPart("mill — grind barley"),
        ExtractPart("SYNOPSIS", 1),
        ExtractPart("mill [-v] [-o file | none] file ..."),
        ExtractPart("mill --help"),
        ExtractPart("DESCRIPTION", 1),
        ExtractPart(
            "mill grinds what is put into it (see miller(5)). It is “patient”, says [one]s."
        ),
        ExtractPart("The options:"),
        item("-v, --verbose: Tell what is ground (all).", "-v, --verbose"),
        item("-D [host:]port: Grind elsewhere.", "-D [host:]port"),
        item("Or near.", goes_on=True),
        item("1. First."),
        item("2. Second."),
        ExtractPart("1910 | 120", kind=ROW),
        ExtractPart("1911 | none", kind=ROW),
        ExtractPart("$ mill -v\n  done", kind=CODE),
        ExtractPart("A sentence with a stop (‘.’)."),
        ExtractPart("mill --help", kind=CODE),
        ExtractPart("Of 4.3BSD", 2),
        ExtractPart("grind(int speed, int time) Ada Marlow, Mills."),
        ExtractPart("EXIT STATUS", 1),
        ExtractPart("The mill utility exits 0 on success, and >0 if an error occurs."),
    )


@pytest.mark.parametrize(
    ("head", "title", "issued"),
    [
        (".TH MILL 1 2023-01-05", "MILL(1)", (2023, 1, 5)),
        ('.TH mill 1 "5 January 2023"', "mill(1)", (2023, 1, 5)),
        ('.TH mill 1 "Jan 2023" GNU', "mill(1)", (2023, 1)),
        (".TH mill", "mill", ()),
        (".Dd July 4, 2023\n.Dt MILL 8", "MILL(8)", (2023, 7, 4)),
        (".Dd $Mdocdate: July 4 2023 $\n.Dt MILL 8\n.Os", "MILL(8)", (2023, 7, 4)),
    ],
)
def test_a_page_says_what_it_is_called_and_of_when_it_is(
    head: str, title: str, issued: tuple[int, ...]
) -> None:
    extract = read(f"{head}\nWords.\n".encode(), PATH)
    assert (extract.title, extract.issued) == (title, issued)


@pytest.mark.parametrize(
    ("escaped", "shown"),
    [
        (r"\fBbold\fR and \f(CWmono\fP, \f[I]italic\f[]", "bold and mono, italic"),
        (r"a\-b \e \\ \~c\ d\0e", r"a-b \ \ c d e"),
        (r"\(aqx\(aq \(dqx\[dq] \(co \(:u \[u0041_0301]", "'x' \"x\" © ü A\u0301"),
        (r"\s-1SMALL\s0 \s+2x\s[1]y", "SMALL xy"),
        (r"\v'-.5m'up\h'1n'\n(xx\*[none]\m[red]red", "upred"),
        (r"\N'65' \N'9999999999' \[u110000]x", "A x"),
        (r"words \" and a comment", "words"),
        (r"\(zz\[no such]x", "x"),
        (r"caf\o'\(aae' \o'c\(ac'a na\o'i\(ad've \o'e\(ga' \o'ao'", "café ça naïve è ao"),
    ],
)  # fmt: skip
def test_escapes_show_their_characters(escaped: str, shown: str) -> None:
    assert [part.text for part in parts(f".TH A 1\n{escaped}\n")] == [shown]


@pytest.mark.parametrize(
    ("guarded", "shown"),
    [
        (".if n Shown.", ["Shown."]),
        (".if !t Shown.", ["Shown."]),
        (".if t Not shown.", []),
        (".ie t Not shown.\n.el Shown.", ["Shown."]),
        (".ie n Shown.\n.el Not shown.", ["Shown."]),
        (".if n \\{\\\nShown.\n.\\}", ["Shown."]),
        (".if t \\{\\\nNot shown.\n.if n \\{\\\nNor this.\n.\\}\n.\\}\nShown.", ["Shown."]),
        (".if (\\n(rF:(\\n(.g==0)) \\{\\\nNot shown.\n.\\}", []),
        (".if '\\*[x]'y' Not shown.", []),
        (".ig\nNot shown.\n..\nShown.", ["Shown."]),
        (".de XX YY\nNot shown.\n.YY\nShown.", ["Shown."]),
    ],
)
def test_what_a_terminal_would_show_is_read(guarded: str, shown: list[str]) -> None:
    assert [part.text for part in parts(f".TH A 1\n{guarded}\n")] == shown


@pytest.mark.parametrize(
    ("defined", "shown"),
    [
        (".ds Nd \\\\$3", []),
        (".I \\\\$2", ["May"]),
        (".B \\\\$1\n.IR \\\\$3 ,", ["of May", "1911,"]),
        (".if n .ds Nd \\\\$1", []),
        (".nr Nd 1\nground \\\\$*", ["of May May 1911"]),
    ],
)
def test_a_macro_of_the_pages_own_prints_what_its_definition_does(
    defined: str, shown: list[str]
) -> None:
    page = f'.TH MILL 1\n.de ND\n{defined}\n..\n.ND "of May" May 1911\n'
    assert [part.text for part in read(page.encode(), PATH).parts or ()] == (
        [" ".join(shown)] if shown else []
    )


def test_macros_of_a_pages_own_that_call_each_other_end() -> None:
    page = (
        ".TH MILL 1\n.de Aa\n.Bb \\\\$1\\\\$1\n..\n.de Bb\n.Aa \\\\$1\n.Aa x\n..\n.Aa x\nIt ends.\n"
    )
    last = (read(page.encode(), PATH).parts or ())[-1]
    assert last.text.endswith("It ends.")


def test_a_mark_that_is_a_word_of_its_own_keeps_its_blanks() -> None:
    page = ".TH MILL 1\nThe command\n.B ?\nshows all, and\n.B :\nasks.\n"
    (part,) = read(page.encode(), PATH).parts or ()
    assert part.text == "The command ? shows all, and : asks."


def test_strings_of_strings_do_not_grow_without_end() -> None:
    defined = "".join(f".ds a{n} \\*[a{n - 1}]\\*[a{n - 1}]\n" for n in range(1, 60))
    (part,) = parts(f".TH A 1\n.ds a0 word\n{defined}\\*[a59]\n")
    assert part.text == ("word" * 250)


@pytest.mark.parametrize(
    "source",
    ["A log.\nIts second line.\n", "TH is no macro here\n", "MILL(1)  Commands  MILL(1)\n\nNAME\n"],
)
def test_a_file_that_names_no_page_is_told(source: str) -> None:
    with pytest.raises(UnreadableSourceError, match=r"mill\.1 is no manual page .* as \.txt"):
        read(source.encode(), PATH)


def test_a_file_that_only_names_another_page_is_told() -> None:
    with pytest.raises(UnreadableSourceError, match=r"only names another page, man1/miller\.1"):
        read(b".so man1/miller.1\n", PATH)


def test_nothing_is_included(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", "utf-8")
    assert [part.text for part in parts(f".TH A 1\n.so {secret}\nWords.\n")] == ["Words."]


def test_a_page_is_a_document_with_sections(tmp_path: Path) -> None:
    path = tmp_path / "mill.1"
    path.write_text(MAN, "utf-8")
    document = read_document(path)
    assert document.title == "MILL(1)"
    assert [(section.title, section.level) for section in document.sections] == [
        ("NAME", 1), ("SYNOPSIS", 1), ("THE DESCRIPTION", 1), ("Grinding by night", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("formats", "kind"),
    [
        ("allbox;\nlbx lb\nl l.", HEADER),
        ("cfB cB, l l.", HEADER),
        ("l l.", ROW),
        ("lb l\nl l.", ROW),
        ("lb lb.", ROW),
    ],
)
def test_the_first_row_of_a_table_names_its_columns_where_it_alone_is_bold(
    formats: str, kind: BlockKind
) -> None:
    table = f".TH MILL 8\n.SH MILLS\n.TS\n{formats}\nTown\tMills\nArval\t3\n.TE\n"
    assert [(part.kind, part.text) for part in parts(table)[1:]] == [
        (kind, "Town | Mills"),
        (ROW, "Arval | 3"),
    ]
