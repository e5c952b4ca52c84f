"""Questions: by /ask, mention, reply, direct message and message menu, all through one path."""

import logging
from time import perf_counter
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import delivery, render
from bot.views import answer_view
from index import Abstention, Answer, BriefingError, Collection, Outcome, Reason, quote_of

if TYPE_CHECKING:
    from bot.client import BriefingBot

_log = logging.getLogger(__name__)
_MORE = 3  # further passages that "More" shows
_LOOKED_BACK = 12  # messages of a thread in which an earlier question is looked for
_CHAIN = 3  # replies that are followed back


class Ask(commands.Cog):
    """Answers questions."""

    def __init__(self, bot: "BriefingBot") -> None:
        """Serve `bot`."""
        self.bot = bot
        self._menu = app_commands.ContextMenu(
            name="Answer from the sources", callback=self.answer_message_menu
        )
        bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

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
        hidden = self.bot.is_private(private)
        history = await self._history_of_channel(interaction.channel)
        await self._answer_interaction(interaction, question, history, ephemeral=hidden)

    async def answer_message_menu(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        """Answer the message that the menu was opened on, to the opener alone."""
        await self._answer_interaction(interaction, message.content, [], ephemeral=True)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a mention, a reply to the bot and a direct message."""
        if message.author.bot or not self._is_for_us(message):
            return
        if self.bot.hands.closing or not self.bot.handled.first(message.id):
            return
        question = self._question_in(message)
        async with self.bot.hands.hold():
            try:
                if hint := self._hint(question) or self._too_fast(message.author.id):
                    await delivery.reply(message, content=hint)
                else:
                    await self._answer_message(message, question)
            except discord.Forbidden:
                _log.warning("may not write in channel %s", message.channel.id)

    async def _answer_message(self, message: discord.Message, question: str) -> None:
        started = perf_counter()
        history = await self._history(message)
        collection = self.bot.library.collection(message.guild.id if message.guild else None)
        try:
            result = await self.bot.library.work(lambda: collection.ask(question, history))
            content = self._shown(message.id, collection, result, message.author.id)
        except BriefingError as error:
            _log.warning("message %s: %s", message.id, error)
            content = {"content": render.problem(error)}
        await delivery.reply(message, **content)
        _log.info("message %s done in %.0f ms", message.id, (perf_counter() - started) * 1000)

    async def _answer_interaction(
        self,
        interaction: discord.Interaction[Any],
        question: str,
        history: list[str],
        *,
        ephemeral: bool,
    ) -> None:
        if hint := self._hint(question):
            await delivery.whisper(interaction, hint)
            return
        collection = self.bot.library.collection(interaction.guild_id)
        asker = interaction.user.id
        await self.bot.respond(
            interaction,
            lambda: collection.ask(question, history),
            lambda result: self._shown(
                interaction.id, collection, result, None if ephemeral else asker
            ),
            ephemeral=ephemeral,
        )

    def _shown(
        self, event_id: int, collection: Collection, result: Outcome, asker: int | None
    ) -> dict[str, Any]:
        """Return what to send: the one path that every door leads to.

        Args:
            event_id: Of the message or interaction, for the log.
            collection: What the result came from.
            result: An answer or abstention.
            asker: Who may delete the reply; None for a reply that only they see.
        """
        self._log_outcome(event_id, result)
        topics = collection.topics if isinstance(result, Abstention) else ()
        embed = render.outcome(result, topics)
        if isinstance(result, Abstention) and result.reason is not Reason.WEAK_EVIDENCE:
            return {"embed": embed}
        quotes = result.quotes if isinstance(result, Answer) else result.nearest
        shown = {(quote.document.id, quote.paragraph) for quote in quotes}
        further = tuple(
            quote_of(collection.document(hit.passage.document), hit.passage.span)
            for hit in result.hits
            if (hit.passage.document, hit.passage.paragraph) not in shown
        )
        return {"embed": embed, "view": answer_view(quotes, further[:_MORE], asker)}

    def _log_outcome(self, event_id: int, result: Outcome) -> None:
        kind = "answered" if isinstance(result, Answer) else "abstained"
        told = f" {result.question!r}" if self.bot.config.discord.log_questions else ""
        _log.info(
            "question %s %s confidence=%.2f work=%.0fms%s",
            event_id,
            kind,
            result.confidence,
            result.seconds * 1000,
            told,
        )

    def _hint(self, question: str) -> str | None:
        """Return what to tell a member instead of searching; checked before any work."""
        limit = self.bot.config.discord.question_characters
        if not question.strip():
            return render.nothing_asked(self.bot.example())
        if len(question) > limit:
            return render.too_long(len(question), limit)
        return None

    def _too_fast(self, member_id: int) -> str | None:
        wait = self.bot.cooldown.wait_s(member_id)
        return render.slow_down(wait) if wait else None

    def _is_for_us(self, message: discord.Message) -> bool:
        me = self.bot.user
        if message.guild is None:
            return True
        if me is not None and me in message.mentions:
            return True
        replied = message.reference.resolved if message.reference else None
        return (
            isinstance(replied, discord.Message) and replied.author == me and bool(message.content)
        )

    def _question_in(self, message: discord.Message) -> str:
        """Return a message's words without the mention of the bot."""
        me = self.bot.user
        text = message.content
        if me is not None:
            text = text.replace(f"<@{me.id}>", " ").replace(f"<@!{me.id}>", " ")
        return " ".join(text.split())

    async def _history(self, message: discord.Message) -> list[str]:
        """Return the earlier questions that a message follows: of its reply chain or thread."""
        questions: list[str] = []
        current: discord.Message | None = message
        for _ in range(_CHAIN):
            current = await self._replied_to(current) if current else None
            if current is None:
                break
            if current.author == self.bot.user and (earlier := render.question_of(current)):
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
                if message.author == self.bot.user and (question := render.question_of(message)):
                    return [question]
        except delivery.LOST:
            pass  # without its history the question still stands for itself
        return []


async def setup(bot: "BriefingBot") -> None:
    """Add the cog."""
    await bot.add_cog(Ask(bot))
