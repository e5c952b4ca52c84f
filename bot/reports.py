"""Briefs, support and checked quotations to what Discord shows: pure, within its limits."""

from collections.abc import Sequence
from typing import Any

import discord

from bot import render, views
from bot.brief_views import brief_view
from bot.markdown import block, cut, escape
from index import Brief, BriefAbstention, Quote, Style, Support, Verdict, Verification, cite

NO_QUOTATION = "I see no words to check. Paste a quotation, or open the menu on a message with one."
NO_CLAIM = "There are no words in that message. Give me a claim, or an address such as `12`."

_EXACT = discord.Colour(0x2F7D62)
_ALTERED = discord.Colour(0xB07A1E)
_PLAIN = discord.Colour(0x4A6078)
_NAMES = 8
_DATES = 6
_SHOWN_QUOTATION = 300  # characters of a quotation that are repeated where it was not found
_LONGEST_LINK = 600

Content = dict[str, Any]


def verifications(checked: Sequence[Verification], asker: int) -> Content:
    """Return one reply for all quotations of a message."""
    parts = [_verdict(number, v, numbered=len(checked) > 1) for number, v in enumerate(checked, 1)]
    shown = render.joined(parts)
    altered = any(v.verdict is not Verdict.EXACT for v in checked)
    embed = discord.Embed(
        title="Quotation check", description=shown, colour=_ALTERED if altered else _EXACT
    )
    quotes = tuple(v.quote for v in checked if v.quote)[:1]
    return {"embed": embed, "view": views.answer_view(quotes, (), asker)}


def _verdict(number: int, checked: Verification, *, numbered: bool) -> str:
    head = f"**{number}.** " if numbered else ""
    match checked.verdict:
        case Verdict.EXACT:
            return f"{head}✓ **Exact**\n{_with_place(checked.quote)}{_also(checked)}"
        case Verdict.ALTERED:
            told = (
                f"{head}≠ **Altered**: ~~struck~~ is in the quotation alone, **bold** in the source"
            )
            return f"{told}\n{block(difference(checked))}\n{_place(checked.quote)}"
        case Verdict.NOT_FOUND:
            words = block(escape(cut(checked.quotation, _SHOWN_QUOTATION)))
            if checked.too_short:
                return f"{head}**Too short** to check: give at least 12 characters.\n{words}"
            near = (
                f"\nNot a match, but nearest:\n{_with_place(checked.nearest)}"
                if checked.nearest
                else ""
            )
            return f"{head}✗ **Not found** in the documents\n{words}{near}"


def difference(checked: Verification) -> str:
    """Return the quotation with what was changed: struck what it adds, bold what it lacks."""
    parts: list[str] = []
    for part in checked.differences:
        if part.op.value == "equal":
            # What the quotation marks as left out or put in stays as the quotation has it.
            parts.append(escape(part.quoted if part.marked else part.source))
            continue
        if part.quoted.strip():
            parts.append(f" ~~{escape(part.quoted.strip())}~~ ")
        if part.source.strip():
            parts.append(f" **{escape(part.source.strip())}** ")
    return " ".join("".join(parts).split())


def support(found: Support, style: Style, asker: int) -> Content:
    """Return the passages that support a claim with their citations, or that none does."""
    for quote in found.passages:
        quote.check()
    if not found.supported:
        parts = ["**No support found.**"]
        if found.passages:
            parts += ["The documents speak of it here, and do not say so:"]
            parts += [_with_place(quote) for quote in found.passages[:2]]
    else:
        parts = [
            f"{_with_place(quote)}\n{render.code(cite(quote, style))}" for quote in found.passages
        ]
    embed = discord.Embed(
        title=render.title_of(found.claim),
        description=render.joined(parts),
        colour=_EXACT if found.supported else _ALTERED,
    )
    return {"embed": embed, "view": views.answer_view(found.passages, (), asker)}


def brief(made: Brief | BriefAbstention, asker: int) -> Content:
    """Return a brief: points by section, who and where, when, and what to ask next."""
    if isinstance(made, BriefAbstention):
        parts = ["**The documents say too little about this for a brief.**"]
        if made.nearest:
            parts += ["Not a brief, but near it:"] + [_with_place(q) for q in made.nearest[:2]]
        embed = discord.Embed(
            title=render.title_of(made.topic),
            description=render.joined(parts),
            colour=_ALTERED,
        )
        return {"embed": embed, "view": views.answer_view(made.nearest[:1], (), asker)}
    for point in made.points:
        point.check()
    embed = discord.Embed(
        title=render.title_of(made.topic or "Brief"),
        description=render.joined(_sections(made)),
        colour=_PLAIN,
    )
    if made.names:
        named = [f"{escape(n.name)} (¶{n.mentions[0].paragraph})" for n in made.names[:_NAMES]]
        embed.add_field(name="Who and where", value=cut(" · ".join(named), 1024), inline=False)
    if made.dates:
        lines = [
            f"**{escape(d.label)}** {escape(cut(d.quote.text, 110))} ¶{d.quote.paragraph}"
            for d in made.dates[:_DATES]
        ]
        embed.add_field(name="When", value=_fitting(lines, 1024), inline=False)
    titles = dict.fromkeys(point.document.title for point in made.points)
    embed.set_footer(text=cut("; ".join(titles), render.FOOTER))
    return {"embed": embed, "view": brief_view(made, asker)}


def _sections(made: Brief) -> list[str]:
    several = len({point.document.id for point in made.points}) > 1
    parts = []
    for document, section, points in made.groups:
        names = [document.title] if several or not section else []
        heading = " · ".join([*names, *([section] if section else [])])
        lines = [f"{block(escape(point.text))}\n{_place(point, section=False)}" for point in points]
        # One part a point: what does not fit is left out by the point, not by the section.
        parts += [f"**{escape(heading)}**\n{lines[0]}", *lines[1:]]
    return parts


def _with_place(quote: Quote | None) -> str:
    return f"{block(escape(quote.text))}\n{_place(quote)}" if quote else ""


def _place(quote: Quote | None, *, section: bool = True) -> str:
    if quote is None:
        return ""
    return render.place_line(quote, label="open", longest_link=_LONGEST_LINK, section=section)


def _also(checked: Verification) -> str:
    if not checked.also_in:
        return ""
    return f"\n-# also in {', '.join(escape(place.address) for place in checked.also_in[:5])}"


def _fitting(lines: Sequence[str], limit: int) -> str:
    shown: list[str] = []
    for line in lines:
        if len("\n".join([*shown, line])) > limit:
            break
        shown.append(line)
    return "\n".join(shown)
