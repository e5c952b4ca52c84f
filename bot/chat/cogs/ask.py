"""Questions: by /ask, mention, reply, direct message and message menu."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import delivery
from bot.chat.delivery import Reply
from bot.chat.embeds import plain, question_of, usage_embed
from bot.chat.host import Host
from bot.chat.replies import answer_interaction, answer_message

_log = logging.getLogger(__name__)
_LOOKED_BACK = 12  # messages of a thread in which an earlier question is looked for
_CHAIN = 3  # replies that are followed back


class Ask(commands.Cog):
    """Answers questions."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host
        self._menu = app_commands.ContextMenu(
            name="Answer from the sources", callback=self.answer_message_menu
        )
        host.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self._host.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        name="ask", description="Answer a question, word for word from the documents"
    )
    @app_commands.describe(question="What you want to know", private="Only you see the answer")
    async def ask(
        self,
        interaction: discord.Interaction[Any],
        question: app_commands.Range[str, 1, 2000],
        private: bool | None = None,
    ) -> None:
        """Answer a slash command."""
        history = await self._history_of_channel(interaction.channel)
        await answer_interaction(self._host, interaction, question, history, private=private)

    async def answer_message_menu(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Answer the message that the menu was opened on, to the opener alone."""
        question = self._question_in(message)
        await answer_interaction(self._host, interaction, question, [], private=True)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, a reply to the bot and a direct message."""
        if message.author.bot or not self._is_for_us(message):
            return
        if self._host.in_flight.closing or not self._host.handled.first(message.id):
            return
        async with self._host.in_flight.hold():
            try:
                question = self._question_in(message)
                if question.casefold().strip("?!. ") == "help":
                    usage = usage_embed(self._host.example(), self._host.tree)
                    await delivery.send_reply(message, Reply(embed=usage))
                    return
                await answer_message(self._host, message, question, await self._history(message))
            except discord.Forbidden:
                _log.warning("may not write in channel %s", message.channel.id)

    def _is_for_us(self, message: discord.Message) -> bool:
        me = self._host.user
        if message.guild is None:
            return True
        if me is not None and me in message.mentions:
            return True
        replied = message.reference.resolved if message.reference else None
        ours = isinstance(replied, discord.Message) and replied.author == me
        return ours and bool(message.content)

    def _question_in(self, message: discord.Message) -> str:
        """Return a message's words without the mention of the bot."""
        me = self._host.user
        text = message.content
        if me is not None:
            text = text.replace(f"<@{me.id}>", " ").replace(f"<@!{me.id}>", " ")
        return plain(text)

    async def _history(self, message: discord.Message) -> list[str]:
        """Return the earlier questions that a message follows, of its replies or its thread."""
        questions: list[str] = []
        current: discord.Message | None = message
        for _ in range(_CHAIN):
            current = await self._replied_to(current) if current else None
            if current is None:
                break
            if current.author == self._host.user and (earlier := question_of(current)):
                questions.insert(0, earlier)
        return questions or await self._history_of_channel(message.channel)

    async def _replied_to(self, message: discord.Message) -> discord.Message | None:
        reference = message.reference
        if reference is None or reference.message_id is None:
            return None
        if isinstance(reference.resolved, discord.Message):
            return reference.resolved
        try:
            return await message.channel.fetch_message(reference.message_id)
        except delivery.LOST:
            return None

    async def _history_of_channel(self, channel: object) -> list[str]:
        """Return the last question that the bot answered in a thread or direct message."""
        if not isinstance(channel, discord.Thread | discord.DMChannel):
            return []
        try:
            async for message in channel.history(limit=_LOOKED_BACK):
                if message.author == self._host.user and (question := question_of(message)):
                    return [question]
        except delivery.LOST:
            pass  # without its history the question still stands for itself
        return []


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(Ask(host))
