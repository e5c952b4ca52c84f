"""What is not understood alone is shown with the sentence before it."""

import pytest

from index.answers.excerpts import excerpts_of
from index.answers.kept_sentences import Paragraphs
from index.answers.leaning_sentences import leans, points_back
from index.answers.scored_sentences import ScoredSentence
from index.types import Document, Metadata, Paragraph, Span


def shown(before: str, sentence: str) -> str:
    text = f"{before} {sentence}"
    document = Document("mill", text, (Paragraph(1, 0, len(text), None),), Metadata("The mill"))
    scored = ScoredSentence(document, Span(len(before) + 1, len(text)), 1.0)
    (quote,) = excerpts_of([[scored]], Paragraphs(), 600, 0.5)
    return quote.text


def test_what_points_back_behind_an_adverb_brings_the_sentence_before() -> None:
    before = "The mill outlived four others."
    sentence = "In part this was due to the miller, who never raised the price."
    assert shown(before, sentence) == f"{before} {sentence}"
    own = "In part the mill lived on the oats of Arvale."
    assert shown(before, own) == own


@pytest.mark.parametrize(
    "sentence",
    [
        "Partly this was luck.",
        "Perhaps they sold the mill.",
        "In fact, he never saw it.",
        "Of course these wheels are old.",
        "Secondly, it was too dear.",
    ],
)
def test_a_sentence_leans_behind_an_adverb(sentence: str) -> None:
    assert leans(sentence)
    assert not points_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Partly the mill was lucky.",
        "Only this mill was sold.",
        "Now that the mill is sold, nobody grinds.",
        "Emily, they say, sold it.",
        "In part of the mill this was known.",
        "Usually millers say that it burnt.",
    ],
)
def test_what_names_its_own_subject_does_not_lean(sentence: str) -> None:
    assert not leans(sentence)
