"""Questions on real files are asked of the files of their set."""

import json
from pathlib import Path

import pytest

from index.lab.hashed_encoder import HashedEncoder
from index.lab.member_answers import LeadKind
from index.lab.real_files import asking
from index.lab.real_files.real_file import real_files


def test_every_set_is_made_of_files_of_the_list_and_every_question_is_of_a_set() -> None:
    places = {file.place for file in real_files()}
    sets = asking.question_sets()
    assert all(places.issuperset(files) for files in sets.values())
    lines = asking._QUESTIONS.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert {record["set"] for record in records} == set(sets)
    assert all(record["question"] for record in records)
    assert all(len(piece) <= 80 for record in records for piece in record["lead"])


def test_the_questions_of_a_set_are_judged_by_what_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "txt").mkdir()
    text = "The mill at Arvale was built in 1702 by Ada Marlow. It ground barley."
    (tmp_path / "txt" / "mill.txt").write_text(text, "utf-8")
    (tmp_path / "sets.json").write_text('{"sets": {"mills": ["txt/mill.txt"]}}', "utf-8")
    question = {"set": "mills", "question": "Who built the mill?", "kind": "who", "wrong": []}
    other = question | {"set": "boats", "lead": []}
    written = [json.dumps(question | {"lead": ["Ada Marlow"]}), json.dumps(other)]
    (tmp_path / "questions.jsonl").write_text("\n".join(written), "utf-8")
    monkeypatch.setattr(asking, "_QUESTIONS", tmp_path / "questions.jsonl")
    monkeypatch.setattr(asking.question_sets, "__defaults__", (tmp_path / "sets.json",))
    (judgement,) = asking.asked(tmp_path, "mills", HashedEncoder())
    assert judgement.lead is LeadKind.RIGHT
    assert "Ada Marlow" in judgement.shown
    assert judgement.evidence_shown
