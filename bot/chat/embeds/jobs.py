"""What those who manage a server read of documents that are being taken in."""

from collections.abc import Mapping, Sequence

import discord

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.texts import DONE_SEE_JOBS, NO_JOBS, STILL_COMING, is_in_the_library
from bot.chat.embeds.theme import PLAIN
from bot.languages import Sentence, say

_LONGEST = 300  # characters of what has become of one
_NAMED = 8  # documents of which it is told at once that they are there


def jobs_embed(lines: Sequence[tuple[str, str]], *, goes_on: bool = False) -> discord.Embed:
    """Return the documents that wait, are being read, or could not be.

    Args:
        lines: The name of each, and what has become of it.
        goes_on: Whether more becomes of one of them by itself, which is not told here.
    """
    embed = discord.Embed(title=say("On their way into the library"), colour=PLAIN)
    told = [_line(name, words) for name, words in lines] or [str(NO_JOBS)]
    embed.description = joined([*told, *([str(STILL_COMING)] if goes_on else [])])
    return embed


def coming_embed(
    lines: Sequence[tuple[str, str]],
    refused: Mapping[str, Sentence],
    *,
    left: bool = False,
    describes: bool = False,
) -> discord.Embed:
    """Return how far documents are that were brought, or described.

    Args:
        lines: The name of each, and how far it is.
        refused: Why another is not taken in, by its name.
        left: Whether this is said for the last time, though it goes on.
        describes: Whether something is stated of documents that are there.
    """
    told = [_line(name, words) for name, words in lines]
    told += [
        say("{name} is not added: {why}", name=f"**{escape(name)}**", why=_short(str(why)))
        for name, why in refused.items()
    ]
    if left:
        told.append(str(STILL_COMING))
    title = say("Being described") if describes else say("Being taken in")
    return discord.Embed(title=title, description=joined(told), colour=PLAIN)


def late_text(titles: Sequence[str], more: bool) -> str:
    """Return what a channel is told of what was brought there a while ago.

    Args:
        titles: Of documents that are in the library now, and that everybody may see.
        more: Whether something else was brought, of which nothing may be told here.
    """
    lines = [is_in_the_library(title) for title in titles[:_NAMED]]
    see_list = more or len(titles) > _NAMED
    return "\n".join([*lines, *([str(DONE_SEE_JOBS)] if see_list else [])])


def _line(name: str, words: str) -> str:
    return f"**{escape(cut(name, 100))}** · {_short(words)}"


def _short(words: str) -> str:
    return escape(cut(words, _LONGEST))
