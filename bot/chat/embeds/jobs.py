"""What those who manage a server read of documents that are being taken in."""

from collections.abc import Mapping, Sequence

import discord

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.texts import NO_JOBS, STILL_COMING
from bot.chat.embeds.theme import PLAIN

_LONGEST = 300  # characters of what has become of one


def jobs_embed(lines: Sequence[tuple[str, str]]) -> discord.Embed:
    """Return the documents that wait, are being read, or could not be.

    Args:
        lines: The name of each, and what has become of it.
    """
    embed = discord.Embed(title="On their way into the library", colour=PLAIN)
    embed.description = joined([_line(name, words) for name, words in lines]) or NO_JOBS
    return embed


def coming_embed(
    lines: Sequence[tuple[str, str]], refused: Mapping[str, str], *, left: bool = False
) -> discord.Embed:
    """Return how far documents are that were brought.

    Args:
        lines: The name of each, and how far it is.
        refused: Why another is not taken in, by its name.
        left: Whether this is said for the last time, though it goes on.
    """
    told = [_line(name, words) for name, words in lines]
    told += [f"**{escape(name)}** is not added: {_short(why)}" for name, why in refused.items()]
    if left:
        told.append(STILL_COMING)
    return discord.Embed(title="Being taken in", description=joined(told), colour=PLAIN)


def _line(name: str, words: str) -> str:
    return f"**{escape(cut(name, 100))}** · {_short(words)}"


def _short(words: str) -> str:
    return escape(cut(words, _LONGEST))
