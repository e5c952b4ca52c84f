"""How replies look: in cards, or in plain text for who cannot use them."""

from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.chat.audience.preferences import ReplyForm
from bot.chat.audience.server_choices import is_in_server
from bot.chat.embeds import NOT_IN_SERVER, NOT_KEPT, NOT_YOUR_SERVER, form_chosen
from bot.chat.host import ANYWHERE, Host
from bot.chat.sending.delivery import Reply

_FORMS = {ReplyForm.CARDS: locale_str("cards"), ReplyForm.PLAIN: locale_str("plain text")}


class Display(commands.Cog):
    """Lets a member, or a server, choose the form of replies."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host

    @app_commands.command(
        name="display",
        description=locale_str("Replies in cards, or in plain text"),
        extras={ANYWHERE: True},
    )
    @app_commands.describe(
        form=locale_str("How replies look; remembered for the next time"),
        server=locale_str("For the whole server, if you manage it; else for you alone"),
    )
    @app_commands.choices(
        form=[app_commands.Choice(name=name, value=form) for form, name in _FORMS.items()]
    )
    async def display(
        self,
        interaction: discord.Interaction[Any],
        form: app_commands.Choice[str],
        server: bool = False,
    ) -> None:
        """Keep how replies look."""
        host, chosen, guild_id = self._host, ReplyForm(form.value), interaction.guild_id
        member_id = interaction.user.id
        if not server:
            keep = partial(host.remember_form, chosen, member_id=member_id)
        elif guild_id is None or not interaction.permissions.manage_guild:
            await host.delivery.whisper(interaction, Reply(content=str(NOT_YOUR_SERVER)))
            return
        elif not is_in_server(interaction):
            await host.delivery.whisper(interaction, Reply(content=str(NOT_IN_SERVER)))
            return
        else:
            keep = partial(host.remember_server_form, chosen, guild_id=guild_id)
        said = form_chosen(chosen, server=server)

        async def note() -> None:
            nonlocal said
            said = said if await keep() else str(NOT_KEPT)

        await host.serve(interaction, lambda: Reply(content=said), ephemeral=True, finding=note)


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(Display(host))
