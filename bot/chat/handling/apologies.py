"""An error that ends here: the member is told in their terms, and the operator in theirs."""

import logging
from typing import Any

import discord

from bot.chat.embeds import apology, problem_text
from bot.chat.host import Host
from bot.chat.observability.request_ids import request_id
from bot.chat.sending.delivery import Reply, changes_what_was_pressed
from index import AddressError, BriefingError

ANSWERED = "answered"  # among an interaction's extras: the member has had an answer or an apology

_log = logging.getLogger(__name__)


def apology_for(event_id: int) -> str:
    """Return what is said where something went wrong with a message or interaction."""
    return apology(request_id(event_id))


def log_problem(what: str, error: BriefingError) -> None:
    """Log what a member is told of an error, without the words that they wrote.

    The message of a mistyped address repeats it, and it may be any word with a number.

    Args:
        what: The message or interaction, with its number.
        error: What it ended with.
    """
    if isinstance(error, AddressError):
        _log.info("%s: nothing stands at the address", what)
    else:
        _log.warning("%s: %s", what, error)


async def apologise_for(
    error: Exception, host: Host, interaction: discord.Interaction[Any]
) -> None:
    """Log what went wrong with an interaction, and tell its member.

    Args:
        error: What it ended with.
        host: By which the member is told.
        interaction: A command, a press of a button.
    """
    if isinstance(error, BriefingError):
        log_problem(f"interaction {interaction.id}", error)
        text = problem_text(error, request_id(interaction.id))
    else:
        _log.error("interaction %s failed", interaction.id, exc_info=error)
        text = apology_for(interaction.id)
    await apologise(host, interaction, text)


async def apologise(host: Host, interaction: discord.Interaction[Any], text: str) -> None:
    """Tell a member what went wrong, unless they have had an answer or an apology.

    A message that a press was to change stays as it is: others may read it, too. Until it has
    arrived, or cannot, the bot does not end.
    """
    if interaction.extras.get(ANSWERED):
        return
    beside = changes_what_was_pressed(interaction)
    tell = host.delivery.whisper_beside if beside else host.delivery.whisper
    async with host.in_flight.hold():
        await tell(interaction, Reply(content=text))
