"""What the bot asks Discord to be told of."""

import discord

from bot.config import Config


def intents(config: Config) -> discord.Intents:
    """Return the least that the bot needs: no privileged intent unless the operator chose it."""
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        dm_messages=True,
        message_content=config.discord.message_content_intent,
    )
