"""What ships, turned back into what it was made of."""

from pathlib import Path

import torch

from index.lab.training import export
from index.lab.training.shipped_weights import shipped_state
from tests.support.networks import tiny_networks


def test_an_exported_network_comes_back_as_near_as_eight_bits_allow(tmp_path: Path) -> None:
    network = tiny_networks.network()
    export.to_onnx(network, tmp_path / "full.onnx")
    export.quantise(tmp_path / "full.onnx", tmp_path / "reader.onnx")
    state = shipped_state(tmp_path / "reader.onnx")
    own = network.state_dict()
    assert sorted(state) == sorted(own)
    for name, weights in own.items():
        assert state[name].shape == weights.shape, name
        furthest = float((state[name] - weights).abs().max())
        assert furthest <= float(weights.abs().max()) / 100, name  # a step is a 127th of the range
    assert any(not torch.equal(state[name], weights) for name, weights in own.items())


def test_a_network_in_float32_comes_back_as_it_was(tmp_path: Path) -> None:
    network = tiny_networks.network()
    export.to_onnx(network, tmp_path / "full.onnx")
    state = shipped_state(tmp_path / "full.onnx")
    network.load_state_dict(state)
    for name, weights in tiny_networks.network().state_dict().items():
        assert torch.equal(state[name], weights), name
