"""A question as the title of its reply, and back: a follow-up needs nothing but the message."""

import discord

from bot.chat.embeds.limits import MAX_TITLE
from bot.chat.embeds.markdown import cut, escape


def title_of(question: str) -> str:
    """Return a question as an embed's title."""
    return cut(escape(" ".join(question.split())), MAX_TITLE)


def question_of(message: discord.Message) -> str | None:
    """Return the question that a message of the bot answers, None if it answers none."""
    title = message.embeds[0].title if message.embeds else None
    return discord.utils.remove_markdown(title) if title else None
