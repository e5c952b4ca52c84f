"""A bare reply is shown with what is said after it."""

from pathlib import Path

import pytest

from index.answers.excerpts import excerpts_in_order
from index.answers.introductions import introductions
from index.answers.kept_sentences import Paragraphs
from index.answers.leaning_sentences import leads_on
from index.answers.scored_sentences import ScoredSentence
from index.reading.documents import read_document
from index.types import Document, Quote, Span

FAQ = """# The mill

## Who grinds?

The miller grinds on every day of the week but one.

## Does it saw?

No. The wheel is too slow for that.

## Does it press oil?

Probably not.

The stones are too rough.

## Is it old?

Yes.
"""


@pytest.fixture
def faq(tmp_path: Path) -> Document:
    path = tmp_path / "mill.md"
    path.write_text(FAQ, encoding="utf-8")
    return read_document(path)


def shown(document: Document, *sentences: str, budget: int = 600) -> list[Quote]:
    scored = []
    for number, sentence in enumerate(sentences):
        start = document.text.index(sentence)
        span = Span(start, start + len(sentence))
        scored.append(ScoredSentence(document, span, 9.0 - number))
    return list(excerpts_in_order(scored, Paragraphs(), budget))


LEAD = "The miller grinds on every day of the week but one."


def test_so_it_is_behind_another_excerpt(faq: Document) -> None:
    quotes = shown(faq, LEAD, "No.", "Probably not.", "Yes.")
    assert [(quote.text, quote.leading_words) for quote in quotes] == [
        (LEAD, LEAD),
        ("No. The wheel is too slow for that.", "No."),
        ("Probably not.", "Probably not."),
        ("Yes.", "Yes."),
    ]
    below = shown(faq, LEAD, "Probably not.", "Yes.")
    assert [quote.text for quote in below] == [
        LEAD,
        "Probably not.",
        "The stones are too rough.",
        "Yes.",
    ]


def test_what_there_is_no_room_for_is_left_out(faq: Document) -> None:
    budget = len(LEAD) + len("No.") + 5
    assert [quote.text for quote in shown(faq, LEAD, "No.", budget=budget)] == [LEAD, "No."]


def test_the_question_stands_above_it(faq: Document) -> None:
    assert introductions(shown(faq, LEAD, "Probably not."))[1] == "Does it press oil?"


@pytest.mark.parametrize(
    "reply",
    ["Probably not.", "Usually, yes.", "Never.", "It depends.", "Of course.", "Unfortunately not."],
)
def test_a_reply_leads_on(reply: str) -> None:
    assert leads_on(reply)


@pytest.mark.parametrize("sentence", ["Never mix oak and ash.", "Always oil it.", "Usually dry."])
def test_an_advice_says_all_of_it(sentence: str) -> None:
    assert not leads_on(sentence)
