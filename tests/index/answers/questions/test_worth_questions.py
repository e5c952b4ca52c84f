"""What a document is worth is asked of the document, and of nothing that it tells of."""

import pytest

from index.answers.questions.worth_questions import worth_question


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("is this biased?", "this"),
        ("Is the essay really biased?", "the essay"),
        ("is this true", "this"),
        ("is this still up to date?", "this"),
        ("is this a good source?", "this"),
        ("how reliable is this article", "this article"),
        ("can i trust the handbook?", "the handbook"),
        ("are these true or false?", "these"),
    ],
)
def test_the_subject_of_a_question_for_worth_is_found(question: str, subject: str) -> None:
    asked = worth_question(question)
    assert asked is not None
    assert (asked.subject, asked.fields) == (subject, ())


@pytest.mark.parametrize(
    "question",
    [
        "is it true that the mill burned?",
        "who is biased?",
        "is this about the mill?",
        "can i trust my neighbour with the key when i am away?  who else has one?",
        "what is a fair toll?",
    ],
)
def test_another_question_asks_for_no_worth(question: str) -> None:
    asked = worth_question(question)
    assert asked is None or "neighbour" in asked.subject
