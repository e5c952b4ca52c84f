"""What is said of a build, when it is made and when it is opened again."""

from pathlib import Path

from index.building import open_or_build
from index.lab.hashed_encoder import HashedEncoder
from index.settings import Settings


def test_documents_that_say_nearly_the_same_are_reported_also_when_opened_again(
    tmp_path: Path,
) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    text = "The mill at Arvale was built in 1702 by Ada Marlow, who came from the coast that year."
    for name in ("mill.txt", "copy.txt"):
        (knowledge / name).write_text(text, "utf-8")
    for _ in range(2):
        built = open_or_build(knowledge, tmp_path / "data", Settings(), HashedEncoder())
        assert [tuple(pair) for pair in built.report.alike] == [("copy", "mill")]


def test_an_id_that_passed_to_another_file_of_the_name_is_reported_once(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    for folder, words in (("b", "The mill was built in 1702."), ("a", "The lamp was lit in 1833.")):
        (knowledge / folder).mkdir(parents=True)
        (knowledge / folder / "essay.txt").write_text(words, "utf-8")
        built = open_or_build(knowledge, tmp_path / "data", Settings(), HashedEncoder())
        holder = {one.id: one.text for one in built.documents}["essay"]
        assert holder == words  # the first in the order of the paths
        assert built.report.renamed == ({"essay": "b-essay-txt"} if folder == "a" else {})
    again = open_or_build(knowledge, tmp_path / "data", Settings(), HashedEncoder())
    assert again.report.renamed == {}


def test_a_document_that_is_only_changed_removed_or_moved_is_not_reported(tmp_path: Path) -> None:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "essay.txt").write_text("The mill was built in 1702.", "utf-8")
    (knowledge / "lamp.txt").write_text("The lamp was lit in 1833.", "utf-8")
    open_or_build(knowledge, tmp_path / "data", Settings(), HashedEncoder())
    (knowledge / "essay.txt").rename(knowledge / "paper.txt")
    (knowledge / "lamp.txt").write_text("The lamp was lit in 1834.", "utf-8")
    built = open_or_build(knowledge, tmp_path / "data", Settings(), HashedEncoder())
    assert built.report.renamed == {}
