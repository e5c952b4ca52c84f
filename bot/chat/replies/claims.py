"""The passages behind a claim to what Discord shows, each with its citation."""

import discord

from bot.chat.buttons import answer_view
from bot.chat.delivery import Reply
from bot.chat.embeds import (
    CONFIRMED,
    DOUBTED,
    NO_SUPPORT,
    TOO_LONG,
    check_quotes,
    code_block,
    joined,
    placed_quote,
    short_place_line,
    title_of,
)
from bot.phrases import NEAR_SUPPORT
from index import Quote, Style, Support, cite

_NEAREST = 2  # quotes that lie near a claim without support
_LONGEST_PASSAGE = 3000  # characters; a citation has to fit beside it


def support_reply(support: Support, style: Style, asker: int | None) -> Reply:
    """Return the passages that support a claim with their citations, or that none does.

    Args:
        support: What was found for the claim.
        style: Of the citations.
        asker: Who may delete the reply; None for a reply that only they see.
    """
    check_quotes(support.passages)
    parts = _supporting(support, style) if support.supported else _unsupported(support)
    embed = discord.Embed(
        title=title_of(support.claim),
        description=joined(parts),
        colour=CONFIRMED if support.supported else DOUBTED,
    )
    return Reply(embed, answer_view(support.passages, (), asker))


def passage(quote: Quote) -> str:
    """Return a quote with its place; of one that is too long for a message its place alone."""
    shown = placed_quote(quote)
    return shown if len(shown) <= _LONGEST_PASSAGE else f"{TOO_LONG}\n{short_place_line(quote)}"


def _supporting(support: Support, style: Style) -> list[str]:
    return [f"{passage(quote)}\n{code_block(cite(quote, style))}" for quote in support.passages]


def _unsupported(support: Support) -> list[str]:
    nearest = [passage(quote) for quote in support.passages[:_NEAREST]]
    introduction = [NEAR_SUPPORT] if nearest else []
    return [NO_SUPPORT, *introduction, *nearest]
