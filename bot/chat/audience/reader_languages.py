"""In which language somebody is answered: a member alone in their own, others in their server's.

Discord tells a member's language with each command, press and form, and that of a server with it;
of who writes a message it tells the server's alone.
"""

from typing import Any

import discord

from bot.chat.audience.server_choices import choices_of
from bot.languages import language_for
from bot.library import ServerSettings


def members_language(interaction: discord.Interaction[Any]) -> str:
    """Return the language of what a member alone reads, by its tag."""
    chosen = choices_of(interaction).language
    return language_for(interaction.locale, chosen, interaction.guild_locale)


def shown_language(interaction: discord.Interaction[Any], *, ephemeral: bool | None) -> str:
    """Return the language of an interaction's answer, by its tag.

    Args:
        interaction: A command, a press of a button, a form.
        ephemeral: Whether the member alone sees the answer; None where it takes the place of the
            message whose button was pressed.
    """
    if ephemeral is None:
        ephemeral = interaction.message is not None and interaction.message.flags.ephemeral
    if ephemeral or interaction.guild_id is None:
        return members_language(interaction)
    return language_for(choices_of(interaction).language, interaction.guild_locale)


def servers_language(guild: discord.Guild | None, chosen: ServerSettings) -> str:
    """Return the language of what everybody in a server reads, by its tag; None has none.

    Args:
        guild: The server.
        chosen: By it.
    """
    return language_for(chosen.language, guild.preferred_locale if guild else None)
