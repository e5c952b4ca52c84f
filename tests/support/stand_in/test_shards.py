"""Servers are spread over the shards whatever the moment is."""

from random import Random

import pytest

from bot.sandbox.people.person import people
from bot.sandbox.seed import reading_group
from tests.support.stand_in.moved_clock import MovedClock
from tests.support.stand_in.shards import spread

_NOW_S = 1_790_000_000  # of which a float has the millisecond to within some ten thousandth


@pytest.mark.parametrize("seed", range(10))
def test_each_shard_has_as_many_however_near_the_clock_is_to_the_next_millisecond(
    seed: int,
) -> None:
    after_s = Random(seed).randrange(10**8) / 1000
    clock = MovedClock(_NOW_S + after_s)
    world = reading_group(clock)
    channels = spread(world, clock, people(world)[0], shards=4, each=20)
    assert {shard: len(some) for shard, some in channels.items()} == dict.fromkeys(range(4), 20)
