"""The command prints a row for each tool, whether it could be measured or not."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.lab.peers import __main__ as command
from index.lab.peers.__main__ import LABELS, main
from index.lab.peers.rounds import Plan
from index.lab.peers.runner import Tool

PASSAGE = {"id": "0", "doc": "town", "text": "The mill at Arvale burnt in 1911, said Ada Marlow."}
QUESTION = {"question": "When did the mill burn?", "gold_passages": ["0"], "answers": ["in 1911"]}


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "passages.jsonl").write_text(json.dumps(PASSAGE), encoding="utf-8")
    questions = [{**QUESTION, "answerable": True, "question": f"{word} did it?"} for word in "abc"]
    lines = "\n".join(map(json.dumps, questions))
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.mark.model
def test_where_no_peer_can_be_loaded_their_rows_say_so_and_ours_is_measured(
    graded: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "installed", lambda home: Path(sys.executable))  # has no peers
    monkeypatch.setattr(command, "chroma_onnx", lambda home: tmp_path)
    assert main([str(graded), "--rounds", "1", "--indexing", "1"]) == 0
    head, _, _, _, *rows = capsys.readouterr().out.splitlines()
    assert head.startswith("1 paragraphs, 1 passages, 50 characters; chromadb ")
    cells = {row.split(" | ")[0].removeprefix("| "): row.split(" | ")[1:] for row in rows}
    assert list(cells) == list(LABELS.values())
    assert cells["txtai"][0] == "failed: index: ModuleNotFoundError: No module named 'txtai'"
    assert cells["this program, search alone"][-1].startswith("1.000 (n 3)")


def test_indexes_are_made_as_often_as_they_are_asked(
    graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[Plan] = []

    def noting(tools: Sequence[Tool], plan: Plan, *_: object) -> dict[str, str]:
        plans.append(plan)
        return {tool.name: "left out" for tool in tools}

    monkeypatch.setattr(command, "installed", lambda home: Path(sys.executable))
    monkeypatch.setattr(command, "chroma_onnx", lambda home: tmp_path)
    monkeypatch.setattr(command, "compared", noting)
    assert main([str(graded)]) == 0
    assert plans == [Plan(indexing=5, querying=5)]


def test_peers_that_cannot_be_installed_end_it(
    graded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(home: Path) -> Path:
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(command, "installed", failing)
    assert main([str(graded)]) == 1
    assert "cannot be installed" in capsys.readouterr().err
