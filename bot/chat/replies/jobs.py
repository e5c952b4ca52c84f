"""Documents that are brought: taken in by a worker, and what is said of it meanwhile."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import aiohttp
import discord

from bot.chat.buttons import jobs_reply
from bot.chat.delivery import Reply
from bot.chat.embeds import NO_FILE, coming_embed, problem_text
from bot.chat.host import Host, at_once
from bot.chat.replies.versions import taken_reply
from bot.library import Brought, Job, JobState, NotShelvedError, Offered, Scope
from index import BriefingError, Document

_NOT_HANDED_OUT = "Discord does not hand it out now: try again"
_TWICE = "there is another file of this name beside it: give one of them another name"
_EDIT_S = 2.0  # between two edits of the same message, at least
_LOOK_S = 0.5  # between two looks at what has become of the jobs

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Coming:
    """What was brought with one command.

    Args:
        host: What takes it in.
        guild: The server.
        instead_of: The name of the document whose place it takes; "" for that of its filename.
        before: The documents of the server as they were read before.
        names: The file of each job, by the job's number.
        jobs: As they are now.
        refused: Why another is not taken in, by its name.
    """

    host: Host
    guild: int
    instead_of: str = ""
    before: Mapping[str, Document] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more becomes of any by itself."""
        return all(job.has_ended for job in self.jobs)

    def look(self) -> list[tuple[str, str]]:
        """Look at what has become of the jobs; return the name of each and how far it is."""
        jobs = self.host.library.shelves.jobs
        self.jobs = [job for number in self.names if (job := jobs.job(number))]
        return [(job.filename, job.told(jobs.place)) for job in self.jobs]

    def reply(self) -> Reply:
        """Return what became of all, once they have ended; else that they go on."""
        lines = self.look()
        if not self.has_ended:
            return Reply(coming_embed(lines, self.refused, left=True))
        done = [job for job in self.jobs if job.state is JobState.DONE]
        refused = self.refused | {
            job.filename: job.reason for job in self.jobs if job.state is not JobState.DONE
        }
        names = [job.name for job in done]
        return taken_reply(self.host.library, self.guild, names, self.before, refused)


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
        stated: What is said of it, in the fields of a metadata file.
        scope: Who may see it; None as before, or everybody.
        instead_of: The name of the document whose place it takes; "" for that of its filename.
    """
    if not attachments:
        await host.delivery.whisper(interaction, Reply(content=NO_FILE))
        return
    guild, library = interaction.guild_id or 0, host.library
    coming = _Coming(host, guild, instead_of)

    async def bring() -> None:
        coming.before = await library.render(lambda: library.shelves.read(guild, library.public))
        for attachment in attachments:
            raw = await _downloaded(coming, attachment)
            if raw is not None:
                brought = Brought(attachment.filename, raw, stated, scope, instead_of)
                await library.render(partial(_submit, coming, brought))
        await _tell(coming, interaction)

    await host.serve(interaction, coming.reply, ephemeral=True, finding=bring)
    await host.attendance.look()  # so that it is known from the first document on who left


async def _downloaded(coming: _Coming, attachment: discord.Attachment) -> bytes | None:
    """Return the bytes of an attachment; None, with the reason noted, where it is not taken."""
    name, library = attachment.filename, coming.host.library
    if name in coming.names.values():
        coming.refused[name] = _TWICE
        return None
    offered = Offered(name, attachment.size, coming.instead_of)
    try:
        await library.render(lambda: library.shelves.jobs.check(coming.guild, offered))
        return await attachment.read()
    except NotShelvedError as error:
        coming.refused[name] = str(error)
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError):
        coming.refused[name] = _NOT_HANDED_OUT
    return None


def _submit(coming: _Coming, brought: Brought) -> None:
    """Have a document wait for a worker."""
    name = brought.filename
    try:
        job = coming.host.library.shelves.jobs.submit(coming.guild, brought)
        coming.names[job.id] = name
    except NotShelvedError as error:
        coming.refused[name] = str(error)
    except BriefingError as error:
        _log.warning("%s of server %s was not added: %s", name, coming.guild, error)
        coming.refused[name] = problem_text(error)


async def _tell(coming: _Coming, interaction: discord.Interaction[Any]) -> None:
    """Tell how far the jobs are, until they have ended, or no more can be told of them."""
    host, said = coming.host, ""
    last_s = host.delivery.age_s(interaction)
    while True:
        lines = await host.library.render(coming.look)
        if coming.has_ended or not host.delivery.has_time(interaction):
            return
        embed, age_s = coming_embed(lines, coming.refused), host.delivery.age_s(interaction)
        if age_s - last_s >= _EDIT_S and embed.description != said:
            said, last_s = embed.description or "", age_s
            await host.delivery.finish(interaction, Reply(embed))
        if not await host.library.stays(_LOOK_S):
            return


async def list_jobs(host: Host, interaction: discord.Interaction[Any]) -> None:
    """Name the documents of the server that wait, are being read, or could not be."""
    guild = interaction.guild_id or 0
    await host.serve(interaction, lambda: jobs_reply(host, guild), ephemeral=True, finding=at_once)
