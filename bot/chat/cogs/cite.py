"""Citations on request: /cite and the message menu "Find sources for this"."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import delivery
from bot.chat.embeds import answers
from bot.chat.replies import briefs_and_claims
from index import STYLES, Style

if TYPE_CHECKING:
    from bot.chat.client import BriefingBot


class Cite(commands.Cog):
    """Finds the sources of claims."""

    def __init__(self, bot: "BriefingBot") -> None:
        """Serve `bot`."""
        self.bot = bot
        self._menu = app_commands.ContextMenu(
            name="Find sources for this", callback=self.sources_menu
        )
        bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        name="cite", description="Find the passages behind a claim, or cite a paragraph"
    )
    @app_commands.describe(
        claim="A claim, or an address such as 12",
        style="Citation style; remembered for the next time",
        private="Only you see the result",
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
        if style is not None:
            self.bot.remember_style(interaction.user.id, Style(style.value))
        await self._support(interaction, claim, ephemeral=self.bot.is_private(private))

    async def sources_menu(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Find support for the message that the menu was opened on."""
        await self._support(interaction, message.content, ephemeral=True)

    async def _support(
        self, interaction: discord.Interaction[Any], claim: str, *, ephemeral: bool
    ) -> None:
        claim = " ".join(claim.split())
        limit = self.bot.config.discord.question_characters
        if not claim or len(claim) > limit:
            hint = answers.too_long(len(claim), limit) if claim else briefs_and_claims.NO_CLAIM
            await delivery.whisper(interaction, hint)
            return
        collection = self.bot.library.collection(interaction.guild_id)
        style = self.bot.style_of(interaction.user.id)
        asker = None if ephemeral else interaction.user.id
        await self.bot.respond(
            interaction,
            lambda: briefs_and_claims.support(collection.support(claim), style, asker),
            ephemeral=ephemeral,
        )


async def setup(bot: "BriefingBot") -> None:
    """Add the cog."""
    await bot.add_cog(Cite(bot))
