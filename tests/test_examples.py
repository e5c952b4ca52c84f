"""The examples in docstrings, run as they stand there, on a folder of one small document."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import index.collection
from index import Settings
from index.lab.hashed_encoder import HashedEncoder

# Modules whose docstrings show how they are used.
MODULES = [
    "index",
    "index.collection",
    "index.citations.citations",
    "index.language.contractions",
    "index.types.quotes",
    "bot.languages.formats",
    "bot.languages.reader",
    "bot.languages.sentences",
    "bot.phrases",
]
MILL = """\
The mill at Arvale was built in 1702 by Ada Marlow. It ground barley for nine villages.

In 1911 the mill burned to the ground, and the villages bought their flour elsewhere.
"""


@pytest.fixture
def _working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the documents of the examples; words are hashed, the reader is real."""

    def encoder(_: Settings) -> HashedEncoder:
        return HashedEncoder()

    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "mill.txt").write_text(MILL, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(index.collection, "encoder_of", encoder)


@pytest.mark.usefixtures("_working_folder")
@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    results = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.attempted > 0
    assert results.failed == 0
