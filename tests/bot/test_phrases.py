"""Words that several faces share: what a warning beside a quotation says in plain words."""

from time import thread_time

import pytest

from bot.phrases import ANOTHER_NUMBER, warning_label
from index import QuotationWarning, Verdict, Verification, WarningKind
from tests.support.documents.cited_documents import document_of, quote_in

VERIFICATION = Verification("It was so.", Verdict.NOT_FOUND)


def label(words: str) -> str:
    """What is said of a source that says these words where a quotation says others."""
    quote = quote_in(document_of((f"It was {words} then.",)), words)
    return warning_label(VERIFICATION, QuotationWarning(WarningKind.TURNED, quote))


@pytest.mark.parametrize(
    ("words", "is_number"),
    [("44 %", True), ("$1,200.50", True), ("7", True), ("$ %", False), ("seven", False)],
)
def test_another_number_is_said_to_be_one(words: str, is_number: bool) -> None:
    assert (label(words) == ANOTHER_NUMBER) == is_number


@pytest.mark.no_cover  # counting lines takes time
def test_figures_without_end_take_no_time() -> None:
    begun = thread_time()
    assert label("1" * 8_000 + "a") != ANOTHER_NUMBER
    assert thread_time() - begun < 0.3  # with steps by the square it is about a second
