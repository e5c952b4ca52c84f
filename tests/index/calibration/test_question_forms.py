"""Sentences to the questions that a member would ask for what they say."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.calibration.question_forms import QuestionForm, questions_of
from index.language.terms import terms_of


def asked(sentence: str) -> dict[QuestionForm, str]:
    return {question.form: question.text for question in questions_of(sentence)}


@pytest.mark.parametrize(
    ("sentence", "form", "question", "answer"),
    [
        (
            "The old bridge over the Elbe was closed in 1987 for repairs.",
            QuestionForm.WHEN,
            "When was the old bridge over the Elbe closed for repairs?",
            "1987",
        ),
        (
            "In 1987, the old bridge was closed for repairs.",
            QuestionForm.WHEN,
            "When was the old bridge closed for repairs?",
            "1987",
        ),
        (
            "Marie Curie was awarded two Nobel prizes.",
            QuestionForm.HOW_MANY,
            "How many Nobel prizes was Marie Curie awarded?",
            "two",
        ),
        (
            "The treaty was signed in Osnabrück by both crowns.",
            QuestionForm.WHERE,
            "Where was the treaty signed by both crowns?",
            "Osnabrück",
        ),
        (
            "The ferry was cancelled because the harbour had frozen.",
            QuestionForm.WHY,
            "Why was the ferry cancelled?",
            "",
        ),
        (
            "However, the tenant (a company) was fined because the keys were lost.",
            QuestionForm.WHY,
            "Why was the tenant fined?",
            "",
        ),
        (
            "Brunel designed the station and its roof.",
            QuestionForm.SUBJECT,
            "Who or what designed the station?",
            "Brunel",
        ),
        (
            "The station was designed by Brunel in a single night.",
            QuestionForm.SUBJECT,
            "Who or what designed the station?",
            "Brunel in a single night",
        ),
    ],
)
def test_what_a_sentence_says_is_asked_for(
    sentence: str, form: QuestionForm, question: str, answer: str
) -> None:
    found = {question.form: question for question in questions_of(sentence)}
    assert form in found, found
    assert (found[form].text, found[form].answer) == (question, answer)


def test_keywords_are_the_rarest_words_in_their_order() -> None:
    question = asked("The committee met again in the granary to weigh barley and oats.")
    assert question[QuestionForm.KEYWORDS] == "granary weigh barley oats"


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
    assert set(asked(sentence)) <= {QuestionForm.KEYWORDS}


@example("()1")
@given(st.text(st.sampled_from("ABCabc 12.,’'()-éThe was in of 1987 by"), max_size=120))
def test_any_text_gives_one_question_a_form_that_holds_neither_answer_nor_foreign_words(
    text: str,
) -> None:
    wordings = questions_of(f"The castle {text} was burnt in 1648")
    assert len({wording.form for wording in wordings}) == len(wordings)
    known = set(terms_of(f"The castle {text} was burnt in 1648 many"))
    for wording in wordings:
        assert wording.text == " ".join(wording.text.split())
        assert set(terms_of(wording.text)) <= known
        if wording.form is QuestionForm.WHEN and text.count("1648") == 0:
            assert not re.search(r"\b1648\b", wording.text)


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "The old bridge was closed in 1987 for repairs.",
            ["When was the old bridge closed for repairs?"],
        ),
        ("The treaty was signed in Osnabrück.", ["Where was the treaty signed?"]),
        (
            "The ferry was cancelled because the harbour had frozen.",
            ["Why was the ferry cancelled?"],
        ),
        # Cut within what belongs together.
        ("The Museum is open from 10 am to 6 pm between April and October.", []),
        ("The bridge was closed from 1990 to 1995.", []),
        ("The bridge was closed in 1990 and 1995.", []),
        # Another question than the one that is meant.
        ("The bridge was closed since 1990.", []),
        # No good English.
        ("Keys are kept in the blue cabinet beside the boiler.", []),
        ("Meetings were filmed in 1990.", []),
        ("The parliament has the power of taxation in Scotland.", []),
        ("The speech was held in the Gaelic language.", []),
        ("Marie Curie was awarded two Nobel prizes.", []),
    ],
)
def test_only_whole_questions_in_good_english_may_be_shown(sentence: str, shown: list[str]) -> None:
    assert [one.text for one in questions_of(sentence) if one.is_whole] == shown
