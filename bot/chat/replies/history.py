"""The earlier questions that a question follows, read from the channel: nothing is remembered."""

import logging

import discord

from bot.chat.handling.asked import question_answered, replied_to, words_to
from bot.chat.host import Host
from bot.chat.sending.retries import LOST
from bot.chat.sending.threads import message_above

_log = logging.getLogger(__name__)
_LOOKED_BACK = 12  # messages of a thread in which an earlier question is looked for
_CHAIN = 3  # replies that are followed back
_COMMAND = "/"  # begins what is typed as one, which asks nothing that could be followed
_WITHIN_S = 5.0  # then a question stands for itself


async def questions_before(host: Host, message: discord.Message) -> list[str]:
    """Return the earlier questions that a message follows, of its replies or its thread.

    Args:
        host: Whose messages are answers.
        message: What somebody wrote.
    """
    return await host.delivery.in_time(_WITHIN_S, _before(message, host.user)) or []


async def questions_in_channel(host: Host, channel: object) -> list[str]:
    """Return the last question that the bot answered in a thread or direct message."""
    return await host.delivery.in_time(_WITHIN_S, _in_channel(channel, host.user)) or []


async def _before(message: discord.Message, bot: discord.ClientUser | None) -> list[str]:
    channel = message.channel
    before = message if message.edited_at else None  # its own answer may stand there, and others'
    questions: list[str] = []
    for _ in range(_CHAIN):
        earlier = await replied_to(message)
        if earlier is None:
            break
        if earlier.author == bot and (question := await question_answered(earlier, bot)):
            questions.insert(0, question)
        message = earlier
    return questions or await _in_channel(channel, bot, before)


async def _in_channel(
    channel: object, bot: discord.ClientUser | None, before: discord.Message | None = None
) -> list[str]:
    if not isinstance(channel, discord.Thread | discord.DMChannel):
        return []
    try:
        async for message in channel.history(limit=_LOOKED_BACK, before=before):
            if message.author == bot and (question := await question_answered(message, bot)):
                return [question]
        return await _above(channel, bot) if isinstance(channel, discord.Thread) else []
    except discord.Forbidden:
        _log.warning("channel %s: the bot lacks Read Message History", channel.id)
    except LOST:
        pass  # without its history the question still stands for itself
    return []


async def _above(thread: discord.Thread, bot: discord.ClientUser | None) -> list[str]:
    """Return the question over a thread: what stands there asks it, or is the answer to it.

    Raises:
        discord.HTTPException: Discord does not give what stands there.
    """
    above = await message_above(thread)
    if above is None:
        return []
    if above.author == bot:
        question = await question_answered(above, bot)
    else:
        question = words_to(bot, above.content) if bot in above.mentions else None
    return [question] if question and not question.startswith(_COMMAND) else []
