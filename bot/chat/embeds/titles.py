"""A question as the title of its reply, and back: a follow-up needs nothing but the message."""

import re

import discord

from bot.chat.embeds.limits import MAX_DESCRIPTION, MAX_TITLE
from bot.chat.embeds.markdown import code_block, cut, escape, unescape

_HEADING = re.compile(r"\*\*(.+)\*\*\n")
_CODE_BLOCK = re.compile(r"```\n(.*)\n```", re.DOTALL)


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


def kept(words: str) -> str:
    """Return a member's words as a description that keeps them: a code block where it has to be."""
    escaped = escape(words)
    return escaped if len(escaped) <= MAX_DESCRIPTION else code_block(words)


def kept_words(message: discord.Message) -> str:
    """Return the words that a message keeps for its member, under the hint in its content."""
    description = message.embeds[0].description if message.embeds else None
    shown = description or message.content.partition("\n")[2]
    block = _CODE_BLOCK.fullmatch(shown)
    return block[1] if block else unescape(shown)
