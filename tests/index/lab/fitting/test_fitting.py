"""Fitting finds what tells right from wrong, counts every family alike, and shows each part."""

from collections.abc import Sequence
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pytest

from index.answers import JudgedPassage
from index.answers.findings import Finding
from index.evaluation.report import Scope
from index.grading.question_sets import GradedQuestion, Part, QuestionSet
from index.lab.fitting import ablation, confidence, search
from index.lab.fitting.observations import (
    ANSWERABLE,
    ELSEWHERE,
    HIDDEN,
    UNANSWERABLE,
    Family,
    Observation,
    SearchedQuestion,
    drawn,
    observations,
    searched_questions,
)
from index.lab.hashed_encoder import HashedEncoder
from index.models.passage_reader import PassageReading, ReaderInput
from index.search.candidates import Candidate, Features
from index.types import Document, Metadata, Paragraph, Passage, Span

NAMES = Features.__slots__


def question(family: str, right: int, values: Sequence[tuple[float, float]]) -> SearchedQuestion:
    """A question for which `bm25` and `pairs` are as given, and words lead everywhere alike."""
    columns = np.zeros((len(values), len(NAMES)))
    columns[:, NAMES.index("bm25")] = [one for one, _ in values]
    columns[:, NAMES.index("pairs")] = [other for _, other in values]
    columns[:, NAMES.index("related_sentence")] = 1.0
    gold = np.arange(len(values)) == right
    return SearchedQuestion(family, columns, gold)


def test_search_learns_the_feature_that_tells() -> None:
    told = [
        question("a", n % 3, [(float(n % 3 == i), 0.5 * (i == 0)) for i in range(3)])
        for n in range(9)
    ]
    weights = search.fitted(told, ["bm25", "pairs"])
    assert weights["bm25"] > 1
    assert weights["pairs"] < 0.1 * weights["bm25"]
    assert weights["dense_passage"] == 0
    assert search.recall_at_1(told, weights) == {"a": 1.0}


def test_no_weight_of_search_is_negative() -> None:
    against = [question("a", 0, [(0.0, 0.1), (1.0, 0.0)]) for _ in range(5)]
    weights = search.fitted(against, ["bm25", "pairs"])
    assert weights["bm25"] == 0
    assert weights["pairs"] > 0


def test_families_weigh_the_same_however_many_questions_they_have() -> None:
    by_words = [question("many", 0, [(1.0, 0.0), (0.0, 1.0)]) for _ in range(50)]
    by_pairs = [question("few", 0, [(0.0, 1.0), (1.0, 0.0)]) for _ in range(2)]
    weights = search.fitted([*by_words, *by_pairs], ["bm25", "pairs"])
    assert weights["bm25"] == pytest.approx(weights["pairs"], abs=0.01)


def observation(family: str, kind: str, odds: float, noise: float) -> Observation:
    span = Span(0, 9)
    features = Features(0.0, noise, 0.0, 0.0, 0.0, 0.0)
    candidate = Candidate(Passage("d", 1, 0, 9, (span,)), 0, 1.0, features, (noise,))
    judged = JudgedPassage(candidate, PassageReading(answerable=odds, sentences=(odds,)))
    question = GradedQuestion("q", "Who?", kind == ANSWERABLE, (("d", 1),), ("It rained",), "d", "")
    document = Document("d", "It rained.", (Paragraph(1, 0, 10, None),), Metadata("D"))
    finding = Finding("Who?", (judged,), (), 0.5)
    return Observation(family, kind, question, finding, (True,), {"d": document})


def observed() -> list[Observation]:
    noise = [0.1, 0.9, 0.4, 0.6]
    found = []
    for family in ("a", "b"):
        found += [observation(family, ANSWERABLE, 3.0 + n, n) for n in noise]
        found += [observation(family, HIDDEN, -3.0 - n, n) for n in noise]
    return found


def test_the_confidence_learns_what_tells_and_nothing_counts_against_an_answer() -> None:
    found = observed()
    fit = confidence.fitted(found, confidence.FEATURES)
    assert min(fit.weights.values()) >= 0
    assert fit.weights["odds"] > 0
    assert confidence.separations(found, fit) == {("a", HIDDEN): 1.0, ("b", HIDDEN): 1.0}
    assert confidence.held_out(found, ["odds"]) == {("a", HIDDEN): 1.0, ("b", HIDDEN): 1.0}
    logits = fit.logits(found)
    by_hand = [
        fit.bias
        + sum(w * v for w, v in zip(fit.weights.values(), astuple(one.evidence), strict=True))
        for one in found
    ]
    assert logits == pytest.approx(by_hand)


def test_a_kind_with_more_questions_does_not_pull_the_bias() -> None:
    few = [observation("a", ANSWERABLE, 0.0, 0.0), observation("a", HIDDEN, 0.0, 0.0)]
    many = few + [observation("a", HIDDEN, 0.0, 0.0)] * 20
    assert confidence.fitted(few, ["odds"]).bias == pytest.approx(0.0, abs=1e-6)
    assert confidence.fitted(many, ["odds"]).bias == pytest.approx(0.0, abs=1e-6)


def test_the_tables_have_a_row_for_each_part() -> None:
    rows = dict(ablation.search_rows([question("a", 0, [(1.0, 1.0), (0.0, 0.0)])]))
    assert rows["all"] == {"a": 1.0}
    assert {"without bm25", "bm25 alone"} <= set(rows)
    assert "without exact" not in rows
    assert dict(ablation.sentence_rows(observed()))["reader alone"] == {"a": 1.0, "b": 1.0}
    assert dict(ablation.reader_rows(observed()))["reader's weight 0"] == {"a": 1.0, "b": 1.0}
    assert dict(ablation.confidence_rows(observed()))["all"][f"a: {HIDDEN}"] == 1.0


@pytest.mark.parametrize(("best", "gap"), [(None, 0.0), (1.5, 0.0), (9.0, 1.0), (9.0, 99.0)])
def test_a_row_of_the_sentence_table_is_what_ships(best: float | None, gap: float) -> None:
    (judged,) = observation("a", ANSWERABLE, 3.0, 0.5).finding.judged
    judged = replace(judged, document_score=best, document_gap=gap)
    shipped = ablation.SENTENCES["reader and passage, as shipped"]
    assert ablation._worths(shipped, judged) == pytest.approx(judged.sentence_scores())


class CountingReader:
    """Finds a sentence the likelier the longer it is."""

    def read(self, question: str, passages: Sequence[ReaderInput]) -> list[PassageReading]:
        return [PassageReading(0.0, tuple(float(len(s)) for s in p.sentences)) for p in passages]


def town(count: int = 10) -> QuestionSet:
    documents, questions = [], []
    for number in range(count):
        text = f"Mill {number} stands by the river.\n\nTown {number} has a market."
        middle = text.index("\n")
        paragraphs = (Paragraph(1, 0, middle, None), Paragraph(2, middle + 2, len(text), None))
        name = f"town-{number}"
        documents.append(Document(name, text, paragraphs, Metadata(name)))
        asked = (f"Where does mill {number} stand?", True, ((name, 1),), ("by the river",))
        questions.append(GradedQuestion(f"q{number}", *asked, name, ""))
        questions.append(GradedQuestion(f"u{number}", "Who is mayor?", False, (), (), name, ""))
    return QuestionSet("towns", tuple(documents), tuple(questions), scoped=True)


def test_every_kind_of_question_is_looked_up(tmp_path: Path) -> None:
    family = Family(town(), Scope(own_document=True), Part.TUNE)
    others = [GradedQuestion("o", "What is silk?", True, (), (), "elsewhere", "")] * 9
    found = list(observations(family, others, 9, HashedEncoder(), CountingReader()))
    kinds = [one.kind for one in found]
    assert kinds.count(ANSWERABLE) == kinds.count(HIDDEN) == kinds.count(UNANSWERABLE) == 2
    assert kinds.count(ELSEWHERE) == 3
    hidden = [one for one in found if one.kind == HIDDEN]
    assert all(not any(one.gold) and one.finding.judged for one in hidden)
    assert all(any(one.gold) for one in found if one.kind == ANSWERABLE)


def test_a_searched_question_knows_its_gold_passage() -> None:
    family = Family(town(), Scope(own_document=True), Part.TRAIN)
    found = list(searched_questions(family, 4, HashedEncoder()))
    assert len(found) == 4
    assert all(one.gold.sum() == 1 and len(one.columns) == 2 for one in found)


def test_the_lot_falls_alike_each_time() -> None:
    questions = town().questions
    assert drawn(questions, 5) == drawn(questions, 5)
    assert len(drawn(questions, 5)) == 5
    assert len(drawn(questions, 500)) == len(questions)
