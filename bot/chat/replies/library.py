"""A server's own documents: brought, listed, limited and taken out."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import discord

from bot.chat.delivery import Reply
from bot.chat.embeds import (
    NO_FILE,
    library_embed,
    no_such_document,
    problem_text,
)
from bot.chat.host import Host, at_once
from bot.chat.replies.versions import show_card, taken_reply
from bot.library import Brought, NotShelvedError, Scope
from index import BriefingError

_NOT_HANDED_OUT = "Discord does not hand it out now: try again"
_TWICE = "there is another file of this name beside it: give one of them another name"

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Received:
    """Attachments as they were downloaded.

    Args:
        files: The name of each file, and its bytes.
        refused: Why there are none, by the name of the file.
        instead_of: The name of the document whose place they take; "" for that of their filename.
    """

    files: list[tuple[str, bytes]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    instead_of: str = ""


async def take_in(
    host: Host,
    interaction: discord.Interaction[Any],
    attachments: Sequence[discord.Attachment],
    stated: Mapping[str, str],
    scope: Scope | None,
    instead_of: str = "",
) -> None:
    """Take attachments into the server's library, and say what was found in them.

    Args:
        host: What does it.
        interaction: The command or menu, of a member who manages the server.
        attachments: What is taken in.
        stated: What is said of it, in the fields of a metadata file.
        scope: Who may see it; None as before, or everybody.
        instead_of: The name of the document whose place it takes; "" for that of its filename.
    """
    if not attachments:
        await host.delivery.whisper(interaction, Reply(content=NO_FILE))
        return
    guild, received = interaction.guild_id or 0, _Received(instead_of=instead_of)

    async def download() -> None:
        for attachment in attachments:
            await _download(host, guild, attachment, received)

    await host.serve(
        interaction,
        lambda: _shelved(host, guild, received, stated, scope),
        ephemeral=True,
        finding=download,
    )


async def _download(
    host: Host, guild: int, attachment: discord.Attachment, received: _Received
) -> None:
    """Download an attachment, if the library may take it."""
    name = attachment.filename
    try:
        instead = received.instead_of
        shelves = host.library.shelves
        await host.library.render(lambda: shelves.check(guild, name, attachment.size, instead))
        if any(name == other for other, _ in received.files):
            received.refused[name] = _TWICE
            return
        received.files.append((name, await attachment.read()))
    except NotShelvedError as error:
        received.refused[name] = str(error)
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError):
        received.refused[name] = _NOT_HANDED_OUT


def _shelved(
    host: Host,
    guild: int,
    received: _Received,
    stated: Mapping[str, str],
    scope: Scope | None,
) -> Reply:
    """Put what was received on the shelves, and say what became of it."""
    shelves, public = host.library.shelves, host.library.public
    before = shelves.read(guild, public)
    names, refused = [], dict(received.refused)
    for file, raw in received.files:
        brought = Brought(file, raw, stated, scope, received.instead_of)
        try:
            names.append(shelves.take_in(guild, brought, public).name)
        except NotShelvedError as error:
            refused[file] = str(error)
        except BriefingError as error:
            _log.warning("%s of server %s was not added: %s", file, guild, error)
            refused[file] = problem_text(error)
    return taken_reply(host.library, guild, names, before, refused)


async def show_document(host: Host, interaction: discord.Interaction[Any], name: str) -> None:
    """Tell what there is to know of a document."""
    await _do(host, interaction, lambda guild: show_card(host, guild, name))


async def list_library(host: Host, interaction: discord.Interaction[Any]) -> None:
    """Name the server's own documents."""
    await _do(host, interaction, lambda guild: _listed(host, guild))


async def remove_document(host: Host, interaction: discord.Interaction[Any], name: str) -> None:
    """Take a document out of every answer and off the disk."""

    def remove(guild: int) -> Reply:
        gone = host.library.shelves.remove(guild, name, host.library.public)
        return _listed(host, guild) if gone else Reply(content=no_such_document(name))

    await _do(host, interaction, remove)


async def limit_document(
    host: Host, interaction: discord.Interaction[Any], name: str, scope: Scope
) -> None:
    """Say who may see a document."""

    def limit(guild: int) -> Reply:
        there = host.library.shelves.limit(guild, name, scope)
        return _listed(host, guild) if there else Reply(content=no_such_document(name))

    await _do(host, interaction, limit)


def _listed(host: Host, guild: int) -> Reply:
    shelves, public = host.library.shelves, host.library.public
    lines = {one.name: str(one) for one in shelves.documents(guild)}
    return Reply(library_embed(lines, shelves.faults(guild, public)))


async def _do(
    host: Host, interaction: discord.Interaction[Any], task: Callable[[int], Reply]
) -> None:
    """Do something with the server's library in a thread, and tell who asked alone."""
    guild = interaction.guild_id or 0
    await host.serve(interaction, lambda: task(guild), ephemeral=True, finding=at_once)
