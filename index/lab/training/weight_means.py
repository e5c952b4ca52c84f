"""Weights between those of two networks that one training leads from one to the other.

What lies between keeps of both what they are good at: a network that learned from other texts
forgets some of what it knew. Wortsman et al. 2022, "Robust fine-tuning of zero-shot models",
arXiv:2109.01903.
"""

from collections.abc import Mapping

from torch import Tensor


def weight_mean(
    state: Mapping[str, Tensor], other: Mapping[str, Tensor], share: float
) -> dict[str, Tensor]:
    """Return the weighted mean of two states of the same network.

    Args:
        state: The one.
        other: The other, with the same names and shapes.
        share: Of the first one, 0 to 1. What is no float, such as positions, is the first one's.
    """
    return {
        name: share * weight + (1 - share) * other[name] if weight.is_floating_point() else weight
        for name, weight in state.items()
    }
