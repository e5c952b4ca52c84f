"""What changes in a running world: the bot is invited or removed, channels come and go."""

from collections.abc import Iterable

from bot.sandbox.deeds.channels import add_channel, add_member
from bot.sandbox.deeds.payloads import channel_payload, guild_create_payload
from bot.sandbox.world import Audience, Channel, Event, Overwrite, World


def invite_bot(world: World, guild_id: int) -> None:
    """Add the bot to a server and tell it."""
    add_member(world, guild_id, world.application.bot_id)
    data = guild_create_payload(world, world.guild(guild_id))
    # Only a server that was there before can have been unavailable: by this a client tells them.
    del data["unavailable"]
    world.events.publish(Event("GUILD_CREATE", data, Audience.BOT, guild_id=guild_id))


def remove_bot(world: World, guild_id: int) -> None:
    """Remove the bot from a server and tell it."""
    world.member(guild_id, world.application.bot_id)
    del world.population.members[guild_id, world.application.bot_id]
    data = {"id": str(guild_id)}
    world.events.publish(Event("GUILD_DELETE", data, Audience.BOT, guild_id=guild_id))


def open_channel(
    world: World, guild_id: int, name: str, *, overwrites: Iterable[Overwrite] = ()
) -> Channel:
    """Return a new channel, after everybody who may see it was told."""
    channel = add_channel(world, guild_id, name, overwrites=overwrites)
    _tell(world, "CHANNEL_CREATE", channel)
    return channel


def close_channel(world: World, channel_id: int) -> None:
    """Delete a channel with its threads and tell everybody who could see it."""
    channel = world.channel(channel_id)
    for thread in tuple(world.population.channels.values()):
        if thread.parent_id == channel_id:
            del world.population.channels[thread.id]
    _tell(world, "CHANNEL_DELETE", channel)
    del world.population.channels[channel_id]


def _tell(world: World, name: str, channel: Channel) -> None:
    data = channel_payload(world, channel, viewer_id=world.application.bot_id)
    event = Event(name, data, guild_id=channel.guild_id, channel_id=channel.id)
    world.events.publish(event)
