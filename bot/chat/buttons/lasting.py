"""What every button that outlives a restart has in common."""

import re
from collections.abc import Callable
from typing import Any, Self

import discord

from bot.chat.admission import is_admitted
from bot.chat.host import host_of
from bot.chat.request_ids import begin_request
from bot.languages import Sentence

PREVIOUS, NEXT = Sentence("◀ Previous"), Sentence("Next ▶")  # page, where there are several
Button = discord.ui.Button[discord.ui.View]


class LastingButton(discord.ui.DynamicItem[Button], template=r"unused"):
    """A button made anew from its custom_id: the groups of its template are its arguments."""

    anywhere = False  # whether it works in channels where the server has nothing answered

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
        """Return whether this press is taken up: for the first time, and where one is answered."""
        host = host_of(interaction)
        begin_request(interaction.id)
        if not host.handled.first(interaction.id):
            return False
        return await is_admitted(host, interaction, anywhere=self.anywhere)
