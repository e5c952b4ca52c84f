"""Verdicts on graded claims are counted, and constants fitted, as by hand."""

import json
from collections import Counter
from pathlib import Path

import pytest

from index.claims.examination import Examination, ExaminedQuote
from index.claims.verdicts import SCALES, Bearing, ClaimVerdict, PassageStance
from index.grading import Part
from index.lab.claim_verdicts import (
    ClaimTrial,
    GradedClaim,
    figures_of,
    fitted,
    read_claims,
    trials_of,
)
from index.lab.graded_essays import ESSAYS, essay_files, near_files, only_learned, records_of
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.types import Document, Metadata, Paragraph, Span, quote_of

SUPPORTED, CONTRADICTED, NOT_MENTIONED = ClaimVerdict
TEXT = "The port collected 40 tons of grain in 2018."
QUOTE = quote_of(
    Document("port", TEXT, (Paragraph(1, 0, len(TEXT), None),), Metadata("Port")),
    Span(0, len(TEXT)),
)


def by_words(graded: ClaimVerdict, probability: float, bearing: Bearing) -> ClaimTrial:
    quotes = (ExaminedQuote(QUOTE, bearing, 1.0, None),)
    return ClaimTrial(GradedClaim("x", graded), Examination(probability, quotes))


def by_reader(graded: ClaimVerdict, *passages: PassageStance) -> ClaimTrial:
    quotes = (ExaminedQuote(QUOTE, Bearing.FITS, 1.0, passages[0].stance),)
    return ClaimTrial(GradedClaim("x", graded), Examination(0.9, quotes, passages))


def test_right_verdicts_and_false_claims_called_supported_are_counted() -> None:
    figures = figures_of(
        [
            by_words(SUPPORTED, 0.9, Bearing.FITS),
            by_words(CONTRADICTED, 0.9, Bearing.FITS),
            by_words(CONTRADICTED, 0.9, Bearing.OPPOSES),
            by_words(NOT_MENTIONED, 0.1, Bearing.FITS),
        ]
    )
    assert (figures.right.value, figures.right.n) == (0.75, 4)
    assert figures.falsely_supported.value == pytest.approx(1 / 3)
    assert figures.falsely_supported.n == 3
    assert figures.confusion[CONTRADICTED, SUPPORTED] == 1
    assert figures.confusion[CONTRADICTED, CONTRADICTED] == 1


def test_the_least_confidence_is_fitted_where_no_stance_is_told() -> None:
    trials = [
        by_words(NOT_MENTIONED, 0.52, Bearing.FITS),
        by_words(SUPPORTED, 0.58, Bearing.FITS),
    ]
    assert fitted(trials).least == 0.55
    assert fitted([by_words(SUPPORTED, 0.9, Bearing.FITS)]) == SCALES


def test_the_scales_of_the_stance_are_fitted_where_one_is_told() -> None:
    """The best sentence says little and the others much: only their mean is right."""
    silent = PassageStance(4.0, (0.0, 0.0, 0.5))
    clear = PassageStance(0.0, (9.0, 0.0, 0.0))
    scales = fitted([by_reader(SUPPORTED, silent, clear, clear)])
    assert scales.sharpness < 4.0
    assert figures_of(
        [by_reader(SUPPORTED, silent, clear, clear), by_reader(CONTRADICTED, silent)], scales
    ).confusion[SUPPORTED, SUPPORTED]


def test_an_essay_is_one_document_and_other_claims_are_on_the_folder(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "port.txt").write_text(f"{TEXT}\n", "utf-8")
    essay = {
        "title": "Mills",
        "paragraphs": ["The guild built the mill.", "A flood took it."],
        "claims": [{"claim": "The guild built a mill", "verdict": "supported"}],
    }
    claim = {"claim": "The port collected 90 tons of grain in 2018", "verdict": "contradicted"}
    path = tmp_path / "claims.jsonl"
    path.write_text(f"{json.dumps(essay)}\n\n{json.dumps(claim)}\n", "utf-8")
    of_essay, of_folder = read_claims([path], Part.REPORT, knowledge)
    (document,) = of_essay.documents
    assert [document.text[p.start : p.end] for p in document.paragraphs] == essay["paragraphs"]
    assert of_essay.claims == (GradedClaim("The guild built a mill", SUPPORTED),)
    assert [document.id for document in of_folder.documents] == ["port"]
    (trial,) = trials_of(of_folder, HashedEncoder(), None, Settings(reader="none"))
    assert trial.examination.bearing is Bearing.REFUTES
    assert not list(read_claims([path], Part.TUNE, None))


def test_the_graded_essays_can_be_read() -> None:
    files = sorted(ESSAYS.glob("*.jsonl"))
    parts = [list(read_claims(files, part, None)) for part in Part]
    assert sum(len(part) for part in parts) == 86
    assert all(one.claims for part in parts for one in part)


@pytest.mark.parametrize("part", list(Part))
def test_claims_near_the_words_of_an_essay_belong_to_its_part(part: Part) -> None:
    files = sorted(ESSAYS.glob("*.jsonl"))
    near = list(read_claims(files, part, None, near=True))
    titles = {one.documents[0].metadata.title for one in near}
    assert titles <= {one.documents[0].metadata.title for one in read_claims(files, part, None)}
    assert bool(near) is (part is not Part.TRAIN)  # those learned from are on other essays


def test_claims_near_the_words_of_texts_are_as_often_true_as_false_and_have_evidence() -> None:
    essays = {e["title"]: e for e in records_of([*essay_files(), *essay_files(only_learned())])}
    claims = records_of(near_files())
    counts = Counter(claim["verdict"] for claim in claims)
    assert abs(counts["supported"] - counts["contradicted"]) < 0.01 * len(claims)
    assert 0.2 < counts["not_mentioned"] / len(claims) < 0.4
    for claim in claims:
        paragraphs = essays[claim["essay"]]["paragraphs"]
        assert all(any(one in text for text in paragraphs) for one in claim["evidence"]), claim
        assert bool(claim["evidence"]) is (claim["verdict"] != "not_mentioned"), claim
        assert not any(claim["claim"] in text for text in paragraphs), claim
