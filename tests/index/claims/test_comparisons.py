"""A more than B is B less than A, and not A less than B."""

import pytest

from index.claims.comparisons import said_the_other_way
from index.claims.contradictions import contradictions

EARNS = "In most years the mill earns more than the farm does."
CARTS = "The carts are older than the boats, and the harbour is deep."


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The farm earns less than the mill in most years.", EARNS),
        ("The farm earns the town less than the mill.", EARNS),
        ("The boats came later than the carts.", "The carts came earlier than the boats."),
    ],
)
def test_a_comparison_from_the_other_side_says_the_same(claim: str, sentence: str) -> None:
    assert said_the_other_way(claim, sentence)
    assert contradictions(claim, sentence) == ()


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The mill earns less than the farm in most years.", EARNS),
        ("The farm earns more than the mill in most years.", EARNS),
        ("The farm earns less than the inn.", EARNS),
        ("The farm earns less.", EARNS),
        ("The boats are younger than the harbour.", CARTS),
        ("The mill lowers the toll rather than the farm.", "The farm raises it rather than mill."),
    ],
)
def test_another_comparison_is_none_from_the_other_side(claim: str, sentence: str) -> None:
    assert not said_the_other_way(claim, sentence)


def test_the_opposite_of_a_comparison_still_contradicts() -> None:
    (opposite,) = contradictions("The mill earns less than the farm in most years.", EARNS)
    assert (opposite.claimed, opposite.stated) == ("less", "more")
