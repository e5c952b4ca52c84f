"""Questions: by /ask, mention, reply, direct message and message menu."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import delivery
from bot.chat.delivery import Reply
from bot.chat.embeds import plain, usage_embed
from bot.chat.host import Host
from bot.chat.replies import (
    answer_interaction,
    answer_message,
    questions_before,
    questions_in_channel,
)

_log = logging.getLogger(__name__)


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
        history = await questions_in_channel(interaction.channel, self._host.user)
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
                history = await questions_before(message, self._host.user)
                await answer_message(self._host, message, question, history)
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


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(Ask(host))
