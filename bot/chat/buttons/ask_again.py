"""What a member reads who asks too fast: their question, and a button that asks it again."""

from typing import Any

import discord

from bot.chat.buttons.lasting import LastingButton
from bot.chat.delivery import Reply
from bot.chat.embeds import escape, kept_question, slow_down
from bot.chat.host import host_of

_SEEN = {None: "usual", True: "private", False: "open"}
_PRIVATE = {name: private for private, name in _SEEN.items()}


class AskAgainButton(LastingButton, template=r"ask-again:(?P<seen>usual|private|open)"):
    """Asks the question of the message that it stands under."""

    def __init__(self, seen: str) -> None:
        """Make the button; `seen` says who will see the answer."""
        super().__init__(
            discord.ui.Button(
                label="Ask again",
                style=discord.ButtonStyle.primary,
                custom_id=f"ask-again:{seen}",
            )
        )
        self.private = _PRIVATE[seen]

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the question, to whoever would have seen the answer at first."""
        question = kept_question(interaction.message) if interaction.message else ""
        await host_of(interaction).answer(interaction, question, None, private=self.private)


def slowed_reply(question: str, wait_s: float, *, private: bool | None) -> Reply:
    """Return what a member reads who asks too fast: nothing of their question is lost.

    Args:
        question: As they asked it.
        wait_s: How many seconds they have to wait.
        private: Whether the member alone was to see the answer; None as the operator has it.
    """
    view = discord.ui.View(timeout=None)
    view.add_item(AskAgainButton(_SEEN[private]))
    return Reply(discord.Embed(description=escape(question)), view, content=slow_down(wait_s))
