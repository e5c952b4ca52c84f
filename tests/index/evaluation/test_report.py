"""Reports on answers whose quality is known beforehand."""

import math
from collections.abc import Sequence

import numpy as np
import pytest

from index.evaluation.baselines import FUSION, Baselines
from index.evaluation.report import Report, Scope, evaluate_set, report, scopes_of
from index.evaluation.trials import OURS, RememberingEncoder, Trial, index_of, trials
from index.grading.metrics import MISSED, Estimate
from index.grading.question_sets import GradedQuestion, Part, QuestionSet, split_of
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from index.types import (
    Abstention,
    Answer,
    Document,
    Embeddings,
    Hit,
    Metadata,
    MetadataLine,
    Outcome,
    Paragraph,
    Passage,
    Span,
    quote_of,
)

SENTENCES = [
    "Ships wait in the harbour for the pilot.",
    "Every captain pays a customs fee.",
    "The lighthouse burns oil at night.",
    "A keeper climbs two hundred stairs.",
]


def document(name: str, sentences: Sequence[str]) -> Document:
    text = "\n\n".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    paragraphs = tuple(
        Paragraph(n, start, start + len(s), None)
        for n, (start, s) in enumerate(zip(starts, sentences, strict=True), start=1)
    )
    return Document(name, text, paragraphs, Metadata(name))


HARBOUR = document("harbour", SENTENCES)


def outcome(paragraphs: Sequence[int], confidence: float, *, answered: bool) -> Outcome:
    """Return what quotes the first of these paragraphs and has found all of them."""
    spans = [HARBOUR.paragraphs[n - 1].span for n in paragraphs]
    hits = tuple(
        Hit(Passage("harbour", n, span.start, span.end, (span,)), 1.0 / rank)
        for rank, (n, span) in enumerate(zip(paragraphs, spans, strict=True), start=1)
    )
    highlight = Span(spans[0].start, spans[0].start + 10)
    quotes = (quote_of(HARBOUR, spans[0], highlight),)
    kind = Answer if answered else Abstention
    return kind("?", confidence, quotes, hits, 0.25)


def graded(
    gold: Sequence[int], evidence: str = "", kind: str = "", *, answerable: bool = True
) -> GradedQuestion:
    places = tuple(("harbour", n) for n in gold)
    return GradedQuestion(
        "q", "?", answerable, places, (evidence,) * bool(evidence), "harbour", kind
    )


def trial(question: GradedQuestion, found: Outcome, plain: int = 1) -> Trial:
    ranks: dict[str, int] = {}
    if question.gold:
        places = [("harbour", n) for n in (1, 2, 3, 4)]
        hits = [(hit.passage.document, hit.passage.paragraph) for hit in found.hits]
        ranks[OURS] = next((r for r, p in enumerate(hits, 1) if p in question.gold), MISSED)
        ranks["plain"] = plain
        assert set(question.gold) <= set(places)
    return Trial(question, found, ranks, {OURS: found.confidence, "plain": 0.5})


TRIALS = [
    trial(graded([1], "ships wait  in"), outcome([1, 2], 0.9, answered=True), plain=2),
    trial(graded([2], "customs fee"), outcome([2, 1], 0.8, answered=True), plain=4),
    trial(graded([3], "burns oil"), outcome([4, 3], 0.3, answered=False), plain=1),
    trial(graded([4], "stairs"), outcome([1, 2], 0.6, answered=True), plain=1),
    trial(graded([], kind="near", answerable=False), outcome([2], 0.7, answered=True)),
    trial(graded([], kind="off", answerable=False), outcome([2], 0.1, answered=False)),
]


@pytest.fixture(scope="module")
def made() -> Report:
    return report("a set", 1, TRIALS)


def figure(made: Report, name: str) -> Estimate:
    return next(figure.estimate for figure in made.answers if figure.name == name)


def test_search_is_measured_on_questions_with_a_place_and_beside_the_plain_ways(
    made: Report,
) -> None:
    ours = {figure.name: figure.estimate.value for figure in made.search[OURS]}
    plain = {figure.name: figure.estimate.value for figure in made.search["plain"]}
    # Our ranks are 1, 1, 2 and missed; the plain ones 2, 4, 1 and 1.
    assert ours["recall@1"] == 0.5
    assert ours["recall@3"] == 0.75
    assert ours["MRR"] == pytest.approx((1 + 1 + 1 / 2 + 0) / 4)
    assert ours["nDCG@10"] == pytest.approx((1 + 1 + 1 / math.log2(3) + 0) / 4)
    assert plain["recall@1"] == 0.5
    assert plain["MRR"] == pytest.approx((1 / 2 + 1 / 4 + 1 + 1) / 4)
    assert made.search[OURS][0].estimate.n == 4


def test_evidence_is_looked_for_in_what_is_shown(made: Report) -> None:
    assert figure(made, "evidence shown").value == 0.5
    assert figure(made, "evidence shown, passage in first 5").value == pytest.approx(2 / 3)
    # The highlights are the first ten characters: "Ships wait" and "Every capt".
    assert figure(made, "evidence in a highlight").value == 0.0


def test_case_spacing_and_the_form_of_quotation_marks_do_not_hide_evidence() -> None:
    shown = Answer("?", 0.5, (quote_of(HARBOUR, HARBOUR.paragraphs[0].span),), (), 0.1)
    for evidence in ("SHIPS  wait", "ships\nwait in the harbour"):
        assert trial(graded([1], evidence), shown).evidence_shown
    assert not trial(graded([1], "shipswait"), shown).evidence_shown


def test_evidence_may_stand_in_the_metadata() -> None:
    line = MetadataLine(HARBOUR, "Ada Okafor, Coast Review", Span(0, 10))
    shown = Answer("Who wrote this?", 1.0, (), (), 0.1, (), (line,))
    assert trial(graded([1], "Ada Okafor"), shown).evidence_in_first_highlight
    coast = trial(graded([1], "Coast Review"), shown)
    assert coast.evidence_shown
    assert not coast.evidence_highlighted


def test_answers_to_unanswerable_questions_are_counted_by_kind(made: Report) -> None:
    assert figure(made, "answered, answerable").value == 0.75
    assert figure(made, "answered, unanswerable").value == 0.5
    assert figure(made, "answered, unanswerable (near)").value == 1.0
    assert figure(made, "answered, unanswerable (off)").value == 0.0


def test_auroc_compares_the_answerable_with_the_others_and_with_each_kind(made: Report) -> None:
    ours = {figure.name: figure.estimate.value for figure in made.abstention[OURS]}
    # 0.7 of the near one lies above two of the four answerable ones, 0.1 below all of them.
    assert ours == {"AUROC": 6 / 8, "AUROC (near)": 2 / 4, "AUROC (off)": 1.0}
    assert made.abstention["plain"][0].estimate.value == 0.5


def test_risk_counts_wrong_and_unanswerable_alike(made: Report) -> None:
    # In order of confidence: right, right, unanswerable, wrong, wrong, unanswerable.
    assert made.risk_coverage.x == pytest.approx([n / 6 for n in range(1, 7)])
    assert made.risk_coverage.y == pytest.approx([0, 0, 1 / 3, 2 / 4, 3 / 5, 4 / 6])


def test_confidence_is_compared_with_whether_the_documents_answer(made: Report) -> None:
    expected = np.mean([0.1**2, 0.2**2, 0.7**2, 0.4**2, 0.7**2, 0.1**2])
    assert figure(made, "Brier score").value == pytest.approx(expected)
    assert sum(part.n for part in made.calibration) == 6


def test_a_report_on_no_question_is_empty() -> None:
    empty = report("nothing", 0, [])
    assert (empty.search, empty.answers, empty.abstention) == ({}, (), {})


def test_baselines_rank_paragraphs_by_words_by_vectors_and_by_both() -> None:
    encoder = HashedEncoder()
    baselines = Baselines([HARBOUR], encoder)
    question = "Who pays the customs fee at night?"
    titled = [f"harbour\n{sentence}" for sentence in SENTENCES]
    cosines = encoder.encode(titled) @ encoder.encode([question])[0]
    dense = 1 + np.argsort(np.argsort(-cosines, kind="stable"))
    words = np.array([3, 1, 2, 4])  # customs, fee and pays; night; nothing in the others
    fused = 1 / (FUSION + words) + 1 / (FUSION + dense)
    for number in (2, 3):
        found = baselines.ranks(question, [("harbour", number)])
        assert found["BM25"] == words[number - 1]
        assert found["MiniLM"] == dense[number - 1]
        assert found["RRF"] == 1 + int((fused > fused[number - 1]).sum())
    assert baselines.confidences(question)["MiniLM"] == pytest.approx(float(cosines.max()))
    assert baselines.confidences("zebra")["BM25"] == 0.0


def test_baselines_read_a_paragraph_under_its_documents_title() -> None:
    others = [document("mill", ["Rye was ground."]), document("ferry", ["Nobody was let on."])]
    baselines = Baselines(others, HashedEncoder())
    assert baselines.ranks("Who ran the ferry?", [("ferry", 1)])["BM25"] == 1
    assert baselines.confidences("ferry")["BM25"] > 0


def a_set(*, scoped: bool, questions: Sequence[str]) -> QuestionSet:
    documents = (HARBOUR, document("fees", ["A late fee doubles the bill.", "Nobody likes it."]))
    graded = tuple(
        GradedQuestion(str(n), text, True, ((documents[n % 2].id, 1),), (), documents[n % 2].id)
        for n, text in enumerate(questions)
    )
    return QuestionSet("a set", documents, graded, scoped)


def test_questions_that_need_their_document_are_searched_in_it_alone() -> None:
    own, everywhere = Scope(own_document=True), Scope(own_document=False)
    assert scopes_of(a_set(scoped=False, questions=["a", "b"])) == (everywhere,)
    assert scopes_of(a_set(scoped=True, questions=["a", "b"])) == (own, everywhere)
    assert scopes_of(a_set(scoped=True, questions=["a", "a"])) == (own,)


@pytest.mark.parametrize("own_document", [True, False])
def test_a_set_is_searched_in_its_scope_and_told_of_progress(own_document: bool) -> None:
    asked = ["Where do the ships wait for a pilot?", "What doubles the bill?"]
    told: list[tuple[str, int, int]] = []
    made = evaluate_set(
        a_set(scoped=True, questions=asked),
        None,
        Scope(own_document=own_document),
        HashedEncoder(),
        Settings(),
        lambda stage, done, total: told.append((stage, done, total)),
    )
    assert made.search[OURS][0].estimate.value == 1.0
    assert told == [("asking a set", 1, 2), ("asking a set", 2, 2)]
    assert made.questions == 2


def test_a_part_asks_only_the_questions_of_its_documents() -> None:
    questions = a_set(scoped=False, questions=["ships", "bill", "pilot", "fee"])
    parts = split_of(["harbour", "fees"])
    made = evaluate_set(
        questions, Part.REPORT, Scope(own_document=False), HashedEncoder(), Settings()
    )
    assert made.questions == 2 * list(parts.values()).count(Part.REPORT)


def test_a_remembering_encoder_gives_the_same_vectors_and_asks_once() -> None:
    class Counting(HashedEncoder):
        def __init__(self) -> None:
            self.texts: list[str] = []

        def encode(self, texts: Sequence[str], *args: object) -> Embeddings:
            self.texts.extend(texts)
            return super().encode(texts)

    counting = Counting()
    remembering = RememberingEncoder(counting)
    expected = HashedEncoder().encode(["b", "a", "b"])
    assert remembering.encode(["b", "a", "b"]) == pytest.approx(expected)
    assert remembering.encode(["a"]) == pytest.approx(expected[1:2])
    assert remembering.encode([]).shape == (0, remembering.dim)
    assert sorted(counting.texts) == ["a", "b"]


def test_trials_rank_what_an_answer_found() -> None:
    found = outcome([2, 1], 0.8, answered=True)
    questions = [graded([1], "ships"), graded([], answerable=False)]
    first, second = trials(questions, lambda _: found, Baselines([HARBOUR], HashedEncoder()))
    assert first.ranks[OURS] == 2
    assert set(first.ranks) == {OURS, "BM25", "MiniLM", "RRF"}
    assert second.ranks == {}
    assert second.answered


def test_an_index_in_memory_holds_every_passage_sentence_and_word() -> None:
    index = index_of([HARBOUR], HashedEncoder())
    assert tuple(index.texts) == tuple(SENTENCES)
    assert len(index.sentence_store) == 4
    assert len(index.word_store) == len(index.lexical.vocabulary)
