"""A cross-encoder of sentence-transformers in the reader's place, tiny and made on the spot."""

import logging
import sys
from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from index.errors import ModelError
from index.models.cross_encoder import CrossEncoderReader
from index.models.passage_reader import ReaderInput
from tests.support.networks import tiny_networks

QUESTION = "who signed the treaty?"
PASSAGES = [
    ReaderInput(("The old king signed the treaty.", "A long war."), "The old town"),
    ReaderInput(("The bridge was not built.",)),
]


def model(folder: Path, outputs: int) -> Path:
    """Write a cross-encoder of two layers with random weights."""
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(tiny_networks.SPECIAL) + len(tiny_networks.WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        initializer_range=0.5,
        num_labels=outputs,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(tiny_networks.tokenizer(folder)),
        model_max_length=512,
        unk_token="[UNK]",  # noqa: S106
        pad_token="[PAD]",  # noqa: S106
        cls_token="[CLS]",  # noqa: S106
        sep_token="[SEP]",  # noqa: S106
        mask_token="[MASK]",  # noqa: S106
    )
    tokenizer.save_pretrained(folder)
    return folder


def test_each_reading_is_the_models_logit_of_its_pair(tmp_path: Path) -> None:
    reader = CrossEncoderReader(str(model(tmp_path, 1)), threads=1)
    first, second = reader.read(QUESTION, PASSAGES)
    pairs = [
        "The old town. The old king signed the treaty. A long war.",
        "The old town. The old king signed the treaty.",
        "The old town. A long war.",
        "The bridge was not built.",
    ]
    network = BertForSequenceClassification.from_pretrained(tmp_path).eval()
    tokenizer = PreTrainedTokenizerFast.from_pretrained(tmp_path)
    with torch.inference_mode():
        logits = [
            float(network(**tokenizer(QUESTION, text, return_tensors="pt")).logits)
            for text in pairs
        ]
    assert first.answerable == pytest.approx(logits[0], abs=1e-4)
    assert first.sentences == pytest.approx(logits[1:3], abs=1e-4)
    assert (second.answerable, *second.sentences) == pytest.approx([logits[3]] * 2, abs=1e-4)


def test_nothing_to_read_gives_no_reading(tmp_path: Path) -> None:
    assert CrossEncoderReader(str(model(tmp_path, 1)), threads=1).read(QUESTION, []) == []


def test_a_model_with_several_outputs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="3 outputs"):
        CrossEncoderReader(str(model(tmp_path, 3)))


def test_a_model_that_is_not_there_is_refused(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="cannot be loaded"):
        CrossEncoderReader(str(tmp_path / "nowhere"))


def test_without_sentence_transformers_it_is_said_what_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"the reader 'some/model' .*--editable '\.\[models\]'"):
        CrossEncoderReader("some/model")
