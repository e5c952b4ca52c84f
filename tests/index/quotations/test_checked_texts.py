"""The quotations of a text: each gets the verdict and the place that it would have alone."""

import re

import pytest

from bot.config import ROOT
from index.language import sentences_of
from index.quotations import Verdict, Verifier, check_quotations
from index.quotations.checked_texts import MOST_CHECKED
from index.reading.source_folder import read_folder

DOCUMENTS = read_folder(ROOT / "knowledge").documents
VERIFIER = Verifier.build(DOCUMENTS)
TEXT = DOCUMENTS[0].text
SENTENCES = [
    sentence
    for sentence in (TEXT[span.start : span.end] for span in sentences_of(TEXT))
    if 8 <= len(sentence.split()) <= 30 and not re.search('[“”"‘’]', sentence)
]
STRANGERS = (
    "Ships that wait in the harbour for the tide have no need of a lantern at noon",
    "Nobody who had seen the orchard in bloom would have called the farm a poor one",
)


def changed(sentence: str) -> str:
    """Return a sentence with another word in the middle of it."""
    words = sentence.split()
    words[len(words) // 2] = "lanterns"
    return " ".join(words)


def quotations(count: int) -> list[str]:
    """Return quotations as they stand, with a word changed, and from nowhere, by turns."""
    kinds = (lambda s: s, changed, lambda s: STRANGERS[len(s) % len(STRANGERS)])
    return [kinds[number % 3](sentence) for number, sentence in enumerate(SENTENCES[:count])]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 9, MOST_CHECKED])
def test_each_gets_the_verdict_and_the_place_that_it_has_alone(count: int) -> None:
    quoted = quotations(count)
    checked = check_quotations(VERIFIER, "I read: " + ", ".join(f"“{one}”" for one in quoted))
    assert [one.quotation for one in checked.verifications] == quoted
    for one in checked.verifications:
        alone = VERIFIER.verify(one.quotation)
        assert (one.verdict, one.quote, one.differences) == (
            alone.verdict,
            alone.quote,
            alone.differences,
        )
    verdicts = {one.verdict for one in checked.verifications}
    assert verdicts == {Verdict.EXACT, Verdict.ALTERED, Verdict.NOT_FOUND} or count < 3


def test_those_beyond_the_first_are_counted() -> None:
    text = " ".join(f"“{one}”" for one in quotations(MOST_CHECKED) + ["Who is there?"] * 3)
    checked = check_quotations(VERIFIER, text)
    assert (len(checked.verifications), checked.left) == (MOST_CHECKED, 3)
