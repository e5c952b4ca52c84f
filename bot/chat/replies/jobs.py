"""Documents that are brought: taken in by a worker, and what is said of it meanwhile."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import discord

from bot.chat.buttons import jobs_reply
from bot.chat.embeds import NO_FILE, TITLE_OF_ONE, not_replaced_embed
from bot.chat.host import Host, at_once
from bot.chat.incoming.downloads import called, downloaded
from bot.chat.replies.coming import Coming, follow
from bot.chat.replies.versions import questions_of, taken_reply
from bot.chat.sending.delivery import Reply
from bot.languages import Sentence
from bot.library import Brought, JobState, NotTakenError, Offered, Scope, document_meant
from index import Document

_TWICE = Sentence("there is another file of this name beside it: give one of them another name")


async def take_in(
    host: Host,
    interaction: discord.Interaction[Any],
    attachments: Sequence[discord.Attachment],
    stated: Mapping[str, str],
    scope: Scope | None,
    instead_of: str = "",
) -> None:
    """Have attachments taken into the server's library; say how far they are, and what is in them.

    Args:
        host: What does it.
        interaction: The command or menu, of a member who manages the server.
        attachments: What is taken in.
        stated: What is said of it, in the fields of a metadata file; of one document alone.
        scope: Who may see it; None as before, or everybody.
        instead_of: The name of the document whose place it takes; "" for that of its filename.
    """
    if not attachments:
        await host.delivery.whisper(interaction, Reply(content=str(NO_FILE)))
        return
    if stated and len(attachments) > 1:
        await host.delivery.whisper(interaction, Reply(content=str(TITLE_OF_ONE)))
        return
    library, before, questions = host.library, dict[str, Document](), dict[str, Sequence[str]]()
    ended = _replaced if instead_of else _taken_in
    coming = Coming.of(host, interaction, lambda coming: ended(coming, before, questions))

    async def bring() -> None:
        read = await library.manage(lambda: library.shelves.read(coming.guild, library.public))
        before.update(read)
        replaced = await library.render(partial(_name_of, coming, instead_of))
        for attachment in attachments:
            raw = await _downloaded(coming, attachment, replaced)
            if raw is None:
                continue
            brought = Brought(called(attachment), raw, stated, scope, replaced, by=coming.member)
            await library.render(partial(_submit, coming, brought))

    def ask() -> None:
        questions.update(questions_of(library, coming.guild, _names(coming)))

    await follow(coming, interaction, bring, ask)
    await host.attendance.look()  # so that it is known from the first document on who left


def _name_of(coming: Coming, words: str) -> str:
    """Return the name of the document that is meant; "" for none, the words where none is so."""
    shelves = coming.host.library.shelves
    meant = document_meant(shelves, coming.guild, words) if words else None
    return meant.name if meant else words


def _submit(coming: Coming, brought: Brought) -> None:
    """Have a document wait for a worker."""
    jobs, guild, channel = coming.host.library.shelves.jobs, coming.guild, coming.channel
    coming.submit(brought.filename, lambda: jobs.submit(guild, brought, channel))


def _taken_in(
    coming: Coming, before: Mapping[str, Document], questions: Mapping[str, Sequence[str]]
) -> Reply:
    """Return what became of all; what they are was read `before`."""
    library, guild, names = coming.host.library, coming.guild, _names(coming)
    return taken_reply(library, guild, names, before, coming.in_vain, questions)


def _replaced(
    coming: Coming, before: Mapping[str, Document], questions: Mapping[str, Sequence[str]]
) -> Reply:
    """Return what became of a file that was to take a document's place; see `_taken_in`."""
    if _names(coming):
        return _taken_in(coming, before, questions)
    return Reply(not_replaced_embed(coming.in_vain))


def _names(coming: Coming) -> list[str]:
    """Return the names of the documents that were taken in."""
    return [job.name for job in coming.jobs if job.state is JobState.DONE]


async def _downloaded(
    coming: Coming, attachment: discord.Attachment, instead_of: str
) -> bytes | None:
    """Return the bytes of an attachment; None, with the reason noted, where it is not taken."""
    name, library = called(attachment), coming.host.library
    if name in {job.filename for job in coming.jobs}:
        coming.refused[name] = _TWICE
        return None
    offered = Offered(name, attachment.size, instead_of)
    try:
        await library.render(lambda: library.shelves.jobs.check(coming.guild, offered))
        return await downloaded(attachment)
    except NotTakenError as error:
        coming.refused[name] = error.why
    return None


async def list_jobs(host: Host, interaction: discord.Interaction[Any]) -> None:
    """Name what is to be done for the server's library: waiting, under way, or in vain."""
    guild = interaction.guild_id or 0
    await host.serve(
        interaction, lambda: jobs_reply(host, guild), ephemeral=True, finding=at_once, harmless=True
    )
