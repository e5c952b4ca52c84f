"""The verdict on a claim to what Discord shows; citations only where the documents support it."""

import discord

from bot.chat.buttons import answer_view, nearest_view
from bot.chat.delivery import Reply
from bot.chat.embeds import (
    CONFIRMED,
    CONTRADICTED,
    DOUBTED,
    NOT_MENTIONED,
    SUPPORTED,
    TOO_LONG,
    check_quotes,
    code_block,
    joined,
    placed_quote,
    short_place_line,
    title_of,
)
from bot.phrases import NEAR_CLAIM
from index import ClaimVerdict, Quote, Style, Support, cite

_NEAREST = 2  # quotes that lie near a claim which the documents do not mention
_LONGEST_PASSAGE = 3000  # characters; a citation has to fit beside it


def support_reply(support: Support, style: Style, asker: int | None) -> Reply:
    """Return the verdict on a claim with its passages.

    What supports it comes with citations; what does not has no citation, and no button for one.

    Args:
        support: What was found for the claim.
        style: Of the citations.
        asker: Who may delete the reply; None for a reply that only they see.
    """
    check_quotes(support.passages)
    embed = discord.Embed(
        title=title_of(support.claim),
        description=joined(_parts(support, style)),
        colour=CONFIRMED if support.supported else DOUBTED,
    )
    if support.supported:
        return Reply(embed, answer_view(support.passages, (), asker))
    return Reply(embed, nearest_view(support.passages, asker))


def _parts(support: Support, style: Style) -> list[str]:
    """Return the verdict, then the passages; of an address its passage alone."""
    match support.verdict:
        case ClaimVerdict.SUPPORTED:
            verdict = [] if support.by_address else [SUPPORTED]
            return [*verdict, *(_cited(quote, style) for quote in support.passages)]
        case ClaimVerdict.CONTRADICTED:
            return [CONTRADICTED, *map(passage, support.passages)]
        case ClaimVerdict.NOT_MENTIONED:
            nearest = [passage(quote) for quote in support.passages[:_NEAREST]]
            introduction = [NEAR_CLAIM] if nearest else []
            return [NOT_MENTIONED, *introduction, *nearest]


def _cited(quote: Quote, style: Style) -> str:
    return f"{passage(quote)}\n{code_block(cite(quote, style))}"


def passage(quote: Quote) -> str:
    """Return a quote with its place; of one that is too long for a message its place alone."""
    shown = placed_quote(quote)
    return shown if len(shown) <= _LONGEST_PASSAGE else f"{TOO_LONG}\n{short_place_line(quote)}"
