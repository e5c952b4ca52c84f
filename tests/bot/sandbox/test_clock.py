"""The clock, the one that tests move, and ids that carry its time."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.sandbox.world.clock import Clock, iso
from bot.sandbox.world.snowflake import Snowflakes, created_s
from tests.support.patience import WAIT_S
from tests.support.stand_in.moved_clock import MovedClock


async def test_moving_the_clock_makes_the_calls_that_fall_due_in_order() -> None:
    clock = MovedClock()
    made: list[str] = []
    clock.call_later(20, lambda: made.append("second"))
    clock.call_later(10, lambda: made.append("first"))
    clock.call_later(30, lambda: made.append("third"))
    clock.call_later(15, lambda: made.append("never")).cancel()
    clock.advance(25)
    assert made == ["first", "second"]
    clock.advance(4.9)
    assert made == ["first", "second"]
    clock.advance(0.1)
    assert made == ["first", "second", "third"]


async def test_the_machines_clock_calls_in_real_time() -> None:
    made = asyncio.Event()
    Clock().call_later(0.01, made.set)
    await asyncio.wait_for(made.wait(), WAIT_S)


def test_a_clock_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="forward only"):
        MovedClock().advance(-1)


def test_ids_rise_and_carry_the_clocks_time() -> None:
    clock = MovedClock()
    ids = Snowflakes(clock)
    early = [ids.next() for _ in range(1000)]
    assert early == sorted(set(early))
    clock.advance(3600)
    late = ids.next()
    assert late > early[-1]
    assert created_s(late) == pytest.approx(clock.now_s(), abs=1)
    assert created_s(early[0]) == pytest.approx(clock.now_s() - 3600, abs=1)


def test_a_documented_id_has_its_documented_time() -> None:
    # https://discord.com/developers/docs/reference#snowflakes
    expected = datetime(2016, 4, 30, 11, 18, 25, 796000, tzinfo=UTC)
    assert datetime.fromtimestamp(created_s(175928847299117063), UTC) == expected
    assert iso(expected.timestamp()) == "2016-04-30T11:18:25.796000+00:00"
