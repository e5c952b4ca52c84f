"""A server's own documents: listed, shown, limited and taken out."""

from collections.abc import Callable
from typing import Any

import discord

from bot.chat.delivery import Reply
from bot.chat.embeds import SEEN_BY_NOBODY, library_embed, no_such_document
from bot.chat.host import Host, at_once
from bot.chat.replies.versions import show_card
from bot.library import Scope


async def show_document(host: Host, interaction: discord.Interaction[Any], name: str) -> None:
    """Tell what there is to know of a document."""
    await _do(host, interaction, lambda guild: show_card(host, guild, name))


async def list_library(host: Host, interaction: discord.Interaction[Any]) -> None:
    """Name the server's own documents."""
    await _do(host, interaction, lambda _: _listed(host, interaction))


async def remove_document(host: Host, interaction: discord.Interaction[Any], name: str) -> None:
    """Take a document out of every answer and off the disk."""

    def remove(guild: int) -> Reply:
        gone = host.library.shelves.remove(guild, name, host.library.public)
        return _listed(host, interaction) if gone else Reply(content=no_such_document(name))

    await _do(host, interaction, remove)


async def limit_document(
    host: Host, interaction: discord.Interaction[Any], name: str, scope: Scope
) -> None:
    """Say who may see a document."""

    def limit(guild: int) -> Reply:
        there = host.library.shelves.limit(guild, name, scope)
        return _listed(host, interaction) if there else Reply(content=no_such_document(name))

    await _do(host, interaction, limit)


def _listed(host: Host, interaction: discord.Interaction[Any]) -> Reply:
    shelves, guild = host.library.shelves, interaction.guild_id or 0
    documents = shelves.documents(guild)
    lines = {one.name: str(one) for one in documents}
    hidden = [one.name for one in documents if _is_hidden(one.scope, interaction.guild)]
    faults = dict.fromkeys(hidden, SEEN_BY_NOBODY) | dict(
        shelves.faults(guild, host.library.public)
    )
    return Reply(library_embed(lines, faults))


def _is_hidden(scope: Scope, server: discord.Guild | None) -> bool:
    """Return whether all channels, or all roles, that may see a document are there no more.

    Where Discord has not told of a server, as in an outage, that is not known.
    """
    if server is None or server.unavailable:
        return False
    channels = filter(None, map(server.get_channel_or_thread, scope.channels))
    roles = filter(None, map(server.get_role, scope.roles))
    return (bool(scope.channels) and not any(channels)) or (bool(scope.roles) and not any(roles))


async def _do(
    host: Host, interaction: discord.Interaction[Any], task: Callable[[int], Reply]
) -> None:
    """Do something with the server's library in a thread, and tell who asked alone."""
    guild = interaction.guild_id or 0
    await host.serve(interaction, lambda: task(guild), ephemeral=True, finding=at_once)
