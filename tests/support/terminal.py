"""The command line in-process, with standard input and without a model: fixtures for its tests."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

import index.collection
from bot.config import ROOT
from bot.terminal.arguments import run
from index import Collection, Document, Settings
from index.lab.hashed_encoder import HashedEncoder

Told = tuple[int, str, str]
"""Exit code, standard output, standard error."""

QUESTION = "Why has the alliance persisted?"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration that needs no model, and a folder for what is built."""
    folder = tmp_path_factory.mktemp("cli")
    settings = "index:\n  reader: none\n  answer_threshold: 0.63\n"
    (folder / "config.yaml").write_text(f"data: data\n{settings}", "utf-8")
    return folder


@pytest.fixture
def told(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Told]:
    """Runs a command with some standard input."""

    def encoder(_: Settings) -> HashedEncoder:
        return HashedEncoder()

    def command(*arguments: str, given: str = "", knowledge: Path = ROOT / "knowledge") -> Told:
        stream = io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", stream)
        places = ["--config", str(place / "config.yaml"), "--knowledge", str(knowledge)]
        code = run([*places, *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    monkeypatch.setattr(index.collection, "encoder_of", encoder)
    return command


@pytest.fixture(scope="module")
def essay(place: Path) -> Document:
    settings = Settings(reader="none")
    knowledge = ROOT / "knowledge"
    return Collection.open(knowledge, place / "data", settings, encoder=HashedEncoder()).document()
