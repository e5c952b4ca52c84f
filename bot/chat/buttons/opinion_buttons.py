"""Two buttons under an answer: whether it helped. Who pressed is not kept.

Only who asked may press, and the buttons are switched off then: one opinion an answer. Whose
answer it is stands in the button. What cannot be prevented: who asks again has another answer to
press under, with another account, too; and where the program ends between counting and switching
off, the buttons can be pressed once more.
"""

import logging
from collections.abc import Sequence
from typing import Any

import discord

from bot.chat.audience.readerships import readership_of
from bot.chat.audience.server_choices import choices_of
from bot.chat.buttons import quote_ids
from bot.chat.buttons.lasting import LastingButton
from bot.chat.embeds import (
    EXPIRED,
    MAX_CUSTOM_ID,
    NOT_YOUR_ANSWER,
    OPINION_NOT_KEPT,
    OPINIONS_NOT_WANTED,
)
from bot.chat.host import Host, host_of
from bot.chat.sending.delivery import Acknowledged, Reply
from bot.languages import Sentence
from bot.library import rated_texts
from index import BriefingError, Quote, digest_of_text

_log = logging.getLogger(__name__)
_NAME = "opinion"
_LABELS = {"yes": Sentence("Helpful"), "no": Sentence("Not helpful")}
_LONGEST_ASKER = 20  # figures of an id
_ROOM = MAX_CUSTOM_ID - len(f"{_NAME}:yes::") - _LONGEST_ASKER
ROW = 1  # under what leads on from the answer


class OpinionButton(
    LastingButton,
    template=rf"{_NAME}:(?P<kind>yes|no):(?P<asker>[0-9]*):(?P<marks>{quote_ids.PATTERN})",
):
    """Counts an answer as helpful, or not, for the documents that it quotes."""

    def __init__(self, kind: str, asker: int | str | None, marks: str) -> None:
        """Make the button.

        Args:
            kind: "yes" or "no".
            asker: Who may press it; None or "" where they alone see it.
            marks: Of the wordings that the answer quotes.
        """
        super().__init__(
            discord.ui.Button(
                label=str(_LABELS[kind]),
                style=discord.ButtonStyle.secondary,
                custom_id=f"{_NAME}:{kind}:{asker or ''}:{marks}",
                row=ROW,
            )
        )
        self.helpful = kind == "yes"
        self.asker = int(asker) if asker else None
        self.marks = frozenset(marks.split(quote_ids.SEPARATOR))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Count the opinion once, and switch both buttons off."""
        host, message = host_of(interaction), interaction.message
        if message is None:
            return
        if self.asker is not None and interaction.user.id != self.asker:
            await host.delivery.whisper(interaction, Reply(content=str(NOT_YOUR_ANSWER)))
            return
        async with host.in_flight.hold():
            known = await host.delivery.acknowledge(interaction, ephemeral=None)
            if known is Acknowledged.REFUSED:
                return
            problem = await host.rated.problem(message.id, lambda: self._count(host, interaction))
            if problem is None:
                await host.delivery.finish(interaction, Reply(view=_rated_view(message, self)))
            else:
                await host.delivery.whisper_beside(interaction, Reply(content=problem))

    async def _count(self, host: Host, interaction: discord.Interaction[Any]) -> str | None:
        """Return why an opinion cannot be counted; None where it was."""
        try:
            if not choices_of(interaction).checked().opinions:
                return str(OPINIONS_NOT_WANTED)
            counted = await host.library.manage(lambda: self._counted(host, interaction))
        except BriefingError as error:
            _log.warning("server %s: an opinion was not counted: %s", interaction.guild_id, error)
            return str(OPINION_NOT_KEPT)
        return None if counted else str(EXPIRED)

    def _counted(self, host: Host, interaction: discord.Interaction[Any]) -> bool:
        """Return whether an opinion was counted: of what is there, and may be seen; in a thread."""
        shelves, public = host.library.shelves, host.library.public
        readership = readership_of(interaction, host.config, private=True)
        seen = rated_texts(shelves, readership, public)
        texts = [text for wording, text in seen.items() if _mark(wording) in self.marks]
        if texts:
            day = interaction.created_at.date()
            counts = shelves.servers.opinions
            counts.keep(public.documents)
            counts.count(interaction.guild_id or 0, texts, day, helpful=self.helpful)
        return bool(texts)


def add_opinions(view: discord.ui.View, quotes: Sequence[Quote], asker: int | None) -> None:
    """Add the two buttons to those of an answer.

    Args:
        view: Gets them.
        quotes: Of the answer, one at least.
        asker: Who may press them; None where they alone see it.
    """
    marks = dict.fromkeys(_mark(digest_of_text(quote.document.text)) for quote in quotes)
    each = len(quote_ids.SEPARATOR) + len(next(iter(marks)))
    packed = quote_ids.SEPARATOR.join(list(marks)[: _ROOM // each])
    for kind in _LABELS:
        view.add_item(OpinionButton(kind, asker, packed))


def _mark(wording: str) -> str:
    """Return what stands for a wording, whatever its document is called among others."""
    return quote_ids.mark("", wording)


def _rated_view(message: discord.Message, pressed: OpinionButton) -> discord.ui.View:
    """Return the buttons of a message: both opinions switched off, the pressed one marked."""
    view = discord.ui.View.from_message(message, timeout=None)
    for button in view.children:
        if not isinstance(button, discord.ui.Button):
            continue
        if (button.custom_id or "").startswith(f"{_NAME}:"):
            button.disabled = True
            if button.custom_id == pressed.item.custom_id:
                button.label = f"✓ {button.label}"
    view.stop()  # presses come to the buttons that outlive a restart, and not to this view
    return view
