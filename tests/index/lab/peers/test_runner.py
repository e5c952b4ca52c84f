"""A job runs in a process of its own, and what goes wrong there is said in one line."""

import sys
from pathlib import Path

import pytest

from index.lab.peers.material import PosedQuestion, SharedMaterial
from index.lab.peers.runner import ContenderError, Runner, Tool

TELL = """
import json, os, sys
print("a bar of progress")
job = json.load(open(sys.argv[1]))
job["offline"] = os.environ["HF_HUB_OFFLINE"]
job["there"] = os.listdir(job["folder"])
print(json.dumps(job))
"""
FAIL = "import sys; sys.exit('Traceback\\n  somewhere\\nOSError: no such model\\n')"


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "old").write_text("of the round before", encoding="utf-8")
    return Tool("txtai", Path(sys.executable), folder)


def runner(tmp_path: Path, script: str, *, most_s: float = 60.0) -> Runner:
    path = tmp_path / "script.py"
    path.write_text(script, encoding="utf-8")
    posed = tuple(PosedQuestion(text, frozenset({0}), frozenset({0})) for text in "abc")
    material = SharedMaterial(tmp_path / "knowledge", 1, ("a passage",), posed)
    return Runner(material, 2, tmp_path / "model", tmp_path / "onnx", path, most_s)


def test_an_index_is_made_in_an_empty_folder_of_all_passages(tmp_path: Path, tool: Tool) -> None:
    job = runner(tmp_path, TELL)(tool, "index")
    assert (job["tool"], job["kind"], job["passages"]) == ("txtai", "index", ["a passage"])
    assert job["there"] == []


def test_a_query_finds_the_index_and_is_given_few_questions_and_a_ranking_all(
    tmp_path: Path, tool: Tool
) -> None:
    run = runner(tmp_path, TELL)
    query, rank = run(tool, "query"), run(tool, "rank")
    assert query["there"] == rank["there"] == ["old"]
    assert (query["questions"], query["passages"]) == (["a", "b"], [])
    assert rank["questions"] == ["a", "b", "c"]


def test_no_hub_is_asked(tmp_path: Path, tool: Tool) -> None:
    assert runner(tmp_path, TELL)(tool, "query")["offline"] == "1"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (FAIL, "index: OSError: no such model"),
        ("import sys; sys.exit(3)", "index: it says nothing"),
        ("print('done')", "index: the last line that it printed is no result"),
        ("", "index: the last line that it printed is no result"),
    ],
)
def test_a_failure_is_told_in_its_last_line(
    tmp_path: Path, tool: Tool, script: str, told: str
) -> None:
    with pytest.raises(ContenderError, match=told):
        runner(tmp_path, script)(tool, "index")


def test_a_job_that_takes_too_long_is_ended(tmp_path: Path, tool: Tool) -> None:
    with pytest.raises(ContenderError, match=r"query: it took over 0\.2 s"):
        runner(tmp_path, "import time; time.sleep(60)", most_s=0.2)(tool, "query")


@pytest.mark.model
def test_this_program_finds_the_passage_that_says_it(tmp_path: Path) -> None:
    passages = ("The mill burnt in 1911.", "Barges carried the coal to town.")
    documents = tmp_path / "knowledge" / "documents"
    documents.mkdir(parents=True)
    (documents / "town.txt").write_text("\n\n".join(passages), encoding="utf-8")
    posed = PosedQuestion("What did barges carry?", frozenset({1}), frozenset({1}))
    material = SharedMaterial(tmp_path / "knowledge", 2, passages, (posed, posed))
    run = Runner(material, 2, tmp_path, tmp_path)
    ours = Tool("ours", Path(sys.executable), tmp_path / "ours")
    assert run(ours, "index")["index_s"] > 0
    query, rank = run(ours, "query"), run(ours, "rank")
    assert [found[0] for found in rank["rankings"]] == [1, 1]
    assert 0 < query["query_ms"] / 1000 < query["cold_s"]
