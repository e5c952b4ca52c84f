"""The network that is trained."""

import pytest

torch = pytest.importorskip("torch")

from index.lab.training.network import ReaderNetwork, cross_encoder_config  # noqa: E402


def test_its_attention_is_that_of_the_library_to_a_rounding() -> None:
    torch.manual_seed(1)
    network = ReaderNetwork(cross_encoder_config(layers=2)).eval()
    ids = torch.randint(1000, 20_000, (3, 24))
    mask = torch.ones_like(ids)
    mask[1, 17:] = 0
    types = torch.zeros_like(ids)
    own_tokens, own_passage = network(ids, mask, types)
    network.bert.set_attn_implementation("eager")
    tokens, passage = network(ids, mask, types)
    read = mask.bool()
    assert torch.allclose(own_tokens[read], tokens[read], atol=1e-5)
    assert torch.allclose(own_passage, passage, atol=1e-5)
    assert (own_tokens[0] - own_tokens[2]).abs().max() > 0.01  # inputs are told apart
