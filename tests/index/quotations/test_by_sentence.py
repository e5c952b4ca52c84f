"""Quotations that are put together of sentences, some of them altered."""

import pytest

from index.quotations.differences import Op
from index.quotations.verification import Verdict, Verification
from index.quotations.verifier import Verifier
from tests.support.documents.cited_documents import document_of

CLUB = document_of(
    (
        "The warden serves for one year from the election. He may be elected again once the "
        "members have agreed. A vote is held in the spring of each year.",
        "The gate is shut at dusk by whoever has the key.",
        "The clerk counts the votes after the meeting. He writes them into the book of the club.",
    ),
    name="club",
)
VOTES = "The clerk counts the votes after the meeting."
ONE_YEAR = "The warden serves for one year from the election."
TWO_YEARS = "The warden serves for two years from the election."


def verified(quotation: str) -> Verification:
    return Verifier.build([CLUB]).verify(quotation)


@pytest.mark.parametrize("quotation", [f"{VOTES} {TWO_YEARS}", f"{TWO_YEARS} {VOTES}"])
def test_an_altered_sentence_beside_an_exact_one_is_told_with_both_places(quotation: str) -> None:
    found = verified(quotation)
    assert found.verdict is Verdict.ALTERED
    assert found.quote is not None
    assert found.quote.text == ONE_YEAR
    assert [other.text for other in found.joined] == [VOTES]
    changed = [(one.quoted, one.source) for one in found.differences if one.op is Op.REPLACE]
    assert changed == [("two years", "one year")]
    assert "".join(one.quoted for one in found.differences) == quotation


def test_several_altered_sentences_are_found_too() -> None:
    found = verified(f"{TWO_YEARS} The clerk counts the coins after the meeting.")
    assert found.verdict is Verdict.ALTERED
    assert [other.text for other in found.joined] == [VOTES]


@pytest.mark.parametrize(
    "quotation",
    [
        f"{VOTES} Elephants were kept behind the mill by all of its owners.",
        f"{TWO_YEARS} Elephants were kept behind the mill by all of its owners.",
        "Elephants were kept behind the mill by its owners. Nobody knew of any that had left it.",
    ],
)
def test_with_a_sentence_from_elsewhere_it_is_not_found(quotation: str) -> None:
    assert verified(quotation).verdict is Verdict.NOT_FOUND


def test_exact_sentences_from_several_places_are_put_together_as_before() -> None:
    found = verified(f"{VOTES} {ONE_YEAR}")
    assert found.verdict is Verdict.ALTERED
    assert [other.text for other in found.joined] == [ONE_YEAR.removesuffix(".")]
