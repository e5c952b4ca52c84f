"""Passages that were quoted of an earlier revision: as they were, changed, or removed."""

import datetime

import pytest

from index.citations.revisions import Revisions
from index.errors import AddressError
from index.types import Document, Metadata, Paragraph, Span

DAY = datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)
MILL = "The mill at Arvale was built in 1702 by Ada Marlow, of oak and of slate."
WHEEL = "Its wheel was made of oak, and turned by the brook that came down from Wend."
FIRE = "In 1911 a fire took the roof, the floors and most of the grain that lay there."
OWNER = "Nobody knows who owned the ground between the mill and the road to the harbour."


def document_of(*paragraphs: str) -> Document:
    text, placed = "", []
    for number, paragraph in enumerate(paragraphs, start=1):
        placed.append(Paragraph(number, len(text), len(text) + len(paragraph), None))
        text += f"{paragraph}\n\n"
    return Document("mill", text, tuple(placed), Metadata("Mill"), sha256=f"{hash(text):x}")


def span_of(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


def told(before: Document, after: Document, words: str) -> tuple[str | None, bool]:
    """Return what stands for words of `before` in `after`, and whether it was changed."""
    first = Revisions().record([before], DAY)
    (wording,) = first.wordings("mill")
    now = first.record([after], DAY).quoted(after, wording, span_of(before, words))
    text = None if now.span is None else after.text[now.span.start : now.span.end]
    return text, now.changed


def test_a_passage_is_found_where_its_paragraph_stands_now() -> None:
    before, after = document_of(MILL, WHEEL), document_of(FIRE, OWNER, MILL, WHEEL)
    assert told(before, after, "made of oak") == ("made of oak", False)


def test_a_passage_of_a_changed_paragraph_gives_that_paragraph() -> None:
    anew = WHEEL.replace("oak", "elm")
    after = document_of(MILL, anew, FIRE)
    assert told(document_of(MILL, WHEEL, FIRE), after, "the brook") == (anew, True)


@pytest.mark.parametrize("anew", [WHEEL.replace(",", ";"), WHEEL.upper()])
def test_other_marks_or_letters_are_a_change(anew: str) -> None:
    assert told(document_of(MILL, WHEEL), document_of(MILL, anew), "Its wheel") == (anew, True)


def test_a_passage_that_was_taken_out_is_told_as_removed() -> None:
    before, after = document_of(MILL, FIRE, WHEEL), document_of(MILL, WHEEL)
    assert told(before, after, "a fire took the roof") == (None, False)


def test_a_passage_over_two_paragraphs_holds_while_they_follow_one_another() -> None:
    both = f"{MILL}\n\n{WHEEL}"
    before = document_of(MILL, WHEEL, FIRE)
    assert told(before, document_of(OWNER, MILL, WHEEL), both) == (both, False)
    assert told(before, document_of(MILL, OWNER, WHEEL), both) == (MILL, True)
    assert told(before, document_of(OWNER, MILL), both) == (MILL, True)


def test_what_an_earlier_version_kept_gets_its_wording_and_keeps_its_date() -> None:
    document = document_of(MILL)
    recorded = Revisions().record([document], DAY)
    row = recorded.of_document["mill"][0]
    old = Revisions({"mill": (type(row)(row.sha256, row.since, row.paragraphs),)})
    assert old.wordings("mill") == ()
    assert old.record([document]) == recorded


def test_an_unknown_wording_leads_nowhere() -> None:
    document = document_of(MILL)
    with pytest.raises(AddressError, match="no wording"):
        Revisions().record([document]).quoted(document, "0" * 16, Span(0, 5))


def test_a_changed_paragraph_is_found_among_thousands_that_are_the_same() -> None:
    rows = ["paid", "not paid", "paid in part"] * 1_000
    before = document_of(*rows, MILL, *rows)
    after = document_of(*rows, "paid", MILL.replace("1702", "1705"), *rows)
    assert told(before, after, "Ada Marlow") == (MILL.replace("1702", "1705"), True)
