"""What every button that outlives a restart has in common."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Self, TypeVar

import discord

from bot.chat.handling.admission import is_admitted
from bot.chat.handling.apologies import apologise_for
from bot.chat.host import host_of
from bot.chat.observability.request_ids import begin_request
from bot.languages import Sentence

PREVIOUS, NEXT = Sentence("◀ Previous"), Sentence("Next ▶")  # page, where there are several
Button = discord.ui.Button[discord.ui.View]
T = TypeVar("T")


def page_turns(page: int, pages: int, button: Callable[[int, str], T]) -> Iterator[T]:
    """Yield buttons to the page before one and to the page behind it, where these are there.

    Args:
        page: The number of the page that is shown, from 0.
        pages: How many there are.
        button: Makes one of a page's number and a label.
    """
    for label, other in ((PREVIOUS, page - 1), (NEXT, page + 1)):
        if 0 <= other < pages:
            yield button(other, str(label))


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
        try:
            return await is_admitted(host, interaction, anywhere=self.anywhere)
        except Exception as error:  # noqa: BLE001  # discord.py would not even log it
            await apologise_for(error, host, interaction)
            return False

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for; who pressed it is told of any error."""
        try:
            await self.pressed(interaction)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it
            await apologise_for(error, host_of(interaction), interaction)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for."""
        raise NotImplementedError
