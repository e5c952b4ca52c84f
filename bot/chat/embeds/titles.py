"""A question as the title of its reply, and back: a follow-up needs nothing but the message."""

import re

import discord

from bot.chat.embeds.limits import MAX_TITLE
from bot.chat.embeds.markdown import cut, escape, unescape

_HEADING = re.compile(r"\*\*(.+)\*\*\n")


def title_of(question: str) -> str:
    """Return a question as an embed's title."""
    return cut(escape(" ".join(question.split())), MAX_TITLE)


def question_of(message: discord.Message) -> str | None:
    """Return the question that a message of the bot answers, None if it answers none."""
    if message.embeds:
        title = message.embeds[0].title
    else:  # it was sent as plain text, where embeds may not be
        heading = _HEADING.match(message.content)
        title = heading[1] if heading else None
    return discord.utils.remove_markdown(title) if title else None


def kept_question(message: discord.Message) -> str:
    """Return the question that a message keeps for its member, under the hint in its content."""
    if message.embeds:
        return unescape(message.embeds[0].description or "")
    return unescape(message.content.partition("\n")[2])
