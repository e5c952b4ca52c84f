"""First answers that are still to be sent: no work is begun before them."""

from typing import Any

import discord

from bot.library import Library

_DUE = "first answer due"  # among an interaction's extras


def expect(interaction: discord.Interaction[Any], library: Library) -> None:
    """Begin no work until an interaction's first answer is on its way, or too late to matter."""
    interaction.extras[_DUE] = library.due()


def on_its_way(interaction: discord.Interaction[Any]) -> None:
    """Go on: the first answer of an interaction is being sent."""
    begin = interaction.extras.pop(_DUE, None)
    if begin is not None:
        begin()
