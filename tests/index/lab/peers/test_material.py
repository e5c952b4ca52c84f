"""All tools are given the same passages, and what a ranking should hold is known beforehand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.lab.hashed_encoder import HashedEncoder
from index.lab.peers.material import (
    PosedQuestion,
    SharedMaterial,
    material_of,
    nearest_by_cosine,
    quality_of,
)

PASSAGES = (
    {"id": "0", "doc": "mill", "text": "The mill burnt in 1911. Nobody rebuilt it afterwards."},
    {"id": "1", "doc": "mill", "text": "Its wheel lies in the museum of the town of Arvale."},
    {"id": "2", "doc": "canal", "text": "Barges carried the coal. The canal froze in 1911."},
)
QUESTIONS = (
    {"question": "When did it burn?", "gold_passages": ["0"], "answers": ["in  1911"]},
    {"question": "Where is the wheel?", "gold_passages": ["1"], "answers": ["in the museum"]},
    {"question": "What did barges carry?", "gold_passages": ["2"], "answers": ["the coal"]},
    {"question": "Who owned the canal?", "gold_passages": ["2"], "answers": ["the Crown"]},
)


def lines_of(records: Sequence[Mapping[str, object]]) -> str:
    return "\n".join(json.dumps({"answerable": True, **record}) for record in records)


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "passages.jsonl").write_text(lines_of(PASSAGES), encoding="utf-8")
    (folder / "questions.jsonl").write_text(lines_of(QUESTIONS), encoding="utf-8")
    return folder


def made(folder: Path, work: Path, most: int = 9) -> SharedMaterial:
    return material_of(folder, len(PASSAGES), most, work, HashedEncoder())


def test_a_passage_answers_only_a_question_on_its_document_and_one_without_is_left_out(
    graded: Path, tmp_path: Path
) -> None:
    material = made(graded, tmp_path / "work")
    assert material.paragraphs == len(PASSAGES)
    assert list(material.passages) == [passage["text"] for passage in PASSAGES]
    assert {posed.text: posed.answering for posed in material.questions} == {
        "When did it burn?": {0},
        "Where is the wheel?": {1},
        "What did barges carry?": {2},
    }


def test_fewer_questions_are_taken_at_equal_distances(graded: Path, tmp_path: Path) -> None:
    (question,) = made(graded, tmp_path / "work", most=1).questions
    assert question.text == "When did it burn?"


def test_the_nearest_are_those_of_the_highest_cosine_by_brute_force() -> None:
    encoder = HashedEncoder()
    passages = [f"the {word} of the {other}" for word in "abcd" for other in "efgh"]
    question = "the c of the f"
    asked = encoder.encode([question])[0]
    cosines = {
        number: float(np.dot(asked, encoder.encode([text])[0]))
        for number, text in enumerate(passages)
    }
    best = sorted(cosines, key=lambda number: -cosines[number])
    (nearest,) = nearest_by_cosine([question], passages, encoder)
    assert passages.index(question) in nearest
    assert len(nearest) == 10
    assert min(cosines[number] for number in nearest) >= cosines[best[9]] - 1e-6


def test_quality_is_worked_out_by_hand() -> None:
    questions = [
        PosedQuestion("first", frozenset({7}), frozenset({1, 2, 3, 4})),
        PosedQuestion("second", frozenset({5, 6}), frozenset({5, 6})),
    ]
    quality = quality_of([[1, 2, 9], [6, 0]], questions)
    assert (quality.nearest, quality.answered, quality.n) == ((2 / 4 + 1 / 2) / 2, 0.5, 2)
