"""Briefs to what Discord shows: points by section, who and where, when, and what to ask next."""

from collections.abc import Collection, Sequence
from typing import Any

import discord

from bot.chat.buttons import brief_view, kept_reply, refusal_view
from bot.chat.delivery import Reply
from bot.chat.embeds import (
    DOUBTED,
    FOOTER,
    MAX_EMBED,
    NO_BRIEF,
    PLAIN,
    ROOM,
    TRY_BRIEFING,
    block,
    check_quotes,
    cut,
    document_titles,
    escape,
    joined,
    listed,
    short_place_line,
    title_of,
)
from bot.chat.host import Deed, Host
from bot.chat.readerships import readership_of
from index import Brief, BriefAbstention, Quote

_NAMES = 8
_DATES = 6
_LONGEST_DATE = 400  # characters of a dated sentence: what is longer is left out, never cut
_SPARE = 40  # characters that the parts of an embed leave to a line on what was left out


async def make_brief(
    host: Host, interaction: discord.Interaction[Any], topic: str | None, *, private: bool | None
) -> None:
    """Send a brief on a topic, on everything where there is none, of a command or button."""
    readership = readership_of(interaction, host.config, private=private)
    await host.respond(
        interaction,
        lambda asker: brief_reply(host.library.collection(readership).brief(topic), asker),
        private=private,
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
    check_quotes(brief.points)
    embed = discord.Embed(title=title_of(brief.topic or "Brief"), colour=PLAIN)
    _add_names(embed, brief)
    _add_dates(embed, brief)
    embed.set_footer(text=cut(document_titles(brief.points), FOOTER))
    room = min(ROOM, MAX_EMBED - len(embed) - _SPARE)
    embed.description = joined(_fitting(brief, room), room)
    return Reply(embed, brief_view(brief, asker))


def _abstention_reply(abstention: BriefAbstention, asker: int | None) -> Reply:
    embed = discord.Embed(
        title=title_of(abstention.topic),
        description=f"{NO_BRIEF}\n{TRY_BRIEFING}",
        colour=DOUBTED,
    )
    return Reply(embed, refusal_view(abstention.related, asker))


def _add_names(embed: discord.Embed, brief: Brief) -> None:
    names = [f"{escape(n.name)} (¶{n.mentions[0].paragraph})" for n in brief.names[:_NAMES]]
    if names:
        embed.add_field(name="Who and where", value=listed(names, " · "), inline=False)


def _add_dates(embed: discord.Embed, brief: Brief) -> None:
    lines = [
        f"**{escape(date.label)}** {escape(date.quote.text)} ¶{date.quote.paragraph}"
        for date in brief.dates[:_DATES]
    ]
    if dates := listed([line for line in lines if len(line) <= _LONGEST_DATE], "\n"):
        embed.add_field(name="When", value=dates, inline=False)


def _fitting(brief: Brief, room: int) -> list[str]:
    """Return the points with a link each; where that is too much, one a paragraph, else none."""
    first_of_paragraph = {
        (point.document.id, point.paragraph): point for point in reversed(brief.points)
    }
    parts: list[str] = []
    for linked in (brief.points, tuple(first_of_paragraph.values()), ()):
        parts = _sections(brief, linked)
        if sum(len(part) + 1 for part in parts) <= room:
            break
    return parts


def _sections(brief: Brief, linked: Collection[Quote]) -> list[str]:
    """Return one part a point: what does not fit is left out by the point, not by the section."""
    several = len({point.document.id for point in brief.points}) > 1
    parts: list[str] = []
    for document, section, points in brief.groups:
        names = [document.title] if several or not section else []
        heading = " · ".join([*names, *([section] if section else [])])
        parts += _section(heading, points, linked)
    return parts


def _section(heading: str, points: Sequence[Quote], linked: Collection[Quote]) -> list[str]:
    lines = [_point(point, linked=point in linked) for point in points]
    return [f"**{escape(heading)}**\n{lines[0]}", *lines[1:]]


def _point(point: Quote, *, linked: bool) -> str:
    place = short_place_line(point, linked=linked, section=False)
    return f"{block(escape(point.text))}\n{place}"
