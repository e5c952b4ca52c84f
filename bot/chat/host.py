"""What cogs, replies and buttons use of the client, so that none of them has to know it."""

import enum
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.audience.preferences import ReplyForm
from bot.chat.incoming.edits import Edits
from bot.chat.incoming.intake import Cooldown, Handled, InFlight, Once
from bot.chat.observability.witnesses import Witness
from bot.chat.sending.delivery import Delivery, Reply
from bot.chat.sending.waiting import Waiting
from bot.chat.servers.attendance import Attendance
from bot.chat.servers.late_results import LateResults
from bot.chat.servers.memberships import Memberships
from bot.config import Config
from bot.library import Library, ServerSettings
from index import Style

History = Callable[[], Awaitable[list[str]]]
"""Reads the earlier questions that one follows, oldest first."""


ANYWHERE = "anywhere"
"""Among the extras of a command that is answered in every channel, whatever a server chose."""


class Deed(enum.StrEnum):
    """What a member asks of the documents; the values stand in buttons that outlive a restart."""

    ASK = "ask"
    CITE = "cite"
    VERIFY = "verify"
    BRIEF = "brief"


class Host(Protocol):
    """The client as its commands and buttons see it."""

    config: Config
    library: Library
    delivery: Delivery
    cooldown: Cooldown
    handled: Handled
    in_flight: InFlight
    edits: Edits
    memberships: Memberships
    attendance: Attendance
    waiting: Waiting
    late_results: LateResults
    witness: Witness
    told: Once
    rated: Once

    @property
    def tree(self) -> app_commands.CommandTree[Any]:
        """The commands."""

    @property
    def user(self) -> discord.ClientUser | None:
        """The bot's own account; None before the log-in."""

    async def add_cog(self, _: commands.Cog, /) -> None:
        """Add a group of commands."""

    def example(self, chosen: ServerSettings) -> str:
        """Return a question that the documents are known to answer, or a general one.

        Args:
            chosen: By the server: whether the operator's documents are asked there.
        """

    def usage(self, chosen: ServerSettings, *, managing: bool = False) -> discord.Embed:
        """Return what a member can do, with an example as of `example`.

        Args:
            chosen: By the server.
            managing: Whether the reader, and nobody else reads it, manages the server's documents.
        """

    async def look_up(self, member_id: int, guild_id: int | None) -> ServerSettings:
        """Return what a server chose, by now; what its member did holds for replies from then on.

        Whatever a member turns to the bot with begins with it: another process may have kept what
        they chose since.
        """

    def style_of(self, member_id: int, chosen: ServerSettings) -> Style:
        """Return the citation style of a member, or what stands for it where they chose none."""

    async def remember_style(self, member_id: int, style: Style) -> bool:
        """Keep the citation style that a member chose; return whether that could be done."""

    async def remember_form(self, form: ReplyForm, *, member_id: int) -> bool:
        """Keep how a member wants replies to look; return whether that could be done."""

    async def remember_server_form(self, form: ReplyForm, *, guild_id: int) -> bool:
        """Keep how replies look in a server for who chose nothing; return whether that was done."""

    def kept_of(self, member_id: int) -> Mapping[str, object]:
        """Return what is kept of a member, by its name.

        Raises:
            CollectionError: It cannot be read now.
        """

    def forget(self, member_id: int) -> Mapping[str, object]:
        """Remove what is kept of a member, and return what that was.

        Raises:
            CollectionError: It cannot be removed now; it is kept as before.
        """

    async def answer(
        self,
        interaction: discord.Interaction[Any],
        question: str,
        history: History | None,
        *,
        private: bool | None,
    ) -> None:
        """Answer a question from a button or form.

        Args:
            interaction: The press, or the form.
            question: What is asked.
            history: What it follows; None where that stands in the channel.
            private: As for `respond`.
        """

    async def again(
        self,
        interaction: discord.Interaction[Any],
        deed: Deed,
        words: str,
        *,
        private: bool | None,
    ) -> None:
        """Do what a member asked for too early.

        Args:
            interaction: The press of the button.
            deed: What they asked for.
            words: Their words; "" where they wrote none.
            private: As for `respond`.
        """

    async def respond(
        self,
        interaction: discord.Interaction[Any],
        task: Callable[[int | None], Reply],
        *,
        private: bool | None,
        kept: Callable[[str], Reply],
        finding: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Serve a question, unless its member asks too fast.

        Args:
            interaction: A command, a press of a button, a form.
            task: Finds out and renders what to send, called in a thread; it is given who may
                delete the reply, None where only they see it.
            private: Whether the member alone sees the reply; None as the server or operator has it.
            kept: Renders what a member reads who asks too fast, or while the bot ends: their words,
                under the hint that it is given.
            finding: As for `serve`.
        """

    async def serve(
        self,
        interaction: discord.Interaction[Any],
        task: Callable[[], Reply],
        *,
        ephemeral: bool | None,
        finding: Callable[[], Awaitable[None]] | None = None,
        kept: Callable[[str], Reply] | None = None,
        harmless: bool = False,
    ) -> bool:
        """Acknowledge, do `task` in a thread, and send what it returns; say whether that arrived.

        Whatever happens, the member gets an answer or an apology: none is left at "thinking…".
        What the member of a direct message is in servers is looked up in between, so that
        `readership_of` knows it in `finding` and `task`, and not before.

        Args:
            interaction: A command, a press of a button, a form.
            task: Finds out and renders what to send; called in a thread.
            ephemeral: Whether the member alone sees it; None puts it in the place of the message
                whose button was pressed.
            kept: As for `respond`; None where there are no words to keep.
            finding: Awaited between acknowledgement and task, of which only the rendering is left
                then: what is asked of Discord, such as a history, and what is shared by those who
                ask the same at once. None: the task does all of the work.
            harmless: Whether it changes nothing: where a kill cuts it off, the next process does it
                again. What is not harmless it leaves, and says so.
        """


async def at_once() -> None:
    """Find nothing: the `finding` of what is only to be done, and waits for no question."""


def host_of(interaction: discord.Interaction[Any]) -> Host:
    """Return the host that an interaction came to."""
    host: Host = interaction.client
    return host
