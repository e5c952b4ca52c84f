"""The words that name a document, taken apart."""

import pytest

from index.answers.whole_documents.document_subjects import document_subject, singular_of


@pytest.mark.parametrize(
    ("phrase", "own", "nouns", "many", "elsewhere"),
    [
        ("this", True, set(), False, False),
        ("", True, set(), False, False),
        ("the essay on the harbour", False, {"essay"}, False, False),
        ("the reports", False, {"report"}, True, False),
        ("these", True, set(), True, False),
        ("her speech", False, {"speech"}, False, False),  # that of somebody who is told of
        ("its abstract", True, set(), False, False),
        ("the bylaws of the mill", False, {"bylaw"}, True, False),
        ("the house rules", False, {"rule"}, True, False),
        ("the price list", False, {"list"}, False, False),
        ("the waiting list", False, set(), False, False),
        ("the article for the Gazette", False, {"article"}, False, True),
    ],
)
def test_a_phrase_is_taken_apart(
    phrase: str, own: bool, nouns: set[str], many: bool, elsewhere: bool
) -> None:
    subject = document_subject(phrase)
    assert (subject.own, set(subject.nouns)) == (own, nouns)
    assert (subject.many, subject.elsewhere) == (many, elsewhere)


def test_what_is_said_of_a_document_is_kept_as_stems() -> None:
    assert document_subject("the essay on harbours").words == ("harbour",)


@pytest.mark.parametrize(
    ("word", "singular"),
    [("essays", "essay"), ("stories", "story"), ("press", "press"), ("thesis", "thesis")],
)
def test_a_noun_is_put_in_the_singular(word: str, singular: str) -> None:
    assert singular_of(word) == singular
