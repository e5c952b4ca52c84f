"""Citations on request: /cite and the message menu "Find sources for this"."""

import asyncio
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.chat.embeds import NOT_KEPT
from bot.chat.host import Host
from bot.chat.replies import find_sources
from bot.chat.sending.delivery import Reply
from index import STYLES, Style


class Cite(commands.Cog):
    """Finds the sources of claims."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host
        self._menu = app_commands.ContextMenu(
            name=locale_str("Find sources for this"), callback=self.sources_menu
        )
        host.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self._host.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        name="cite", description=locale_str("Find the passages behind a claim, or cite a paragraph")
    )
    @app_commands.describe(
        claim=locale_str("A claim, or an address such as 12"),
        style=locale_str("Citation style; remembered for the next time"),
        private=locale_str("Only you see the result"),
    )
    @app_commands.choices(style=[app_commands.Choice(name=name, value=name) for name in STYLES])
    async def cite(
        self,
        interaction: discord.Interaction[Any],
        claim: app_commands.Range[str, 1, 2000],
        style: app_commands.Choice[str] | None = None,
        private: bool | None = None,
    ) -> None:
        """Find support for a claim, or cite an address."""
        if style is None:
            await find_sources(self._host, interaction, claim, private=private)
            return
        chosen = Style(style.value)
        # Beside it: the acknowledgement, for which Discord waits 3 s, waits for no disk.
        noted = asyncio.create_task(self._host.remember_style(interaction.user.id, chosen))
        try:
            await find_sources(self._host, interaction, claim, private=private, style=chosen)
        finally:
            kept = await noted
        if not kept:
            await self._host.delivery.whisper_beside(interaction, Reply(content=str(NOT_KEPT)))

    async def sources_menu(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Find support for the message that the menu was opened on."""
        await find_sources(self._host, interaction, message.content, private=True)


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(Cite(host))
