"""The button that asks a further question, and its form: a follow-up that needs no mention."""

from typing import Any

import discord

from bot.chat.buttons.lasting import LastingButton
from bot.chat.embeds import question_of
from bot.chat.host import host_of


class FollowUpForm(discord.ui.Modal, title="Follow up"):
    """Asks for the next question."""

    question: discord.ui.TextInput["FollowUpForm"] = discord.ui.TextInput(
        label="Your question", placeholder="And why is that?", max_length=500
    )

    def __init__(self, earlier: str | None) -> None:
        """Make the form for a question that follows `earlier`."""
        super().__init__()
        self.earlier = earlier

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Answer what was typed, in the light of what was asked before."""
        host = host_of(interaction)
        if not host.handled.first(interaction.id):
            return
        history = [self.earlier] if self.earlier else []
        message = interaction.message
        hidden = message is not None and message.flags.ephemeral
        await host.answer(interaction, self.question.value, history, private=hidden)


class FollowUpButton(LastingButton, template=r"follow-up"):
    """Opens the form."""

    def __init__(self) -> None:
        """Make the button; the question it follows stands in the message it is under."""
        super().__init__(discord.ui.Button(label="Follow up", custom_id="follow-up"))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        earlier = question_of(interaction.message) if interaction.message else None
        await interaction.response.send_modal(FollowUpForm(earlier))
