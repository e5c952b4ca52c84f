"""What is counted one after another is shown together where all of it was asked for."""

import pytest

from index.answers.counted_sentences import asks_for_all, counted_beside
from index.answers.excerpts import excerpts_in_order
from index.answers.kept_sentences import Paragraphs
from index.answers.scored_sentences import ScoredSentence
from index.types import BlockKind, Document, Metadata, Paragraph, Span

TEXT = """\
There are three main causes of the flood.

Firstly, the weir is too high. It was raised in 1902.

The second, as the miller says, is the bridge.

It has two arches. The first is low. The second is blocked.

The third main reason is rain."""


def document() -> Document:
    paragraphs, start = [], 0
    for number, text in enumerate(TEXT.split("\n\n"), start=1):
        paragraphs.append(Paragraph(number, start, start + len(text), None))
        start += len(text) + 2
    return Document("f", TEXT, tuple(paragraphs), Metadata("F"))


FLOOD = document()
FIRST = "Firstly, the weir is too high."
SECOND = "The second, as the miller says, is the bridge."
THIRD = "The third main reason is rain."


def span_of(sentence: str) -> Span:
    start = TEXT.index(sentence)
    return Span(start, start + len(sentence))


def beside(sentence: str) -> list[str]:
    return [TEXT[one.start : one.end] for one in counted_beside(FLOOD, span_of(sentence))]


def test_what_is_counted_stands_in_order() -> None:
    assert beside(FIRST) == [SECOND, THIRD]
    assert beside(THIRD) == [FIRST, SECOND]


def test_inside_a_paragraph_it_is_what_that_counts() -> None:
    assert beside("The first is low.") == ["The second is blocked."]
    assert beside("It has two arches.") == []


@pytest.mark.parametrize(
    ("question", "all_of_it"),
    [
        ("what are the three causes of the flood", True),
        ("What are the causes of the flood?", True),
        ("name the miller’s two reasons", True),
        ("What is the first cause of the flood?", False),
        ("Why is the weir a cause?", False),
    ],
)
def test_a_question_asks_for_all_or_for_one(question: str, all_of_it: bool) -> None:
    assert asks_for_all(question, FLOOD, span_of(FIRST)) is all_of_it


@pytest.mark.parametrize(
    ("question", "all_of_it"),
    [
        ("what are the criteria for the lock?", True),  # its heading has them
        ("what are the conditions?", True),  # as the paragraph has that announces
        ("what are the reasons?", False),
    ],
)
def test_what_the_items_are_may_stand_above_what_announces_them(
    question: str, all_of_it: bool
) -> None:
    says = "A barge has to fulfil conditions. It goes down once:"
    text = f"{says}\n\nit is light;\n\nit has paid."
    starts = (0, len(says) + 2, text.index("it has paid"))
    ends = (len(says), starts[2] - 2, len(text))
    kinds = (BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM)
    paragraphs = tuple(
        Paragraph(number, start, end, "Criteria of the lock", kind=kind)
        for number, (start, end, kind) in enumerate(zip(starts, ends, kinds, strict=True), start=1)
    )
    document = Document("l", text, paragraphs, Metadata("L"))
    assert asks_for_all(question, document, Span(starts[1], ends[1])) is all_of_it


def test_what_counts_nothing_is_not_asked_for_with_others() -> None:
    assert not asks_for_all("what are the causes of the flood", FLOOD, span_of("It was raised"))


def shown(sentence: str, *, of_list: bool = False, budget: int = 600) -> list[str]:
    lead = ScoredSentence(FLOOD, span_of(sentence), 1.0, of_list=of_list)
    return [quote.text for quote in excerpts_in_order([lead], Paragraphs(), budget)]


def test_what_leads_brings_the_others_where_all_were_asked_for() -> None:
    assert shown(FIRST) == [FIRST]
    assert shown(FIRST, of_list=True) == [FIRST, SECOND, THIRD]
    assert shown(FIRST, of_list=True, budget=80) == [FIRST, SECOND]
    assert shown("The first is low.", of_list=True) == ["The first is low. The second is blocked."]


def test_what_announces_brings_all_that_is_counted() -> None:
    announcing = "There are three main causes of the flood."
    assert shown(announcing) == [announcing, FIRST, SECOND, THIRD]


def test_nothing_that_is_counted_is_left_out_before_another() -> None:
    announcing = "There are three main causes of the flood."
    assert shown(FIRST, of_list=True, budget=70) == [FIRST]
    assert shown(announcing, budget=70) == [announcing]
