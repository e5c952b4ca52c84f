"""Topics that documents deal with are told from topics of others, and the rates are counted."""

import json
from pathlib import Path

import numpy as np
import pytest

from index.grading.question_sets import Part, read_question_set
from index.lab.briefs import topic_confidence
from index.lab.briefs.topic_confidence import JudgedTopics, fitted, judge_topics
from index.lab.hashed_encoder import HashedEncoder

ENCODER = HashedEncoder()


def test_topics_of_other_documents_are_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topic_confidence, "_POOL_PARAGRAPHS", 1)
    folder = tmp_path / "two"
    folder.mkdir()
    trades = "pears bread honey cloth glass ropes boats wheels candles bricks".split()
    told = {trade.title(): f"Villagers make {trade} daily." for trade in trades}
    asked = {trade.title(): f"Who would make {trade} daily?" for trade in trades}
    passages = [{"id": name, "doc": name, "text": text} for name, text in told.items()]
    questions = [
        {"id": n, "question": q, "gold_passages": [n], "answers": ["x"], "answerable": True}
        for n, q in asked.items()
    ]
    for file, records in (("passages", passages), ("questions", questions)):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (folder / f"{file}.jsonl").write_text(lines, encoding="utf-8")
    found = read_question_set(folder)
    judged = judge_topics(found, Part.REPORT, ENCODER)
    known, unknown = judged.confidence[judged.known], judged.confidence[~judged.known]
    assert (len(known), len(unknown)) == (2, 2)
    assert known.min() > unknown.max()


def test_rates_count_what_abstains_and_what_does_not() -> None:
    known = np.array([True, True, False, False])
    judged = JudgedTopics(known, np.zeros((4, 2), np.float32), np.array([0.9, 0.4, 0.6, 0.1]))
    silent, answered = judged.rates(0.5)
    assert (silent.value, silent.n, answered.value, answered.n) == (0.5, 2, 0.5, 2)


def test_fitted_weights_part_the_known_from_the_unknown() -> None:
    rng = np.random.default_rng(1)
    known = np.arange(40) < 20
    evidence = (rng.normal(0.3, 0.05, (40, 2)) + 0.4 * known[:, None]).astype(np.float32)
    nearness, wording, bias = fitted([JudgedTopics(known, evidence, np.zeros(40, np.float32))])
    logits = evidence @ np.array([nearness, wording]) + bias
    assert ((logits > 0) == known).all()
