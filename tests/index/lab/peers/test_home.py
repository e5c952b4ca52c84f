"""The peers are installed once, and Chroma is given the same weights in its own form."""

import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.lab.peers.home import PINNED, chroma_onnx, installed, model_folder, versions
from index.models import encoder_of
from index.settings import Settings


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """What would have been run; no environment is made."""
    run: list[Sequence[str]] = []
    monkeypatch.setattr(venv, "create", lambda place, with_pip: place.mkdir())
    monkeypatch.setattr(subprocess, "run", lambda command, check: run.append(command))
    return run


def test_pinned_versions_are_installed_once(tmp_path: Path, commands: list[Sequence[str]]) -> None:
    interpreter = installed(tmp_path)
    assert installed(tmp_path) == interpreter
    assert commands == [[str(interpreter), "-m", "pip", "install", "--quiet", *PINNED]]
    assert all(pin.count("==") == 1 for pin in PINNED)


def test_other_versions_than_these_are_replaced(
    tmp_path: Path, commands: list[Sequence[str]]
) -> None:
    (tmp_path / "venv").mkdir()
    (tmp_path / "venv" / "old").touch()
    (tmp_path / "installed.txt").write_text("txtai==1.0", encoding="utf-8")
    installed(tmp_path)
    assert len(commands) == 1
    assert not (tmp_path / "venv" / "old").exists()


def test_an_installation_that_failed_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commands: list[Sequence[str]]
) -> None:
    def failing(command: Sequence[str], check: bool) -> None:
        raise subprocess.CalledProcessError(1, command)

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", failing)
        with pytest.raises(subprocess.CalledProcessError):
            installed(tmp_path)
    installed(tmp_path)
    assert len(commands) == 1


def test_the_versions_are_told() -> None:
    assert versions().count(", ") == 3
    assert all(name in versions() for name in ("chromadb", "haystack", "llama-index", "txtai"))


@pytest.mark.model
def test_chromas_encoder_is_given_the_same_model(tmp_path: Path) -> None:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    text = "Barges carried the coal."
    place = chroma_onnx(tmp_path) / "onnx"
    assert (place / "vocab.txt").read_bytes() == (model_folder() / "vocab.txt").read_bytes()
    tokenizer = Tokenizer.from_file(str(place / "tokenizer.json"))
    tokenizer.no_padding()
    ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
    given = {
        "input_ids": ids,
        "attention_mask": np.ones_like(ids),
        "token_type_ids": np.zeros_like(ids),
    }
    session = InferenceSession(place / "model.onnx", providers=["CPUExecutionProvider"])
    mean = session.run(None, given)[0][0].mean(axis=0)
    own = encoder_of(Settings()).encode([text])[0]
    assert np.allclose(mean / np.linalg.norm(mean), own, atol=1e-5)
