"""The default encoder without sentence-transformers: the same vectors, and nothing heavy loaded."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
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
from index.types import Embeddings, Span
from tests.support.processes.loaded import HEAVY, loaded_by_command

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[3]
_SILENCING = {"CI", "GITHUB_ACTIONS", "PYTEST_CURRENT_TEST", "ORT_DISABLE_TELEMETRY"}
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


@pytest.mark.parametrize("threads", [1, 2])
def test_batches_read_side_by_side_have_the_vectors_of_texts_read_alone(
    encoder: OnnxEncoder, threads: int
) -> None:
    many = [f"{text} {number}" for number in range(6) for text in TEXTS]
    made = encoder_of(Settings(threads=threads)).encode(many)
    alone = np.concatenate([encoder.encode([text]) for text in many])
    assert made == pytest.approx(alone, abs=1e-5)


def test_texts_are_read_beside_those_of_like_length(monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[list[int]] = []
    encoder = encoder_of(Settings(threads=1))  # one batch after another

    def read(_: object, rows: Sequence[Sequence[int]]) -> Embeddings:
        batches.append([len(row) for row in rows])
        return np.ones((len(rows), max(batches[-1]), encoder.dim), dtype=np.float32)

    monkeypatch.setattr(onnx_encoder, "_states", read)
    texts = ["word " * (number * 37 % 230) for number in range(90)]
    encoder.encode(texts)
    read_lengths = [length for batch in batches for length in batch]
    assert read_lengths == sorted(map(encoder.count_tokens, texts))
    assert max(len(batch) * max(batch) for batch in batches) <= 640
    assert all((len(batch) + 1) * following[0] > 640 for batch, following in pairwise(batches))


def test_half_a_character_is_encoded_as_one_that_was_lost(encoder: OnnxEncoder) -> None:
    halved, lost = encoder.encode(["why \ud83d now", "why \ufffd now"])
    assert np.array_equal(halved, lost)
    assert encoder.count_tokens("\udc00") == encoder.count_tokens("\ufffd")


PASSAGE = "Budgets. The mill burnt in 1911. Nobody rebuilt it, for want of money. Why? No one says."
SENTENCES = ((9, 32), (33, 71), (72, 76), (77, 89))


def spans_of(places: Sequence[tuple[int, int]]) -> list[Span]:
    return [Span(*place) for place in places]


def test_a_sentence_is_the_mean_of_its_own_tokens_in_its_passage(encoder: OnnxEncoder) -> None:
    """Held against sentence-transformers' states of single tokens."""
    model = SentenceEncoder(Settings())._model  # it offers no states of tokens
    states = model.encode([PASSAGE], output_value="token_embeddings")[0].numpy()
    places = model.tokenizer(PASSAGE, return_offsets_mapping=True)["offset_mapping"]
    expected = []
    for start, end in SENTENCES:
        own = [n for n, (first, last) in enumerate(places) if start <= first < last <= end]
        mean = states[own].mean(axis=0)
        expected.append(mean / np.linalg.norm(mean))
    others = ["The mill stood by the river.", "x"]
    spans = [spans_of([(0, 28)]), spans_of(SENTENCES), spans_of([(0, 1)])]
    made = encoder.encode_passages([others[0], PASSAGE, others[1]], spans)
    assert made.sentences[1:5] == pytest.approx(np.array(expected), abs=1e-5)
    assert made.passages == pytest.approx(encoder.encode([others[0], PASSAGE, others[1]]), abs=1e-5)
    assert np.linalg.norm(made.sentences, axis=1) == pytest.approx(np.ones(6), abs=1e-5)


def test_a_sentence_that_is_not_read_with_its_passage_is_encoded_alone(
    encoder: OnnxEncoder,
) -> None:
    long = "word " * 400
    made = encoder.encode_passages([f"{long}The mill burnt."], [spans_of([(0, 40), (2000, 2015)])])
    assert made.sentences[1] == pytest.approx(encoder.encode(["The mill burnt."])[0], abs=1e-5)
    assert made.sentences[0] != pytest.approx(encoder.encode([long[:40]])[0], abs=1e-2)


def test_no_passages_have_no_vectors(encoder: OnnxEncoder) -> None:
    made = encoder.encode_passages([], [])
    assert made.passages.shape == made.sentences.shape == (0, 384)


def test_a_prompt_moves_no_sentence(encoder: OnnxEncoder) -> None:
    prompted = encoder_of(Settings(passage_prompt="the report: "))
    told = [Span(start + 12, end + 12) for start, end in SENTENCES]
    expected = encoder.encode_passages(["the report: " + PASSAGE], [told])
    made = prompted.encode_passages([PASSAGE], [spans_of(SENTENCES)])
    assert made.sentences == pytest.approx(expected.sentences, abs=1e-5)


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
    assert not loaded_by_command(*command, "--data", str(tmp_path)) & HEAVY


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


def test_what_runs_networks_leaves_no_identifier_and_has_nothing_to_send(tmp_path: Path) -> None:
    # A build server sends nothing in any case, and a test neither.
    told = {name: value for name, value in os.environ.items() if name not in _SILENCING}
    run = "from index.models import encoder_of; from index.settings import Settings; "
    code = run + "encoder_of(Settings()).encode(['Who built the mill?'])"
    environment = {**told, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment)
    assert [*tmp_path.rglob("*")] == []
