"""What those who manage a server read of its settings, and of the gaps that were told."""

from collections.abc import Mapping, Sequence
from datetime import date

import discord

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.limits import MAX_FIELD
from bot.chat.embeds.texts import (
    HOW_A_ROLE_SEES,
    HOW_NEW_ARE_SEEN,
    HOW_TO_SET,
    NO_GAPS,
    NO_GAPS_CHANNEL,
    NO_OPINIONS,
    OPINIONS_NOT_ASKED,
    OPINIONS_SEEN,
    opinions_line,
)
from bot.chat.embeds.theme import DOUBTED, PLAIN
from bot.languages import say
from bot.library import OpinionsTold, ServerSettings


def settings_embed(
    lines: Mapping[str, str], faults: Sequence[str], *, with_role: bool
) -> discord.Embed:
    """Return what is in force in a server.

    Args:
        lines: What each thing is, by its name.
        faults: What does not work of it, a sentence each.
        with_role: Whether a role manages the library, which Discord does not show it to by itself.
    """
    parts = [
        say("**{setting}:** {value}", setting=name, value=value) for name, value in lines.items()
    ]
    parts += [*faults, *([str(HOW_A_ROLE_SEES)] if with_role else [])]
    parts += [str(HOW_TO_SET), str(HOW_NEW_ARE_SEEN)]
    colour = DOUBTED if faults else PLAIN
    title = say("This server's settings")
    return discord.Embed(title=title, description=joined(parts), colour=colour)


def gaps_embed(
    counts: Sequence[tuple[date, int]], opinions: Sequence[OpinionsTold], chosen: ServerSettings
) -> discord.Embed:
    """Return how many questions the moderators were told of, by the day, and what helped.

    Args:
        counts: Days with some, the last one first.
        opinions: Of the documents that the reader may see.
        chosen: By the server.
    """
    days = [f"{day:%Y-%m-%d} UTC: **{count}**" for day, count in counts] or [str(NO_GAPS)]
    days += [] if chosen.gaps_channel is not None else [str(NO_GAPS_CHANNEL)]
    lines = [opinions_line(one.document, one.now, one.before) for one in opinions]
    lines = [*lines, str(OPINIONS_SEEN)] if lines else [str(NO_OPINIONS)]
    lines += [] if chosen.opinions else [str(OPINIONS_NOT_ASKED)]
    embed = discord.Embed(
        title=say("Questions the moderators were told of"),
        description=joined(days),
        colour=PLAIN,
    )
    name, told = say("Answers that helped"), joined(lines, MAX_FIELD)
    return embed.add_field(name=name, value=told, inline=False)
