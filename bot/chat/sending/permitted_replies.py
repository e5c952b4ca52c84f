"""Replies to messages with what the bot may do where they were written."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import discord

from bot.chat.sending.channel_rights import (
    ATTACH_FILES,
    EMBED_LINKS,
    HISTORY,
    MISSING,
    NOT_ATTACHED,
    WITHOUT,
    embed_text,
    with_line,
)
from bot.chat.sending.reply_forms import Reply, parts_of, uncut
from bot.chat.sending.retries import told

_log = logging.getLogger(__name__)
# What a message is changed to as far as there is nothing else to take its place.
_NOTHING: Mapping[str, Any] = {"content": None, "embed": None, "view": None, "attachments": []}


async def with_less(
    message: discord.Message,
    send: Callable[[tuple[str, ...]], Coroutine[Any, Any, None]],
    missing: tuple[str, ...],
) -> None:
    """Send what the permissions allow; where Discord still lacks some, what needs least.

    Args:
        message: That is replied to.
        send: Sends the reply without what needs one of some permissions.
        missing: What is known to be missing.

    Raises:
        discord.HTTPException: Discord refused that, too.
        UndeliveredError: It did not arrive in time.
    """
    try:
        await send(missing)
    except discord.HTTPException as error:
        if error.code not in MISSING or set(WITHOUT) <= set(missing):
            raise
        _log.warning(
            "message %s: one of the permissions %s or Send Messages is missing, %s",
            *(message.id, ", ".join(WITHOUT), told(error)),
        )
        await send(WITHOUT)


async def send_permitted(
    message: discord.Message,
    place: discord.abc.Messageable,
    reply: Reply,
    lacking: tuple[str, ...],
) -> None:
    """Reply to a message without what needs a permission that is lacking.

    Args:
        message: That is replied to.
        place: Where: in its channel, or in the thread that stands under it.
        reply: The whole reply.
        lacking: What the bot may not, as Discord's settings name it.

    Raises:
        discord.HTTPException: Discord refused it.
    """
    parts = _permitted(reply, lacking, files="files")
    if HISTORY not in lacking and place == message.channel:
        parts["reference"] = message.to_reference(fail_if_not_exists=False)
        parts["mention_author"] = False
    # A nonce that Discord enforces: one message has one reply, however often it is sent.
    if reply.stands_s is not None:
        parts["delete_after"] = reply.stands_s
    await place.send(nonce=str(message.id), **parts)


async def change_permitted(
    standing: discord.Message, reply: Reply, lacking: tuple[str, ...]
) -> None:
    """Put a reply in the place of one that stands, without what needs a permission that is lacking.

    Args:
        standing: The earlier reply, of which nothing stays.
        reply: The whole reply.
        lacking: What the bot may not, as Discord's settings name it.

    Raises:
        discord.HTTPException: Discord refused it.
    """
    await standing.edit(**{**_NOTHING, **_permitted(reply, lacking, files="attachments")})


def _permitted(reply: Reply, lacking: tuple[str, ...], *, files: str) -> dict[str, Any]:
    """Return what may be sent of a reply by discord.py's parameters, as `parts_of` has them."""
    reply = uncut(reply) if EMBED_LINKS in lacking else reply
    parts = parts_of(reply, files=files)
    if EMBED_LINKS in lacking and reply.embed is not None:
        del parts["embed"]
        parts["content"] = embed_text(reply.content, reply.embed)
    if ATTACH_FILES in lacking and parts.pop(files, None):
        parts["content"] = with_line(parts.get("content"), str(NOT_ATTACHED))
    return parts
