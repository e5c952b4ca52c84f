"""What a server chose, kept with the interaction that is answered: one state for all of it."""

from typing import Any

import discord

from bot.chat.incoming.in_hand import taken_up
from bot.config import Config
from bot.library import ServerSettings

_CHOSEN = "server settings"  # among an interaction's extras


def keep_choices(interaction: discord.Interaction[Any], chosen: ServerSettings) -> None:
    """Keep what the server chose, as it was read when the interaction came."""
    interaction.extras[_CHOSEN] = chosen


def choices_of(interaction: discord.Interaction[Any]) -> ServerSettings:
    """Return what the server chose, as it was read when the interaction came."""
    chosen: ServerSettings = interaction.extras[_CHOSEN]
    return chosen


def is_private(
    interaction: discord.Interaction[Any], config: Config, *, private: bool | None
) -> bool:
    """Return whether the asker alone sees the answer: as they chose, the server, the operator.

    Where the server chose it for a role of theirs, or cannot be known to have chosen anything else,
    they alone do, whatever they chose. What is taken up again is seen by whoever sees that it was
    begun, whatever was chosen since.
    """
    begun = taken_up()
    seen = begun.ephemeral if begun else None
    chosen = choices_of(interaction)
    of_role = chosen.private_roles & roles_of(interaction.user)
    always = True if of_role or not chosen.is_known else None
    wanted = (seen, always, private, chosen.private_answers, config.discord.private_answers)
    return next(choice for choice in wanted if choice is not None)


def roles_of(user: discord.User | discord.Member) -> frozenset[int]:
    """Return the ids of a member's roles, as Discord told them with the interaction."""
    if not isinstance(user, discord.Member):
        return frozenset()
    return frozenset(role.id for role in user.roles)


def guild_of(message: discord.Message) -> int | None:
    """Return the id of the server that a message was written in; None in direct messages.

    Of a server that discord.py does not know of, the channel has it.
    """
    if message.guild is not None:
        return message.guild.id
    channel = message.channel
    return channel.guild_id if isinstance(channel, discord.PartialMessageable) else None


def channels_of(channel: object) -> frozenset[int]:
    """Return the ids of a channel, and of the one that it is a thread of."""
    ids = (getattr(channel, "id", None), getattr(channel, "parent_id", None))
    return frozenset(id_ for id_ in ids if id_ is not None)


def is_in_server(interaction: discord.Interaction[Any]) -> bool:
    """Return whether the bot is in the server that an interaction came from.

    Who has the bot for themselves can use it in any server, one that took it out among them.
    """
    guild = interaction.guild_id
    return guild is not None and interaction.client.get_guild(guild) is not None


def may_manage(interaction: discord.Interaction[Any]) -> bool:
    """Return whether a member may manage the server's library: by permission, or by their role."""
    role = choices_of(interaction).manager_role
    user = interaction.user
    held = user.roles if isinstance(user, discord.Member) else []
    roles = {one.id for one in held if not one.is_default()}  # everybody has that one
    return interaction.permissions.manage_guild or role in roles
