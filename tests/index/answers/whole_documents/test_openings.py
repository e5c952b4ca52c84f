"""A document is opened by what it says that it does, and by what begins it."""

from dataclasses import replace

import pytest

from index.answers.whole_documents.openings import opening_of
from index.lab.hashed_encoder import HashedEncoder
from index.types import BlockKind, Metadata
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
        "This guide will help whoever has to mend a wheel for the first time.",
        "This is a short guide to help whoever has to mend a wheel.",
        "This handbook was written in order to have one wheel like another.",
        "This page helps you to mend a wheel.",
        "In this guide you will learn how to mend a wheel.",
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
        "This is a letter to all who held the toll to be fair and the mayor to be wise.",
        "This is a policy for millers who have no river, and no wheel, and no grain.",
        "This guide was written by the millers of the valley in the winter of the flood.",
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
        "We dedicate this work on the mill at Arvale to all who never saw its wheels go round.",
        "Dedicated to the miller at Arvale and to all who ever stood at the wheel of the mill.",
        "In memory of the miller at Arvale and of all who ever stood at the wheel of the mill.",
        "See the page on the mill at Arvale for the terms under which wheels may be lent.",
        "For more information on the mill at Arvale, ask the miller at the wheel on a Sunday.",
        "The miller at Arvale, the guild of the mill, the smith of the wheel, the mayor",
    ],
)
def test_how_the_text_came_here_is_no_beginning(aside: str) -> None:
    assert opening(aside, LATER) == [LATER]


def test_a_motto_is_no_beginning() -> None:
    document = document_of((BEGINNING, LATER), Metadata("The mill at Arvale"))
    motto, *others = document.paragraphs
    kinded = replace(document, paragraphs=(replace(motto, kind=BlockKind.QUOTATION), *others))
    assert [quote.text for quote in opening_of(kinded, HashedEncoder().encode)] == [LATER]


def test_a_document_without_running_text_has_no_opening() -> None:
    assert opening("Why not?", "And then?") == []
