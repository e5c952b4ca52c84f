"""Which quotations are too short to say where they are from."""

import pytest

from index.quotations.verification import Verdict
from index.quotations.verifier import Verifier
from index.types import Document, Metadata, Paragraph


@pytest.mark.parametrize(
    ("quotation", "too_short"),
    [
        ("学而时习之，不亦说乎", False), ("“学而时习”", False), ("“学而时”", True),
        ("よみかき", False), ("어디에도", False), ("привет всем", True), ("ａｂｃｄｅ", True),
    ],
)  # fmt: skip
def test_a_character_that_writes_a_syllable_or_a_word_counts_as_several_letters(
    quotation: str, too_short: bool
) -> None:
    assert Verifier.build([]).verify(quotation).too_short is too_short


def test_a_short_sentence_of_a_script_without_spaces_is_found() -> None:
    line = "子曰：「学而时习之，不亦说乎？有朋自远方来，不亦乐乎？」"
    analects = Document("analects", line, (Paragraph(1, 0, len(line), None),), Metadata(""))
    found = Verifier.build([analects]).verify("学而时习之，不亦说乎")
    assert found.verdict is Verdict.EXACT
    assert found.quote is not None
    assert found.quote.text == "学而时习之，不亦说乎"
