"""AsciiDoc: what a reader of the page sees, as the language's documentation says."""

from pathlib import Path

import pytest

from index.reading.documents import read_document
from index.reading.formats.asciidoc import read
from index.reading.structure.extract import ExtractPart
from index.types import BlockKind, Name, Omission, OmissionKind
from tests.support.documents.any_bytes import check_any_bytes
from tests.support.documents.marked_texts import PLAIN_MARKS

PATH = Path("mill.adoc")
ITEM, CODE, QUOTE = BlockKind.LIST_ITEM, BlockKind.CODE, BlockKind.QUOTATION
CAPTION, NOTE = BlockKind.CAPTION, BlockKind.FOOTNOTE
HEADER, ROW = BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW

SAMPLE = """\
// A comment of the author.
= The Mill of _Arval_
Ada Marlow <ada@example.org>; Bo Lind
v1.2, 2 May 1911: the last
:toc:
:river: Ar

The *mill* stands on the {river}, see
<<water,Water>>. It was built in 1702footnote:[The stone says 1701.], they say.

[#water]
== Water

.What to open
* The race,
  cut in rock.
** The gate.
+
It is of oak.

. Open it.
. Wait.
.. Count.
. Close it.

wheel:: Twelve feet.
-h::
--help::
\tShow help.

NOTE: Mind the gate.

[WARNING]
====
It is heavy.
====

[quote, Bo Lind, Letters]
____
Water is patient.
____

[source,python]
----
turn()

  stop() # // and == are kept
----

 $ mill --help
   now

Fire
----
It burnt in 1911.

////
Not shown.
////

.Yields
[%header,cols="1,2"]
|===
|Year |Sacks

|1910
|*120*

2+|none
|===
"""


def parts(text: str) -> tuple[ExtractPart, ...]:
    found = read(text.encode(), PATH).parts
    assert found is not None
    return found


def item(text: str, depth: int, term: str = "", *, goes_on: bool = False) -> ExtractPart:
    assert text.startswith(term)
    return ExtractPart(text, kind=ITEM, item_depth=depth, goes_on=goes_on, term=len(term))


def words(text: str) -> list[str]:
    return [part.text for part in parts(text)]


def test_any_bytes_are_read_verbatim_or_told(tmp_path: Path) -> None:
    check_any_bytes(tmp_path / "a.adoc", SAMPLE.encode(), PLAIN_MARKS)


def test_a_page_is_read_as_it_shows() -> None:
    assert parts(SAMPLE) == (
        ExtractPart("The Mill of Arval", 1),
        ExtractPart("The mill stands on the Ar, see Water. It was built in 1702, they say."),
        ExtractPart("The stone says 1701.", kind=NOTE),
        ExtractPart("Water", 2),
        ExtractPart("What to open", kind=CAPTION),
        item("The race, cut in rock.", 1),
        item("The gate.", 2),
        item("It is of oak.", 2, goes_on=True),
        item("1. Open it.", 3),
        item("2. Wait.", 3),
        item("1. Count.", 4),
        item("3. Close it.", 3),
        item("wheel: Twelve feet.", 4, "wheel"),
        item("-h, --help: Show help.", 4, "-h, --help"),
        ExtractPart("NOTE: Mind the gate."),
        ExtractPart("It is heavy."),
        ExtractPart("Water is patient.", kind=QUOTE),
        ExtractPart("— Bo Lind, Letters", kind=QUOTE),
        ExtractPart("turn()\n\n  stop() # // and == are kept", kind=CODE),
        ExtractPart("$ mill --help\n  now", kind=CODE),
        ExtractPart("Fire", 2),
        ExtractPart("It burnt in 1911."),
        ExtractPart("Yields", kind=CAPTION),
        ExtractPart("Year | Sacks", kind=HEADER),
        ExtractPart("1910 | 120", kind=ROW),
        ExtractPart("none", kind=ROW),
    )


def test_the_head_says_who_wrote_it_and_when() -> None:
    extract = read(SAMPLE.encode(), PATH)
    assert extract.title == "The Mill of Arval"
    assert extract.author == (Name("Marlow", "Ada"), Name("Lind", "Bo"))
    assert extract.issued == (1911, 5, 2)


def test_attributes_of_the_head_say_it_too() -> None:
    head = "= Mill\n:author: Ada Marlow\n:revdate: 1911-05-02\n:lang: en-GB\n\nWords.\n"
    extract = read(head.encode(), PATH)
    assert (extract.author, extract.issued) == ((Name("Marlow", "Ada"),), (1911, 5, 2))
    assert extract.language == "en"


def test_a_sentence_under_the_title_is_no_author() -> None:
    text = "= Mill\nThe mill was built in 1702, and it burnt.\n"
    assert words(text) == ["Mill", "The mill was built in 1702, and it burnt."]
    assert read(text.encode(), PATH).author == ()


def test_comments_passed_through_and_included_files_are_left_out_on_record() -> None:
    text = "// one\n\n////\ntwo\n////\n\n++++\n<b>three</b>\n++++\n\ninclude::four.adoc[]\nWords.\n"
    extract = read(text.encode(), PATH)
    assert extract.parts == (ExtractPart("Words."),)
    assert {omission.text for omission in extract.omissions} == {
        "one", "two", "<b>three</b>", "include::four.adoc[]",
    }  # fmt: skip
    assert {omission.kind for omission in extract.omissions} == {OmissionKind.HIDDEN}


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("*bold* _italic_ `mono` **b**old #1 and #2", "bold italic mono bold #1 and #2"),
        ("[.red]#coloured# H~2~O mc^2^", "coloured H2O mc2"),
        ("a * b * c and snake_case_name and 2*3*4", "a * b * c and snake_case_name and 2*3*4"),
        ("`*ptr` and `+{x}+` and ``a`b``", "*ptr and {x} and a`b"),
        ("*bold `code*` end*", "bold code* end"),
        (r"\*not bold* and \{river}", "*not bold* and {river}"),
        ("\"`quoted`\" and '`so`'", "“quoted” and ‘so’"),
        ("https://example.org[the valley] here", "the valley here"),
        ("https://example.org[the valley^,window=_blank]", "the valley"),
        ("see https://example.org/a_b_c.", "see https://example.org/a_b_c."),
        ("link:map.pdf[the map] mailto:a@b.org[] link:x.html[]", "the map a@b.org x.html"),
        ("xref:other.adoc#gate[the gate] <<water>> <<water,Water>>", "the gate water Water"),
        ("kbd:[Ctrl+C] btn:[OK] menu:File[New]", "Ctrl+C OK File > New"),
        ("a image:x.png[Alt] b [[here]]c ((term)) (((a, b)))d", "a b c term d"),
        ("[[[Lee]]] Lee, 2019", "[Lee] Lee, 2019"),
        ("pass:[*x*] +++<u>y</u>+++ $$z$$", "*x* <u>y</u> z"),
        ("caf&#233; &mdash; {nbsp}&nosuch;", "café — &nosuch;"),
        ("own:macro[text] {unset}", "own:macro[text] {unset}"),
    ],
)
def test_marks_are_taken_off_where_they_can_be_nothing_else(marked: str, shown: str) -> None:
    assert words(f"So: {marked}") == [f"So: {shown}"]


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        ("ifdef::river[]\nShown.\nendif::[]", ["Shown."]),
        ("ifdef::sea[]\nHidden.\nendif::sea[]", []),
        ("ifndef::sea[]\nShown.\nendif::[]", ["Shown."]),
        ("ifdef::sea,river[Shown.]", ["Shown."]),
        ("ifdef::sea+river[Hidden.]", []),
        ("ifdef::sea[]\nifdef::river[]\nHidden.\nendif::[]\nendif::[]\nShown.", ["Shown."]),
    ],
)
def test_conditions_hold_by_the_attributes_that_are_set(condition: str, shown: list[str]) -> None:
    assert words(f":river: Ar\n\n{condition}\n") == shown


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("|===\n|a |b\n|c |d\n|===", ["a | b", "c | d"]),
        ("|===\n|a\n|b\n|===", ["a", "b"]),
        ('[cols="2*"]\n|===\n|a\n|b\n|c\n|d\n|===', ["a | b", "c | d"]),
        ("|===\n|a |b\n.2+|c |d\n|e\n|f |g\n|===", ["a | b", "c | d", "e", "f | g"]),
        ("|===\n|a |b |c\n2+|d |e\n3*|f\n|===", ["a | b | c", "d | e", "f | f | f"]),
        ("|===\n|a \\| b | c\nd\n|===", ["a | b | c d"]),
        (',===\na,"b, c"\n,===', ["a | b, c"]),
        ("[format=dsv]\n|===\na:b\n|===", ["a | b"]),
    ],
)
def test_cells_are_filled_into_rows(table: str, rows: list[str]) -> None:
    assert parts(f"{table}\n") == tuple(ExtractPart(row, kind=ROW) for row in rows)


def test_a_first_row_that_is_set_off_names_the_columns() -> None:
    kinds = [part.kind for part in parts("|===\n|a |b\n\n|c |d\n|===\n")]
    assert kinds == [HEADER, ROW]
    kinds = [part.kind for part in parts("[%noheader]\n|===\n|a |b\n\n|c |d\n|===\n")]
    assert kinds == [ROW, ROW]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("....\na\n  b\n....", ExtractPart("a\n  b", kind=CODE)),
        ("```c\na\n```", ExtractPart("a", kind=CODE)),
        ("[source]\na\n  b", ExtractPart("a\n  b", kind=CODE)),
        ("[stem]\n++++\nx^2\n++++", ExtractPart("x^2", kind=CODE)),
        ("[verse]\nOf *water*,\nof fire", ExtractPart("Of water,\nof fire")),
        ("[abstract]\n--\nIn short.\n--", ExtractPart("In short.")),
        ("****\nBeside it.\n****", ExtractPart("Beside it.")),
        ("[discrete]\n=== A part", ExtractPart("A part", 3)),
        ("a +\nb", ExtractPart("a b")),
        ("* [x] done", item("[x] done", 1)),
        ("<1> The call", item("<1> The call", 1)),
        (".The gate\nimage::gate.png[Alt]", ExtractPart("The gate", kind=CAPTION)),
        ("toc::[]\n\n'''\n\n<<<\n\nEnd.", ExtractPart("End.")),
    ],
)
def test_blocks_are_what_they_are_said_to_be(block: str, expected: ExtractPart) -> None:
    assert parts(f"{block}\n") == (expected,)


def test_blocks_without_an_end_lose_nothing() -> None:
    assert words("====\nOne.\n\n____\nTwo.\n\n== Next\n\n----\nThree.\n") == [
        "One.", "Two.", "Next", "Three.",
    ]  # fmt: skip


def test_attributes_of_attributes_do_not_grow_without_end() -> None:
    defined = "".join(f":a{n}: {{a{n - 1}}}{{a{n - 1}}}\n" for n in range(1, 60))
    assert words(f":a0: word\n{defined}\n{{a59}}\n") == ["word" * 250]


def test_a_comment_is_one_omission() -> None:
    assert read(b"Words.\n// A comment\nMore.\n", PATH).omissions == (
        Omission(OmissionKind.HIDDEN, "A comment"),
    )


def test_sections_are_those_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "mill.adoc"
    path.write_text(SAMPLE, "utf-8")
    sections = read_document(path).sections
    assert [(section.title, section.level) for section in sections] == [
        ("The Mill of Arval", 1), ("Water", 2), ("Fire", 2),
    ]  # fmt: skip


def test_an_item_begins_with_the_term_that_its_type_sets_off() -> None:
    assert parts(
        "* *keep_chaff*: Chaff is kept. By default it is not.\n"
        "* [[dust]]`--dust`, `-d` -- Dust is kept.\n"
        "+\n"
        "*Mind*: it burns.\n\n"
        ". **Water** (cold): It is let in.\n"
        ". *Never* stop it by hand: it turns.\n"
        ". Pull the *cord*: it is red.\n\n"
        "*Mind*: the gate is heavy.\n"
    ) == (
        item("keep_chaff: Chaff is kept. By default it is not.", 1, "keep_chaff"),
        item("--dust, -d -- Dust is kept.", 1, "--dust, -d"),
        item("Mind: it burns.", 1, goes_on=True),
        item("1. Water (cold): It is let in.", 2, "1. Water (cold)"),
        item("2. Never stop it by hand: it turns.", 2),
        item("3. Pull the cord: it is red.", 2),
        ExtractPart("Mind: the gate is heavy."),
    )
