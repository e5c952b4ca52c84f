"""The button that asks a further question, and its form: a follow-up that needs no mention."""

from typing import Any

import discord

from bot.chat.buttons.lasting import LastingButton
from bot.chat.handling.admission import is_admitted
from bot.chat.handling.asked import FOLLOW_UP, question_answered
from bot.chat.host import host_of
from bot.chat.incoming.form_fields import fields_of
from bot.languages import Sentence, say

_FORM = "follow-up-form"
_FOLLOW_UP = Sentence("Follow up")


class FollowUpForm(discord.ui.Modal):
    """Asks for the next question. What is typed comes to `answer_form`."""

    def __init__(self, longest: int) -> None:
        """Make the form of a question of so many characters; it is known by its custom_id."""
        super().__init__(title=str(_FOLLOW_UP), custom_id=_FORM)
        question: discord.ui.TextInput[FollowUpForm] = discord.ui.TextInput(
            label=say("Your question"),
            placeholder=say("And why is that?"),
            custom_id="question",
            max_length=longest,
        )
        self.add_item(question)


class FollowUpButton(LastingButton, template=r"follow-up"):
    """Opens the form."""

    def __init__(self) -> None:
        """Make the button; the question it follows stands in the message it is under."""
        super().__init__(discord.ui.Button(label=str(_FOLLOW_UP), custom_id=FOLLOW_UP))

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        host = host_of(interaction)
        form = FollowUpForm(host.config.discord.question_characters)
        await host.delivery.open_form(interaction, form)


async def answer_form(interaction: discord.Interaction[Any]) -> None:
    """Answer what was typed into the form, in the light of what was asked before.

    discord.py hands a form only to the process that opened it, and only if the response to the
    opening arrived; whoever filled it in does not know of either.
    """
    data: Any = interaction.data
    if interaction.type is not discord.InteractionType.modal_submit or data["custom_id"] != _FORM:
        return
    host = host_of(interaction)
    if not host.handled.first(interaction.id):
        return
    question = _typed(interaction)
    if not await is_admitted(host, interaction, words=question):
        return
    message = interaction.message

    async def history() -> list[str]:
        earlier = await question_answered(message, host.user) if message else None
        return [earlier] if earlier else []

    hidden = message is not None and message.flags.ephemeral
    await host.answer(interaction, question, history, private=True if hidden else None)


def _typed(interaction: discord.Interaction[Any]) -> str:
    """Return what stands in the form's one field."""
    return next((str(one["value"]) for one in fields_of(interaction) if "value" in one), "")
