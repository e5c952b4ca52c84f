"""Forms that were sent off, also ones that were opened before a restart: by their custom_id."""

from typing import Any

import discord

from bot.chat.handling.admission import check_manager, is_admitted
from bot.chat.host import host_of


async def submitted(interaction: discord.Interaction[Any], form: str) -> str | None:
    """Return what a form is about, if it is to be taken up; else None, and its member was told.

    Args:
        interaction: Anything that reached the bot.
        form: How the custom_id of the forms that are meant begins.
    """
    data: Any = interaction.data
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    custom_id = str(data["custom_id"])
    host = host_of(interaction)
    if not custom_id.startswith(form) or not host.handled.first(interaction.id):
        return None
    admitted = await is_admitted(host, interaction, anywhere=True)
    if not admitted or not await check_manager(host, interaction):
        return None
    return custom_id.removeprefix(form)
