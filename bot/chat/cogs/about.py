"""What the bot answers from, how it works, and what it keeps."""

from collections.abc import Collection
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.delivery import Reply
from bot.chat.embeds import about_embed, sources_embed, topics_embed
from bot.chat.host import Host


class About(commands.Cog):
    """Says what there is."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host

    @app_commands.command(name="topics", description="What the documents speak about")
    async def topics(self, interaction: discord.Interaction[Any]) -> None:
        """List topics."""
        collection = self._host.library.collection(interaction.guild_id)
        await self._say(interaction, topics_embed(collection.topics))

    @app_commands.command(name="sources", description="The documents that answers come from")
    async def sources(self, interaction: discord.Interaction[Any]) -> None:
        """List documents."""
        collection = self._host.library.collection(interaction.guild_id)
        documents = collection.documents.values()
        read_at = self._host.library.read_at
        alike = collection.report.alike if self._moderates(interaction) else ()
        embed = sources_embed(documents, read_at, self._unread(interaction), alike)
        await self._say(interaction, embed)

    @app_commands.command(name="about", description="How this bot works and what it keeps")
    async def about(self, interaction: discord.Interaction[Any]) -> None:
        """Say how the bot works."""
        collection = self._host.library.collection(interaction.guild_id)
        threshold = collection.threshold
        embed = about_embed(
            collection.report,
            threshold.told if threshold.calibrated else None,
            questions_logged=self._host.config.discord.log_questions,
            faults=self._unread(interaction),
        )
        await self._say(interaction, embed)

    @app_commands.command(name="help", description="What you can ask, and how")
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Say what can be done."""
        await self._say(interaction, self._host.usage())

    async def _say(self, interaction: discord.Interaction[Any], embed: discord.Embed) -> None:
        await self._host.delivery.whisper(interaction, Reply(embed))

    def _unread(self, interaction: discord.Interaction[Any]) -> Collection[str]:
        """Return the files that could not be read, which moderators alone are told of."""
        if not self._moderates(interaction):
            return ()
        return self._host.library.collection(interaction.guild_id).report.faults

    @staticmethod
    def _moderates(interaction: discord.Interaction[Any]) -> bool:
        """Return whether a member moderates the server that the command was given in."""
        return interaction.guild_id is not None and interaction.permissions.manage_messages


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(About(host))
