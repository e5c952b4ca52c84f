"""What changes in a world while a bot is connected: who is where, as what, and what is there.

The bot is told what Discord tells it: of servers, channels and roles, and of members only with the
privileged intent.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.sandbox.deeds import (
    add_channel,
    add_guild,
    add_member,
    full_member_payload,
    guild_create_payload,
)
from bot.sandbox.people.person import Person
from bot.sandbox.world import Audience, Event, Guild, Json, World


def tell(world: World, name: str, guild_id: int, data: Json) -> None:
    world.events.publish(Event(name, data, Audience.BOT, guild_id=guild_id))


def another_server(world: World, name: str, *people: Person) -> tuple[Guild, int]:
    """Return a further server of some people, which has the bot, and its one channel."""
    guild = add_guild(world, name, owner_id=world.application.owner_id)
    for person in people:
        add_member(world, guild.id, person.id)
    channel = add_channel(world, guild.id, "hall")
    come_back(world, guild.id)
    return guild, channel.id


def come_back(world: World, guild_id: int) -> None:
    """Announce a server: the bot was added, or an outage is over."""
    bot_id = world.application.bot_id
    is_new = not world.is_member(guild_id, bot_id)
    if is_new:
        add_member(world, guild_id, bot_id)
    data = guild_create_payload(world, world.guild(guild_id))
    if is_new:  # by which discord.py tells the two apart
        del data["unavailable"]
    tell(world, "GUILD_CREATE", guild_id, data)


def fall_silent(world: World, guild_id: int) -> None:
    """Make a server unavailable, as in an outage of Discord's."""
    tell(world, "GUILD_DELETE", guild_id, {"id": str(guild_id), "unavailable": True})


def remove_bot(world: World, guild_id: int) -> None:
    """Take the bot out of a server."""
    del world.population.members[guild_id, world.application.bot_id]
    tell(world, "GUILD_DELETE", guild_id, {"id": str(guild_id)})


def leave(world: World, guild_id: int, person: Person) -> None:
    """Have a member leave a server."""
    payload = full_member_payload(world, world.population.members.pop((guild_id, person.id)))
    data: Json = {"guild_id": str(guild_id), "user": payload["user"]}
    tell(world, "GUILD_MEMBER_REMOVE", guild_id, data)


def give_roles(world: World, guild_id: int, person: Person, roles: Iterable[int]) -> None:
    """Have a member have these roles and no others."""
    member = replace(world.member(guild_id, person.id), role_ids=frozenset(roles))
    world.population.members[guild_id, person.id] = member
    data = full_member_payload(world, member) | {"guild_id": str(guild_id)}
    tell(world, "GUILD_MEMBER_UPDATE", guild_id, data)


def delete_channel(world: World, channel_id: int) -> None:
    """Delete a channel of a server."""
    channel = world.population.channels.pop(channel_id)
    guild_id = channel.guild_id or 0
    data: Json = {"id": str(channel_id), "guild_id": str(guild_id), "type": int(channel.type)}
    tell(world, "CHANNEL_DELETE", guild_id, data)


def delete_role(world: World, guild_id: int, role_id: int) -> None:
    """Delete a role of a server; its members lose it."""
    guild = world.guild(guild_id)
    left = tuple(role for role in guild.roles if role.id != role_id)
    world.population.guilds[guild_id] = replace(guild, roles=left)
    for key, member in world.population.members.items():
        if key[0] == guild_id:
            roles = member.role_ids - {role_id}
            world.population.members[key] = replace(member, role_ids=roles)
    data: Json = {"guild_id": str(guild_id), "role_id": str(role_id)}
    tell(world, "GUILD_ROLE_DELETE", guild_id, data)
