"""Numbers of footnotes that a copy has or lacks, and numbers that are words."""

import pytest

from index.quotations.differences import Op
from index.quotations.verification import Verdict
from index.quotations.verifier import Verifier
from index.types import Document, Metadata, Paragraph


def _document_of(name: str, text: str) -> Document:
    return Document(name, text, (Paragraph(1, 0, len(text), None),), Metadata(title=name))


NOTES = Verifier.build(
    [
        _document_of("plain", "Nobody could enter the harbour. The pilots of Vell met at noon."),
        _document_of("noted", "All cranes left the old pier.12 The tugs of Orrin stayed behind."),
        _document_of(
            "named", "The wards filled with COVID19 cases; see Figure 12. The Boeing flew."
        ),
    ]
)


@pytest.mark.parametrize(
    "quotation",
    [
        "Nobody could enter the harbour.12 The pilots of Vell met",
        "Nobody could enter the harbour12. The pilots of Vell met",
        "Nobody could enter the harbour¹². The pilots of Vell met",
        "Nobody could enter the harbour.¹² The pilots of Vell met",
        "All cranes left the old pier. The tugs of Orrin stayed",
        "All cranes left the old pier.12 The tugs of Orrin stayed",
    ],
)
def test_the_number_of_a_footnote_may_be_copied_or_left_out(quotation: str) -> None:
    verification = NOTES.verify(quotation)
    assert verification.verdict is Verdict.EXACT
    assert {difference.op for difference in verification.differences} == {Op.EQUAL}


@pytest.mark.parametrize(
    ("quotation", "change"),
    [
        ("All cranes left the old pier.13 The tugs of Orrin stayed", ("13", "12")),
        ("The wards filled with COVID20 cases; see Figure 12", ("COVID20", "COVID19")),
        ("The wards filled with COVID cases; see Figure 12", ("COVID", "COVID19")),
        ("The wards filled with COVID19 cases; see Figure. The Boeing", ("", "12")),
        ("see Figure 12. The Boeing747 flew", ("Boeing747", "Boeing")),
    ],
)
def test_another_number_is_told(quotation: str, change: tuple[str, str]) -> None:
    changes = [
        (difference.quoted, difference.source)
        for difference in NOTES.verify(quotation).differences
        if difference.op is not Op.EQUAL
    ]
    assert changes == [change]
