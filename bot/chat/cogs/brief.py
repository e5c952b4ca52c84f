"""Topic briefs: /brief, with the topic completed while it is typed."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.embeds.answers import CHOICE, CHOICES
from bot.chat.replies import briefs_and_claims
from index import complete

if TYPE_CHECKING:
    from bot.chat.client import BriefingBot


class Briefs(commands.Cog):
    """Summarises topics in the documents' own words."""

    def __init__(self, bot: "BriefingBot") -> None:
        """Serve `bot`."""
        self.bot = bot

    @app_commands.command(
        name="brief", description="A brief on a topic, in the documents' own sentences"
    )
    @app_commands.describe(
        topic="What the brief is on; leave it out for everything", private="Only you see the brief"
    )
    async def brief(
        self,
        interaction: discord.Interaction[Any],
        topic: app_commands.Range[str, 1, 200] | None = None,
        private: bool | None = None,
    ) -> None:
        """Send a brief."""
        collection = self.bot.library.collection(interaction.guild_id)
        hidden = self.bot.is_private(private)
        asker = None if hidden else interaction.user.id
        await self.bot.respond(
            interaction,
            lambda: briefs_and_claims.brief(collection.brief(topic), asker),
            ephemeral=hidden,
        )

    @brief.autocomplete("topic")
    async def complete_topic(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Return the topics that begin or go on as typed."""
        topics = self.bot.library.collection(interaction.guild_id).topics
        return [
            app_commands.Choice(name=topic.title[:CHOICE], value=topic.title[:CHOICE])
            for topic in complete(typed, topics, CHOICES)
        ]


async def setup(bot: "BriefingBot") -> None:
    """Add the cog."""
    await bot.add_cog(Briefs(bot))
