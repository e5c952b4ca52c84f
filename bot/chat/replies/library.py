"""A server's own documents: listed, shown, and asked about before they are taken out."""

from collections.abc import Callable
from typing import Any

import discord

from bot.chat.buttons import events_reply, library_reply, removal_reply
from bot.chat.host import Host, at_once
from bot.chat.replies.versions import show_card
from bot.chat.sending.delivery import Reply


async def show_document(host: Host, interaction: discord.Interaction[Any], name: str) -> None:
    """Tell what there is to know of a document."""
    await _do(host, interaction, lambda guild: show_card(host, guild, name))


async def list_library(host: Host, interaction: discord.Interaction[Any]) -> None:
    """Name the server's own documents."""
    await _do(host, interaction, lambda _: library_reply(host, interaction))


async def list_events(host: Host, interaction: discord.Interaction[Any]) -> None:
    """Say what was changed in the server, and by whom."""
    await _do(host, interaction, lambda guild: events_reply(host, guild))


async def remove_document(host: Host, interaction: discord.Interaction[Any], name: str) -> None:
    """Ask whether a document shall go out of every answer and off the disk: a button does it."""
    await _do(host, interaction, lambda guild: removal_reply(host, guild, name))


async def _do(
    host: Host, interaction: discord.Interaction[Any], task: Callable[[int], Reply]
) -> None:
    """Do something with the server's library in a thread, and tell who asked alone."""
    guild = interaction.guild_id or 0
    await host.serve(interaction, lambda: task(guild), ephemeral=True, finding=at_once)
