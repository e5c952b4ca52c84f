"""Briefs and support of claims to what Discord shows: pure, within its limits."""

from collections.abc import Collection

import discord

from bot.chat.buttons import answer_view, brief_view
from bot.chat.delivery import Reply
from bot.chat.embeds import (
    FOOTER,
    MAX_EMBED,
    ROOM,
    TOO_LONG,
    block,
    code_block,
    cut,
    escape,
    joined,
    listed,
    place_line,
    title_of,
)
from index import Brief, BriefAbstention, Quote, Style, Support, cite

NO_CLAIM = "There are no words in that message. Give me a claim, or an address such as `12`."

_EXACT = discord.Colour(0x2F7D62)
_ALTERED = discord.Colour(0xB07A1E)
_PLAIN = discord.Colour(0x4A6078)
_NAMES = 8
_DATES = 6
_LONGEST_DATE = 400  # characters of a dated sentence: what is longer is left out, never cut
_LONGEST_LINK = 600
_LONGEST_PASSAGE = 3000  # characters; a citation has to fit beside it


def support_reply(found: Support, style: Style, asker: int | None) -> Reply:
    """Return the passages that support a claim with their citations, or that none does."""
    for quote in found.passages:
        quote.check()
    if not found.supported:
        parts = ["**No support found.**"]
        if found.passages:
            parts += ["Not support, but nearest to it:"]
            parts += [_with_place(quote) for quote in found.passages[:2]]
    else:
        parts = [
            f"{_with_place(quote)}\n{code_block(cite(quote, style))}" for quote in found.passages
        ]
    embed = discord.Embed(
        title=title_of(found.claim),
        description=joined(parts),
        colour=_EXACT if found.supported else _ALTERED,
    )
    return Reply(embed, answer_view(found.passages, (), asker))


def brief_reply(made: Brief | BriefAbstention, asker: int | None) -> Reply:
    """Return a brief: points by section, who and where, when, and what to ask next."""
    if isinstance(made, BriefAbstention):
        parts = ["**The documents say too little about this for a brief.**"]
        if made.nearest:
            parts += ["Not a brief, but near it:"] + [_with_place(q) for q in made.nearest[:2]]
        embed = discord.Embed(
            title=title_of(made.topic),
            description=joined(parts),
            colour=_ALTERED,
        )
        return Reply(embed, answer_view(made.nearest[:1], (), asker))
    for point in made.points:
        point.check()
    embed = discord.Embed(title=title_of(made.topic or "Brief"), colour=_PLAIN)
    if made.names:
        named = [f"{escape(n.name)} (¶{n.mentions[0].paragraph})" for n in made.names[:_NAMES]]
        embed.add_field(name="Who and where", value=listed(named, " · "), inline=False)
    if made.dates:
        lines = [
            f"**{escape(d.label)}** {escape(d.quote.text)} ¶{d.quote.paragraph}"
            for d in made.dates[:_DATES]
        ]
        fitting = [line for line in lines if len(line) <= _LONGEST_DATE]
        if shown := listed(fitting, "\n"):
            embed.add_field(name="When", value=shown, inline=False)
    titles = dict.fromkeys(point.document.title for point in made.points)
    embed.set_footer(text=cut("; ".join(titles), FOOTER))
    room = min(ROOM, MAX_EMBED - len(embed) - 40)
    embed.description = joined(_fitting(made, room), room)
    return Reply(embed, brief_view(made, asker))


def _fitting(made: Brief, room: int) -> list[str]:
    """Return the points with a link each; where that is too much, one a paragraph, else none."""
    parts = _sections(made, made.points)
    firsts = {(point.document.id, point.paragraph): point for point in reversed(made.points)}
    for linked in (tuple(firsts.values()), ()):
        if sum(len(part) + 1 for part in parts) > room:
            parts = _sections(made, linked)
    return parts


def _sections(made: Brief, linked: Collection[Quote]) -> list[str]:
    several = len({point.document.id for point in made.points}) > 1
    parts = []
    for document, section, points in made.groups:
        names = [document.title] if several or not section else []
        heading = " · ".join([*names, *([section] if section else [])])
        lines = [_point(point, linked=point in linked) for point in points]
        # One part a point: what does not fit is left out by the point, not by the section.
        parts += [f"**{escape(heading)}**\n{lines[0]}", *lines[1:]]
    return parts


def _point(point: Quote, *, linked: bool) -> str:
    longest = _LONGEST_LINK if linked else 0
    place = place_line(point, label="open", longest_link=longest, section=False)
    return f"{block(escape(point.text))}\n{place}"


def _with_place(quote: Quote | None) -> str:
    if quote is None:
        return ""
    place = _place(quote)
    shown = f"{block(escape(quote.text))}\n{place}"
    return shown if len(shown) <= _LONGEST_PASSAGE else f"{TOO_LONG}\n{place}"


def _place(quote: Quote) -> str:
    return place_line(quote, label="open", longest_link=_LONGEST_LINK)
