"""Recall of search beside its parts."""

from index.evaluation.report import Scope
from index.grading.question_sets import GradedQuestion, Part, QuestionSet
from index.lab.fitting.observations import Family
from index.lab.search_recall import DEPTH, OURS, ranks_of, recalls
from tests.support.hashed_encoder import HashedEncoder
from tests.support.towns import towns

FOUND = GradedQuestion("a", "Who built the windmill of Arvale?", True, (("first", 1),), (), "first")
UNKNOWN = GradedQuestion("b", "Who burnt the windmill of Atlantis?", False, (), (), "first")


def test_every_answerable_question_is_ranked_by_search_and_by_each_of_its_parts() -> None:
    questions = QuestionSet("towns", towns(), (FOUND, UNKNOWN), scoped=True)
    (part,) = (part for part in Part if questions.part(part))
    family = Family(questions, Scope(own_document=False), part)
    (ranks,) = ranks_of(family, 10, HashedEncoder())
    assert ranks.keys() == {OURS, "BM25", "MiniLM", "RRF"}
    assert ranks[OURS] == ranks["BM25"] == 1


def test_recall_counts_the_questions_whose_best_gold_paragraph_is_among_the_first_ten() -> None:
    ranks = [{OURS: 1, "BM25": DEPTH}, {OURS: DEPTH + 1, "BM25": 3}]
    assert recalls(ranks) == {OURS: 0.5, "BM25": 1.0}


def test_no_questions_have_no_recall() -> None:
    assert recalls([]) == {}
