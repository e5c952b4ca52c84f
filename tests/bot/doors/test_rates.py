"""Allowances: a quarter of a minute's requests at once, then as they fill up."""

import pytest

from bot.doors import Rates


class Clock:
    """A clock that is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_free_and_then_one_waits_for_the_next() -> None:
    clock = Clock()
    rates = Rates(per_minute=12, clock=clock)
    assert [rates.wait_s("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert rates.wait_s("a") == pytest.approx(5.0)
    clock.now = 4.0
    assert rates.wait_s("a") == pytest.approx(1.0)
    clock.now = 5.0
    assert rates.wait_s("a") == 0.0
    assert rates.wait_s("a") == pytest.approx(5.0)


def test_who_waits_long_may_still_not_ask_more_than_a_burst() -> None:
    clock = Clock()
    rates = Rates(per_minute=12, clock=clock)
    clock.now = 3600.0
    assert sum(rates.wait_s("a") == 0.0 for _ in range(10)) == 3


def test_each_key_has_its_own() -> None:
    rates = Rates(per_minute=1, clock=Clock())
    assert (rates.wait_s("a"), rates.wait_s("b")) == (0.0, 0.0)
    assert rates.wait_s("a") == pytest.approx(60.0)
