"""Quotations held against the sources: /verify and the message menu "Check quotations"."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import delivery
from bot.chat.replies import verifications

if TYPE_CHECKING:
    from bot.chat.client import BriefingBot


class Verify(commands.Cog):
    """Checks quotations."""

    def __init__(self, bot: "BriefingBot") -> None:
        """Serve `bot`."""
        self.bot = bot
        self._menu = app_commands.ContextMenu(name="Check quotations", callback=self.check_menu)
        bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(name="verify", description="Hold a quotation against the documents")
    @app_commands.describe(
        quotation="The words as somebody quoted them", private="Only you see the result"
    )
    async def verify(
        self,
        interaction: discord.Interaction[Any],
        quotation: app_commands.Range[str, 1, 4000],
        private: bool | None = None,
    ) -> None:
        """Check one quotation, or those in a pasted text."""
        hidden = self.bot.is_private(private)
        await self._check(interaction, quotation, ephemeral=hidden)

    async def check_menu(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Check every quotation of the message that the menu was opened on."""
        await self._check(interaction, message.content, ephemeral=True)

    async def _check(
        self, interaction: discord.Interaction[Any], text: str, *, ephemeral: bool
    ) -> None:
        if not any(letter.isalnum() for letter in text):
            await delivery.whisper(interaction, verifications.NO_QUOTATION)
            return
        collection = self.bot.library.collection(interaction.guild_id)
        asker = None if ephemeral else interaction.user.id
        await self.bot.respond(
            interaction,
            lambda: verifications.verifications(verifications.check(collection, text), asker),
            ephemeral=ephemeral,
        )


async def setup(bot: "BriefingBot") -> None:
    """Add the cog."""
    await bot.add_cog(Verify(bot))
