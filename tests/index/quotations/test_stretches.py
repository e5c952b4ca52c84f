"""What a quotation adds is held against no paragraph that it does not come from."""

import pytest

from index.quotations.differences import Op
from index.quotations.verification import Verdict
from index.quotations.verifier import Verifier
from index.types import Document, Metadata, Paragraph

TEXT = """The board shall have power to keep the harbour by appropriate means.

Article IX

Passed by Parliament in May. The keeper lit the lamp at dusk.

The keeper put it out at dawn."""


def document() -> Document:
    paragraphs, start = [], 0
    for number, text in enumerate(TEXT.split("\n\n"), start=1):
        paragraphs.append(Paragraph(number, start, start + len(text), None))
        start += len(text) + 2
    return Document("harbour", TEXT, tuple(paragraphs), Metadata(title="Harbour"))


VERIFIER = Verifier.build([document()])


@pytest.mark.parametrize(
    ("quotation", "source", "added"),
    [
        (
            "The board shall have power to keep the harbour by appropriate means, passed by two "
            "thirds.",
            "The board shall have power to keep the harbour by appropriate means",
            "passed by two thirds",
        ),
        (
            "By appropriate two thirds: passed by Parliament in May. "
            "The keeper lit the lamp at dusk.",
            "Passed by Parliament in May. The keeper lit the lamp at dusk.",
            "By appropriate two thirds",
        ),
    ],
)
def test_words_added_at_a_paragraphs_end_are_held_against_no_other_paragraph(
    quotation: str, source: str, added: str
) -> None:
    verification = VERIFIER.verify(quotation)
    assert verification.verdict is Verdict.ALTERED
    assert verification.quote is not None
    assert verification.quote.text == source
    [change] = [one for one in verification.differences if one.op is not Op.EQUAL]
    assert (change.op, change.quoted, change.source) == (Op.INSERT, added, "")


@pytest.mark.parametrize(
    "quotation",
    [
        "The keeper lit the lamp at dawn. The keeper put it out at dusk.",
        "The keeper lit the lamp at dusk. The keepers put it out.",
        "The keeper lit the lamp … out at dawn.",
    ],
)
def test_a_quotation_of_two_paragraphs_is_held_against_both(quotation: str) -> None:
    verification = VERIFIER.verify(quotation)
    assert verification.quote is not None
    assert "\n" in verification.quote.text
    assert verification.quote.start == TEXT.index("The keeper lit")
