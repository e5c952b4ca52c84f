"""A question that was typed in haste has the form that was meant, and keeps its names."""

import pytest

from index.answers.questions.document_questions import document_question
from index.answers.questions.intents import Whole, whole_question
from index.answers.questions.typed_forms import typed_form
from index.types import MetadataField


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who rote this", "who wrote this"),
        ("who tf wrote dis?", "who wrote this?"),
        ("pls, wen was this writen", "when was this written"),
        ("When was it publsihed?", "When was it published?"),
        ("what the hell is this artical about", "what is this article about"),
        ("summerize the docment", "summarize the document"),
    ],
)
def test_slips_of_the_words_of_a_form_are_mended(typed: str, meant: str) -> None:
    assert typed_form(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the Pater?",  # a name, however near to a word
        "who wrote the poem",
        "why did the writ fail",
        "what was the tale about",
        "who dates the post-war year",
        "what in the world's north melts",
    ],
)
def test_what_may_be_meant_as_it_stands_is_left_alone(question: str) -> None:
    assert typed_form(question) == question


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("who rote this", MetadataField.AUTHOR),
        ("who is the auther", MetadataField.AUTHOR),
        ("who tf wrote this", MetadataField.AUTHOR),
        ("wen was this publised", MetadataField.DATE),
        ("whats the titel", MetadataField.TITLE),
    ],
)
def test_what_is_asked_of_a_document_is_known_with_its_slips(
    question: str, field: MetadataField
) -> None:
    asked = document_question(question)
    assert asked is not None
    assert asked.fields == (field,)


@pytest.mark.parametrize("question", ["wuts this about", "what is this artical about", "tdlr"])
def test_a_wish_for_the_whole_is_known_with_its_slips(question: str) -> None:
    asked = whole_question(question)
    assert asked is not None
    assert asked.whole is Whole.OVERVIEW
