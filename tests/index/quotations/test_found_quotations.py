"""The quotations of a text, each with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.quotations.found_quotations import find_quotations, marked_quotations
from tests.support.pace import pace_of


@pytest.mark.parametrize(
    ("message", "quotations"),
    [
        ('Is it so? “One two three” and "four five", he said.', ["One two three", "four five"]),
        ("«Un deux» et « trois quatre »", ["Un deux", "trois quatre"]),
        ("„Eins zwei“ und »drei vier«", ["Eins zwei", "drei vier"]),
        ("”Ett två” sade hon", ["Ett två"]),
        ("「一二三」と『四五六』", ["一二三", "四五六"]),
        ("“One ‘two’ and “three” four” five", ["One ‘two’ and “three” four"]),
        ('"He said “no” and left"', ["He said “no” and left"]),
        ("‘the allies’ support’ ended, don't you think", ["the allies’ support"]),
        ("'one two' and 'three four'", ["one two", "three four"]),
        (
            "“First paragraph.\n\n“Second paragraph.” End",
            ["First paragraph.\n\n“Second paragraph."],
        ),
        ("text without marks", ["text without marks"]),
        ("text without marks\n— Ann Author", ["text without marks"]),
        ("- one two\n- three", ["- one two\n- three"]),
        ("He's 5'10\" tall and that's it", ["He's 5'10\" tall and that's it"]),
        ("“never closed", ["“never closed"]),
        ('“one” "two" «three»', ["one", "two", "three"]),
        ("look: “[one two](https://example.org/a_b) three”", ["one two three"]),
        ("<@123> <:owl:42> “one two” <#9>", ["one two"]),
        ("> one two\n> three\nis it so?", ["one two\nthree"]),
        ("> one two\n> — Ann Author, *Work*\nso?", ["one two"]),
        ("> “one two.” — Ann Author", ["one two."]),
        ("> “one” and two", ["“one” and two"]),
        ("> one\nand then\n> two", ["one", "two"]),
        (">>> one\ntwo\n> three", ["one\ntwo\n> three"]),
        ("a > b and c > d", ["a > b and c > d"]),
        ("> one\n“two” and “three”", ["one", "two", "three"]),
        ("```\n“one two”\n```", ["one two"]),
        ("", []),
        ("   \n", []),
        ("“…”", []),
        ("😀😀", []),
    ],
)
def test_finds_what_is_quoted(message: str, quotations: list[str]) -> None:
    assert [one.text for one in find_quotations(message)] == quotations


def test_a_message_may_hold_ten_quotations_and_more() -> None:
    message = "\n".join(f"{i}. “quotation number {i}”" for i in range(12))
    assert [one.text for one in find_quotations(message)] == [
        f"quotation number {i}" for i in range(12)
    ]


DRAFT = """\
# A draft

It holds “one two” and,
over two lines, “three
four”; then

> five six
> seven
> — Ann Author

and <@12>
「
八九」.
"""


def test_each_quotation_has_the_line_that_it_begins_on() -> None:
    lines = DRAFT.splitlines()
    quotations = marked_quotations(DRAFT)
    assert [(one.line, one.text) for one in quotations] == [
        (3, "one two"), (4, "three\nfour"), (7, "five six\nseven"), (13, "八九"),
    ]  # fmt: skip
    assert all(one.text.split("\n")[0] in lines[one.line - 1] for one in quotations)


def test_carriage_returns_are_no_lines_of_their_own() -> None:
    assert marked_quotations(DRAFT.replace("\n", "\r\n")) == marked_quotations(DRAFT)


def test_a_text_that_marks_no_quotation_has_none_marked() -> None:
    assert marked_quotations("One two three.\n\nFour five.") == ()


@settings(deadline=None)
@given(st.text(alphabet="ab “”\"'‘’«»„>-\n[]()<@1>`", max_size=80))
def test_whatever_is_found_stands_in_the_message(message: str) -> None:
    plain = "".join(letter for letter in message if letter.isalnum())
    for quotation in (one.text for one in find_quotations(message)):
        assert quotation == quotation.strip()
        assert "".join(letter for letter in quotation if letter.isalnum()) in plain


PIECES = [
    "“", '"', '"a ', "“a ", "‘a ", "'a ", "> ", "> a\n\n", "[a](http://", "<@", "“\n", "“a”", "\\",
    "“a”\n", "「",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.no_cover  # counting lines takes time
def test_reading_takes_time_in_proportion(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    # Measured: up to 2 on an idle core, and 9 where each quotation costs what stands before it.
    assert pace_of(lambda: find_quotations(text), limit=5) < 5
