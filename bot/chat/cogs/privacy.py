"""What is kept, and a member's hold on what is kept of them."""

import io
import logging
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.chat.embeds import (
    EXPORTED,
    NOT_DELETED,
    NOTHING_KEPT,
    deleted_text,
    privacy_embed,
    settings_record,
)
from bot.chat.host import ANYWHERE, Host, at_once
from bot.chat.sending.delivery import Reply
from index import CollectionError

_FILE = "my-settings.json"

_log = logging.getLogger(__name__)


class Privacy(
    commands.GroupCog,
    group_name="privacy",
    group_description=locale_str("What is kept of you, and for how long"),
    group_extras={ANYWHERE: True},
):
    """Says what is kept, hands it out and deletes it."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host

    @app_commands.command(
        name="show", description=locale_str("What is kept, where, and for how long")
    )
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Say what is kept, as the bot is configured."""
        chosen = self._host.config.discord
        logged, days = chosen.log_questions, chosen.kept_after_leaving_days
        await self._say(
            interaction, lambda: Reply(privacy_embed(questions_logged=logged, days=days))
        )

    @app_commands.command(
        name="delete",
        description=locale_str(
            "Delete your settings, and take your name out of servers' histories"
        ),
    )
    async def delete(self, interaction: discord.Interaction[Any]) -> None:
        """Delete what is kept of a member, and say what that was."""
        await self._say_of_member(interaction, lambda: self._deleted(interaction.user.id))

    @app_commands.command(name="export", description=locale_str("What is kept of you, as a file"))
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand out what is kept of a member."""
        await self._say_of_member(interaction, lambda: self._exported(interaction.user.id))

    def _deleted(self, member_id: int) -> Reply:
        try:
            return Reply(content=deleted_text(self._host.forget(member_id)))
        except CollectionError as error:
            _log.warning("a member's settings were not deleted: %s", error)
            return Reply(content=str(NOT_DELETED))

    def _exported(self, member_id: int) -> Reply:
        settings = self._host.kept_of(member_id)
        if not settings:
            return Reply(content=str(NOTHING_KEPT))
        record = settings_record(member_id, settings)
        return Reply(
            files=(discord.File(io.BytesIO(record.encode()), _FILE),), content=str(EXPORTED)
        )

    async def _say(self, interaction: discord.Interaction[Any], reply: Callable[[], Reply]) -> None:
        """Tell the member alone; it waits for no question."""
        await self._host.serve(interaction, reply, ephemeral=True, finding=at_once)

    async def _say_of_member(
        self, interaction: discord.Interaction[Any], reply: Callable[[], Reply]
    ) -> None:
        """Do so with what they chose just before, which may be on its way to where it is kept."""
        library, made = self._host.library, list[Reply]()

        async def make() -> None:
            await library.note(lambda: None)  # in turn, behind that
            made.append(await library.manage(reply))

        await self._host.serve(interaction, lambda: made[0], ephemeral=True, finding=make)


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(Privacy(host))
