"""What a member reads who is not served now: their words, and a button that asks them again."""

from typing import Any

import discord

from bot.chat.buttons.lasting import LastingButton
from bot.chat.embeds import kept_words
from bot.chat.handling.words_back import given_back
from bot.chat.host import Deed, host_of
from bot.chat.sending.delivery import Reply
from bot.languages import Sentence

_ASKS_AGAIN = "ask-again:"  # begins the custom_id
_SEEN = {None: "usual", True: "private", False: "open"}
_PRIVATE = {name: private for private, name in _SEEN.items()}
_LABELS = {
    Deed.ASK: Sentence("Ask again"),
    Deed.CITE: Sentence("Find sources"),
    Deed.VERIFY: Sentence("Check the quotation"),
    Deed.BRIEF: Sentence("Make the brief"),
}


class AskAgainButton(
    LastingButton,
    template=rf"{_ASKS_AGAIN}(?:(?P<deed>ask|cite|verify|brief):)?(?P<seen>usual|private|open)",
):
    """Asks again what the message keeps that it stands under."""

    def __init__(self, deed: str | None, seen: str) -> None:
        """Make the button.

        Args:
            deed: The value of the `Deed`; None in messages of earlier versions, of a question.
            seen: Who will see the answer.
        """
        self.deed = Deed(deed or Deed.ASK)
        super().__init__(
            discord.ui.Button(
                label=str(_LABELS[self.deed]),
                style=discord.ButtonStyle.primary,
                custom_id=f"{_ASKS_AGAIN}{self.deed}:{seen}",
            )
        )
        self.private = _PRIVATE[seen]

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do what was asked, seen by whoever would have seen it at first."""
        words = kept_words(interaction.message) if interaction.message else ""
        await host_of(interaction).again(interaction, self.deed, words, private=self.private)


def kept_reply(deed: Deed, words: str, hint: str, *, private: bool | None) -> Reply:
    """Return what a member reads who is not served now: nothing that they wrote is lost.

    Words that a message has no room for are attached, without a button.

    Args:
        deed: What they asked for.
        words: As they wrote them; "" where they wrote none.
        hint: Why not now, and when.
        private: Whether the member alone was to see the answer; None as the operator has it.
    """
    view = discord.ui.View(timeout=None)
    view.add_item(AskAgainButton(deed, _SEEN[private]))
    return given_back(words, hint, view)


def asks_again(message: discord.Message) -> bool:
    """Return whether a message keeps words that its button asks again."""
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    ids = (getattr(item, "custom_id", None) or "" for row in rows for item in row.children)
    return any(one.startswith(_ASKS_AGAIN) for one in ids)
