"""Topic briefs: /brief, with the topic completed while it is typed."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.ext import commands

from bot.chat.audience.readerships import readership_of
from bot.chat.embeds import MAX_CHOICE, MAX_CHOICES
from bot.chat.handling.first_looks import ELSEWHERE_WITHIN_S, look_in_time
from bot.chat.host import Host
from bot.chat.replies import make_brief
from bot.library import DatabaseAwayError, NothingToAskError
from index import complete


class Briefs(commands.Cog):
    """Summarises topics in the documents' own words."""

    def __init__(self, host: Host) -> None:
        """Serve `host`."""
        self._host = host

    @app_commands.command(
        name="brief", description=locale_str("A brief on a topic, in the documents' own sentences")
    )
    @app_commands.describe(
        topic=locale_str("What the brief is on; leave it out for everything"),
        private=locale_str("Only you see the brief"),
    )
    async def brief(
        self,
        interaction: discord.Interaction[Any],
        topic: app_commands.Range[str, 1, 200] | None = None,
        private: bool | None = None,
    ) -> None:
        """Send a brief."""
        await make_brief(self._host, interaction, topic, private=private)

    @brief.autocomplete("topic")
    async def complete_topic(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Return the topics that begin or go on as typed, after they were sent."""
        library, looking = self._host.library, self._host.memberships.look_up_lately(interaction)
        await self._host.delivery.in_time(ELSEWHERE_WITHIN_S, looking)
        readership = readership_of(interaction, self._host.config, private=True)
        try:
            topics = await look_in_time(self._host, lambda: library.collection(readership).topics)
        except (NothingToAskError, DatabaseAwayError):
            topics = ()
        choices = [
            app_commands.Choice(name=topic.title[:MAX_CHOICE], value=topic.title[:MAX_CHOICE])
            for topic in complete(typed, topics, MAX_CHOICES)
        ]
        await self._host.delivery.suggest(interaction, choices)
        return choices


async def setup(host: Host) -> None:
    """Add the cog."""
    await host.add_cog(Briefs(host))
