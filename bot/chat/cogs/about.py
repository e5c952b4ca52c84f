"""What the bot answers from, how it works, and what it keeps."""

from collections.abc import Callable, Collection
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.chat.audience.readerships import readership_of
from bot.chat.audience.server_choices import choices_of, is_in_server, may_manage
from bot.chat.host import Host, at_once
from bot.chat.replies import about_reply, sources_reply, topics_reply
from bot.chat.sending.delivery import Reply
from index import Collection as Documents


class About(commands.Cog):
    """Says what there is."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host

    @app_commands.command(name="topics", description=locale_str("What the documents are about"))
    async def topics(self, interaction: discord.Interaction[Any]) -> None:
        """List topics."""
        await self._say(interaction, lambda: topics_reply(self._seen_by(interaction)))

    @app_commands.command(
        name="sources", description=locale_str("The documents that answers come from")
    )
    async def sources(self, interaction: discord.Interaction[Any]) -> None:
        """List documents."""

        def reply() -> Reply:
            collection = self._seen_by(interaction)
            alike = collection.report.alike if self._moderates(interaction) else ()
            return sources_reply(self._host, collection, self._unread(interaction), alike)

        await self._say(interaction, reply)

    @app_commands.command(
        name="about", description=locale_str("How this bot works and what it keeps")
    )
    async def about(self, interaction: discord.Interaction[Any]) -> None:
        """Say how the bot works."""

        def reply() -> Reply:
            return about_reply(self._host, self._seen_by(interaction), self._unread(interaction))

        await self._say(interaction, reply)

    @app_commands.command(name="help", description=locale_str("What you can ask, and how"))
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Say what can be done."""
        managing = is_in_server(interaction) and may_manage(interaction)
        chosen = choices_of(interaction)
        await self._say(interaction, lambda: Reply(self._host.usage(chosen, managing=managing)))

    async def _say(self, interaction: discord.Interaction[Any], reply: Callable[[], Reply]) -> None:
        """Send what is made in a thread; it waits for no question."""
        await self._host.serve(interaction, reply, ephemeral=True, finding=at_once, harmless=True)

    def _seen_by(self, interaction: discord.Interaction[Any]) -> Documents:
        """Return what a member may ask."""
        readership = readership_of(interaction, self._host.config, private=True)
        return self._host.library.collection(readership)

    def _unread(self, interaction: discord.Interaction[Any]) -> Collection[str]:
        """Return the files that could not be read, which moderators alone are told of."""
        shared = choices_of(interaction).operator_documents
        if not shared or not self._moderates(interaction):
            return ()
        return self._host.library.public.report.faults

    @staticmethod
    def _moderates(interaction: discord.Interaction[Any]) -> bool:
        """Return whether a member moderates the server that the command was given in."""
        return interaction.guild_id is not None and interaction.permissions.manage_messages


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(About(host))
