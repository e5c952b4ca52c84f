"""The bot's reply to a message, found again, and changed where the message is."""

from collections.abc import Iterator, Sequence
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
    channel = message.channel
    later = [one async for one in channel.history(limit=_LOOKED_AT, after=message)]
    reply = _reply_among(later, message.id, bot)
    if reply is None:
        return await _reply_below(message, bot)
    return None if _is_gone_on_from(reply, later) else reply


async def reply_left_behind(
    deleted: discord.PartialMessage, bot: discord.abc.User | None
) -> discord.Message | None:
    """Return the bot's reply to a message that was deleted; None where it is to stay, or is none.

    It stays where somebody went on from it, or where so much was said since that this is not known.

    Raises:
        discord.HTTPException: Discord does not say.
    """
    channel = deleted.channel
    later = [one async for one in channel.history(limit=_LOOKED_AT, after=deleted)]
    reply = _reply_among(later, deleted.id, bot)
    if reply is None or len(later) == _LOOKED_AT:
        return None
    return None if _is_gone_on_from(reply, later) else reply


def _reply_among(
    later: Sequence[discord.Message], message_id: int, bot: discord.abc.User | None
) -> discord.Message | None:
    """Return the bot's first reply to a message, among those that came later."""
    ours = (one for one in later if one.author == bot)
    return next((one for one in ours if _replied_to(one) == message_id), None)


def _is_gone_on_from(reply: discord.Message, later: Sequence[discord.Message]) -> bool:
    """Return whether somebody replied to the bot's reply, or opened a thread there."""
    return reply.flags.has_thread or reply.id in map(_replied_to, later)


def _replied_to(message: discord.Message) -> int | None:
    return message.reference.message_id if message.reference else None


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
