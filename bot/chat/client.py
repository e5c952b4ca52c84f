"""The bot on Discord: intents, setup, and the one place where errors become replies."""

import logging
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.buttons import ANSWER_BUTTONS, BRIEF_BUTTONS, FollowUpButton
from bot.chat.cogs import extensions
from bot.chat.delivery import LOST, Reply, acknowledge, finish, send_reply, whisper
from bot.chat.embeds import APOLOGY, RESTARTING, problem_text, slow_down
from bot.chat.intake import Cooldown, Handled, InFlight
from bot.chat.preferences import Preferences
from bot.chat.replies import answer_interaction
from bot.config import Config
from bot.library import Library
from index import BriefingError, Style

_log = logging.getLogger(__name__)
_ANSWERED = "answered"  # among an interaction's extras: the member has had an answer or an apology


class Tree(app_commands.CommandTree["BriefingBot"]):
    """The commands; an error of any of them ends here."""

    async def interaction_check(self, interaction: discord.Interaction["BriefingBot"], /) -> bool:
        """Return whether a command is taken up: it comes for the first time, and we stay."""
        bot = interaction.client
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        if bot.in_flight.closing:
            await whisper(interaction, RESTARTING)
            return False
        return bot.handled.first(interaction.id)

    async def on_error(
        self,
        interaction: discord.Interaction["BriefingBot"],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Tell the member in their terms, and the operator in theirs."""
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, BriefingError):
            _log.warning("interaction %s: %s", interaction.id, cause)
            text = problem_text(cause)
        else:
            _log.error("interaction %s failed", interaction.id, exc_info=cause)
            text = APOLOGY
        if interaction.extras.get(_ANSWERED):
            return
        try:
            await whisper(interaction, text)
        except LOST as lost:
            _log.warning("interaction %s: the apology was not delivered: %s", interaction.id, lost)


class BriefingBot(commands.Bot):
    """One connection to Discord, serving one library: the `Host` of commands and buttons."""

    def __init__(self, config: Config, library: Library) -> None:
        """Prepare the client; nothing is connected yet."""
        super().__init__(
            command_prefix=(),  # no text commands
            help_command=None,
            intents=intents(config),
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            max_messages=200,
            guild_ready_timeout=0.5,  # no members are fetched; discord.py would wait 2 s
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.config = config
        self.library = library
        self.cooldown = Cooldown(config.discord.cooldown_s)
        self.handled = Handled()
        self.in_flight = InFlight()
        self._preferences = Preferences(
            config.data / "preferences.json", Style(config.index.citation_style)
        )

    async def setup_hook(self) -> None:
        """Add commands and buttons, and tell Discord of them."""
        await self.add_commands()
        await self.tree.sync()

    async def add_commands(self) -> None:
        """Add the commands of every cog that there is, and the buttons that outlive a restart."""
        for cog in extensions():
            await self.load_extension(cog)
        self.add_dynamic_items(*ANSWER_BUTTONS, *BRIEF_BUTTONS, FollowUpButton)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs: there are no text commands."""

    async def on_ready(self) -> None:
        """Say that the bot is there."""
        _log.info("ready as %s in %d servers", self.user, len(self.guilds))

    async def on_resumed(self) -> None:
        """Say that a dropped connection was taken up again."""
        _log.info("connection resumed")

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Log what went wrong in an event, and apologise for a message; the connection goes on."""
        del kwargs
        _log.exception("event %s failed", event_method)
        if event_method == "on_message" and args and isinstance(args[0], discord.Message):
            try:
                await send_reply(args[0], Reply(content=APOLOGY))
            except LOST as lost:
                _log.warning("message %s: the apology was not delivered: %s", args[0].id, lost)

    def example(self) -> str:
        """Return a question that the documents are known to answer, or a general one."""
        topics = self.library.collection(None).topics
        questions = (question for topic in topics for question in topic.questions)
        return next(questions, "what is this about?")

    def style_of(self, member_id: int) -> Style:
        """Return the citation style of a member."""
        return self._preferences.style(member_id)

    def remember_style(self, member_id: int, style: Style) -> None:
        """Keep the citation style that a member chose."""
        self._preferences.remember(member_id, style)

    async def answer(
        self,
        interaction: discord.Interaction[Any],
        question: str,
        history: list[str],
        *,
        private: bool | None,
    ) -> None:
        """Answer a question from a button or form; `private` as for `respond`."""
        await answer_interaction(self, interaction, question, history, private=private)

    async def respond(
        self,
        interaction: discord.Interaction[Any],
        task: Callable[[int | None], Reply],
        *,
        private: bool | None,
    ) -> None:
        """Serve a question, unless its member asks too fast: see `Host.respond`."""
        if wait := self.cooldown.wait_s(interaction.user.id):
            await whisper(interaction, slow_down(wait))
            return
        ephemeral = self.config.discord.private_answers if private is None else private
        asker = None if ephemeral else interaction.user.id
        await self.serve(interaction, lambda: task(asker), ephemeral=ephemeral)

    async def serve(
        self,
        interaction: discord.Interaction[Any],
        task: Callable[[], Reply],
        *,
        ephemeral: bool | None,
    ) -> None:
        """Acknowledge, do `task` in a thread, and send what it returns: see `Host.serve`."""
        async with self.in_flight.hold():
            if not await acknowledge(interaction, ephemeral=ephemeral):
                return
            reply = Reply(content=APOLOGY)
            try:
                reply = await self.library.work(task)
            except BriefingError as error:
                _log.warning("interaction %s: %s", interaction.id, error)
                reply = Reply(content=problem_text(error))
            finally:
                # Also where something else goes wrong, which then rises to the log.
                interaction.extras[_ANSWERED] = True
                await finish(interaction, reply)


def intents(config: Config) -> discord.Intents:
    """Return the least that the bot needs: no privileged intent unless the operator chose it."""
    return discord.Intents(
        guilds=True,
        guild_messages=True,
        dm_messages=True,
        message_content=config.discord.message_content_intent,
    )
