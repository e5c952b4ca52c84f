"""Who sees a reply, and so which documents it may be made of."""

from typing import Any

import discord

from bot.chat.server_choices import channels_of, guild_of, is_private
from bot.config import Config
from bot.library import Readership


def readership_of(
    interaction: discord.Interaction[Any], config: Config, *, private: bool | None
) -> Readership:
    """Return for whom a command, button or form is answered.

    A reply that others read as well is made of what everybody in the channel may see: what is for
    some roles alone is shown to its askers alone.

    Args:
        interaction: The command, button or form.
        config: Says whether replies are private where nobody chose.
        private: Whether the asker alone sees the reply; None as the server or operator has it.
    """
    alone = is_private(interaction, config, private=private)
    roles = _roles_of(interaction.user) if alone else frozenset()
    return Readership(interaction.guild_id, channels_of(interaction.channel), roles)


def readership_of_message(message: discord.Message) -> Readership:
    """Return for whom a message is answered: everybody in its channel."""
    return Readership(guild_of(message), channels_of(message.channel))


def _roles_of(user: discord.User | discord.Member) -> frozenset[int]:
    """Return the ids of a member's roles, as Discord told them with the interaction."""
    if not isinstance(user, discord.Member):
        return frozenset()
    return frozenset(role.id for role in user.roles)
