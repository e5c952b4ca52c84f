"""Making a world: servers, roles, channels, members and direct messages."""

from collections.abc import Iterable
from dataclasses import replace

from bot.sandbox.world import (
    MEMBER_PERMISSIONS,
    Channel,
    ChannelType,
    Guild,
    Member,
    Overwrite,
    Permission,
    Role,
    User,
    World,
)


def add_user(world: World, name: str) -> User:
    """Return a new human."""
    user = User(world.ids.next(), name)
    world.population.users[user.id] = user
    return user


def add_guild(
    world: World, name: str, *, owner_id: int, everyone: Permission = MEMBER_PERMISSIONS
) -> Guild:
    """Return a new server whose owner is its first member; the bot is not in it yet."""
    guild_id = world.ids.next()
    guild = Guild(guild_id, name, owner_id, (Role(guild_id, "@everyone", everyone, 0),))
    world.population.guilds[guild_id] = guild
    add_member(world, guild_id, owner_id)
    return guild


def add_role(world: World, guild_id: int, name: str, permissions: Permission) -> Role:
    """Return a new role of a server, above those there are."""
    guild = world.guild(guild_id)
    role = Role(world.ids.next(), name, permissions, len(guild.roles))
    world.population.guilds[guild_id] = replace(guild, roles=(*guild.roles, role))
    return role


def add_member(world: World, guild_id: int, user_id: int, roles: Iterable[int] = ()) -> Member:
    """Return a user as a new member of a server, with the roles of these ids."""
    world.user(user_id)
    member = Member(guild_id, user_id, world.clock.now_s(), frozenset(roles))
    world.population.members[guild_id, user_id] = member
    return member


def add_channel(
    world: World,
    guild_id: int,
    name: str,
    *,
    topic: str | None = None,
    overwrites: Iterable[Overwrite] = (),
) -> Channel:
    """Return a new text channel of a server, below those there are."""
    position = sum(c.guild_id == guild_id for c in world.population.channels.values())
    channel = Channel(
        world.ids.next(),
        ChannelType.TEXT,
        name,
        guild_id,
        topic,
        position,
        tuple(overwrites),
        created_s=world.clock.now_s(),
    )
    world.population.channels[channel.id] = channel
    return channel


def install_for(world: World, user_id: int) -> None:
    """Install the application for one user, as if from its profile."""
    installed = world.application.user_installs | {user_id}
    world.application = replace(world.application, user_installs=installed)


def direct_channel(world: World, first_id: int, second_id: int) -> tuple[Channel, bool]:
    """Return the direct messages of two users, and whether they were opened just now."""
    pair = frozenset({first_id, second_id})
    for channel in world.population.channels.values():
        if channel.type is ChannelType.DM and frozenset(channel.recipients) == pair:
            return channel, False
    channel = Channel(
        world.ids.next(),
        ChannelType.DM,
        recipients=(first_id, second_id),
        created_s=world.clock.now_s(),
    )
    world.population.channels[channel.id] = channel
    return channel, True
