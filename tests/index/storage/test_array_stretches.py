"""Arrays gone through some numbers at a time: nothing is left out, and no stretch is too long."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.storage import array_stretches, counts_of, places_of, shares_of, stretches_of

NUMBERS = st.lists(st.integers(0, 9), max_size=60)
MOST = st.integers(1, 12)


@given(NUMBERS, MOST)
@settings(deadline=None)
def test_shares_hold_every_place_once_and_no_more_than_are_sorted_at_once(
    given: list[int], most: int
) -> None:
    numbers = np.array(given, dtype=np.int32)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", most)
        counts = counts_of(numbers, 10)
        assert counts.tolist() == [given.count(number) for number in range(10)]
        shares = list(shares_of(counts))
        places = [places_of(numbers, share).tolist() for share in shares]
    assert [number for share in shares for number in share] == [*range(10)]
    for share, own in zip(shares, places, strict=True):
        assert own == [place for place, number in enumerate(given) if number in share]
        assert len(own) <= most or len(share) == 1


@given(st.integers(0, 40), MOST)
def test_stretches_follow_each_other_to_the_end(length: int, most: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(array_stretches, "_AT_ONCE", most)
        stretches = list(stretches_of(length))
    assert [place for some in stretches for place in range(length)[some]] == [*range(length)]
    assert all(some.stop - some.start <= most for some in stretches)


def test_of_no_numbers_there_is_no_share() -> None:
    assert list(shares_of(np.zeros(0, np.int64))) == []
