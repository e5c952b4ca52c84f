"""What those who manage a server read of its settings, and of the gaps that were told."""

from collections.abc import Mapping, Sequence
from datetime import date

import discord

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.texts import HOW_A_ROLE_SEES, HOW_TO_SET, NO_GAPS, NO_GAPS_CHANNEL
from bot.chat.embeds.theme import DOUBTED, PLAIN


def settings_embed(
    lines: Mapping[str, str], faults: Sequence[str], *, with_role: bool
) -> discord.Embed:
    """Return what is in force in a server.

    Args:
        lines: What each thing is, by its name.
        faults: What does not work of it, a sentence each.
        with_role: Whether a role manages the library, which Discord does not show it to by itself.
    """
    parts = [f"**{name}:** {value}" for name, value in lines.items()]
    parts += [*faults, *([HOW_A_ROLE_SEES] if with_role else []), HOW_TO_SET]
    colour = DOUBTED if faults else PLAIN
    return discord.Embed(title="This server's settings", description=joined(parts), colour=colour)


def gaps_embed(counts: Sequence[tuple[date, int]], *, told: bool) -> discord.Embed:
    """Return how many questions the moderators were told of, by the day.

    Args:
        counts: Days with some, the last one first.
        told: Whether there is a channel that they are told in.
    """
    lines = [f"{day:%Y-%m-%d}: **{count}**" for day, count in counts] or [NO_GAPS]
    lines += [] if told else [NO_GAPS_CHANNEL]
    return discord.Embed(
        title="Questions the moderators were told of", description=joined(lines), colour=PLAIN
    )
