"""Graded essays as a question set."""

import json
from pathlib import Path

import pytest

from index.lab.fitting.essay_sets import read_set
from index.types import Span

ESSAY = {
    "title": "Two houses",
    "paragraphs": ["The mill gained a road.", "The inn gained a baker. It rained."],
    "questions": [
        {
            "question": "What did the inn gain?",
            "kind": "role",
            "answerable": True,
            "lead": ["The inn gained"],
            "also": ["The mill gained"],
        },
        {"question": "Who wrote it?", "kind": "meta", "answerable": True, "lead": ["Ada"]},
        {"question": "Who burnt it?", "kind": "near", "answerable": False, "lead": []},
    ],
}


def test_each_question_is_asked_of_its_essay_and_knows_its_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_text(f"{json.dumps(ESSAY)}\n\n", encoding="utf-8")
    questions = read_set(tmp_path)
    (document,) = questions.documents
    assert [document.text[p.start : p.end] for p in document.paragraphs] == ESSAY["paragraphs"]
    assert document.paragraph_at(30) == document.paragraphs[1]
    assert document.paragraphs[0].span == Span(0, 23)
    inn, burnt = questions.questions
    assert inn.gold == (("Two houses", 1), ("Two houses", 2))
    assert inn.evidence == ("The inn gained",)
    assert (inn.kind, burnt.kind) == ("", "near")
    assert (inn.answerable, burnt.answerable, burnt.gold) == (True, False, ())
    assert questions.scoped


def test_a_public_set_is_read_as_before(tmp_path: Path) -> None:
    passage = {"id": "p", "doc": "d", "text": "The king signed."}
    question = {"id": "q", "question": "Who?", "gold_passages": ["p"], "answerable": True}
    (tmp_path / "passages.jsonl").write_text(json.dumps(passage), encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text(json.dumps(question), encoding="utf-8")
    assert [one.gold for one in read_set(tmp_path).questions] == [(("d", 1),)]


def test_evidence_that_the_text_lacks_is_an_error(tmp_path: Path) -> None:
    spoilt = json.dumps(ESSAY).replace('The inn gained"', 'The inn lost"')
    (tmp_path / "some.jsonl").write_text(spoilt, encoding="utf-8")
    with pytest.raises(ValueError, match="substring not found"):
        read_set(tmp_path)
