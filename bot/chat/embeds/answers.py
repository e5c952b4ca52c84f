"""Outcomes to what Discord shows: pure, within its limits, every quote unchanged."""

from collections.abc import Sequence

import discord

from bot.chat.embeds.fitting import listed
from bot.chat.embeds.limits import FOOTER, MAX_CHOICE, MAX_DESCRIPTION, MAX_EMBED, ROOM
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.quote_languages import with_languages
from bot.chat.embeds.quotes import (
    are_titles,
    check_quotes,
    excerpts,
    metadata_lines,
    points,
    stated_sources,
)
from bot.chat.embeds.refusals import (
    names_nothing,
    not_answered,
    not_in_metadata,
    not_judged,
    try_asking,
    which_document,
)
from bot.chat.embeds.texts import GREETING, YOU_ARE_WELCOME
from bot.chat.embeds.theme import ABSTAINED, CONFIRMED, PLAIN
from bot.chat.embeds.titles import title_of
from bot.phrases import certainty_of_answer, left_open
from index import Abstention, Answer, MetadataLine, Outcome, Quote, Reason, Topic

_TOPICS = 3  # topics offered with an abstention, …
_OFFER = 45  # … as far as so many characters hold their names: an embed's line has about 75


def outcome_embed(result: Outcome, topics: Sequence[Topic] = ()) -> discord.Embed:
    """Return the embed of an answer or abstention.

    Args:
        result: What came of a question.
        topics: What the documents speak about.

    Raises:
        QuoteMismatchError: A quote is not what its source says; nothing is shown.
    """
    match result:
        case Answer():
            return _answer(result)
        case Abstention(reason=Reason.NOT_IN_METADATA, missing=missing, several=several):
            return _refusal(result, not_in_metadata(missing, several=several))
        case Abstention(reason=Reason.WHICH_DOCUMENT):
            return _refusal(result, which_document())
        case Abstention(reason=Reason.NOT_JUDGED):
            return _refusal(result, not_judged())
        case Abstention(reason=Reason.NAMES_NOTHING):
            return _refusal(result, names_nothing())
        case Abstention(reason=Reason.WEAK_EVIDENCE):
            return _abstention(result, topics)
        case Abstention(reason=reason):
            words = YOU_ARE_WELCOME if reason is Reason.THANKS else GREETING
            return discord.Embed(description=str(words), colour=PLAIN)


def with_note(embed: discord.Embed, note: str) -> discord.Embed:
    """Return an embed with a line below its words, where there is room for it."""
    text = f"{embed.description or ''}\n{note}"
    if len(text) <= MAX_DESCRIPTION and len(embed) + len(note) < MAX_EMBED:
        embed.description = text
    return embed


def _answer(result: Answer) -> discord.Embed:
    """Return the embed of an answer: excerpts with the answering words bold, each with its place.

    Raises:
        QuoteMismatchError: A quote is not what its source says; nothing is shown.
    """
    check_quotes(result.quotes)
    open_parts = "".join(_open_part(part) for part in result.unanswered)
    stated = metadata_lines(result.metadata)
    room = ROOM - len(open_parts) - len(stated) - 1
    parts = filter(None, (stated, excerpts(points(result.quotes), room=room)))
    embed = discord.Embed(
        title=title_of(result.question),
        description="\n".join(parts) + open_parts,
        colour=CONFIRMED,
    )
    embed.set_footer(text=_footer(result) or None)
    return with_languages(embed, result.quotes)


def _footer(result: Answer) -> str:
    """Return which documents are quoted, and how sure it is that they answer."""
    sure = certainty_of_answer(result.confidence)
    certain = f" · {sure}" if sure and not result.metadata else ""
    stated = () if are_titles(result.metadata) else result.metadata
    quoted: tuple[MetadataLine | Quote, ...] = (*stated, *result.quotes)
    return stated_sources(quoted, FOOTER - len(certain)) + certain


def _refusal(result: Abstention, words: str) -> discord.Embed:
    """Return the embed of a question about the documents themselves that is left open."""
    return discord.Embed(title=title_of(result.question), description=words, colour=ABSTAINED)


def _open_part(part: str) -> str:
    return f"\n\n{left_open(escape(cut(part, MAX_CHOICE)))}"


def _abstention(result: Abstention, topics: Sequence[Topic]) -> discord.Embed:
    """Return the embed of an abstention, in two lines: what is not answered, and what to try."""
    names = [escape(topic.title) for topic in topics[:_TOPICS]]
    return discord.Embed(
        title=title_of(result.question),
        description=f"{not_answered(result.absent)}\n{try_asking(listed(names, ' · ', _OFFER))}",
        colour=ABSTAINED,
    )
