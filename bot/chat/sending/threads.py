"""The thread under a message, and the bot's answer to that message in it.

Such a thread has the message's id, so it is found whoever opened it, and by the next process after
a kill.
"""

import discord

_LOOKED_AT = 25  # messages at the beginning of a thread, among which the answer is


async def thread_under(message: discord.Message) -> discord.Thread | None:
    """Return the thread that stands under a message of a server; None where that is none.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    guild = message.guild
    if guild is None:
        return None
    try:
        thread = guild.get_thread(message.id) or await guild.fetch_channel(message.id)
    except (discord.NotFound, discord.Forbidden):
        return None
    return thread if isinstance(thread, discord.Thread) else None


async def message_above(thread: discord.Thread) -> discord.Message | None:
    """Return the message under which a thread stands; None where it stands under none.

    Raises:
        discord.HTTPException: Discord does not give it.
    """
    if thread.starter_message is not None or not isinstance(thread.parent, discord.TextChannel):
        return thread.starter_message  # as far as it is remembered
    return await thread.parent.fetch_message(thread.id)


async def is_answered_below(message: discord.Message, bot: discord.abc.User | None) -> bool:
    """Return whether a message has its answer in the thread under it.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    thread = await thread_under(message) if message.flags.has_thread else None
    return thread is not None and await answer_below(thread, bot) is not None


async def answer_below(
    thread: discord.Thread, bot: discord.abc.User | None
) -> discord.Message | None:
    """Return the bot's answer, in a thread, to the message above it; None where there is none.

    It replies to no message, as what the bot says to others in the thread does.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    async for one in thread.history(limit=_LOOKED_AT, oldest_first=True):
        plain = one.type is discord.MessageType.default and one.reference is None
        if plain and one.author == bot:
            return one
    return None
