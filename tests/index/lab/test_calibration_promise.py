"""Stated and realised error: a threshold chosen on documents, held against questions on them."""

from dataclasses import replace

from index.calibration.probes import ProbeKind
from index.grading.question_sets import GradedQuestion, Part, QuestionSet, split_of
from index.lab.calibration_promise import collections_of, rows_of, trialled
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings
from tests.support.documents.towns import graded, towns


def test_the_sets_questions_are_asked_and_do_not_move_the_threshold() -> None:
    settings = Settings(reader="none")
    with_them = trialled(towns(), graded(), HashedEncoder(), None, settings)
    without = trialled(towns(), (), HashedEncoder(), None, settings)
    assert with_them.made == without.made
    assert len(with_them.real) == 3
    default, tenth, fifth = rows_of("towns", [with_them])
    assert default.thresholds == (0.68,)
    hidden = ProbeKind.HIDDEN
    assert default.shares[hidden].n == 1
    for row, error in ((tenth, 0.1), (fifth, 0.2)):
        assert row.name == f"towns, stated {error:g}"
        assert row.made[hidden].value < error
    assert tenth.thresholds >= fifth.thresholds


def ten_documents() -> QuestionSet:
    """An answerable and an unanswerable question on each of ten documents."""
    documents, questions = [], []
    for name in (f"d{n}" for n in range(10)):
        documents.append(replace(towns()[0], id=name))
        places = ((name, 1),)
        questions.append(GradedQuestion(f"{name}+", "Who?", True, places, document=name))
        questions.append(GradedQuestion(f"{name}-", "Who?", False, places, document=name))
    return QuestionSet("set", tuple(documents), tuple(questions), scoped=False)


def test_only_the_documents_and_questions_of_the_part_are_used() -> None:
    together = ten_documents()
    parts = split_of(document.id for document in together.documents)
    mine = {name for name, part in parts.items() if part is Part.REPORT}
    ((searched, asked),) = collections_of(together, Part.REPORT)
    assert {document.id for document in searched} == mine
    assert {question.document for question in asked} == mine


def test_where_questions_name_their_documents_each_is_searched_alone() -> None:
    apart = list(collections_of(replace(ten_documents(), scoped=True), Part.REPORT))
    assert apart
    for (document,), asked in apart:
        assert {question.document for question in asked} == {document.id}
