"""What was brought with one command: how far it is, and what becomes of it."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.chat.embeds import DROPPED, coming_embed, problem_sentence
from bot.chat.host import Host
from bot.chat.sending.delivery import Reply
from bot.languages import Sentence
from bot.library import Job, JobKind, JobState, NotTakenError, Telling
from index import BriefingError

_EDIT_S = 2.0  # between two edits of the same message, at least
_LOOK_S = 0.5  # between two looks at what has become of the jobs

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Coming:
    """What was brought with one command.

    Args:
        host: What takes it in.
        guild: The server.
        channel: Where it was brought.
        member: Id of who brought it.
        ended: Renders what became of all of it, once that is known.
        jobs: As they are now.
        refused: Why something is not taken in, by its filename.
    """

    host: Host
    guild: int
    channel: int
    member: int
    ended: Callable[["Coming"], Reply]
    jobs: list[Job] = field(default_factory=list)
    refused: dict[str, Sentence] = field(default_factory=dict)

    @classmethod
    def of(
        cls, host: Host, interaction: discord.Interaction[Any], ended: Callable[["Coming"], Reply]
    ) -> "Coming":
        """Return that nothing is brought yet with a command."""
        guild, channel = interaction.guild_id or 0, interaction.channel_id or 0
        return cls(host, guild, channel, interaction.user.id, ended)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more becomes of any by itself."""
        return all(job.has_ended for job in self.jobs)

    @property
    def in_vain(self) -> dict[str, Sentence]:
        """Why something was not taken in, by its filename."""
        reasons = {
            job.filename: job.reason or DROPPED
            for job in self.jobs
            if job.has_ended and job.state is not JobState.DONE
        }
        return self.refused | reasons

    def submit(self, filename: str, request: Callable[[], Job]) -> None:
        """Have something wait for a worker; or note why not, by the file's name."""
        try:
            job = request()
        except NotTakenError as error:
            self.refused[filename] = error.why
        except BriefingError as error:
            _log.warning("%s of server %s was not taken: %s", filename, self.guild, error)
            self.refused[filename] = problem_sentence(error)
        else:
            self.host.late_results.attend(job.id)
            self.jobs.append(job)

    def look(self) -> list[tuple[str, str]]:
        """Look at what has become of the jobs; return the name of each and how far it is."""
        jobs = self.host.library.shelves.jobs
        self.jobs = [jobs.job(job.id) or job for job in self.jobs]
        return [(job.filename, job.told(jobs.place)) for job in self.jobs]

    def card(self, lines: Sequence[tuple[str, str]], *, left: bool = False) -> discord.Embed:
        """Return how far all of it is, by the name of each; `left` as of `coming_embed`."""
        describes = all(job.kind is JobKind.DESCRIPTION for job in self.jobs)
        return coming_embed(lines, self.refused, left=left, describes=describes)

    def note_answered(self) -> None:
        """Note that who brought all of it was told of its end."""
        jobs = self.host.library.shelves.jobs
        jobs.note_told([job.id for job in self.jobs], Telling.ANSWERED)

    def reply(self) -> Reply:
        """Return what became of all, once they have ended; else that they go on."""
        lines = self.look() if self.jobs else []
        if not self.has_ended:
            return Reply(self.card(lines, left=True))
        return self.ended(self)


async def follow(
    coming: Coming,
    interaction: discord.Interaction[Any],
    bring: Callable[[], Awaitable[None]],
    ask: Callable[[], None] | None = None,
) -> None:
    """Bring something, say how far it is, and in the end what became of it.

    Args:
        coming: What is brought.
        interaction: The command, menu or form, of a member who manages the server.
        bring: Brings it.
        ask: Asks of it, once it is there, what is told of it, too; in turn with members' questions,
            and not at all where none can be asked.
    """
    host = coming.host

    async def bring_and_tell() -> None:
        await bring()
        if coming.jobs:
            await _tell(coming, interaction)
            if coming.has_ended:
                await _open(coming, ask)

    try:
        answered = await host.serve(
            interaction, coming.reply, ephemeral=True, finding=bring_and_tell
        )
        if answered and coming.jobs and coming.has_ended:
            await host.library.render(coming.note_answered)
    finally:
        await host.late_results.leave([job.id for job in coming.jobs])


async def _open(coming: Coming, ask: Callable[[], None] | None) -> None:
    """Open what was brought, and ask of it: see `follow`."""
    library = coming.host.library
    await library.opened(coming.guild)
    if ask is not None:
        with suppress(BriefingError):
            await library.work(ask)


async def _tell(coming: Coming, interaction: discord.Interaction[Any]) -> None:
    """Tell how far the jobs are, until they have ended, or no more can be told of them."""
    host, said = coming.host, ""
    last_s = host.delivery.age_s(interaction)
    while True:
        lines = await host.library.render(coming.look)
        if coming.has_ended or not host.delivery.has_time(interaction):
            return
        embed, age_s = coming.card(lines), host.delivery.age_s(interaction)
        if age_s - last_s >= _EDIT_S and embed.description != said:
            said, last_s = embed.description or "", age_s
            await host.delivery.finish(interaction, Reply(embed))
        if not await host.library.stays(_LOOK_S):
            return
