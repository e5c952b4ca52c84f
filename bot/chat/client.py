"""The bot on Discord: intents, setup, and the one place where errors become replies."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.audience.preferences import Preferences, ReplyForm
from bot.chat.audience.reader_languages import shown_language
from bot.chat.audience.server_choices import choices_of, is_private, keep_choices
from bot.chat.buttons import LASTING_BUTTONS
from bot.chat.cogs import setups
from bot.chat.command_texts import CommandTexts
from bot.chat.embeds import (
    late_text,
    naming_record,
    place_in_line,
    problem_text,
    slow_down,
    usage_embed,
)
from bot.chat.gateway.intents import intents
from bot.chat.handling.admission import is_admitted, is_answered_anywhere
from bot.chat.handling.apologies import (
    ANSWERED,
    apologise,
    apologise_for,
    apology_for,
    log_problem,
)
from bot.chat.host import Deed, History, at_once
from bot.chat.incoming.edits import Edits
from bot.chat.incoming.in_hand import IN_HAND, InHand, OpenEvent, keep_as_sent
from bot.chat.incoming.intake import Cooldown, Handled, InFlight, Once
from bot.chat.observability.request_ids import begin_request, in_request, request_id
from bot.chat.observability.witnesses import NoWitness, Witness
from bot.chat.recovery.catching_up import CatchingUp
from bot.chat.recovery.taking_up import TakingUp
from bot.chat.replies import (
    answer_interaction,
    check_text,
    find_sources,
    make_brief,
    questions_before,
    questions_in_channel,
    with_reach,
)
from bot.chat.sending.delivery import Acknowledged, Delivery, Reply
from bot.chat.sending.first_answers import expect
from bot.chat.sending.retries import Pacing, Retries, bounded
from bot.chat.sending.waiting import Waiting
from bot.chat.servers.attendance import Attendance
from bot.chat.servers.late_results import LateResults
from bot.chat.servers.memberships import Memberships
from bot.config import Config
from bot.languages import speaking
from bot.library import Asker, Library, NotBegunError, ServerSettings, asking, reaching
from bot.phrases import counted
from bot.shards import Shards
from index import BriefingError, Style

_log = logging.getLogger(__name__)
_LONGEST_RATE_LIMIT_S = 30.0  # waited out by discord.py, which takes no less; longer ones by us


class Tree(app_commands.CommandTree["BriefingBot"]):
    """The commands; an error of any of them ends here."""

    async def interaction_check(self, interaction: discord.Interaction["BriefingBot"], /) -> bool:
        """Return whether a command is taken up: for the first time, and where one is answered."""
        client = interaction.client
        begin_request(interaction.id)
        if interaction.type is discord.InteractionType.autocomplete:
            settings = await client.library.server_settings(interaction.guild_id)
            keep_choices(interaction, settings)
            return True
        if not client.handled.first(interaction.id):
            return False
        return await is_admitted(client, interaction, anywhere=is_answered_anywhere(interaction))

    async def on_error(
        self,
        interaction: discord.Interaction["BriefingBot"],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Tell the member in their terms, and the operator in theirs."""
        if isinstance(error, app_commands.CheckFailure):
            return  # what checks has told the member why
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await apologise_for(cause, interaction.client, interaction)


class BriefingBot(commands.Bot):
    """One connection to Discord, serving one library: the `Host` of commands and buttons."""

    served: Shards | None = None  # those of Discord's shards that it serves; None: all, as one

    def __init__(
        self,
        config: Config,
        library: Library,
        pacing: Pacing | None = None,
        witness: Witness | None = None,
    ) -> None:
        """Prepare the client; nothing is connected.

        Args:
            config: Its manners.
            library: What it answers from.
            pacing: At which it tries again.
            witness: Told of what happens; None for nobody.
        """
        pacing = pacing or Pacing()
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
            guild_ready_timeout=pacing.servers_within_s,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT_S,
            http_trace=bounded(pacing),
        )
        self.config = config
        self.library = library
        self.witness = witness or NoWitness()
        kept, default = library.shelves.preferences, Style(config.index.citation_style)
        self._preferences = Preferences(kept, default)
        self.delivery = Delivery(
            Retries(pacing, self.is_closed), apology_for, self._preferences.is_plain, self.witness
        )
        self.cooldown = Cooldown(config.discord.cooldown_s)
        self.handled = Handled(pacing.now())
        self.edits = Edits(pacing.now, pacing.sleep)
        in_hand = InHand(config.data / IN_HAND, self.is_closed)
        self.in_flight = InFlight(in_hand)
        self.taking_up = TakingUp(self, self, in_hand, pacing)
        self.catching_up = CatchingUp(self, in_hand, pacing)
        keep_as_sent(self)
        self.told = Once()
        self.rated = Once()
        self.memberships = Memberships(self, library, pacing)
        self.waiting = Waiting(library, pacing, place_in_line)
        self.attendance = Attendance(self, library, self._preferences, pacing)
        self.late_results = LateResults(self, library, self.delivery, late_text)

    def reconfigure(self, config: Config) -> None:
        """Go by another configuration from now on, as far as a client can while it runs."""
        self.config = config
        self.cooldown.change(config.discord.cooldown_s)
        self.library.reconfigure(config)

    async def setup_hook(self) -> None:
        """Add commands and buttons, and tell Discord of them; open what servers chose."""
        servers, public = self.library.shelves.servers, self.library.public
        await self.library.render(lambda: servers.open(public.documents))
        await self.add_commands()
        self.attendance.begin()
        self.late_results.begin()
        self.taking_up.begin()
        self.catching_up.begin(self.served)
        await self.tree.set_translator(CommandTexts())
        await self.register()

    async def register(self) -> None:
        """Tell Discord of the commands."""
        await self.tree.sync()

    async def close(self) -> None:
        """End the connection, and what is done beside it."""
        self.attendance.end()
        self.late_results.end()
        self.catching_up.end()
        await super().close()

    async def add_commands(self) -> None:
        """Add the commands of every cog that there is, and the buttons that outlive a restart."""
        for add_cog in setups():
            await add_cog(self)
        self.add_dynamic_items(*LASTING_BUTTONS)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Send an event to whoever listens, unless the client is closed.

        discord.py sends the end of a connection also after `close`, and fails: it has let go of
        the loop to run it on (2.7.1: client.py:526).
        """
        if self.is_closed():
            return
        event = args[0] if event_name in {"message", "interaction"} else None
        if event_name == "interaction":
            expect(args[0], self.library)
        with in_request(event.id if event is not None else None):
            super().dispatch(event_name, *args, **kwargs)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs: there are no text commands."""

    async def on_ready(self) -> None:
        """Say that the bot is there."""
        self.witness.connected("new")
        _log.info("ready as %s in %s", self.user, counted(len(self.guilds), "server"))

    async def on_resumed(self) -> None:
        """Say that a dropped connection was taken up again."""
        self.witness.connected("resumed")
        _log.info("connection resumed")

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Log what went wrong in an event, and apologise for it; the connection goes on."""
        del kwargs
        _log.exception("event %s failed", event_method)
        if event_method == "on_message" and args and isinstance(args[0], discord.Message):
            async with self.in_flight.hold():
                await self.delivery.reply_to(args[0], Reply(content=apology_for(args[0].id)))
        elif event_method == "on_interaction" and args:
            await apologise(self, args[0], apology_for(args[0].id))

    def example(self, chosen: ServerSettings) -> str:
        """Return a question that the documents answer, or a general one: see `Host.example`."""
        examples = self.library.public.examples if chosen.operator_documents else ()
        return next(iter(examples), "what is this about?")

    def usage(self, chosen: ServerSettings, *, managing: bool = False) -> discord.Embed:
        """Return what a member can do: see `Host.usage`."""
        reads_all = self.config.discord.message_content_intent
        example = self.example(chosen)
        return usage_embed(example, self.tree, unmentioned=reads_all, managing=managing)

    async def look_up(self, member_id: int, guild_id: int | None) -> ServerSettings:
        """Look up what a member and their server chose, and return the server's choices."""
        look = partial(self._preferences.look, member_id, guild_id)
        return await self.library.server_settings(guild_id, look)

    def style_of(self, member_id: int, chosen: ServerSettings) -> Style:
        """Return the citation style of a member, or of their server, or the operator's."""
        return self._preferences.style(member_id, chosen.citation_style)

    async def remember_style(self, member_id: int, style: Style) -> bool:
        """Keep the citation style that a member chose; return whether that could be done."""
        return await self.library.note(lambda: self._preferences.remember(member_id, style))

    async def remember_form(self, form: ReplyForm, *, member_id: int) -> bool:
        """Keep how a member wants replies to look; return whether that could be done."""
        keep = self._preferences.remember_form
        return await self.library.note(lambda: keep(form, member_id=member_id))

    async def remember_server_form(self, form: ReplyForm, *, guild_id: int) -> bool:
        """Keep how replies look in a server for who chose nothing; return whether that was done."""
        keep = self._preferences.remember_server_form
        return await self.library.note(lambda: keep(form, guild_id=guild_id))

    def kept_of(self, member_id: int) -> Mapping[str, object]:
        """Return what is kept of a member, by its name."""
        named = self.library.shelves.events.naming(member_id)
        return {**self._preferences.kept(member_id), **naming_record(named)}

    def forget(self, member_id: int) -> Mapping[str, object]:
        """Remove what is kept of a member, and return what that was."""
        events = self.library.shelves.events
        named = events.naming(member_id)
        events.forget(member_id)
        return {**self._preferences.forget(member_id), **naming_record(named)}

    async def answer(
        self,
        interaction: discord.Interaction[Any],
        question: str,
        history: History | None,
        *,
        private: bool | None,
    ) -> None:
        """Answer a question from a button or form: see `Host.answer`."""
        message, channel = interaction.message, interaction.channel
        if history is None and message is not None:
            history = partial(questions_before, self, message)
        history = history or partial(questions_in_channel, self, channel)
        await answer_interaction(self, interaction, question, history, private=private)

    async def again(
        self,
        interaction: discord.Interaction[Any],
        deed: Deed,
        words: str,
        *,
        private: bool | None,
    ) -> None:
        """Do what a member asked for too early: see `Host.again`."""
        match deed:
            case Deed.ASK:
                await self.answer(interaction, words, None, private=private)
            case Deed.CITE:
                await find_sources(self, interaction, words, private=private)
            case Deed.VERIFY:
                await check_text(self, interaction, words, private=private)
            case Deed.BRIEF:
                await make_brief(self, interaction, words or None, private=private)

    async def respond(
        self,
        interaction: discord.Interaction[Any],
        task: Callable[[int | None], Reply],
        *,
        private: bool | None,
        kept: Callable[[str], Reply],
        finding: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Serve a question, unless its member asks too fast: see `Host.respond`."""
        member, guild = interaction.user.id, interaction.guild_id
        seconds, at = choices_of(interaction).cooldown_s, interaction.created_at
        if wait := self.cooldown.wait_s(member, guild, seconds, at):
            await self.delivery.whisper(interaction, kept(slow_down(wait)))
            return
        ephemeral = is_private(interaction, self.config, private=private)
        asker = None if ephemeral else member

        def reply() -> Reply:
            made = task(asker)
            if made.free:  # known before it is sent: who reads it may ask again at once
                self.cooldown.give_back(member, guild, at)
            return made

        serve = partial(self.serve, interaction, reply, ephemeral=ephemeral, harmless=True)
        await serve(finding=finding, kept=kept)

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
        """Acknowledge, do `task` in a thread, and send what it returns: see `Host.serve`."""
        event = OpenEvent.of_interaction(interaction, harmless=harmless)
        with speaking(shown_language(interaction, ephemeral=ephemeral)):
            async with self.in_flight.hold(event):
                return await self._served(interaction, task, ephemeral, finding, kept)

    async def _served(
        self,
        interaction: discord.Interaction[Any],
        task: Callable[[], Reply],
        ephemeral: bool | None,
        finding: Callable[[], Awaitable[None]] | None,
        kept: Callable[[str], Reply] | None,
    ) -> bool:
        """Do as `serve`, in the language that is spoken."""
        state = await self.delivery.acknowledge(interaction, ephemeral=ephemeral)
        if state is Acknowledged.REFUSED:
            return False
        reply = Reply(content=apology_for(interaction.id))
        asker = Asker(interaction.guild_id, lambda: self.delivery.has_time(interaction))
        with reaching() as reach, asking(asker):
            try:
                await self.library.clear()
                await self.memberships.look_up(interaction)
                # Where a message is to be changed, it is everybody's, and stays as it is till then.
                told = nullcontext() if ephemeral is None else self.waiting.told(interaction)
                async with told:
                    reply = await self._made(task, finding)
            except BriefingError as error:
                log_problem(f"interaction {interaction.id}", error)
                text = problem_text(error, request_id(interaction.id))
                words_stand = isinstance(error, NotBegunError)
                reply = kept(text) if words_stand and kept else Reply(content=text)
            finally:
                # Also where something else goes wrong, which then rises to the log.
                interaction.extras[ANSWERED] = True
                arrived = await self.delivery.finish(interaction, with_reach(reply, reach))
        return arrived

    async def _made(
        self, task: Callable[[], Reply], finding: Callable[[], Awaitable[None]] | None
    ) -> Reply:
        """Return what `task` makes: see `Host.serve`."""
        if finding is None:
            return await self.library.work(task)
        await finding()
        if finding is at_once:
            return await self.library.manage(task)
        return await self.library.render(task)
