"""CheckedText quotations to what Discord shows: every verdict, and as much of the words as fits."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import discord

from bot.chat.audience.readerships import readership_of
from bot.chat.buttons import answer_view, kept_reply
from bot.chat.embeds import (
    CONFIRMED,
    DOUBTED,
    NO_QUOTATION,
    ROOM,
    check_quotes,
    joined,
    left_unchecked,
    marks_in_words,
    stated_sources,
    with_languages,
)
from bot.chat.host import Deed, Host
from bot.chat.replies.findings import verifications_of
from bot.chat.replies.verdicts import forms_of
from bot.chat.sending.delivery import Reply
from bot.languages import say, say_count
from index import CheckedText, Quote, Verdict, Verification


async def check_text(
    host: Host, interaction: discord.Interaction[Any], text: str, *, private: bool | None
) -> None:
    """Send the verdicts on the quotations of a text, of a command, menu or button."""
    if not any(letter.isalnum() for letter in text):
        await host.delivery.whisper(interaction, Reply(content=str(NO_QUOTATION)))
        return

    found: list[CheckedText] = []

    async def find() -> None:
        readership = readership_of(interaction, host.config, private=private)
        found.append(await verifications_of(host, readership, text))

    await host.respond(
        interaction,
        lambda asker: verification_reply(found[0], asker),
        private=private,
        finding=find,
        kept=lambda hint: kept_reply(Deed.VERIFY, text, hint, private=private),
    )


def verification_reply(checked: CheckedText, asker: int | None) -> Reply:
    """Return one reply for all quotations of a message that were checked.

    No verdict is left out: where room is short, words of the longest part are.

    Args:
        checked: The quotations, in the message's order.
        asker: Who may delete the reply; None for a reply that only they see.
    """
    verifications = checked.verifications
    quotes = [quote for verification in verifications for quote in _quotes_in(verification)]
    check_quotes(quotes)
    embed = discord.Embed(
        title=_title(verifications),
        description=joined(_fitting(_parts(verifications, quotes))),
        colour=_colour(verifications),
    )
    if quotes:
        embed.set_footer(text=stated_sources(quotes))
        with_languages(embed, quotes)
    matches = tuple(verification.quote for verification in verifications if verification.quote)
    worded = marks_in_words(embed.description or "")
    view = answer_view(matches, (), asker)
    return Reply(embed, view, content=_left_line(checked), worded=worded)


def _left_line(checked: CheckedText) -> str | None:
    """Return what is said of quotations that were not checked, None where all were."""
    return left_unchecked(len(checked.verifications), checked.left) if checked.left else None


def _quotes_in(verification: Verification) -> list[Quote]:
    """Return all that is quoted of the sources in a verification."""
    single = [quote for quote in (verification.quote, verification.nearest) if quote]
    return [*single, *verification.joined, *(warning.quote for warning in verification.warnings)]


def _title(verifications: Sequence[Verification]) -> str:
    if len(verifications) == 1:
        return say("Quotation check")
    counts = Counter(verification.verdict for verification in verifications)
    told = ", ".join(_counted(verdict, count) for verdict, count in counts.items())
    return say_count(
        "{count} quotation: {verdicts}",
        "{count} quotations: {verdicts}",
        len(verifications),
        verdicts=told,
    )


def _counted(verdict: Verdict, count: int) -> str:
    """Return how many quotations have a verdict."""
    match verdict:
        case Verdict.EXACT:
            return say_count("{count} exact", "{count} exact", count)
        case Verdict.ALTERED:
            return say_count("{count} altered", "{count} altered", count)
        case Verdict.NOT_FOUND:
            return say_count("{count} not found", "{count} not found", count)


def _colour(verifications: Sequence[Verification]) -> discord.Colour:
    return CONFIRMED if all(map(_is_in_order, verifications)) else DOUBTED


def _is_in_order(verification: Verification) -> bool:
    """Return whether a quotation is exact and leaves out nothing that limits it."""
    return verification.verdict is Verdict.EXACT and not verification.warnings


def _parts(verifications: Sequence[Verification], quotes: Sequence[Quote]) -> list[tuple[str, ...]]:
    """Return the forms of each verification, with its number where there are several."""
    titled = len({quote.document.title for quote in quotes}) > 1
    parts = [tuple(forms_of(verification, titled=titled)) for verification in verifications]
    if len(parts) == 1:
        return parts
    return [_numbered(number, forms) for number, forms in enumerate(parts, 1)]


def _numbered(number: int, forms: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"**{number}.** {form}" for form in forms)


def _fitting(parts: Sequence[Sequence[str]]) -> list[str]:
    """Return one form of each part: the first, or a shorter one of the longest until all fit."""
    choices = [0] * len(parts)

    def length(part: int) -> int:
        return len(parts[part][choices[part]]) + 1

    while sum(map(length, range(len(parts)))) > ROOM:
        shorter = [part for part, forms in enumerate(parts) if choices[part] < len(forms) - 1]
        if not shorter:
            break
        choices[max(shorter, key=length)] += 1
    return [forms[choice] for forms, choice in zip(parts, choices, strict=True)]
