"""What was changed in a server, and by whom, page by page."""

from typing import Any

import discord

from bot.chat.buttons.lasting import LastingButton, page_turns
from bot.chat.embeds import EVENTS_ON_PAGE, events_embed
from bot.chat.handling.admission import check_manager
from bot.chat.host import Host, at_once, host_of
from bot.chat.sending.delivery import Reply


class EventsButton(LastingButton, template=r"events:(?P<page>[0-9]{1,3})"):
    """Turns to another page, in the same message."""

    anywhere = True

    def __init__(self, page: int | str, label: str = "") -> None:
        """Make the button.

        Args:
            page: Its number, from 0.
            label: What it says.
        """
        super().__init__(
            discord.ui.Button(
                label=label or str(int(page) + 1),
                style=discord.ButtonStyle.secondary,
                custom_id=f"events:{page}",
            )
        )
        self.page = int(page)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Put another page in the place of the one that is shown."""
        host, guild = host_of(interaction), interaction.guild_id or 0
        if not await check_manager(host, interaction):
            return
        await host.serve(
            interaction,
            lambda: events_reply(host, guild, self.page),
            ephemeral=None,
            finding=at_once,
            harmless=True,
        )


def events_reply(host: Host, guild: int, page: int = 0) -> Reply:
    """Return a page of what was changed in a server; the last one where there are not so many."""
    events = host.library.shelves.events.of(guild)
    last = max(len(events) - 1, 0) // EVENTS_ON_PAGE
    page = min(page, last)
    view = discord.ui.View(timeout=None)
    for turn in page_turns(page, last + 1, EventsButton):
        view.add_item(turn)
    return Reply(events_embed(events, page), view)
