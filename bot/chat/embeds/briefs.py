"""A brief in pages: its points by section, the best six first, then who is named, and when."""

from collections.abc import Collection, Sequence

import discord

from bot.chat.embeds.fitting import joined, listed
from bot.chat.embeds.limits import MAX_EMBED, MAX_TITLE, ROOM
from bot.chat.embeds.markdown import block, cut, escape
from bot.chat.embeds.quote_languages import with_languages
from bot.chat.embeds.quotes import check_quotes, short_place_line, stated_sources
from bot.chat.embeds.theme import PLAIN
from bot.chat.embeds.titles import title_of
from bot.languages import say
from bot.phrases import export_words
from index import Brief, DatedStatement, Quote, by_sentence, date_label

_POINTS = 6  # a page: about as many as a phone shows at once
_NAMES = 8
_DATES = 6
_LONGEST_DATE = 400  # characters of a dated sentence: what is longer is left out, never cut
_SPARE = 40  # characters that the parts of an embed leave to a line on what was left out


def brief_pages(brief: Brief) -> int:
    """Return how many pages a brief has: of points, and one of names and dates if there are any."""
    return _pages_of_points(brief) + bool(brief.names or brief.dates)


def brief_embed(brief: Brief, page: int | None = 0) -> discord.Embed:
    """Return a page of a brief.

    Args:
        brief: What was made of a topic.
        page: Its number, from 0; beyond the last it is the last. None for all pages as one.

    Raises:
        QuoteMismatchError: A point, name or date is not what its source says; nothing is shown.
    """
    check_quotes(brief.quotes)
    pages = brief_pages(brief)
    page = page if page is None else min(page, pages - 1)
    title = title_of(brief.topic or say("Brief"))
    numbered = f" · {say('{number} of {count}', number=page + 1, count=pages)}" if page else ""
    embed = discord.Embed(title=f"{cut(title, MAX_TITLE - len(numbered))}{numbered}", colour=PLAIN)
    shown = _points_on(brief, page)
    if page is None or page >= _pages_of_points(brief):
        _add_names(embed, brief)
        _add_dates(embed, brief)
    embed.set_footer(text=stated_sources(shown or brief.points))
    with_languages(embed, shown or brief.points)
    room = min(ROOM, MAX_EMBED - len(embed) - _SPARE)
    embed.description = joined(_fitting(brief, shown, room), room)
    return embed


def _pages_of_points(brief: Brief) -> int:
    return max(1, len(brief.pages(_POINTS)))


def _points_on(brief: Brief, page: int | None) -> tuple[Quote, ...]:
    """Return the points that stand on a page."""
    if page is None:
        return brief.points
    return next(iter(brief.pages(_POINTS)[page : page + 1]), ())


def _add_names(embed: discord.Embed, brief: Brief) -> None:
    names = [f"{escape(n.name)} (¶{n.mentions[0].paragraph})" for n in brief.names[:_NAMES]]
    if names:
        embed.add_field(name=say("Who and where"), value=listed(names, " · "), inline=False)


def _add_dates(embed: discord.Embed, brief: Brief) -> None:
    lines = [_date_line(dates) for dates in by_sentence(brief.dates)[:_DATES]]
    if dates := listed([line for line in lines if len(line) <= _LONGEST_DATE], "\n"):
        embed.add_field(name=say("When"), value=dates, inline=False)


def _date_line(dates: Sequence[DatedStatement]) -> str:
    """Return a sentence behind all of its dates."""
    labels = dict.fromkeys(date_label(date, export_words) for date in dates)
    quote = dates[0].quote
    return f"**{escape(', '.join(labels))}** {escape(quote.text)} ¶{quote.paragraph}"


def _fitting(brief: Brief, points: Sequence[Quote], room: int) -> list[str]:
    """Return points with a link each; where that is too much, one a paragraph, else none."""
    first_of_paragraph = {(point.document.id, point.paragraph): point for point in reversed(points)}
    parts: list[str] = []
    for linked in (points, tuple(first_of_paragraph.values()), ()):
        parts = _sections(brief, points, linked)
        if sum(len(part) + 1 for part in parts) <= room:
            break
    return parts


def _sections(brief: Brief, points: Sequence[Quote], linked: Collection[Quote]) -> list[str]:
    """Return one part a point: what does not fit is left out by the point, not by the section."""
    several = len({point.document.id for point in brief.points}) > 1
    parts: list[str] = []
    for document, section, of_section in brief.groups:
        shown = [point for point in of_section if point in points]
        names = [document.title] if several or not section else []
        heading = " · ".join(dict.fromkeys([*names, *([section] if section else [])]))
        parts += _section(heading, shown, linked) if shown else []
    return parts


def _section(heading: str, points: Sequence[Quote], linked: Collection[Quote]) -> list[str]:
    lines = [_point(point, linked=point in linked) for point in points]
    return [f"**{escape(heading)}**\n{lines[0]}", *lines[1:]]


def _point(point: Quote, *, linked: bool) -> str:
    place = short_place_line(point, linked=linked, section=False)
    return f"{block(escape(point.text))}\n{place}"
