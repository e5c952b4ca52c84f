"""The encoder: any sentence-transformers folder, its prompts and limit; no altered weights."""

import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.models import Purpose, SentenceEncoder
from index.models import encoder as encoder_module
from index.settings import Settings
from tests.support.networks import tiny_networks
from tests.support.processes.loaded import HEAVY, loaded_by


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of a few kilobytes, saved as an operator's would be."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    place = tmp_path_factory.mktemp("tiny")
    words = tiny_networks.tokenizer(place)
    fast = PreTrainedTokenizerFast(
        tokenizer_file=str(words),
        pad_token="[PAD]",  # noqa: S106
        unk_token="[UNK]",  # noqa: S106
        cls_token="[CLS]",  # noqa: S106
        sep_token="[SEP]",  # noqa: S106
        mask_token="[MASK]",  # noqa: S106
        model_max_length=16,
    )
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(tiny_networks.SPECIAL) + len(tiny_networks.WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(place / "bert")
    fast.save_pretrained(place / "bert")
    reading = Transformer(str(place / "bert"), max_seq_length=16)
    pooling = Pooling(reading.get_embedding_dimension(), "mean")
    model = SentenceTransformer(modules=[reading, pooling], device="cpu")
    model.prompts = {"query": "what ", "document": ""}
    model.save(str(place / "model"), create_model_card=False)
    return place / "model"


def test_a_folder_named_in_the_settings_is_used_with_its_limit(folder: Path) -> None:
    made = SentenceEncoder(Settings(encoder=str(folder)))
    vectors = made.encode(["the old bridge", "a new castle ."])
    assert vectors.shape == (2, made.dim) == (2, 16)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)
    assert made.max_tokens == 16
    assert made.count_tokens("the old bridge") == 5


def test_counting_leaves_alone_what_encoding_truncates_by(folder: Path) -> None:
    made = SentenceEncoder(Settings(encoder=str(folder)))
    long = "the old bridge " * 20
    before = made.encode([long])
    backend = made._model.tokenizer.backend_tokenizer
    truncation = backend.truncation
    assert truncation["max_length"] == 16
    assert made.count_tokens(long) == 62
    assert backend.truncation == truncation
    assert made.encode([long]) == pytest.approx(before)


def test_the_models_own_prompt_is_put_before_a_question(folder: Path) -> None:
    made = SentenceEncoder(Settings(encoder=str(folder)))
    asked = made.encode(["the old bridge"], Purpose.QUERY)
    assert asked == pytest.approx(made.encode(["what the old bridge"]), abs=1e-5)


def test_the_operators_prompts_win(folder: Path) -> None:
    settings = Settings(encoder=str(folder), query_prompt="who ", passage_prompt="the ")
    made, plain = SentenceEncoder(settings), SentenceEncoder(Settings(encoder=str(folder)))
    asked = made.encode(["old bridge"], Purpose.QUERY)
    assert asked == pytest.approx(plain.encode(["who old bridge"]), abs=1e-5)
    passage = made.encode(["old bridge"], Purpose.PASSAGE)
    assert passage == pytest.approx(plain.encode(["the old bridge"]), abs=1e-5)
    assert made.count_tokens("old bridge") == plain.count_tokens("the old bridge")
    assert made.identity != plain.identity


def test_nothing_gives_no_rows(folder: Path) -> None:
    made = SentenceEncoder(Settings(encoder=str(folder)))
    assert made.encode([]).shape == (0, 16)


def test_a_model_that_is_none_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceEncoder(Settings(encoder=str(tmp_path))).encode(["a"])


def test_altered_default_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_module, "MINILM_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="are not the ones this program was measured with"):
        SentenceEncoder(Settings())


def test_finding_the_default_encoder_loads_nothing_heavy() -> None:
    loaded = loaded_by(
        "from index.models.sentence_encoder import SentenceEncoder\n"
        "from index.settings import Settings\n"
        "SentenceEncoder(Settings()).identity\n"
    )
    assert not loaded & HEAVY


@pytest.mark.parametrize("missing", ["torch", "sentence_transformers"])
def test_without_sentence_transformers_it_is_said_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    made = SentenceEncoder(Settings(encoder=str(tmp_path)))
    with pytest.raises(ModelError, match=r"the encoder .*pip install --editable '\.\[models\]'"):
        made.encode(["the old bridge"])
