"""`index` with a list of web addresses."""

from pathlib import Path

import pytest

from bot.terminal.arguments import run

MILL = "The mill at Arvale was built in 1702 by Ada Marlow."


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "mill.txt").write_text(MILL, encoding="utf-8")
    return folder


def index(knowledge: Path) -> int:
    places = ["--knowledge", str(knowledge), "--data", str(knowledge.parent / "data")]
    return run(["index", *places])


def test_an_address_that_brings_nothing_is_told_and_the_rest_is_indexed(
    knowledge: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (knowledge / "sources.yaml").write_text("pages: [https://localhost:1/a]\n", "utf-8")
    assert index(knowledge) == 0
    told = capsys.readouterr().err
    assert "fetching what sources.yaml lists" in told
    assert "not fetched: https://localhost:1/a: localhost" in told


def test_a_list_with_faults_is_told_before_anything_is_done(
    knowledge: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (knowledge / "sources.yaml").write_text("pages: [http://10.0.0.1/a]\n", "utf-8")
    assert index(knowledge) == 2
    assert "http://10.0.0.1/a is an address of this machine" in capsys.readouterr().err
    assert not (knowledge.parent / "data").exists()
