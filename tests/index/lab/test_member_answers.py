"""Answers judged by what leads them: the judge on values made by hand, and the whole trip once."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from index.claims import ClaimVerdict, Support
from index.collection import Collection
from index.lab import member_answers
from index.lab.hashed_encoder import HashedEncoder
from index.lab.member_answers import (
    GradedCase,
    JudgedCase,
    LeadKind,
    case_of,
    figures,
    judge_essays,
    judge_files,
    judge_together,
    judged,
    lead_of,
    miscalibration,
    separation,
)
from index.lab.written_essays import write_essay
from index.settings import Settings
from index.types import (
    Abstention,
    Answer,
    Document,
    Metadata,
    Outcome,
    Paragraph,
    Span,
    quote_of,
)
from tests.support.documents.towns import towns

ESSAY = {
    "title": "The Mill",
    "author": "Ada Mary Marlow",
    "publication": "The Arvale Post",
    "date": "5 May 2001",
    "paragraphs": ["The mill gained a road. The inn gained a baker."],
}
GAIN = case_of(
    {"question": "?", "kind": "role", "lead": ["mill gained"], "wrong": ["inn gained", "It did"]}
)
SILENT = case_of({"question": "?", "kind": "near", "lead": [], "wrong": ["inn gained"]})
TALK = GradedCase(("?", "And?"), "conversation", ("mill",), ())
CLAIM = case_of({"claim": "It burnt.", "verdict": "contradicted", "evidence": ["never burnt"]})


@pytest.mark.parametrize(
    ("shown", "lead"),
    [
        ("The mill  gained a road.", LeadKind.RIGHT),
        ("THE MILL GAINED A ROAD.", LeadKind.RIGHT),
        ("The inn gained a baker.", LeadKind.OTHER),
        ("The inn gained a baker, as the mill gained a road.", LeadKind.OTHER),
        ("It rained.", LeadKind.OFF),
        ("", LeadKind.OFF),
    ],
)
def test_the_first_highlight_is_held_against_what_answers_and_what_must_not_lead(
    shown: str, lead: LeadKind
) -> None:
    assert lead_of(GAIN, shown) is lead


def test_a_line_that_is_nothing_graded_is_named() -> None:
    with pytest.raises(ValueError, match=r"neither question, turns nor claim: \['topic'\]"):
        case_of({"topic": "mills"})


class Parrot:
    """Answers every question with the same outcome, and remembers what it was asked."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(self, question: str, history: Sequence[str] = ()) -> Outcome:
        self.asked.append((question, tuple(history)))
        return self.outcome

    def support(self, claim: str) -> Support:
        quotes = self.outcome.quotes if isinstance(self.outcome, Answer) else ()
        return Support(claim, ClaimVerdict.SUPPORTED, 0.75, quotes, 0.0)


def answering(*, answered: bool) -> Parrot:
    document = towns()[0]
    quote = quote_of(document, Span(0, 20), Span(0, 10))
    if answered:
        return Parrot(Answer("?", 0.9, (quote,), (), 0.0, ()))
    return Parrot(Abstention("?", 0.2, (quote,), (), 0.0))


def test_the_last_turn_is_asked_with_those_before_it() -> None:
    parrot = answering(answered=True)
    judgement = judged(TALK, parrot)
    assert parrot.asked == [("And?", ("?",))]
    assert judgement.shown == towns()[0].text[:10]


def test_a_refusal_is_none_of_the_answers_whatever_is_nearest() -> None:
    refused = judged(GAIN, answering(answered=False))
    assert (refused.lead, refused.confidence) == (LeadKind.REFUSED, 0.2)
    assert refused.shown == towns()[0].text[:10]


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize(
    ("lead", "is_shown"),
    [
        ("Ada Marlow", True),  # behind the highlight, in the excerpt
        ("ADA  marlow", True),
        ("Ben Marlow", False),
        ("Ada Marlow founded the mill, which ground", False),  # the excerpt ends before
    ],
)
def test_evidence_is_shown_where_it_stands_anywhere_in_an_excerpt(
    lead: str, *, is_shown: bool, answered: bool
) -> None:
    text = "In 1702 Ada Marlow founded the mill, which ground barley."
    paragraph = Paragraph(number=1, start=0, end=len(text), section=None)
    document = Document("mill", text, (paragraph,), Metadata("The Mill"))
    quote = quote_of(document, Span(0, 35), Span(0, 7))
    shown: Outcome = Abstention("?", 0.2, (quote,), (), 0.0)
    if answered:
        shown = Answer("?", 0.9, (quote,), (), 0.0, ())
    case = GradedCase(("?",), "who", (lead,), ())
    assert judged(case, Parrot(shown)).evidence_shown is is_shown


def test_a_claim_is_judged_by_its_verdict() -> None:
    judgement = judged(CLAIM, answering(answered=True))
    assert (judgement.verdict, judgement.confidence) == ("supported", 0.75)


def judgement(
    case: GradedCase,
    lead: LeadKind,
    confidence: float = 0.5,
    verdict: str = "",
    *,
    evidence_shown: bool = False,
) -> JudgedCase:
    return JudgedCase(case, lead, confidence, verdict, "", evidence_shown)


def by_name(judgements: Sequence[JudgedCase]) -> Mapping[str, tuple[float, int]]:
    return {
        line.name.strip(): (round(line.estimate.value, 3), line.estimate.n)
        for line in figures(judgements)
    }


def test_each_figure_counts_its_own_cases() -> None:
    found = by_name(
        [
            judgement(GAIN, LeadKind.RIGHT, 0.9, evidence_shown=True),
            judgement(GAIN, LeadKind.OTHER, 0.4, evidence_shown=True),
            judgement(GAIN, LeadKind.REFUSED, 0.1),
            judgement(SILENT, LeadKind.REFUSED, 0.2),
            judgement(SILENT, LeadKind.OTHER, 0.6),
            judgement(TALK, LeadKind.RIGHT, evidence_shown=True),
            judgement(CLAIM, LeadKind.OFF, verdict="contradicted"),
            judgement(CLAIM, LeadKind.OFF, verdict="supported"),
        ]
    )
    third, half, whole, none = (0.333, 3), (0.5, 2), (1.0, 1), (0.0, 1)
    assert found["first highlight right"] == third
    assert found["first highlight other side or echo"] == third
    assert found["first highlight off the point"] == (0.0, 3)
    assert found["first highlight refused"] == third
    assert found["evidence shown"] == (0.667, 3)
    assert found["evidence shown behind a refusal"] == none
    assert found["unanswerable: answered"] == half
    assert found["near: answered"] == half
    assert found["conversations right"] == whole
    assert found["conversations refused"] == none
    assert found["claims: right of three"] == half
    assert found["false claims: supported"] == half
    assert found["role"] == third


def test_the_separation_is_that_of_the_confidence() -> None:
    made = [judgement(GAIN, LeadKind.RIGHT, c) for c in (0.9, 0.3)]
    made += [judgement(SILENT, LeadKind.RIGHT, c) for c in (0.2, 0.4)]
    assert separation(made) == 0.75
    assert separation(made[:2]) is None


def test_graded_lines_are_asked_of_an_essay_with_its_metadata(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(member_answers, "encoder_of", lambda settings: HashedEncoder())
    knowledge, graded = tmp_path / "knowledge", tmp_path / "graded.jsonl"
    write_essay(ESSAY, knowledge)
    question = {"question": "What did the mill gain?", "kind": "role", "lead": ["The mill gained"]}
    claim = {"claim": "The inn gained a baker.", "verdict": "supported", "evidence": ["The inn"]}
    graded.write_text(f"{json.dumps(question)}\n\n{json.dumps(claim)}\n", encoding="utf-8")
    settings = Settings(reader="none", answer_threshold=0.01)
    first, second = judge_files([graded], knowledge, settings)
    assert first.lead is LeadKind.RIGHT
    assert second.shown == "The inn gained a baker."
    collection = Collection.open(knowledge, tmp_path / "data", settings, encoder=HashedEncoder())
    metadata = collection.document("essay").metadata
    assert (metadata.title, metadata.issued) == ("The Mill", (2001, 5, 5))
    assert [name.display for name in metadata.author] == ["Ada Mary Marlow"]


def test_essays_are_asked_each_alone_or_all_in_one_collection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(member_answers, "encoder_of", lambda settings: HashedEncoder())
    question = {"question": "What did the mill gain?", "kind": "role", "lead": ["The mill gained"]}
    inn = {**ESSAY, "title": "The Inn", "paragraphs": ["The mill of the inn gained a wheel."]}
    asked = [{**ESSAY, "questions": [question]}, {**inn, "questions": [question]}]
    settings = Settings(reader="none", answer_threshold=0.01)
    alone = [one.shown for one in judge_essays(asked, settings)]
    assert alone == ["The mill gained a road.", "The mill of the inn gained a wheel."]
    together = [one.shown for one in judge_together(asked, settings)]
    assert together == ["The mill gained a road."] * 2
    beside = [one.shown for one in judge_together(asked[1:], settings, beside=asked[:1])]
    assert beside == ["The mill gained a road."]


def test_the_calibration_error_is_of_whether_questions_can_be_answered() -> None:
    cases = [
        judgement(GAIN, LeadKind.OFF, 0.95),
        judgement(SILENT, LeadKind.OFF, 0.95),
        judgement(SILENT, LeadKind.REFUSED, 0.05),
        judgement(CLAIM, LeadKind.OFF, 0.5, verdict="supported"),
    ]
    assert miscalibration(cases) == pytest.approx((2 * 0.45 + 0.05) / 3)
    assert miscalibration(cases[-1:]) is None
