"""A server's own documents, for those who manage it."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.embeds import MAX_CHOICE, MAX_CHOICES
from bot.chat.host import Host
from bot.chat.replies import (
    limit_document,
    list_library,
    remove_document,
    show_document,
    take_in,
)
from bot.library import Scope

_MANAGE = discord.Permissions(manage_guild=True)


@app_commands.guild_only()
@app_commands.default_permissions(_MANAGE)
class ServerLibrary(
    commands.GroupCog, group_name="library", group_description="This server's documents"
):
    """Adds, lists and removes documents."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host
        self._menu = app_commands.ContextMenu(
            name="Add to the library", callback=self.add_message_menu
        )
        self._menu.default_permissions = _MANAGE
        self._menu.guild_only = True
        host.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self._host.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(name="add", description="Add a document, or a new version of one")
    @app_commands.describe(
        file="The document",
        title="Its title, where the document does not say it well",
        channel="Show it in this channel alone",
        role="Show it to this role alone, in private answers",
    )
    async def add(
        self,
        interaction: discord.Interaction[Any],
        file: discord.Attachment,
        title: app_commands.Range[str, 1, 300] | None = None,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Take an attachment in."""
        stated = {"title": title} if title else {}
        await take_in(self._host, interaction, (file,), stated, _scope(channel, role))

    async def add_message_menu(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Take in what is attached to a message."""
        await take_in(self._host, interaction, message.attachments, {}, None)

    @app_commands.command(name="replace", description="Put another file in a document's place")
    @app_commands.describe(
        document="Its name, as /library list has it", file="The new version, of whatever name"
    )
    async def replace(
        self, interaction: discord.Interaction[Any], document: str, file: discord.Attachment
    ) -> None:
        """Take an attachment in, in the place of a document."""
        await take_in(self._host, interaction, (file,), {}, None, instead_of=document)

    @app_commands.command(name="show", description="All that there is to know of a document")
    @app_commands.describe(document="Its name, as /library list has it")
    async def show(self, interaction: discord.Interaction[Any], document: str) -> None:
        """Tell what there is to know of a document."""
        await show_document(self._host, interaction, document)

    @app_commands.command(name="list", description="The documents of this server")
    async def list_documents(self, interaction: discord.Interaction[Any]) -> None:
        """Name the server's own documents."""
        await list_library(self._host, interaction)

    @app_commands.command(name="remove", description="Take a document out of every answer")
    @app_commands.describe(document="Its name, as /library list has it")
    async def remove(self, interaction: discord.Interaction[Any], document: str) -> None:
        """Take a document out."""
        await remove_document(self._host, interaction, document)

    @app_commands.command(name="limit", description="Say who may see a document")
    @app_commands.describe(
        document="Its name, as /library list has it",
        channel="This channel alone; none: every channel",
        role="This role alone, in private answers; none: everybody",
    )
    async def limit(
        self,
        interaction: discord.Interaction[Any],
        document: str,
        channel: discord.TextChannel | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Limit a document to a channel or a role."""
        scope = _scope(channel, role) or Scope()
        await limit_document(self._host, interaction, document, scope)

    @replace.autocomplete("document")
    @show.autocomplete("document")
    @remove.autocomplete("document")
    @limit.autocomplete("document")
    async def complete_document(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Return the names that hold what is typed, after they were sent."""
        library, guild = self._host.library, interaction.guild_id or 0
        documents = await library.render(lambda: library.shelves.documents(guild))
        choices = [
            app_commands.Choice(name=one.file[:MAX_CHOICE], value=one.name)
            for one in documents
            if typed.casefold() in one.file
        ][:MAX_CHOICES]
        await self._host.delivery.suggest(interaction, choices)
        return choices


def _scope(channel: discord.TextChannel | None, role: discord.Role | None) -> Scope | None:
    """Return who may see a document; None where nothing is said of it."""
    if channel is None and role is None:
        return None
    return Scope(frozenset([channel.id] if channel else []), frozenset([role.id] if role else []))


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(ServerLibrary(host))
