"""The thread under a message, and whether the bot answered there.

It has the message's id, so it is found whoever opened it, and by the next process after a kill.
"""

import discord

# Discord's own line at the beginning of a thread is of whoever opened it.
_WRITTEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
_LOOKED_AT = 25  # messages at the beginning of a thread, among which the answer is


async def thread_under(message: discord.Message) -> discord.Thread | None:
    """Return the thread that stands under a message of a server; None where that is none.

    Raises:
        discord.HTTPException: Discord does not give it.
    """
    guild = message.guild
    if guild is None:
        return None
    thread = guild.get_thread(message.id) or await guild.fetch_channel(message.id)
    return thread if isinstance(thread, discord.Thread) else None


async def is_answered_below(message: discord.Message, bot: discord.abc.User | None) -> bool:
    """Return whether the bot wrote in the thread under a message.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    thread = await thread_under(message) if message.flags.has_thread else None
    if thread is None:
        return False
    async for one in thread.history(limit=_LOOKED_AT, oldest_first=True):
        if one.author == bot and one.type in _WRITTEN:
            return True
    return False
