"""Many servers on the stand-in, each with a channel, somebody who asks and somebody who brings."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.deeds import add_channel, add_guild, add_member
from bot.sandbox.people import Person, people
from bot.sandbox.seed import reading_group
from bot.sandbox.world import World

_NEXT_MILLISECOND_S = 0.001  # by which ids, and with them shards, differ


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """One server.

    Args:
        guild: Its id.
        channel: Id of its channel.
    """

    guild: int
    channel: int


@dataclass(frozen=True, slots=True)
class ManyServers:
    """Who is there.

    Args:
        world: Of the stand-in.
        places: The servers.
        reader: Asks in all of them.
        keeper: Owns all of them, and brings documents.
    """

    world: World
    places: Sequence[ServerPlace]
    reader: Person
    keeper: Person


async def set_scene(servers: int) -> ManyServers:
    """Return a world with so many servers of the bot's, spread over all shards."""
    world = reading_group()
    reader, keeper = people(world)
    places = []
    for number in range(servers):
        await asyncio.sleep(_NEXT_MILLISECOND_S)
        guild = add_guild(world, f"Server {number}", owner_id=keeper.id)
        for user in (reader.id, world.application.bot_id):
            add_member(world, guild.id, user)
        places.append(ServerPlace(guild.id, add_channel(world, guild.id, "general").id))
    return ManyServers(world, places, reader, keeper)
