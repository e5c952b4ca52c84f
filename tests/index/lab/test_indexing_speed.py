"""Indexing is measured from nothing, again, and with one document more and less."""

import json
from pathlib import Path

import pytest

from index.lab.hashed_encoder import HashedEncoder
from index.lab.indexing_speed import Stage, built, paragraphs_of, stages

PARAGRAPHS = (
    ("a", "The mill burnt in 1911. Nobody rebuilt it."),
    ("a", "Its wheel lies in the museum."),
    ("b", "Barges carried\nthe coal."),
    ("c", "Nobody paid toll."),
)


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    lines = [
        json.dumps({"id": str(number), "doc": document, "text": text})
        for number, (document, text) in enumerate(PARAGRAPHS)
    ]
    (tmp_path / "passages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_paragraphs_are_taken_by_document_and_in_order(graded: Path) -> None:
    first, second, third, _ = (text for _, text in PARAGRAPHS)
    assert paragraphs_of(graded, 3) == {"a": [first, second], "b": [third.replace("\n", " ")]}
    assert paragraphs_of(graded, 1) == {"a": [first]}


def test_only_what_is_new_is_encoded(graded: Path, tmp_path: Path) -> None:
    def run(name: str, knowledge: Path, data: Path) -> Stage:
        return built(name, knowledge, data, HashedEncoder())

    documents = paragraphs_of(graded, len(PARAGRAPHS))
    cost = {stage.name: stage for stage in stages(documents, tmp_path / "work", run)}
    assert list(cost) == ["from nothing", "opened again", "one document more", "one document less"]
    assert cost["from nothing"].reused == cost["opened again"].encoded == 0
    more, less = cost["one document more"], cost["one document less"]
    words = {"paid", "toll", "0002"}  # the last of its title
    assert more.encoded == 2 + len(words)  # a passage, its sentence, and what no other has
    assert more.reused == less.reused == cost["from nothing"].encoded
    assert less.encoded == 0
    assert all(stage.seconds > 0 and stage.peak_mb > 0 for stage in cost.values())
    assert "encoded" in str(more)
