"""Buttons that outlive a restart: what they need stands in their custom_id.

A `DynamicItem` is made anew from the custom_id of whatever message it was pressed on.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.chat.audience.readerships import readership_of
from bot.chat.audience.server_choices import choices_of
from bot.chat.buttons import quote_ids
from bot.chat.buttons.lasting import LastingButton, page_turns
from bot.chat.buttons.opinion_buttons import add_opinions
from bot.chat.buttons.recalled import Recalled, recall
from bot.chat.embeds import (
    EXPIRED,
    MAX_CUSTOM_ID,
    NOT_YOURS,
    citations_embed,
    context_embed,
    more_embed,
    nearest_embed,
    since_quoted,
)
from bot.chat.host import Host, host_of
from bot.chat.sending.delivery import Reply
from bot.languages import Sentence, say
from index import AddressError, Quote, quote_of

_EXCERPT_IDS = MAX_CUSTOM_ID - len("excerpt:0:")  # characters for those seen in context
_PAGED_IDS = MAX_CUSTOM_ID - len("page:0:")  # characters for the excerpts that are paged through
_EARLIER, _LATER = Sentence("◀ Earlier"), Sentence("Later ▶")
_WIDTH = 5  # buttons of a row; documented limit of Discord
_NEAREST = 2  # passages that lie near a refusal, of those that bear on what was asked


class _QuoteButton(LastingButton, template=r"unused"):
    """A button that carries the ids of quotes."""

    name = ""
    label: Sentence | None = None  # for those that lead to a page, what is shown says it
    style = discord.ButtonStyle.secondary
    is_turning = False  # whether what it gives takes the place of what is shown

    def __init__(self, packed: str) -> None:
        super().__init__(
            discord.ui.Button(
                label=str(self.label or ""), style=self.style, custom_id=f"{self.name}:{packed}"
            )
        )
        self.packed = packed

    def recalled(self, host: Host, interaction: discord.Interaction[Any]) -> Recalled:
        """Return the quotes that the button stands for, as they are now.

        Raises:
            AddressError: It leads nowhere.
        """
        readership = readership_of(interaction, host.config, private=True)
        collection = host.library.collection(readership)
        return recall(self.packed, collection.documents, collection.revisions)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press, to the presser alone, or in the place of what is shown."""
        host = host_of(interaction)
        seen = None if self.is_turning else True
        await host.serve(
            interaction, lambda: self._reply(host, interaction), ephemeral=seen, harmless=True
        )

    def _reply(self, host: Host, interaction: discord.Interaction[Any]) -> Reply:
        try:
            recalled = self.recalled(host, interaction)
        except AddressError:
            return Reply(content=str(EXPIRED))
        if not recalled.quotes:
            return Reply(content=since_quoted(0, recalled.removed, 0) or str(EXPIRED))
        since = since_quoted(recalled.changed, recalled.removed, recalled.unknown)
        reply = self.reply(host, interaction, tuple(recalled.quotes))
        return replace(reply, content=since)

    def reply(
        self, host: Host, interaction: discord.Interaction[Any], quotes: tuple[Quote, ...]
    ) -> Reply:
        """Return what the button is for; called in a thread."""
        raise NotImplementedError


class MoreButton(_QuoteButton, template=rf"more:(?P<packed>{quote_ids.PATTERN})"):
    """Shows the first of the next excerpts, with buttons to the others."""

    name, label = "more", Sentence("More")

    def reply(
        self, host: Host, interaction: discord.Interaction[Any], quotes: tuple[Quote, ...]
    ) -> Reply:
        """Return the first page."""
        del host, interaction
        return _page(quotes, 0)


class PageButton(_QuoteButton, template=rf"page:(?P<number>[0-9]):(?P<packed>{quote_ids.PATTERN})"):
    """Turns to another of the excerpts that *More* shows one by one, in the same message."""

    is_turning = True

    def __init__(self, number: int | str, packed: str) -> None:
        """Make the button of a page.

        Args:
            number: Of the page, from 0.
            packed: The ids of all excerpts.
        """
        self.number = int(number)
        self.name = f"page:{self.number}"
        super().__init__(packed)

    def reply(
        self, host: Host, interaction: discord.Interaction[Any], quotes: tuple[Quote, ...]
    ) -> Reply:
        """Return the page."""
        del host, interaction
        return _page(quotes, min(self.number, len(quotes) - 1))


class NearestButton(_QuoteButton, template=rf"nearest:(?P<packed>{quote_ids.PATTERN})"):
    """Shows what comes nearest to a question, topic or claim that was refused."""

    name, label = "nearest", Sentence("Nearest passages")

    def reply(
        self, host: Host, interaction: discord.Interaction[Any], quotes: tuple[Quote, ...]
    ) -> Reply:
        """Return the nearest passages."""
        del host, interaction
        return Reply(nearest_embed(quotes), reading_view(quotes))


class ContextButton(_QuoteButton, template=rf"context:(?P<packed>{quote_ids.PATTERN})"):
    """Shows the paragraph with the one before and the one after."""

    name, label = "context", Sentence("In context")

    def reply(
        self, host: Host, interaction: discord.Interaction[Any], quotes: tuple[Quote, ...]
    ) -> Reply:
        """Return the paragraphs around the first quote."""
        return _in_context(host, interaction, quotes, 0)


class ExcerptButton(
    _QuoteButton, template=rf"excerpt:(?P<number>[0-9]):(?P<packed>{quote_ids.PATTERN})"
):
    """Turns to another excerpt of an answer in a message that shows one of them in context."""

    is_turning = True

    def __init__(self, number: int | str, packed: str) -> None:
        """Make the button of an excerpt.

        Args:
            number: Of the excerpt, from 0.
            packed: The ids of all of them.
        """
        self.number = int(number)
        self.name = f"excerpt:{self.number}"
        super().__init__(packed)
        self.item.label = say("Excerpt {number}", number=self.number + 1)
        self.item.row = 1

    def reply(
        self, host: Host, interaction: discord.Interaction[Any], quotes: tuple[Quote, ...]
    ) -> Reply:
        """Return the paragraphs around the excerpt that is turned to."""
        return _in_context(host, interaction, quotes, min(self.number, len(quotes) - 1))


class TurnButton(_QuoteButton, template=rf"turn:(?P<packed>{quote_ids.PATTERN})"):
    """Turns to an earlier or later paragraph in a message that shows one in context."""

    name, label = "turn", Sentence("Turn")
    is_turning = True

    def reply(
        self, host: Host, interaction: discord.Interaction[Any], quotes: tuple[Quote, ...]
    ) -> Reply:
        """Return the paragraphs around the one that is turned to."""
        return _in_context(host, interaction, quotes, 0)


class CiteButton(_QuoteButton, template=rf"cite:(?P<packed>{quote_ids.PATTERN})"):
    """Gives the citation of each excerpt."""

    name, label = "cite", Sentence("Cite")

    def reply(
        self, host: Host, interaction: discord.Interaction[Any], quotes: tuple[Quote, ...]
    ) -> Reply:
        """Return the citations in the member's style."""
        style = host.style_of(interaction.user.id, choices_of(interaction))
        return Reply(citations_embed(quotes, style))


class DeleteButton(LastingButton, template=r"delete:(?P<asker>[0-9]+)"):
    """Lets the asker, or a moderator, take the reply away; it stands behind the others."""

    anywhere = True

    def __init__(self, asker: int | str, row: int | None = None) -> None:
        """Make the button of a member's reply, in a row."""
        super().__init__(
            discord.ui.Button(
                label=say("Delete"),
                style=discord.ButtonStyle.secondary,
                custom_id=f"delete:{asker}",
                row=row,
            )
        )
        self.asker = int(asker)

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Delete the message the button stands under."""
        moderator = interaction.guild_id is not None and interaction.permissions.manage_messages
        if interaction.user.id != self.asker and not moderator:
            await host_of(interaction).delivery.whisper(interaction, Reply(content=str(NOT_YOURS)))
        else:
            await host_of(interaction).delivery.remove(interaction)


def add_delete(view: discord.ui.View, asker: int | None) -> None:
    """Add the button behind all others: in their last row, where there is room.

    Args:
        view: Gets it.
        asker: Who may press it; None where they alone see the reply, and it has none.
    """
    if asker is None:
        return
    rows = view.to_components()
    has_room = bool(rows) and len(rows[-1]["components"]) < _WIDTH
    view.add_item(DeleteButton(asker, len(rows) - has_room))


def answer_view(
    quotes: tuple[Quote, ...],
    more: tuple[Quote, ...],
    asker: int | None,
    leading_on: Sequence[LastingButton] = (),
    *,
    opinions: bool = False,
) -> discord.ui.View:
    """Return the buttons under an answer.

    Args:
        quotes: Of the answer.
        more: What is shown one by one.
        asker: Who may delete it; None where only they see it.
        leading_on: What else stands in the first row, behind the others.
        opinions: Whether they are asked if it helped.
    """
    view = discord.ui.View(timeout=None)
    if more and (packed := quote_ids.pack(more, _PAGED_IDS)):
        view.add_item(MoreButton(packed))
    _add_reading(view, quotes)
    _add_first(view, leading_on)
    if opinions and quotes:
        add_opinions(view, quotes, asker)
    add_delete(view, asker)
    return view


def refusal_view(
    related: tuple[Quote, ...], asker: int | None, leading_on: Sequence[LastingButton] = ()
) -> discord.ui.View:
    """Return the buttons under a refusal, which itself shows no passage.

    Args:
        related: What bears on what was asked, nearest first; without any, no button shows it.
        asker: Who may delete the refusal, None where only they see it.
        leading_on: As of `answer_view`.
    """
    view = discord.ui.View(timeout=None)
    if packed := quote_ids.pack(related[:_NEAREST], MAX_CUSTOM_ID - len("nearest:")):
        view.add_item(NearestButton(packed))
    _add_first(view, leading_on)
    add_delete(view, asker)
    return view


def context_view(quotes: tuple[Quote, ...], asker: int | None) -> discord.ui.View:
    """Return the buttons under passages that support nothing: without one for citations.

    Args:
        quotes: What is shown, and can be seen in context.
        asker: Who may delete the reply; None where only they see it.
    """
    view = discord.ui.View(timeout=None)
    _add_context(view, quotes)
    add_delete(view, asker)
    return view


def _page(quotes: tuple[Quote, ...], number: int) -> Reply:
    """Return one of the further excerpts, with buttons to those before and after it."""
    packed = quote_ids.pack(quotes, _PAGED_IDS)

    def turn(other: int, label: str) -> PageButton:
        button = PageButton(other, packed)
        button.item.label, button.item.row = label, 0
        return button

    view = discord.ui.View(timeout=None)
    for button in page_turns(number, len(quotes), turn):
        view.add_item(button)
    _add_reading(view, quotes[number : number + 1])
    return Reply(more_embed(quotes[number], number + 1, len(quotes)), view)


def reading_view(quotes: tuple[Quote, ...]) -> discord.ui.View:
    """Return the buttons under a quote that only one member sees."""
    view = discord.ui.View(timeout=None)
    _add_reading(view, quotes)
    return view


def _add_reading(view: discord.ui.View, quotes: tuple[Quote, ...]) -> None:
    _add_context(view, quotes)
    if quotes:
        view.add_item(CiteButton(quote_ids.pack(quotes, MAX_CUSTOM_ID - len("cite:"))))


def _add_first(view: discord.ui.View, buttons: Sequence[LastingButton]) -> None:
    """Add buttons in the first row."""
    for button in buttons:
        button.item.row = 0
        view.add_item(button)


def _add_context(view: discord.ui.View, quotes: tuple[Quote, ...]) -> None:
    if quotes:
        view.add_item(ContextButton(quote_ids.pack(quotes, _EXCERPT_IDS)))


def _in_context(
    host: Host, interaction: discord.Interaction[Any], quotes: tuple[Quote, ...], number: int
) -> Reply:
    """Return embed and buttons that show the paragraph of one of some quotes in its context."""
    quote = quotes[number]
    collection = host.library.collection(readership_of(interaction, host.config, private=True))
    around = collection.around(quote)
    view = discord.ui.View(timeout=None)
    for label, neighbour in ((_EARLIER, around[0]), (_LATER, around[-1])):
        if neighbour.paragraph != quote.paragraph:
            target = quote_of(
                quote.document, quote.document.paragraphs[neighbour.paragraph - 1].span
            )
            button = TurnButton(quote_ids.pack((target,), MAX_CUSTOM_ID - len("turn:")))
            button.item.label = str(label)
            view.add_item(button)
    view.add_item(CiteButton(quote_ids.pack((quote,), MAX_CUSTOM_ID - len("cite:"))))
    packed = quote_ids.pack(quotes, _EXCERPT_IDS)
    for other in range(len(quotes)):
        if other != number:
            view.add_item(ExcerptButton(other, packed))
    focus = quote_of(quote.document, quote.highlight) if quote.highlight else quote
    return Reply(context_embed(around, focus, number + 1, len(quotes)), view)


ANSWER_BUTTONS = (
    MoreButton,
    PageButton,
    NearestButton,
    ContextButton,
    ExcerptButton,
    TurnButton,
    CiteButton,
    DeleteButton,
)
