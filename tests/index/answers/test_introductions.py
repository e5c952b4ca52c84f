"""What introduces a list or code stands with it, and what announces one brings it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import SupportsIndex, overload

import pytest

from index.answers.excerpts import excerpts_in_order
from index.answers.introductions import (
    announced_by,
    goes_on,
    introduction_of,
    introductions,
)
from index.answers.kept_sentences import Paragraphs
from index.answers.scored_sentences import ScoredSentence
from index.language import announces
from index.reading.documents import read_document
from index.types import BlockKind, Document, Metadata, Paragraph, Quote, Span, quote_of
from tests.support.pace import pace_of

KETTLE = """\
# The kettle

It is made of iron.

## The kettle does not…

- Keep water warm.
- Boil milk.

## Never do this

- Leave it on the fire.

## What it weighs

- Two pounds.

## Cleaning

It is cleaned in three steps:

1. Fill it with water, then:

   - Add vinegar.

2. Pour it out.

    cat kettle

It is cleaned often.

- Monthly.

## Can it be mended?

Yes. A smith does that in an hour.

Not every smith.

## Who made it?

Nobody knows.

Is it old?

No. It is new.

Read its number with this command:

    kettle --number
    kettle --help
"""


@pytest.fixture
def kettle(tmp_path: Path) -> Document:
    path = tmp_path / "kettle.md"
    path.write_text(KETTLE, encoding="utf-8")
    return read_document(path)


def quote(document: Document, words: str) -> Quote:
    start = document.text.index(words)
    paragraph = document.paragraph_at(start)
    assert paragraph is not None
    return quote_of(document, paragraph.span)


@pytest.mark.parametrize(
    ("item", "introduced_by"),
    [
        ("Keep water warm.", "The kettle does not…"),
        ("Boil milk.", "The kettle does not…"),
        ("Leave it on the fire.", "Never do this"),
        ("Two pounds.", ""),
        ("Fill it with water", "It is cleaned in three steps:"),
        ("Pour it out.", "It is cleaned in three steps:"),
        ("Monthly.", ""),
        ("kettle --number", "Read its number with this command:"),
        ("It is made of iron.", ""),
        ("Yes. A smith", "Can it be mended?"),
        ("Not every smith.", ""),
        ("Nobody knows.", ""),
        ("No. It is new.", "Is it old?"),
    ],
)
def test_an_item_is_introduced_by_what_it_goes_on_from(
    kettle: Document, item: str, introduced_by: str
) -> None:
    assert introductions([quote(kettle, item)]) == (introduced_by,)


def test_an_introduction_is_said_once(kettle: Document) -> None:
    items = [quote(kettle, words) for words in ("Keep water warm.", "Boil milk.")]
    assert introductions(items) == ("The kettle does not…", "")
    steps = [quote(kettle, words) for words in ("It is cleaned in three", "Pour it out.")]
    assert introductions(steps) == ("", "")


def test_what_leads_brings_what_it_announces(kettle: Document) -> None:
    steps = quote(kettle, "It is cleaned in three")
    announced = announced_by(kettle, steps.span)
    assert [p.number for p in announced][:1] == [steps.paragraph + 1]
    sentence = ScoredSentence(kettle, steps.span, 1.0)
    shown = excerpts_in_order([sentence], Paragraphs(), 600)
    assert shown[0].text == "It is cleaned in three steps:"
    assert shown[1].text.endswith("Fill it with water, then:")
    assert shown[1].highlight is None


def test_code_is_brought_whole_and_as_code(kettle: Document) -> None:
    sentence = ScoredSentence(kettle, quote(kettle, "Read its number").span, 1.0)
    shown = excerpts_in_order([sentence], Paragraphs(), 600)
    assert [one.kind for one in shown] == [BlockKind.TEXT, BlockKind.CODE]
    assert shown[1].text == "kettle --number\nkettle --help"


def test_a_bare_reply_brings_what_is_said_after_it(kettle: Document) -> None:
    start = kettle.text.index("Yes. A smith")
    reply = ScoredSentence(kettle, Span(start, start + len("Yes.")), 1.0)
    (shown,) = excerpts_in_order([reply], Paragraphs(), 600)
    assert shown.text == "Yes. A smith does that in an hour."
    assert shown.highlight == reply.span
    (cut,) = excerpts_in_order([reply], Paragraphs(), 20)
    assert cut.text == "Yes."


def test_a_bare_reply_may_open_with_a_small_word(tmp_path: Path) -> None:
    path = tmp_path / "mill.md"
    path.write_text("# The Mill\n\nSo, yes it’s possible. But it takes a day.\n", encoding="utf-8")
    document = read_document(path)
    start = document.text.index("So,")
    end = document.text.index(" But")
    (shown,) = excerpts_in_order(
        [ScoredSentence(document, Span(start, end), 1.0)], Paragraphs(), 600
    )
    assert shown.text == "So, yes it’s possible. But it takes a day."


def test_a_reply_that_is_a_paragraph_brings_what_stands_below_it(tmp_path: Path) -> None:
    path = tmp_path / "mill.md"
    path.write_text(
        "# The Mill\n\n## Does it grind?\n\nYes!\n\nIt grinds at high water. Ask the miller."
        "\n\n## Does it saw?\n\nNo.\n\n## Who owns it?\n\nThe miller does.\n",
        encoding="utf-8",
    )
    document = read_document(path)

    def shown(reply: str, budget: int = 600) -> list[tuple[str, bool]]:
        start = document.text.index(reply)
        sentence = ScoredSentence(document, Span(start, start + len(reply)), 1.0)
        quotes = excerpts_in_order([sentence], Paragraphs(), budget)
        return [(one.text, one.highlight is not None) for one in quotes]

    assert shown("Yes!") == [("Yes!", True), ("It grinds at high water.", False)]
    assert shown("Yes!", 20) == [("Yes!", True)]
    assert shown("No.") == [("No.", True)]


@pytest.mark.parametrize(
    ("announcement", "text"),
    [
        (
            "However, it has some benefits.",
            "It is slow. However, it has some benefits. It grinds at night.",
        ),
        ("There are three reasons for this.", "There are three reasons for this. One is the weir."),
        ("The mill has two wheels.", "The mill has two wheels."),
    ],
)
def test_what_only_announces_brings_what_is_said_next(
    tmp_path: Path, announcement: str, text: str
) -> None:
    path = tmp_path / "mill.md"
    path.write_text(
        "# The Mill\n\nIt is slow. However, it has some benefits. It grinds at night.\n\n"
        "There are three reasons for this. One is the weir. The mill has two wheels. They turn.\n",
        encoding="utf-8",
    )
    document = read_document(path)
    start = document.text.index(announcement)
    span = Span(start, start + len(announcement))
    (shown,) = excerpts_in_order([ScoredSentence(document, span, 1.0)], Paragraphs(), 70)
    assert shown.text == text
    assert shown.highlight == span


@pytest.mark.parametrize(
    ("sentence", "announced"),
    [
        ("This is relatively simple to fix.", True),
        ("Luckily, that's easy to do.", True),
        ("It is quick and easy.", False),
        ("This is possible.", True),
        ("This is easy to fix with a wrench and a drop of oil.", False),
        ("The lock is easy to fix.", False),
        ("It is not possible.", False),
    ],
)
def test_that_something_is_easy_announces_how(sentence: str, announced: bool) -> None:
    assert announces(sentence) is announced


@pytest.mark.parametrize("word", ["_" * 600, "-" * 600, "a" * 600, "two reasons for a " * 40])
def test_whether_a_sentence_announces_is_soon_known(word: str) -> None:
    text = f"Give two reasons for {word} (b) c d e f."
    assert pace_of(lambda: announces(text), limit=1) < 1


def test_what_has_no_room_is_not_brought(kettle: Document) -> None:
    sentence = ScoredSentence(kettle, quote(kettle, "Read its number").span, 1.0)
    assert len(excerpts_in_order([sentence], Paragraphs(), 45)) == 1


def test_a_second_excerpt_brings_nothing_of_its_own(kettle: Document) -> None:
    first = ScoredSentence(kettle, quote(kettle, "It is made of iron.").span, 2.0)
    second = ScoredSentence(kettle, quote(kettle, "Read its number").span, 1.0)
    assert len(excerpts_in_order([first, second], Paragraphs(), 600)) == 2


def test_every_introduction_is_a_slice_of_its_document(kettle: Document) -> None:
    spans = [introduction_of(kettle, paragraph) for paragraph in kettle.paragraphs]
    assert all(kettle.text[span.start : span.end].strip() for span in spans if span)


OPTIONS = """\
# Options

Delay
:   How long the kettle waits.

    Defaults to ten seconds.

Lid
:   Whether it shuts. It does in June.

- Without a term

  Further words.
"""


@pytest.fixture
def options(tmp_path: Path) -> Document:
    path = tmp_path / "options.md"
    path.write_text(OPTIONS, encoding="utf-8")
    return read_document(path)


def test_what_goes_on_in_an_item_stands_below_its_term(options: Document) -> None:
    default = quote(options, "Defaults to ten")
    assert introductions([default]) == ("Delay",)
    assert introductions([quote(options, "Delay"), default]) == ("", "")
    assert introductions([quote(options, "Further words")]) == ("",)


def test_a_term_says_more_than_what_announces_its_list_unless_that_denies(tmp_path: Path) -> None:
    path = tmp_path / "listed.md"
    listed = "Lid\n:   Whether it shuts. It does in June.\n"
    path.write_text(f"These are its parts:\n\n{listed}\nIt has none of:\n\n{listed}", "utf-8")
    document = read_document(path)
    first, second = (match.start() for match in re.finditer("It does", document.text))
    whole = quote(document, "Lid")
    below, denied = (quote_of(document, Span(at, at + 16)) for at in (first, second))
    assert [introductions([one]) for one in (whole, below, denied)] == [
        ("These are its parts:",),
        ("Lid",),
        ("It has none of:",),
    ]


def test_a_later_sentence_of_an_item_stands_below_the_term_that_the_first_has(
    options: Document,
) -> None:
    start = options.text.index("It does in June.")
    assert introductions([quote_of(options, Span(start, start + 16))]) == ("Lid",)


@pytest.mark.no_cover  # counting lines takes time
def test_a_paragraph_of_twenty_thousand_marks_is_looked_at_in_a_moment() -> None:
    marks = "…" * 20_000
    text = f"{marks}1\n\nIt is of iron."
    first, item = Paragraph(1, 0, 20_001, None), Paragraph(2, 20_003, len(text), None)
    listed = replace(item, kind=BlockKind.LIST_ITEM)
    document = Document("d", text, (first, listed), Metadata("D"))
    assert pace_of(lambda: introduction_of(document, listed), limit=2) < 2


@pytest.mark.parametrize(
    ("above", "opens"),
    [
        ("Its parts:", True),
        ("Its “parts: ”…\n", True),
        ("Its parts (...)", True),
        ("Its parts..", False),
        ("Its parts: ten.", False),
        ("Its parts: _", False),
        ("Its parts: ²", False),
        ("…", True),
    ],
)
def test_what_stands_behind_the_last_word_announces_a_list(above: str, opens: bool) -> None:
    first = Paragraph(1, 0, len(above), None)
    text = f"{above}\n\nA lid"
    item = Paragraph(2, len(text) - 5, len(text), None, kind=BlockKind.LIST_ITEM)
    document = Document("d", text, (first, item), Metadata("D"))
    assert bool(introduction_of(document, item)) is opens


class Watched(tuple[Paragraph, ...]):
    """Paragraphs that count how many of them were looked at."""

    looked_at = 0

    @overload
    def __getitem__(self, key: SupportsIndex) -> Paragraph: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Paragraph, ...]: ...
    def __getitem__(self, key: SupportsIndex | slice) -> Paragraph | tuple[Paragraph, ...]:
        if isinstance(key, slice):
            return tuple(self[number] for number in range(*key.indices(len(self))))
        self.looked_at += 1
        return super().__getitem__(key)

    def __iter__(self) -> Iterator[Paragraph]:
        return (self[number] for number in range(len(self)))


def test_of_a_long_list_no_more_is_looked_at_than_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "parts.md"
    items = "".join(f"- Part {number}.\n" for number in range(400))
    path.write_text(f"# Kettle\n\nThese are its parts:\n\n{items}", encoding="utf-8")
    document = read_document(path)
    watched = Watched(document.paragraphs)
    document = replace(document, paragraphs=watched)
    watched.looked_at = 0
    sentence = ScoredSentence(document, quote(document, "These are").span, 1.0)
    shown = excerpts_in_order([sentence], Paragraphs(), 600)
    assert shown[1].text.split("\n\n") == [f"Part {number}." for number in range(59)]
    assert watched.looked_at < len(watched)
    assert goes_on(shown[1])
