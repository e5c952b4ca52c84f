"""The mean of two networks' weights lies between them, and what is no weight stays."""

import torch

from index.lab.training.weight_means import weight_mean

ONE = {"layer.weight": torch.tensor([1.0, 4.0]), "positions": torch.tensor([0, 1, 2])}
OTHER = {"layer.weight": torch.tensor([3.0, 0.0]), "positions": torch.tensor([7, 8, 9])}


def test_weights_lie_between_those_of_both() -> None:
    mean = weight_mean(ONE, OTHER, 0.75)
    assert mean["layer.weight"].tolist() == [1.5, 3.0]
    assert mean["positions"].tolist() == [0, 1, 2]


def test_the_ends_are_the_networks_themselves() -> None:
    assert weight_mean(ONE, OTHER, 1.0)["layer.weight"].tolist() == [1.0, 4.0]
    assert weight_mean(ONE, OTHER, 0.0)["layer.weight"].tolist() == [3.0, 0.0]
