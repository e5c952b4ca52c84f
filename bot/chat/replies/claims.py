"""The passages behind a claim to what Discord shows, each with its citation."""

import discord

from bot.chat.buttons import answer_view, refusal_view
from bot.chat.delivery import Reply
from bot.chat.embeds import (
    CONFIRMED,
    DOUBTED,
    NO_SUPPORT,
    TOO_LONG,
    TRY_CITING,
    check_quotes,
    code_block,
    joined,
    placed_quote,
    short_place_line,
    title_of,
)
from index import Quote, Style, Support, cite

_LONGEST_PASSAGE = 3000  # characters; a citation has to fit beside it


def support_reply(support: Support, style: Style, asker: int | None) -> Reply:
    """Return the passages that support a claim with their citations, or that none does.

    Args:
        support: What was found for the claim.
        style: Of the citations.
        asker: Who may delete the reply; None for a reply that only they see.
    """
    return _supported(support, style, asker) if support.supported else _unsupported(support, asker)


def _supported(support: Support, style: Style, asker: int | None) -> Reply:
    check_quotes(support.passages)
    parts = [f"{_passage(quote)}\n{code_block(cite(quote, style))}" for quote in support.passages]
    embed = discord.Embed(
        title=title_of(support.claim), description=joined(parts), colour=CONFIRMED
    )
    return Reply(embed, answer_view(support.passages, (), asker))


def _unsupported(support: Support, asker: int | None) -> Reply:
    embed = discord.Embed(
        title=title_of(support.claim), description=f"{NO_SUPPORT}\n{TRY_CITING}", colour=DOUBTED
    )
    return Reply(embed, refusal_view(support.related, asker))


def _passage(quote: Quote) -> str:
    """Return a quote with its place; of one that is too long for a message its place alone."""
    shown = placed_quote(quote)
    return shown if len(shown) <= _LONGEST_PASSAGE else f"{TOO_LONG}\n{short_place_line(quote)}"
