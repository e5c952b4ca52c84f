"""Briefs to what Discord shows: points by section, who and where, when, and what to ask next."""

from typing import Any

import discord

from bot.chat.audience.readerships import readership_of
from bot.chat.buttons import brief_view, can_be_paged, kept_reply, refusal_view
from bot.chat.embeds import DOUBTED, brief_embed, no_brief, title_of
from bot.chat.host import Deed, Host
from bot.chat.replies.findings import brief_on
from bot.chat.sending.delivery import Reply
from index import Brief, BriefAbstention


async def make_brief(
    host: Host, interaction: discord.Interaction[Any], topic: str | None, *, private: bool | None
) -> None:
    """Send a brief on a topic, on everything where there is none, of a command or button."""
    topic = " ".join((topic or "").split()) or None
    found: list[Brief | BriefAbstention] = []

    async def find() -> None:
        readership = readership_of(interaction, host.config, private=private)
        found.append(await brief_on(host, readership, topic))

    await host.respond(
        interaction,
        lambda asker: brief_reply(found[0], asker),
        private=private,
        finding=find,
        kept=lambda hint: kept_reply(Deed.BRIEF, topic or "", hint, private=private),
    )


def brief_reply(brief: Brief | BriefAbstention, asker: int | None) -> Reply:
    """Return a brief, or that the documents say too little for one.

    Args:
        brief: What was made of the topic.
        asker: Who may delete the reply; None for a reply that only they see.
    """
    if isinstance(brief, BriefAbstention):
        return _abstention_reply(brief, asker)
    view = brief_view(brief, asker)
    return Reply(brief_embed(brief, 0 if can_be_paged(brief) else None), view)


def _abstention_reply(abstention: BriefAbstention, asker: int | None) -> Reply:
    embed = discord.Embed(
        title=title_of(abstention.topic),
        description=no_brief(),
        colour=DOUBTED,
    )
    return Reply(embed, refusal_view(abstention.related, asker))
