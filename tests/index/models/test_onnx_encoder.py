"""The default encoder without sentence-transformers: the same vectors, and nothing heavy loaded."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.lab.encoder_graph import encoder_graph
from index.models import (
    GRAPH,
    EncoderFiles,
    OnnxEncoder,
    Purpose,
    SentenceEncoder,
    encoder_of,
    onnx_encoder,
)
from index.settings import Settings

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[3]
TEXTS = (
    "Why has the alliance persisted?",
    "x",
    "",
    "Ein Satz mit Umlauten: größer, schöner — und mit 日本語 dazwischen.",
    "The Taliban has benefited from al-Qaeda’s expertise since the onset of the conflict. " * 3,
    "word " * 400,  # over the limit
)


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    made = encoder_of(Settings())
    assert isinstance(made, OnnxEncoder)
    return made


def test_its_vectors_are_those_of_the_reference(encoder: OnnxEncoder) -> None:
    reference = SentenceEncoder(Settings())
    expected = reference.encode(TEXTS, Purpose.QUERY)
    vectors = encoder.encode(TEXTS, Purpose.QUERY)
    assert vectors.dtype == np.float32
    assert (vectors * expected).sum(axis=1).min() >= 0.99999
    assert np.abs(vectors - expected).max() < 1e-5
    assert encoder.identity == reference.identity
    assert encoder.label == reference.label
    assert (encoder.dim, encoder.max_tokens) == (reference.dim, reference.max_tokens)
    assert [*map(encoder.count_tokens, TEXTS)] == [*map(reference.count_tokens, TEXTS)]


def test_a_text_has_one_vector_whatever_it_is_encoded_with(encoder: OnnxEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-5)


def test_prompts_are_put_before_the_text(encoder: OnnxEncoder) -> None:
    prompted = encoder_of(Settings(query_prompt="who ", passage_prompt="the "))
    asked = prompted.encode(["old bridge"], Purpose.QUERY)
    assert asked == pytest.approx(encoder.encode(["who old bridge"]), abs=1e-6)
    assert prompted.count_tokens("old bridge") == encoder.count_tokens("the old bridge")


def test_nothing_gives_no_rows(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_the_graph_that_ships_is_what_its_command_writes() -> None:
    assert GRAPH.read_bytes() == encoder_graph()


def test_an_altered_graph_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_encoder, "GRAPH_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="reinstall it"):
        encoder_of(Settings()).encode(["a"])


@pytest.mark.parametrize("damaged", ["tokenizer.json", "sentence_bert_config.json"])
def test_damaged_files_are_told(tmp_path: Path, damaged: str) -> None:
    files = EncoderFiles.named(Settings().encoder)
    assert files.folder is not None
    for name in ("tokenizer.json", "sentence_bert_config.json", "model.safetensors"):
        (tmp_path / name).symlink_to(files.folder / name)
    (tmp_path / damaged).unlink()
    (tmp_path / damaged).write_text("{", encoding="utf-8")
    broken = OnnxEncoder(replace(files, folder=tmp_path), Settings())
    with pytest.raises(ModelError, match="cannot be loaded"):
        broken.encode(["a"])


def test_another_model_is_one_of_sentence_transformers(tmp_path: Path) -> None:
    assert isinstance(encoder_of(Settings(encoder=str(tmp_path))), SentenceEncoder)


@pytest.mark.parametrize(
    "command",
    [
        ["ask", "Who destroyed the facility?"],
        ["brief", "negotiations"],
        ["cite", "The facility was destroyed."],
        ["verify", "the alliance persisted"],
        ["show", "deadly-cooperation"],
        ["doctor"],
    ],
)
def test_torch_is_not_imported(command: list[str], tmp_path: Path) -> None:
    script = (
        "import sys\nfrom bot.terminal.arguments import run\n"
        f"code = run({[*command, '--data', str(tmp_path)]!r})\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers'}\n"
        "print('LOADED', code, sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "LOADED 0 []" in done.stdout


def test_the_weights_of_another_model_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    def named(name: str) -> EncoderFiles:
        looked_up.append(name)
        return EncoderFiles(name, tmp_path, "digest")

    monkeypatch.setattr(EncoderFiles, "named", named)
    assert encoder_of(Settings(encoder=str(tmp_path))).label.endswith("digest")
    assert looked_up == [str(tmp_path)]
