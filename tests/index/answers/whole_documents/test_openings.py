"""A document is opened by what it says that it does, and by what begins it."""

import pytest

from index.answers.whole_documents.openings import opening_of
from index.lab.hashed_encoder import HashedEncoder
from index.types import Metadata
from tests.support.documents.cited_documents import document_of

BEGINNING = "The mill at Arvale ground wheat and barley for the whole of the valley."
LATER = "A flood took the bridge, and the carts went the long way round to the market."


def opening(*paragraphs: str, title: str = "The mill at Arvale") -> list[str]:
    document = document_of(paragraphs, Metadata(title))
    return [quote.text for quote in opening_of(document, HashedEncoder().encode)]


@pytest.mark.parametrize(
    "stated",
    [
        "This report sets out how the flood of that year changed the valley.",
        "In this paper, we ask who paid for the bridge and for the road to it.",
        "The purpose of this guide is to help whoever has to mend a wheel.",
        "Our short study briefly compares the two mills and what they cost.",
    ],
)
def test_what_it_says_that_it_does_comes_first(stated: str) -> None:
    assert opening(BEGINNING, LATER, stated) == [stated, BEGINNING]


@pytest.mark.parametrize(
    "sentence",
    [
        "This article attempts to answer that question for the valley and its mills.",
        "This winter the report on the mill came late, and nobody read it at all.",
        "That report sets out how the flood changed the valley and its people.",
    ],
)
def test_what_is_not_understood_alone_or_says_no_such_thing_does_not(sentence: str) -> None:
    assert opening(BEGINNING, sentence) == [BEGINNING]


def test_of_the_first_sentences_the_nearest_to_the_title_begins_it() -> None:
    assert opening(LATER, BEGINNING) == [BEGINNING]
    assert opening(LATER, BEGINNING, title="Untold") == [LATER]


@pytest.mark.parametrize(
    "aside",
    [
        "Editor’s note: This is an excerpt from the book on the mill at Arvale and its wheels.",
        "Copyright 1999 The mill at Arvale, the guild of millers and their heirs in the valley.",
        "The mill at Arvale, its heirs and their press, the valley. All rights reserved by them.",
    ],
)
def test_how_the_text_came_here_is_no_beginning(aside: str) -> None:
    assert opening(aside, LATER) == [LATER]


def test_a_document_without_running_text_has_no_opening() -> None:
    assert opening("Why not?", "And then?") == []
