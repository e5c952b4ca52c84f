"""The bot's reply to a message, found again, and changed where the message is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import discord

from bot.chat.sending.threads import answer_below, thread_under

_LOOKED_AT = 100  # messages after one, among which its reply is, and what was said to that
_SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
_STANDING: ContextVar[discord.Message | None] = ContextVar("standing", default=None)


def standing_reply() -> discord.Message | None:
    """Return the reply in whose place the message is answered here; None where it has none."""
    return _STANDING.get()


@contextmanager
def in_place_of(reply: discord.Message) -> Iterator[None]:
    """Have what is replied in the block take the place of an earlier reply.

    Yields:
        Nothing.
    """
    token = _STANDING.set(reply)
    try:
        yield
    finally:
        _STANDING.reset(token)


async def changeable_reply(
    message: discord.Message, bot: discord.abc.User | None
) -> discord.Message | None:
    """Return the bot's reply to a message; None where it has none, or somebody went on from it.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    reply: discord.Message | None = None
    async for later in message.channel.history(limit=_LOOKED_AT, after=message):
        replied = later.reference.message_id if later.reference else None
        if reply is None and later.author == bot and replied == message.id:
            reply = later
        elif reply is not None and replied == reply.id:
            return None
    if reply is None:
        return await _reply_below(message, bot)
    return None if reply.flags.has_thread else reply


async def _reply_below(
    message: discord.Message, bot: discord.abc.User | None
) -> discord.Message | None:
    """Return the bot's reply in the thread under a message, where nobody else wrote there.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    thread = await thread_under(message) if message.flags.has_thread else None
    if thread is None:
        return None
    async for one in thread.history(limit=_LOOKED_AT):
        if one.author != bot and one.type in _SPOKEN:
            return None
    return await answer_below(thread, bot)
