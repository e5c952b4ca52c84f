"""The verdict on a claim to what Discord shows; citations only where the documents support it."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.chat.audience.readerships import readership_of
from bot.chat.audience.server_choices import choices_of
from bot.chat.buttons import answer_view, context_view, kept_reply, refusal_view
from bot.chat.embeds import (
    CONFIRMED,
    DOUBTED,
    NO_CLAIM,
    NO_WORDS_THERE,
    TOO_LONG,
    check_quotes,
    code_block,
    contradicted,
    joined,
    not_mentioned,
    placed_quote,
    short_place_line,
    stated_sources,
    supported,
    title_of,
    with_languages,
)
from bot.chat.handling.words_back import is_of_menu, too_long_reply
from bot.chat.host import Deed, Host
from bot.chat.replies.findings import support_of
from bot.chat.sending.delivery import Reply
from index import ClaimVerdict, Quote, Style, Support, cite

_LONGEST_PASSAGE = 3000  # characters; a citation has to fit beside it


async def find_sources(
    host: Host,
    interaction: discord.Interaction[Any],
    claim: str,
    *,
    private: bool | None,
    style: Style | None = None,
) -> None:
    """Send the verdict on a claim, or the citation of an address, of a command, menu or button.

    Args:
        host: What finds it out.
        interaction: The command, menu or button.
        claim: The claim, or an address.
        private: As for `Host.respond`.
        style: Of the citations; None for the member's, else their server's.
    """
    claim = " ".join(claim.split())
    if refused := _refused(interaction, claim, host.config.discord.question_characters):
        await host.delivery.whisper(interaction, refused)
        return
    cited = style or host.style_of(interaction.user.id, choices_of(interaction))
    found: list[Support] = []

    async def find() -> None:
        readership = readership_of(interaction, host.config, private=private)
        found.append(await support_of(host, readership, claim))

    await host.respond(
        interaction,
        lambda asker: support_reply(found[0], cited, asker),
        private=private,
        finding=find,
        kept=lambda hint: kept_reply(Deed.CITE, claim, hint, private=private),
    )


def _refused(interaction: discord.Interaction[Any], claim: str, limit: int) -> Reply | None:
    """Return what to tell a member instead of looking, None where that is to be done."""
    if claim:
        return too_long_reply(interaction, claim, limit)
    return Reply(content=str(NO_WORDS_THERE if is_of_menu(interaction) else NO_CLAIM))


def support_reply(support: Support, style: Style, asker: int | None) -> Reply:
    """Return the verdict on a claim.

    What supports it comes with citations. What contradicts it has no citation, and no button for
    one. A claim that the documents do not mention is refused in two lines.

    Args:
        support: What was found for the claim.
        style: Of the citations.
        asker: Who may delete the reply; None for a reply that only they see.

    Raises:
        QuoteMismatchError: A passage is not what its source says; nothing is shown.
    """
    match support.verdict:
        case ClaimVerdict.SUPPORTED:
            return _supported(support, style, asker)
        case ClaimVerdict.CONTRADICTED:
            return _contradicted(support, asker)
        case ClaimVerdict.NOT_MENTIONED:
            return _not_mentioned(support, asker)


def _supported(support: Support, style: Style, asker: int | None) -> Reply:
    """Return the passages with their citations; the verdict only on a claim, not an address."""
    check_quotes(support.passages)
    verdict = [] if support.by_address else [supported()]
    shown = _shown(support.passages)
    cited = [
        f"{passage}\n{code_block(cite(quote, style))}"
        for passage, quote in zip(shown, support.passages, strict=True)
    ]
    embed = discord.Embed(
        title=title_of(support.claim), description=joined([*verdict, *cited]), colour=CONFIRMED
    )
    with_languages(embed, support.passages)
    return Reply(embed, answer_view(support.passages, (), asker))


def _contradicted(support: Support, asker: int | None) -> Reply:
    check_quotes(support.passages)
    parts = [contradicted(support.confidence), *_shown(support.passages)]
    embed = discord.Embed(title=title_of(support.claim), description=joined(parts), colour=DOUBTED)
    embed.set_footer(text=stated_sources(support.passages))
    with_languages(embed, support.passages)
    return Reply(embed, context_view(support.passages, asker))


def _not_mentioned(support: Support, asker: int | None) -> Reply:
    embed = discord.Embed(
        title=title_of(support.claim),
        description=not_mentioned(),
        colour=DOUBTED,
    )
    return Reply(embed, refusal_view(support.related, asker))


def _shown(passages: Sequence[Quote]) -> list[str]:
    """Return passages with their places, and their documents where these are several."""
    titled = len({quote.document.id for quote in passages}) > 1
    return [_passage(quote, titled=titled) for quote in passages]


def _passage(quote: Quote, *, titled: bool) -> str:
    """Return a quote with its place; of one that is too long for a message its place alone."""
    shown = placed_quote(quote, titled=titled)
    if len(shown) <= _LONGEST_PASSAGE:
        return shown
    return f"{TOO_LONG}\n{short_place_line(quote, titled=titled)}"
