"""Buttons that page through a brief; its topic stands in their custom_id, and it is made again."""

from typing import Any

import discord

from bot.chat.audience.readerships import readership_seeing
from bot.chat.buttons.lasting import LastingButton, page_turns
from bot.chat.embeds import MAX_CUSTOM_ID, NO_BRIEF_NOW, brief_embed, brief_pages
from bot.chat.host import host_of
from bot.chat.sending.delivery import Reply
from bot.languages import Sentence
from index import Brief, Collection

_OPEN, _PRIVATE = "o", "p"  # whether the brief was made for everybody in the channel
_LONGEST_TOPIC = MAX_CUSTOM_ID - len("brief-page:p00:")
_REST = Sentence("The rest of the brief")


class _PageButton(LastingButton, template=r"unused"):
    """A button to a page of a brief."""

    name = ""

    def __init__(self, seen: str, page: int | str, topic: str, label: str = "") -> None:
        """Make the button.

        Args:
            seen: Of whom the brief is read, `_OPEN` or `_PRIVATE`: it may be made of more for one.
            page: Its number, from 0.
            topic: Of the brief; "" for everything.
            label: What it says.
        """
        super().__init__(
            discord.ui.Button(
                label=label or str(int(page) + 1),
                style=discord.ButtonStyle.secondary,
                custom_id=f"{self.name}:{seen}{page}:{topic}",
            )
        )
        self.seen = seen
        self.page = int(page)
        self.topic = topic

    def reply(self, interaction: discord.Interaction[Any]) -> Reply:
        """Return the page, of the brief as it was made at first; called in a thread."""
        host = host_of(interaction)
        readership = readership_seeing(interaction, alone=self.seen == _PRIVATE)
        return self._made(host.library.collection(readership))

    def _made(self, collection: Collection) -> Reply:
        brief = collection.brief(self.topic or None)
        if not isinstance(brief, Brief):
            return Reply(content=str(NO_BRIEF_NOW))
        pages = brief_pages(brief)

        def turn(page: int, label: str) -> BriefTurnButton:
            return BriefTurnButton(self.seen, page, self.topic, label)

        view = discord.ui.View(timeout=None)
        for button in page_turns(min(self.page, pages - 1), pages, turn):
            view.add_item(button)
        return Reply(brief_embed(brief, self.page), view)


class BriefRestButton(
    _PageButton, template=r"brief-rest:(?P<seen>[op])(?P<page>[0-9]{1,2}):(?P<topic>(?s:.*))"
):
    """Shows what of a brief stands behind its first page, to the presser alone."""

    name = "brief-rest"

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Make the brief again, and show its next page."""
        host = host_of(interaction)
        await host.serve(
            interaction, lambda: self.reply(interaction), ephemeral=True, harmless=True
        )


class BriefTurnButton(
    _PageButton, template=r"brief-page:(?P<seen>[op])(?P<page>[0-9]{1,2}):(?P<topic>(?s:.*))"
):
    """Turns to another page, in the same message."""

    name = "brief-page"

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Put another page in the place of the one that is shown."""
        host = host_of(interaction)
        await host.serve(
            interaction, lambda: self.reply(interaction), ephemeral=None, harmless=True
        )


def can_be_paged(brief: Brief) -> bool:
    """Return whether a button can carry a brief's topic."""
    return len(brief.topic or "") <= _LONGEST_TOPIC


def add_rest(view: discord.ui.View, brief: Brief, *, private: bool) -> None:
    """Add the button to what stands behind the first page, where there is more.

    Args:
        view: Gets the button.
        brief: What was made of a topic.
        private: Whether one member alone reads it.
    """
    if brief_pages(brief) > 1 and can_be_paged(brief):
        seen = _PRIVATE if private else _OPEN
        view.add_item(BriefRestButton(seen, 1, brief.topic or "", str(_REST)))
