"""Recall of search beside its parts."""

from collections.abc import Sequence

import numpy as np

from index.evaluation.report import Scope
from index.grading.question_sets import GradedQuestion, Part, QuestionSet
from index.lab.fitting.observations import Family
from index.lab.hashed_encoder import HashedEncoder
from index.lab.search_recall import LATE, OURS, ranks_of, recalls
from index.types import Scores
from tests.support.documents.towns import towns

FIRST = towns()[0]
FOUND = GradedQuestion("a", "Who built the windmill of Arvale?", True, (("first", 1),), (), "first")
UNKNOWN = GradedQuestion("b", "Who burnt the windmill of Atlantis?", False, (), (), "first")


def test_every_answerable_question_is_ranked_by_search_and_by_each_of_its_parts() -> None:
    questions = QuestionSet("towns", towns(), (FOUND, UNKNOWN), scoped=True)
    (part,) = (part for part in Part if questions.part(part))
    family = Family(questions, Scope(own_document=False), part)
    (ranks,) = ranks_of(family, 10, HashedEncoder())
    assert ranks.keys() == {OURS, "BM25", "MiniLM", "RRF"}
    assert ranks[OURS] == ranks["BM25"] == 1


class Backwards:
    """Ranks what was found from the last to the first."""

    def scores(self, question: str, passages: Sequence[str]) -> Scores:
        """Return the numbers of the passages."""
        assert question == FOUND.question
        assert FIRST.text[: FIRST.paragraphs[0].end] in passages
        return np.arange(len(passages), dtype=np.float32)


def test_late_interaction_ranks_what_search_finds() -> None:
    questions = QuestionSet("towns", (FIRST,), (FOUND,), scoped=True)
    (part,) = (part for part in Part if questions.part(part))
    family = Family(questions, Scope(own_document=False), part)
    (ranks,) = ranks_of(family, 10, HashedEncoder(), Backwards())
    assert ranks[OURS] == 1
    assert ranks[LATE] == len(FIRST.paragraphs)


def test_recall_counts_the_questions_whose_best_gold_paragraph_is_among_the_first_ten() -> None:
    ranks = [{OURS: 1, "BM25": 10}, {OURS: 11, "BM25": 3}]
    assert recalls(ranks, 10) == {OURS: 0.5, "BM25": 1.0}
    assert recalls(ranks, 3) == {OURS: 0.5, "BM25": 0.5}


def test_no_questions_have_no_recall() -> None:
    assert recalls([], 10) == {}
