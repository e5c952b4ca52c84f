"""The quotations of a text: each gets the verdict and the place that it would have alone."""

import re

import pytest

from bot.config import ROOT
from index.language import sentences_of
from index.quotations import Verdict, Verifier, check_quotations
from index.quotations.checked_texts import MOST_CHECKED
from index.reading.source_folder import read_folder
from index.types import Document, Metadata, Paragraph

DOCUMENTS = read_folder(ROOT / "knowledge").documents
VERIFIER = Verifier.build(DOCUMENTS)
TEXT = DOCUMENTS[0].text
SENTENCES = [
    sentence
    for sentence in (TEXT[span.start : span.end] for span in sentences_of(TEXT))
    if 8 <= len(sentence.split()) <= 30 and not re.search('[“”"‘’]', sentence)
]
NAMED = ("old", "new", "red", "low", "far", "cold", "dry", "wide", "long", "dark", "deep", "grey")
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


def test_what_several_leave_out_is_found_in_each() -> None:
    """Each leaves out more words than are looked for at first."""
    spans = sentences_of(TEXT)
    all_of_them = [TEXT[span.start : span.end].strip() for span in spans]
    places = [number for number, one in enumerate(all_of_them[:-8]) if not re.search('[“”…"]', one)]
    quoted = [f"{all_of_them[at]} … {all_of_them[at + 5]}" for at in places[:45:5]]
    alone = [VERIFIER.verify(one).verdict for one in quoted]
    checked = check_quotations(VERIFIER, " and ".join(f"“{one}”" for one in quoted))
    assert [one.verdict for one in checked.verifications] == alone
    assert alone.count(Verdict.EXACT) >= 5


def test_a_passage_that_quotes_others_is_one_quotation() -> None:
    """Marks within it are the source's, however many there are."""
    text = " ".join(f"The {n} men called “the {n} harbours” a nuisance, as did all." for n in NAMED)
    document = Document("own", text, (Paragraph(1, 0, len(text), None),), Metadata(title="Own"))
    checked = check_quotations(Verifier.build([document]), text.replace("nuisance", "burden", 1))
    (one,) = checked.verifications
    assert (one.verdict, one.quote and one.quote.text) == (Verdict.ALTERED, text)


def test_those_beyond_the_first_are_counted() -> None:
    text = " ".join(f"“{one}”" for one in quotations(MOST_CHECKED) + ["Who is there?"] * 3)
    checked = check_quotations(VERIFIER, text)
    assert (len(checked.verifications), checked.left) == (MOST_CHECKED, 3)
