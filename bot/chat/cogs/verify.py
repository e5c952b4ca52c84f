"""Quotations held against the sources: /verify and the message menu "Check quotations"."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.chat.host import Host
from bot.chat.replies import check_text


class Verify(commands.Cog):
    """Checks quotations."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host
        self._menu = app_commands.ContextMenu(
            name=locale_str("Check quotations"), callback=self.check_menu
        )
        host.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self._host.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        name="verify", description=locale_str("Check a quotation against the documents")
    )
    @app_commands.describe(
        quotation=locale_str("The words as somebody quoted them"),
        private=locale_str("Only you see the result"),
    )
    async def verify(
        self,
        interaction: discord.Interaction[Any],
        quotation: app_commands.Range[str, 1, 4000],
        private: bool | None = None,
    ) -> None:
        """Check one quotation, or those in a pasted text."""
        await check_text(self._host, interaction, quotation, private=private)

    async def check_menu(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Check every quotation of the message that the menu was opened on."""
        await check_text(self._host, interaction, message.content, private=True)


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(Verify(host))
