"""Who sees a reply, and so which documents it may be made of."""

from typing import Any

import discord

from bot.chat.audience.server_choices import channels_of, guild_of, is_private, roles_of
from bot.config import Config
from bot.library import Membership, Readership

MEMBERSHIPS = "memberships"  # among a direct interaction's extras, once they were looked up


def readership_of(
    interaction: discord.Interaction[Any], config: Config, *, private: bool | None
) -> Readership:
    """Return for whom a command, button or form is answered.

    A reply that others read as well is made of what everybody in the channel may see: what is for
    some roles alone is shown to its askers alone. Likewise in direct messages: what the asker may
    see in servers is shown where nobody else reads it. Discord has private channels of several
    people, too, in which a bot is used that one of them has installed.

    Args:
        interaction: The command, button or form.
        config: Says whether replies are private where nobody chose.
        private: Whether the asker alone sees the reply; None as the server or operator has it.
    """
    return readership_seeing(interaction, alone=is_private(interaction, config, private=private))


def readership_seeing(interaction: discord.Interaction[Any], *, alone: bool) -> Readership:
    """Return for whom something is made that was begun already, as by a page that is turned.

    Args:
        interaction: The press.
        alone: Whether the asker alone sees it, whatever was chosen since.
    """
    channels = channels_of(interaction.channel)
    if interaction.guild_id is None:
        alone = alone or interaction.context.dm_channel is True
        found: tuple[Membership, ...] = interaction.extras.get(MEMBERSHIPS, ())
        return Readership(None, channels, elsewhere=found if alone else ())
    roles = roles_of(interaction.user) if alone else frozenset()
    return Readership(interaction.guild_id, channels, roles)


def readership_of_message(
    message: discord.Message, elsewhere: tuple[Membership, ...]
) -> Readership:
    """Return for whom a message is answered: everybody in its channel.

    Args:
        message: What somebody wrote.
        elsewhere: What its author is in the servers that they share with the bot.
    """
    channels = channels_of(message.channel)
    if is_direct(message):
        return Readership(None, channels, elsewhere=elsewhere)
    return Readership(guild_of(message), channels)


def is_direct(message: discord.Message) -> bool:
    """Return whether nobody but its author and the bot reads what a message is answered with.

    That it has no server does not say so: discord.py gives none, either, where it does not know of
    the server.
    """
    return message.guild is None and isinstance(message.channel, discord.DMChannel)
