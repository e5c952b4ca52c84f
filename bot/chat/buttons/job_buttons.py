"""Buttons for documents that could not be taken in: try one again, or drop it."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.chat.buttons.lasting import LastingButton
from bot.chat.embeds import cut, jobs_embed
from bot.chat.handling.admission import check_manager
from bot.chat.host import Host, at_once, host_of
from bot.chat.sending.delivery import Reply
from bot.languages import say
from bot.library import Job

_SHOWN = 5  # rows of buttons that a message has
_AGAIN, _DROP = "again", "drop"
_LONGEST = 60  # characters of a name on a button


class JobButton(LastingButton, template=r"job:(?P<deed>again|drop):(?P<number>[0-9]{1,18})"):
    """Has a document tried again that could not be taken in, or forgets it."""

    anywhere = True

    def __init__(self, deed: str, number: str, name: str = "") -> None:
        """Make the button.

        Args:
            deed: What it does, `again` or `drop`.
            number: Of the job.
            name: Of the document's file.
        """
        again, shown = deed == _AGAIN, cut(name, _LONGEST)
        super().__init__(
            discord.ui.Button(
                label=say("Try again: {name}", name=shown)
                if again
                else say("Drop: {name}", name=shown),
                style=discord.ButtonStyle.primary if again else discord.ButtonStyle.secondary,
                custom_id=f"job:{deed}:{number}",
            )
        )
        self.deed = deed
        self.number = int(number)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, and show what there is then in the place of the list."""
        host, guild = host_of(interaction), interaction.guild_id or 0
        if not await check_manager(host, interaction):
            return

        def done() -> Reply:
            jobs = host.library.shelves.jobs
            do = jobs.again if self.deed == _AGAIN else jobs.drop
            do(guild, self.number)
            return jobs_reply(host, guild)

        await host.serve(interaction, done, ephemeral=None, finding=at_once)


def jobs_reply(host: Host, guild: int) -> Reply:
    """Return the list of a server's jobs, with buttons for those that were in vain.

    What is done stands there, too, where who brought it was not told all of it.
    """
    shelves = host.library.shelves
    unfinished = shelves.unfinished(guild)
    done = shelves.jobs.not_answered(guild) if shelves.generation(guild) else ()
    lines = [(job.filename, job.told(shelves.jobs.place)) for job in (*unfinished, *done)]
    goes_on = not all(job.was_in_vain for job in unfinished)
    return Reply(jobs_embed(lines, goes_on=goes_on), job_view(unfinished))


def job_view(jobs: Sequence[Job]) -> discord.ui.View:
    """Return the buttons for the first jobs that were in vain; none where there are none."""
    view = discord.ui.View(timeout=None)
    for job in [job for job in jobs if job.was_in_vain][:_SHOWN]:
        view.add_item(JobButton(_AGAIN, str(job.id), job.filename))
        view.add_item(JobButton(_DROP, str(job.id), job.filename))
    return view
