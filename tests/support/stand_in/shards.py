"""A world with servers on every shard, so that each of several processes has some."""

from math import floor

from bot.sandbox.deeds.channels import add_channel, add_guild, add_member
from bot.sandbox.people.person import Person
from bot.sandbox.world import Channel, World, shard_of
from tests.support.stand_in.moved_clock import MovedClock


def spread(
    world: World, clock: MovedClock, person: Person, *, shards: int, each: int
) -> dict[int, list[Channel]]:
    """Return the channels of new servers by their shard, one of each server.

    A server's shard is its id's millisecond by the number of shards: the clock goes on by one from
    server to server, from the middle of each to that of the next, where no rounding leads out.

    Args:
        world: Where the servers are; the bot is in all of them.
        clock: Of the world.
        person: Their owner.
        shards: How many there are.
        each: Servers of a shard.
    """
    channels: dict[int, list[Channel]] = {}
    for number in range(shards * each):
        clock.advance((floor(clock.now_s() * 1000) + 1.5) / 1000 - clock.now_s())
        guild = add_guild(world, f"Server {number}", owner_id=person.id)
        add_member(world, guild.id, world.application.bot_id)
        channel = add_channel(world, guild.id, "general")
        channels.setdefault(shard_of(guild.id, shards), []).append(channel)
    assert {shard: len(some) for shard, some in channels.items()} == dict.fromkeys(
        range(shards), each
    )
    return channels
