"""What every button that outlives a restart has in common."""

import re
from collections.abc import Callable
from typing import Any, Self

import discord

from bot.chat.host import host_of

Button = discord.ui.Button[discord.ui.View]


class LastingButton(discord.ui.DynamicItem[Button], template=r"unused"):
    """A button made anew from its custom_id: the groups of its template are its arguments."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: discord.ui.Item[Any],
        match: re.Match[str],
    ) -> Self:
        """Return the button that was pressed."""
        del interaction, item
        make: Callable[..., Self] = cls  # each button takes the groups of its own template
        return make(**match.groupdict())

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Return whether this press is taken up: it comes for the first time."""
        return host_of(interaction).handled.first(interaction.id)
