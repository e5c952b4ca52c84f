"""What bears on a question at all, sentence by sentence, and as chosen on graded questions."""

import json
from pathlib import Path

import pytest

from bot.config import ROOT
from index.collection import Collection
from index.search.candidates import Candidate, Features
from index.settings import Settings
from index.types import Abstention, Document, Metadata, Paragraph, Passage, Span, quote_of

TEXT = "Ships wait. Nets dry. Rain falls."
SENTENCES = (Span(0, 11), Span(12, 21), Span(22, 33))
QUESTIONS = Path(__file__).parents[4] / "knowledge" / "questions"


def document(name: str = "port") -> Document:
    return Document(name, TEXT, (Paragraph(1, 0, len(TEXT), None),), Metadata(name))


@pytest.mark.parametrize(
    ("name", "span", "expected"),
    [
        ("port", Span(12, 21), 0.1),
        ("port", Span(0, 21), 0.6),
        ("port", Span(0, 33), 0.6),
        ("port", Span(11, 12), -1.0),  # between two sentences
        ("other", Span(0, 21), -1.0),
    ],
)
def test_a_quote_is_as_near_as_the_best_sentence_in_it(
    name: str, span: Span, expected: float
) -> None:
    passage = Passage("port", 1, 0, len(TEXT), SENTENCES)
    features = Features(0.9, 0.9, 0.9, 0.9, 0.9, 0.9)
    candidate = Candidate(passage, 0, 1.0, features, (0.6, 0.1, 0.4))
    assert candidate.likeness(quote_of(document(name), span)) == expected


@pytest.mark.model
def test_near_misses_have_related_passages_and_other_subjects_have_none(tmp_path: Path) -> None:
    settings = Settings(reader="none", answer_threshold=1.0)
    collection = Collection.open(ROOT / "knowledge", tmp_path, settings)
    without: dict[bool, list[str]] = {True: [], False: []}
    for name in ("essay_dev", "members/questions"):
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines():
            graded = json.loads(line)
            if graded["answerable"]:
                continue
            outcome = collection.ask(graded["question"])
            assert isinstance(outcome, Abstention)
            assert set(outcome.related) <= set(outcome.nearest)
            if not outcome.related:
                without[graded["kind"] == "off"].append(graded["question"])
    assert len(without[True]) == 12  # all
    assert len(without[False]) <= 2  # of 20
