"""A bot that has many files open, as of many libraries, hears of changes all the same."""

import fcntl
import os
import resource
from collections.abc import Iterator

import pytest

from bot.library.postgres.listening import _Ear

_HIGH = 1_500  # select() takes no number above 1,023


@pytest.fixture
def over() -> Iterator[tuple[int, int]]:
    """The two ends of a pipe, the one that is read from with a high number."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, _HIGH + 100), hard))
    low, end = os.pipe()
    high = fcntl.fcntl(low, fcntl.F_DUPFD, _HIGH)
    yield high, end
    os.close(low)
    os.close(high)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_the_end_is_seen_however_high_the_number_of_a_file_is(over: tuple[int, int]) -> None:
    ear = _Ear("", lambda: None, lambda _: None, over[0])
    assert not ear._ends_within(0.01)
    os.close(over[1])
    assert ear._ends_within(0.01)
