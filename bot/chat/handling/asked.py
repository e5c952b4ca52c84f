"""What a message of the bot answers: the words that it replies to, else its title."""

import discord

from bot.chat.embeds import plain, question_of
from bot.chat.sending.retries import LOST
from bot.chat.sending.threads import answer_below, message_above

FOLLOW_UP = "follow-up"  # the custom_id of the button under every answer


async def question_answered(message: discord.Message, bot: discord.abc.User | None) -> str | None:
    """Return the question that a message of the bot answers, None if it answers none.

    Args:
        message: Of the bot.
        bot: Its account.
    """
    if _is_answer(message):
        asked = await _question_of_answer(message, bot)
        if asked is not None and (words := words_to(bot, asked.content)):
            return words
    return question_of(message)


async def question_as_asked(message: discord.Message, bot: discord.abc.User | None) -> str:
    """Return the question that a message of the bot answers, with its own marks.

    It is "" where the message answers none, or the question is gone.
    """
    asked = await _question_of_answer(message, bot) if _is_answer(message) else None
    return _bare(bot, asked.content).strip() if asked else question_of(message) or ""


async def _question_of_answer(
    message: discord.Message, bot: discord.abc.User | None
) -> discord.Message | None:
    """Return the message that an answer answers: it replies to it, or stands in a thread under it.

    None where there is none, it is lost, or the answer's own title says what was asked.
    """
    if message.reference is not None:
        return await replied_to(message)
    if question_of(message) or not isinstance(message.channel, discord.Thread):
        return None
    try:
        first = await answer_below(message.channel, bot)
        return await message_above(message.channel) if first == message else None
    except LOST:
        return None


async def replied_to(message: discord.Message) -> discord.Message | None:
    """Return the message that one replies to; None where there is none, or it is lost."""
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    try:
        return await message.channel.fetch_message(reference.message_id)
    except LOST:
        return None


def words_to(bot: discord.abc.User | None, content: str) -> str:
    """Return a message's words without the mention of the bot, and without marks."""
    return plain(_bare(bot, content))


def _bare(bot: discord.abc.User | None, content: str) -> str:
    if bot is None:
        return content
    return content.replace(f"<@{bot.id}>", " ").replace(f"<@!{bot.id}>", " ")


def _is_answer(message: discord.Message) -> bool:
    """Return whether a message answers a question: one can follow it up."""
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    return any(
        isinstance(item, discord.Button) and item.custom_id == FOLLOW_UP
        for row in rows
        for item in row.children
    )
