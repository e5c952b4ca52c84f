"""A question as the title of its reply, and back: a follow-up needs nothing but the message."""

import re

import discord

from bot.chat.embeds.limits import MAX_DESCRIPTION, MAX_TITLE
from bot.chat.embeds.markdown import cut, escape, unescape
from bot.chat.embeds.refusals import not_answered
from bot.languages import in_every_language

_HEADING = re.compile(r"\*\*(.+)\*\*\n")
_CODE_BLOCK = re.compile(r"```\n(.*)\n```", re.DOTALL)
_FENCE, _KEPT_FENCE = "```", "`\u200b`\u200b`"  # which ends no code block, and is seen as the first


def title_of(question: str) -> str:
    """Return a question as an embed's title."""
    return cut(escape(" ".join(question.split())), MAX_TITLE)


def question_of(message: discord.Message) -> str | None:
    """Return the question that a message of the bot answers, None if it answers none."""
    title = _title_in(message)
    return unescape(title) if title else None


def _title_in(message: discord.Message) -> str | None:
    if message.embeds:
        return message.embeds[0].title
    heading = _HEADING.match(message.content)  # it was sent as plain text: embeds may not be there
    if heading is None or heading[0].startswith(in_every_language(not_answered)):
        return None
    return heading[1]


def kept(words: str) -> str | None:
    """Return a member's words as a description that keeps them, None where none has the room.

    What escapes make too long is put into a code block.
    """
    forms = escape(words), f"```\n{words.replace(_FENCE, _KEPT_FENCE)}\n```"
    return next((form for form in forms if len(form) <= MAX_DESCRIPTION), None)


def kept_words(message: discord.Message) -> str:
    """Return the words that a message keeps for its member, under the hint in its content."""
    description = message.embeds[0].description if message.embeds else None
    shown = description or message.content.partition("\n")[2]
    block = _CODE_BLOCK.fullmatch(shown)
    return block[1].replace(_KEPT_FENCE, _FENCE) if block else unescape(shown)
