"""Questions: by /ask, mention, reply, direct message and message menu."""

from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.chat.audience.reader_languages import servers_language
from bot.chat.audience.readerships import is_direct
from bot.chat.audience.server_choices import channels_of, guild_of
from bot.chat.buttons import answer_form, asks_again
from bot.chat.handling.admission import tell_that_it_is_not_known, tell_where_to_ask
from bot.chat.handling.asked import words_to
from bot.chat.host import Host
from bot.chat.incoming.edits import EDITED_QUESTION
from bot.chat.incoming.in_hand import OpenEvent
from bot.chat.incoming.intake import Cooldown
from bot.chat.observability.request_ids import in_request
from bot.chat.replies import (
    Unmentioned,
    answer_interaction,
    answer_message,
    obey,
    questions_in_channel,
)
from bot.chat.sending.standing_replies import in_place_of
from bot.languages import speak
from bot.library import ServerSettings

# Of a thread, in the name of who wrote the message above it; `is_system` leaves it out.
_FIRST_LINE = discord.MessageType.thread_starter_message
_ELSEWHERE = "↪️"  # the reaction to a mention where the bot does not answer
_REDIRECTED_EVERY_S = 600.0  # a member is told where to ask; direct messages must not be a nuisance


class Ask(commands.Cog):
    """Answers questions."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host
        self._unmentioned = Unmentioned(host)
        self._redirected = Cooldown(_REDIRECTED_EVERY_S)
        self._menu = app_commands.ContextMenu(
            name=locale_str("Answer from the sources"), callback=self.answer_message_menu
        )
        host.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self._host.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        name="ask", description=locale_str("Answer a question, word for word from the documents")
    )
    @app_commands.describe(
        question=locale_str("What you want to know"), private=locale_str("Only you see the answer")
    )
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, 2000],
        private: bool | None = None,
    ) -> None:
        """Answer a slash command."""
        history = partial(questions_in_channel, self._host, interaction.channel)
        await answer_interaction(self._host, interaction, question, history, private=private)

    async def answer_message_menu(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Answer the message that the menu was opened on, to the opener alone."""
        question = self._question_in(message)
        await answer_interaction(self._host, interaction, question, _nothing, private=True)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer what was typed into a form, also into one that was opened before a restart."""
        await answer_form(interaction)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, a reply to the bot, a direct message, and its threads if it can."""
        if message.author.bot or message.is_system() or message.type is _FIRST_LINE:
            return
        if not (self._is_for_us(message) or await self._unmentioned.is_for_us(message)):
            await self._unmentioned.say_what_can_be_read(message)
            return
        if not self._host.handled.first(message.id):
            return
        async with (
            self._host.edits.turn(message),
            self._host.in_flight.hold(OpenEvent.of_message(message)),
        ):
            await self._reply(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Answer a question anew whose author changed its words."""
        message = event.message
        if message.author.bot or message.is_system() or not self._host.edits.is_new_wording(event):
            return
        if self._is_for_us(message) or await self._unmentioned.is_for_us(message):
            with in_request(message.id):
                await self.on_edited_question(message)

    @commands.Cog.listener(f"on_{EDITED_QUESTION}")
    async def on_edited_question(self, message: discord.Message) -> None:
        """Answer a changed question in the place of its answer, unless somebody went on from it."""
        edits = self._host.edits
        async with edits.turn(message):
            if not edits.is_latest(message):
                return
            async with self._host.in_flight.hold(OpenEvent.of_message(message, edited=True)):
                standing = await self._host.delivery.changeable(message, self._host.user)
                if standing is not None and not asks_again(standing):
                    with in_place_of(standing):
                        await self._reply(message)
                    self._host.told.begin_anew(standing.id)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Delete the answer to a question that was deleted, unless somebody went on from it."""
        host = self._host
        if not host.handled.may_have(event.message_id):
            return
        client = host.tree.client
        channel = client.get_partial_messageable(event.channel_id, guild_id=event.guild_id)
        deleted = channel.get_partial_message(event.message_id)
        with in_request(deleted.id):
            async with host.edits.turn(deleted), host.in_flight.hold():
                await host.delivery.take_back(deleted, host.user)

    async def _reply(self, message: discord.Message) -> None:
        """Reply to a message as its server wants it, or say where it is answered."""
        chosen = await self._host.look_up(message.author.id, guild_of(message))
        speak(servers_language(message.guild, chosen))
        if not chosen.is_known:
            await tell_that_it_is_not_known(self._host, message)
        elif chosen.admits(channels_of(message.channel)):
            await self._answer(message, chosen)
        elif self._is_for_us(message):
            await self._redirect(message, chosen)

    async def _redirect(self, message: discord.Message, chosen: ServerSettings) -> None:
        """Mark a mention where the bot does not answer, and tell its author where it does."""
        await self._host.delivery.mark(message, _ELSEWHERE)
        if not self._redirected.wait_s(message.author.id):
            words = self._question_in(message)
            await tell_where_to_ask(self._host, message, words, chosen)

    async def _answer(self, message: discord.Message, chosen: ServerSettings) -> None:
        question = self._question_in(message)
        if question.casefold().strip("?!. ") == "help":
            question = "/help"
        if not await obey(self._host, message, question, chosen):
            await answer_message(self._host, message, question, chosen)

    def _is_for_us(self, message: discord.Message) -> bool:
        me = self._host.user
        return is_direct(message) or (me is not None and me in message.mentions)

    def _question_in(self, message: discord.Message) -> str:
        """Return a message's words without the mention of the bot."""
        return words_to(self._host.user, message.content)


async def _nothing() -> list[str]:
    return []  # a message that somebody else wrote follows nothing


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(Ask(host))
