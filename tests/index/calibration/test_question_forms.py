"""Sentences to the questions that a member would ask for what they say."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.calibration.question_forms import Form, wordings_of
from index.language.terms import terms_of


def asked(sentence: str) -> dict[Form, str]:
    return {wording.form: wording.question for wording in wordings_of(sentence)}


@pytest.mark.parametrize(
    ("sentence", "form", "question", "answer"),
    [
        (
            "The old bridge over the Elbe was closed in 1987 for repairs.",
            Form.WHEN,
            "When was the old bridge over the Elbe closed for repairs?",
            "1987",
        ),
        (
            "In 1987, the old bridge was closed for repairs.",
            Form.WHEN,
            "When was the old bridge closed for repairs?",
            "1987",
        ),
        (
            "Marie Curie was awarded two Nobel prizes.",
            Form.HOW_MANY,
            "How many Nobel prizes was Marie Curie awarded?",
            "two",
        ),
        (
            "The treaty was signed in Osnabrück by both crowns.",
            Form.WHERE,
            "Where was the treaty signed by both crowns?",
            "Osnabrück",
        ),
        (
            "The ferry was cancelled because the harbour had frozen.",
            Form.WHY,
            "Why was the ferry cancelled?",
            "",
        ),
        (
            "However, the tenant (a company) was fined because the keys were lost.",
            Form.WHY,
            "Why was the tenant fined?",
            "",
        ),
        (
            "Brunel designed the station and its roof.",
            Form.SUBJECT,
            "Who or what designed the station?",
            "Brunel",
        ),
        (
            "The station was designed by Brunel in a single night.",
            Form.SUBJECT,
            "Who or what designed the station?",
            "Brunel in a single night",
        ),
    ],
)
def test_what_a_sentence_says_is_asked_for(
    sentence: str, form: Form, question: str, answer: str
) -> None:
    found = {wording.form: wording for wording in wordings_of(sentence)}
    assert form in found, found
    assert (found[form].question, found[form].answer) == (question, answer)


def test_keywords_are_the_rarest_words_in_their_order() -> None:
    question = asked("The committee met again in the granary to weigh barley and oats.")
    assert question[Form.KEYWORDS] == "granary weigh barley oats"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was closed in 1987.",
        "They were paid two thalers in Osnabrück.",
        "This is a quorum.",
        "If the tenant leaves, the keys must be returned.",
        "",
        "…",
    ],
)
def test_of_a_sentence_that_leans_on_another_only_its_words_are_asked(sentence: str) -> None:
    assert set(asked(sentence)) <= {Form.KEYWORDS}


@example("()1")
@given(st.text(st.sampled_from("ABCabc 12.,’'()-éThe was in of 1987 by"), max_size=120))
def test_any_text_gives_one_question_a_form_that_holds_neither_answer_nor_foreign_words(
    text: str,
) -> None:
    wordings = wordings_of(f"The castle {text} was burnt in 1648")
    assert len({wording.form for wording in wordings}) == len(wordings)
    known = set(terms_of(f"The castle {text} was burnt in 1648 many"))
    for wording in wordings:
        assert wording.question == " ".join(wording.question.split())
        assert set(terms_of(wording.question)) <= known
        if wording.form is Form.WHEN and text.count("1648") == 0:
            assert not re.search(r"\b1648\b", wording.question)
