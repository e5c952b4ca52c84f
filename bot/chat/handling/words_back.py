"""What a member reads together with their own words, so that nothing that they wrote is lost."""

import io
from typing import Any

import discord
from discord import app_commands

from bot.chat.embeds import kept, too_long, too_long_there
from bot.chat.sending.reply_forms import Reply


def given_back(words: str, hint: str, view: discord.ui.View | None = None) -> Reply:
    """Return a hint with a member's words under it, and buttons that do something with them.

    Words that have no room there are attached, without the buttons, which read them there.

    Args:
        words: As they wrote them; "" where they wrote none.
        hint: Why they get them back.
        view: The buttons.
    """
    file = discord.File(io.BytesIO(words.encode()), "your-words.txt")
    attached = Reply(files=(file,), content=hint)
    description = kept(words)
    if description is None:
        return attached
    if not description:
        return Reply(content=hint, view=view)
    return Reply(discord.Embed(description=description), view, content=hint, uncut=attached)


def too_long_reply(interaction: discord.Interaction[Any], words: str, limit: int) -> Reply | None:
    """Return what a member reads whose words are too many, with those; None where they are not.

    What a menu was opened on stays where it is, and may be somebody else's.

    Args:
        interaction: The command, menu, button or form.
        words: What is to be looked up.
        limit: How many characters it may have.
    """
    if len(words) <= limit:
        return None
    if is_of_menu(interaction):
        return Reply(content=too_long_there(len(words), limit))
    return given_back(words, too_long(len(words), limit))


def is_of_menu(interaction: discord.Interaction[Any]) -> bool:
    """Return whether an interaction came from the menu of a message."""
    return isinstance(interaction.command, app_commands.ContextMenu)
