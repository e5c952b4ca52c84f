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
