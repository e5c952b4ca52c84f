"""A server's library as a file that is handed out, and taken back."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import discord

from bot.chat.embeds import (
    NO_DOCUMENTS,
    TOO_LARGE_ARCHIVE,
    archive_refused,
    export_elsewhere,
    exported,
    taken_back_embed,
)
from bot.chat.host import Host, at_once
from bot.chat.incoming.downloads import called, downloaded
from bot.chat.replies.coming import Coming, follow
from bot.chat.sending.delivery import Reply
from bot.languages import Sentence
from bot.library import (
    Job,
    NotTakenError,
    ShelvedDocument,
    archive_request,
    in_parts,
    taken_back,
    write_archive,
)

_MOST_SENT = 25_000_000  # bytes of all parts: they have to arrive within one try of 15 s
_MOST_PARTS = 10  # files that Discord takes with a message
_MOST_TAKEN = 100_000_000  # bytes of an archive, which is in memory until it is kept
_NO_ZIP = Sentence("it cannot be opened as a zip file: export it anew")


async def export_library(host: Host, interaction: discord.Interaction[Any]) -> None:
    """Hand the server's library out, to who asked alone."""
    guild, limit = interaction.guild_id or 0, interaction.filesize_limit
    await host.serve(
        interaction, lambda: _exported(host, guild, limit), ephemeral=True, finding=at_once
    )


def _exported(host: Host, guild: int, limit: int) -> Reply:
    """Return the library as attachments of so many bytes at most each, or where else it is."""
    documents = host.library.shelves.documents(guild)
    if not documents:
        return Reply(content=str(NO_DOCUMENTS))
    parts = in_parts(documents, limit)
    total = sum(document.size for document in documents)
    if parts is None or len(parts) > _MOST_PARTS or total > _MOST_SENT:
        return Reply(content=export_elsewhere(guild, total))
    files, lost = [], []
    for number, part in enumerate(parts, start=1):
        file, missing = _archive(host, guild, part)
        lost += missing
        place = f"-{number}-of-{len(parts)}" if len(parts) > 1 else ""
        files.append(discord.File(file, f"library-{datetime.now(UTC):%Y-%m-%d}{place}.zip"))
    held = len(documents) - len(lost)
    return Reply(content=exported(held, len(parts), lost), files=tuple(files))


def _archive(
    host: Host, guild: int, documents: Sequence[ShelvedDocument]
) -> tuple[io.BytesIO, list[str]]:
    """Return documents as an archive, and the names of those whose bytes are lost."""
    file = io.BytesIO()
    lost = write_archive(host.library.shelves, guild, documents, file)
    file.seek(0)
    return file, lost


async def import_library(
    host: Host, interaction: discord.Interaction[Any], attachment: discord.Attachment
) -> None:
    """Have an archive taken back into the server's library; say how far it is, and what became."""
    library, name, unheard = host.library, called(attachment), ""
    coming = Coming.of(
        host,
        interaction,
        lambda coming: (
            Reply(content=unheard) if unheard else _taken_back(coming, interaction.guild)
        ),
    )

    def submit(raw: bytes) -> None:
        shelves, guild = library.shelves, coming.guild

        def request() -> Job:
            wanted = archive_request(shelves, guild, name, raw)
            return shelves.jobs.request(
                guild, replace(wanted, member=coming.member), coming.channel
            )

        coming.submit(name, request)

    async def bring() -> None:
        nonlocal unheard
        if attachment.size > _MOST_TAKEN:
            unheard = str(TOO_LARGE_ARCHIVE)
            return
        if not name.lower().endswith(".zip"):
            coming.refused[name] = _NO_ZIP
            return
        async with library.importing:
            try:
                raw = await downloaded(attachment)
            except NotTakenError as error:
                coming.refused[name] = error.why
                return
            await library.render(lambda: submit(raw))

    await follow(coming, interaction, bring)
    await host.attendance.look()  # so that it is known from the first document on who left


def _taken_back(coming: Coming, server: discord.Guild | None) -> Reply:
    """Return what became of an archive."""
    for why in coming.refused.values():
        return Reply(content=archive_refused(why))
    (job,) = coming.jobs
    became = taken_back(coming.host.library.shelves, job)
    became.refused = became.refused | coming.in_vain
    channels = frozenset(one.id for one in server.channels) if server else frozenset()
    roles = frozenset(one.id for one in server.roles) if server else frozenset()
    closed = became.unknown_to(channels, roles)
    return Reply(taken_back_embed(became, closed, elsewhere=became.server != coming.guild))
