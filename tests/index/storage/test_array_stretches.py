"""Arrays gone through some numbers at a time: nothing is left out, and no stretch is too long."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.storage import (
    array_stretches,
    counts_of,
    runs_of,
    shares_of,
    sorted_stretches,
    stretches_of,
)

NUMBERS = st.lists(st.integers(0, 9), max_size=60)
MOST = st.integers(1, 12)


@given(NUMBERS, MOST)
@settings(deadline=None)
def test_shares_hold_every_number_once_and_no_more_than_are_sorted_at_once(
    given: list[int], most: int
) -> None:
    numbers = np.array(given, dtype=np.int32)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", most)
        counts = counts_of(numbers, 10)
        shares = list(shares_of(counts))
    assert counts.tolist() == [given.count(number) for number in range(10)]
    assert [number for share in shares for number in share] == [*range(10)]
    for share in shares:
        assert len(share) == 1 or sum(given.count(number) for number in share) <= most


@given(NUMBERS, MOST)
@example([], 1)
@example([4], 1)
@example([7, 7, 7, 7, 7], 2)
@settings(deadline=None)
def test_stretches_that_are_sorted_make_up_what_is_sorted_at_once(
    given: list[int], most: int
) -> None:
    numbers = np.array(given, dtype=np.int32)
    order = np.full(len(numbers), -1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", most)
        for places, ranks in sorted_stretches(numbers, np.bincount(numbers, minlength=10)):
            assert len(places) <= most
            assert order[ranks].tolist() == [-1] * len(ranks)
            order[ranks] = places
    assert order.tolist() == np.argsort(numbers, kind="stable").tolist()


def test_many_numbers_are_sorted_alike_in_stretches_of_the_length_that_is_in_use() -> None:
    numbers = np.random.default_rng(3).integers(0, 60_000, 2_500_000, dtype=np.int32)
    order = np.full(len(numbers), -1, dtype=np.int32)
    for places, ranks in sorted_stretches(numbers, counts_of(numbers, 60_001)):
        order[ranks] = places
    assert np.array_equal(order, np.argsort(numbers, kind="stable"))


@given(NUMBERS)
@example([])
def test_runs_are_the_numbers_that_there_are_and_how_often(given: list[int]) -> None:
    ascending = np.array(sorted(given), dtype=np.int64)
    firsts, times = runs_of(ascending)
    numbers, begins, counts = np.unique(ascending, return_index=True, return_counts=True)
    assert ascending[firsts].tolist() == numbers.tolist()
    assert firsts.tolist() == begins.tolist()
    assert times.tolist() == counts.tolist()


@given(st.integers(0, 40), MOST)
def test_stretches_follow_each_other_to_the_end(length: int, most: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", most)
        stretches = list(stretches_of(length))
    assert [place for some in stretches for place in range(length)[some]] == [*range(length)]
    assert all(some.stop - some.start <= most for some in stretches)


def test_of_no_numbers_there_is_no_share() -> None:
    assert list(shares_of(np.zeros(0, np.int64))) == []
