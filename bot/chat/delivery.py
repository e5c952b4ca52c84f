"""Acknowledging and answering interactions so that none is left at "thinking…"."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import discord

_log = logging.getLogger(__name__)

# https://discord.com/developers/docs/interactions/receiving-and-responding
ACKNOWLEDGE_WITHIN_S = 3.0
_ALREADY_ACKNOWLEDGED = 40060  # an error code of Discord's
_PAUSE_S = 0.15  # after the first try; longer after each further one
_TRIES = 4
# What a broken connection looks like; discord.py retries none of them (http.py of 2.7.1).
CONNECTION_ERRORS = (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError, ConnectionError)
LOST = (discord.HTTPException, *CONNECTION_ERRORS)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a member is sent.

    Args:
        embed: The words in their frame.
        view: The buttons under it.
        files: What is attached.
        content: The words where there is no embed, as in a hint.
    """

    embed: discord.Embed | None = None
    view: discord.ui.View | None = None
    files: tuple[discord.File, ...] = ()
    content: str | None = None


async def acknowledge(interaction: discord.Interaction[Any], *, ephemeral: bool | None) -> bool:
    """Return whether Discord knows that an answer comes; tried again while that is in time.

    Args:
        interaction: What is acknowledged.
        ephemeral: Whether the member alone will see the answer; None where it will change the
            message that they pressed a button of.
    """
    for attempt in range(_TRIES):
        known = await _try_to_acknowledge(interaction, ephemeral=ephemeral)
        if known is not None:
            return known
        await asyncio.sleep(_PAUSE_S * (attempt + 1))
    return False


async def _try_to_acknowledge(
    interaction: discord.Interaction[Any], *, ephemeral: bool | None
) -> bool | None:
    """Return whether Discord knows that an answer comes; None where the next try will tell."""
    deferred = {} if ephemeral is None else {"ephemeral": ephemeral, "thinking": True}
    left_s = ACKNOWLEDGE_WITHIN_S - _age_s(interaction)
    try:
        async with asyncio.timeout(max(left_s, 0.05)):
            await interaction.response.defer(**deferred)
    except discord.InteractionResponded:
        return True
    except discord.HTTPException as error:
        return _known_after(error, interaction)
    except TimeoutError:
        _log.warning("interaction %s could not be acknowledged in time", interaction.id)
        return False
    except CONNECTION_ERRORS:
        _log.info("interaction %s: connection lost, trying again", interaction.id)
        return None
    return True


def _known_after(
    error: discord.HTTPException, interaction: discord.Interaction[Any]
) -> bool | None:
    """Return what a refusal says; None for a fault of the server, after which one tries again."""
    if error.code == _ALREADY_ACKNOWLEDGED:
        return True
    if error.status >= 500:
        return None
    _log.warning("interaction %s was not taken: %s", interaction.id, error)
    return False  # asking again changes nothing


async def finish(interaction: discord.Interaction[Any], reply: Reply) -> None:
    """Put the answer in the place of "thinking…", tried again where the connection breaks.

    Raises:
        discord.HTTPException: Discord refused it.
    """
    parts = _parts(reply, files="attachments")
    await _persist(lambda: interaction.edit_original_response(**parts))


async def whisper(interaction: discord.Interaction[Any], text: str) -> None:
    """Say something to the member alone, in whatever state the interaction is."""
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True)
    else:
        await interaction.response.send_message(text, ephemeral=True)


async def send_reply(message: discord.Message, reply: Reply) -> None:
    """Reply to a message without a ping; beside it where the message was deleted meanwhile.

    Raises:
        discord.HTTPException: Discord refused it.
    """
    parts = _parts(reply, files="files")
    reference = message.to_reference(fail_if_not_exists=False)
    # A nonce that Discord enforces: a retried message is not posted twice.
    nonce = str(message.id)
    await _persist(
        lambda: message.channel.send(
            reference=reference, mention_author=False, nonce=nonce, **parts
        )
    )


async def _persist(send: Callable[[], Awaitable[object]]) -> None:
    """Send, tried again where the connection breaks.

    Raises:
        discord.HTTPException: Discord refused it.
    """
    for attempt in range(1, _TRIES):
        try:
            await send()
        except CONNECTION_ERRORS:
            await asyncio.sleep(_PAUSE_S * attempt)
        else:
            return
    await send()


def _parts(reply: Reply, *, files: str) -> dict[str, Any]:
    """Return what there is of a reply by discord.py's parameters; `files` is that of its files."""
    parts = {"content": reply.content, "embed": reply.embed, "view": reply.view}
    present: dict[str, Any] = {name: part for name, part in parts.items() if part is not None}
    return present | ({files: list(reply.files)} if reply.files else {})


def _age_s(interaction: discord.Interaction[Any]) -> float:
    return (datetime.now(UTC) - interaction.created_at).total_seconds()
