"""`eval` in-process: the threshold that it measures, and files that hold no graded questions."""

import json
from pathlib import Path

import pytest

from bot.terminal.arguments import run
from index import Collection, Settings
from index.calibration.thresholds import Conditions, KeptThreshold
from index.lab.hashed_encoder import HashedEncoder
from tests.support.documents.towns import towns


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration that needs no model, and with the towns."""

    def encoder(_: Settings) -> HashedEncoder:
        return HashedEncoder()

    for module in ("index.collection.encoder_of", "bot.terminal.measuring.evaluation.encoder_of"):
        monkeypatch.setattr(module, encoder)
    (tmp_path / "knowledge").mkdir()
    for document in towns():
        (tmp_path / "knowledge" / f"{document.id}.txt").write_text(document.text, "utf-8")
    config = "knowledge: knowledge\ndata: data\nindex:\n  reader: none\n"
    (tmp_path / "config.yaml").write_text(config, "utf-8")
    return tmp_path


def evaluated(place: Path, lines: str) -> int:
    path = place / "graded.jsonl"
    path.write_text(lines, "utf-8")
    return run(["eval", str(path), "--json", "--config", str(place / "config.yaml")])


def test_answers_are_counted_at_the_threshold_that_is_in_force(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = towns()[0]
    question = document.text.split(".")[0]
    record = {"question": question, "answerable": True, "paragraphs": [1], "evidence": [question]}
    line = json.dumps(record | {"document": document.id})
    assert evaluated(place, line) == 0
    assert answered(capsys) == 1.0
    keep(place, 1.0, monkeypatch)
    assert evaluated(place, line) == 0
    assert answered(capsys) == 0.0


def answered(capsys: pytest.CaptureFixture[str]) -> float:
    report = json.loads(capsys.readouterr().out)
    figures = {figure["name"]: figure["estimate"]["value"] for figure in report["answers"]}
    return float(figures["answered, answerable"])


def keep(place: Path, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a threshold beside the collection as `calibrate` does."""
    (home,) = {path.parent for path in (place / "data").rglob("current")}
    conditions = Conditions("d", "e", "r", "c")
    monkeypatch.setattr("index.collection.conditions_of", lambda *_: conditions)
    KeptThreshold(value, 0.1, 30, conditions).write(home)
    opened = Collection.open(place / "knowledge", place / "data", Settings(reader="none"))
    assert opened.threshold.value == value


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", "JSON lines"),
        ("5\n", "JSON lines"),
        ('{"question": "x"', "JSON lines"),
        ('{"turns": ["a", "b"]}', "line 1 needs turns"),
        ('{"turns": [], "paragraphs": [], "evidence": []}', "line 1 needs turns"),
        ('{"turns": ["a"], "paragraphs": [], "evidence": [""]}', "line 1 needs turns"),
        ('{"topic": "mills"}', "line 1 needs topic"),
        ('{"topic": "mills", "key_points": [[" "]]}', "line 1 needs topic"),
        ('{"question": 5, "answerable": true}', "line 1 lacks question"),
        ('{"word": "x"}', "holds no graded questions"),
    ],
)
def test_a_file_without_graded_questions_is_told(
    place: Path, capsys: pytest.CaptureFixture[str], lines: str, told: str
) -> None:
    assert evaluated(place, lines) in {1, 2}
    assert told in capsys.readouterr().err


def test_a_missing_file_is_told_as_such(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(place / "missing.jsonl")
    assert run(["eval", missing, "--config", str(place / "config.yaml")]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().err


def test_a_paragraph_of_another_document_is_not_the_one_that_answers(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graded = {"turns": ["Who built the cloister of Norbeck?"], "paragraphs": [2]}
    graded |= {"evidence": ["the CLOISTER of  Norbeck was built"]}
    for document, at_first in ((None, 0), ("first", 0), ("second", 1)):
        assert evaluated(place, json.dumps(graded | {"document": document})) == 0
        report = json.loads(capsys.readouterr().out)
        assert (report["recall@1"], report["evidence shown"]) == (at_first, 1)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ({"question": "Why?", "answerable": True, "paragraphs": [999]}, "question 1 names {}:999,"),
        ({"question": "Why?", "answerable": True, "paragraphs": [0]}, "question 1 names {}:0,"),
        ({"question": "Why?", "answerable": False, "document": "gone"}, "names gone,"),
        (
            {"turns": ["Why?"], "paragraphs": [1], "evidence": [], "document": "gone"},
            "line 1 names gone:1,",
        ),
    ],
)
def test_what_is_graded_by_a_paragraph_that_there_is_not_is_named(
    place: Path, capsys: pytest.CaptureFixture[str], line: dict[str, object], named: str
) -> None:
    assert evaluated(place, json.dumps(line)) == 2
    errors = capsys.readouterr().err
    assert named.format("first") in errors


def test_a_folder_without_graded_questions_is_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["eval", "--config", str(place / "config.yaml")]) == 2
    out, errors = capsys.readouterr()
    assert out == ""
    assert "questions has no graded questions" in errors
