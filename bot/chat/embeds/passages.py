"""Quotes that a button calls up: in context, or with their citation."""

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.limits import MAX_DESCRIPTION, MAX_TITLE
from bot.chat.embeds.markdown import block, code_block, cut, escape
from bot.chat.embeds.quote_languages import with_languages
from bot.chat.embeds.quotes import (
    excerpts,
    held_by,
    marked_words,
    place_words,
    stated_sources,
)
from bot.chat.embeds.theme import PLAIN
from bot.languages import say
from bot.phrases import NEAREST
from index import Quote, Style, cite, surroundings

_STYLES = {Style.CHICAGO: "Chicago", Style.BIBTEX: "BibTeX"}  # the others are capitals


def nearest_embed(quotes: Sequence[Quote]) -> discord.Embed:
    """Return what comes nearest to what was refused, none of its words marked as an answer."""
    begins = say(NEAREST)
    room = MAX_DESCRIPTION - len(begins) - 1
    shown = excerpts(quotes, highlighted=False, room=room)
    title = say("Nearest passages")
    embed = discord.Embed(title=title, description=f"{begins}\n{shown}", colour=PLAIN)
    return with_languages(embed, quotes)


def more_embed(quote: Quote, number: int, count: int) -> discord.Embed:
    """Return one of the excerpts that follow an answer, its answering sentence bold.

    Args:
        quote: The excerpt.
        number: Which one it is, from 1.
        count: How many there are.
    """
    title = say("More from the documents")
    if count > 1:
        title = say("More · {number} of {count}", number=number, count=count)
    embed = discord.Embed(title=title, description=excerpts([quote]), colour=PLAIN)
    return with_languages(embed.set_footer(text=stated_sources([quote])), [quote])


def context_embed(quotes: Sequence[Quote], focus: Quote) -> discord.Embed:
    """Return the paragraphs around a quote, its words bold in theirs.

    Where they are too long for one message it is the quote's own alone, else its sentences.
    """
    title = cut(escape(focus.section or focus.document.title), MAX_TITLE)
    embed = discord.Embed(title=title, description=_context(quotes, focus), colour=PLAIN)
    return with_languages(embed, [focus])


def _context(quotes: Sequence[Quote], focus: Quote) -> str:
    """Return as much around a quote as fits."""
    own = [paragraph for paragraph in quotes if paragraph.span.contains(focus.span)]
    for around in (quotes, own, [surroundings(focus)], [focus]):
        shown = "\n".join(_paragraph(quote, focus) for quote in around)
        if 0 < len(shown) <= MAX_DESCRIPTION:
            return shown
    return excerpts([focus])


def _paragraph(paragraph: Quote, focus: Quote) -> str:
    highlight = focus.span if paragraph.span.contains(focus.span) else None
    words = marked_words(replace(paragraph, highlight=highlight))
    place = " · ".join([place_words(paragraph), *held_by(paragraph.document)])
    return f"{block(words)}\n-# {place}"


def citations_embed(quotes: Sequence[Quote], style: Style) -> discord.Embed:
    """Return quotes with their citation, ready to be copied."""
    title = f"{say('Citations')} · {_STYLES.get(style, style.value.upper())}"
    parts = [_cited(quote, style) for quote in quotes]
    embed = discord.Embed(title=title, description=joined(parts), colour=PLAIN)
    return with_languages(embed, quotes)


def _cited(quote: Quote, style: Style) -> str:
    holder = "".join(f"-# {words}\n" for words in held_by(quote.document))
    return f"{block(escape(quote.text))}\n{holder}{code_block(cite(quote, style))}"
