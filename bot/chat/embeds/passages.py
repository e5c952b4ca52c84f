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


def context_embed(
    quotes: Sequence[Quote], focus: Quote, number: int = 1, count: int = 1
) -> discord.Embed:
    """Return the paragraphs around a quote, its words bold in theirs.

    The quote's section is the title; under a paragraph of another one stands that one's. Where they
    are too long for one message it is the quote's own alone, else its sentences.

    Args:
        quotes: The paragraphs.
        focus: The quote.
        number: Which one of the excerpts of an answer it is, from 1.
        count: How many there are.
    """
    embed = discord.Embed(title=_heading(focus), description=_context(quotes, focus), colour=PLAIN)
    if count > 1:
        embed.set_footer(text=say("Excerpt {number} of {count}", number=number, count=count))
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
    elsewhere = [] if paragraph.section == focus.section else [_heading(paragraph)]
    place = " · ".join([*elsewhere, place_words(paragraph), *held_by(paragraph.document)])
    return f"{block(words)}\n-# {place}"


def _heading(quote: Quote) -> str:
    """Return the section that a quote stands in, or its document's title where there is none."""
    return cut(escape(quote.section or quote.document.title), MAX_TITLE)


def citations_embed(quotes: Sequence[Quote], style: Style) -> discord.Embed:
    """Return quotes with their citation, ready to be copied; those of one place share it."""
    title = f"{say('Citations')} · {_STYLES.get(style, style.value.upper())}"
    cited: dict[str, list[Quote]] = {}
    for quote in quotes:
        cited.setdefault(_citation(quote, style), []).append(quote)
    parts = [f"{_words(of_one)}\n{citation}" for citation, of_one in cited.items()]
    embed = discord.Embed(title=title, description=joined(parts), colour=PLAIN)
    return with_languages(embed, quotes)


def _citation(quote: Quote, style: Style) -> str:
    """Return the citation of a quote, and whose its document is where that is to be said."""
    holder = "".join(f"-# {words}\n" for words in held_by(quote.document))
    return f"{holder}{code_block(cite(quote, style))}"


def _words(quotes: Sequence[Quote]) -> str:
    """Return quotes as block quotes, the same words once."""
    return "\n\n".join(dict.fromkeys(block(escape(quote.text)) for quote in quotes))
