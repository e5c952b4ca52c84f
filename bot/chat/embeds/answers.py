"""Outcomes to what Discord shows: pure, within its limits, every quote unchanged."""

from collections.abc import Sequence

import discord

from bot.chat.embeds.limits import FOOTER, MAX_CHOICE, ROOM
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.quotes import check_quotes, document_titles, excerpts, metadata_lines
from bot.chat.embeds.texts import GREETING, NOT_ANSWERED, WHICH_DOCUMENT, not_in_metadata, offer
from bot.chat.embeds.theme import ABSTAINED, CONFIRMED, PLAIN
from bot.chat.embeds.titles import title_of
from bot.phrases import NEAR_ANSWER, left_open
from index import Abstention, Answer, Outcome, Reason, Topic

_NEAREST = 2  # quotes that lie near, shown with an abstention
_TOPICS = 4  # topics offered with an abstention


def outcome_embed(result: Outcome, topics: Sequence[Topic] = ()) -> discord.Embed:
    """Return the embed of an answer or abstention.

    Raises:
        QuoteMismatchError: A quote is not what its source says; nothing is shown.
    """
    match result:
        case Answer():
            return _answer(result)
        case Abstention(reason=Reason.NOT_IN_METADATA, missing=missing):
            return _refusal(result, not_in_metadata(missing))
        case Abstention(reason=Reason.WHICH_DOCUMENT):
            return _refusal(result, WHICH_DOCUMENT)
        case Abstention(reason=Reason.WEAK_EVIDENCE):
            return _abstention(result, topics)
        case Abstention():
            return discord.Embed(description=GREETING, colour=PLAIN)


def _answer(result: Answer) -> discord.Embed:
    """Return the embed of an answer: excerpts with the answering words bold, each with its place.

    Raises:
        QuoteMismatchError: A quote is not what its source says; nothing is shown.
    """
    check_quotes(result.quotes)
    open_parts = "".join(_open_part(part) for part in result.unanswered)
    stated = metadata_lines(result.metadata)
    room = ROOM - len(open_parts) - len(stated) - 1
    parts = filter(None, (stated, excerpts(result.quotes, room=room)))
    embed = discord.Embed(
        title=title_of(result.question),
        description="\n".join(parts) + open_parts,
        colour=CONFIRMED,
    )
    footer = document_titles((*result.metadata, *result.quotes))
    if not result.metadata:
        footer += f" · confidence {result.confidence:.0%}"
    return embed.set_footer(text=cut(footer, FOOTER))


def _refusal(result: Abstention, words: str) -> discord.Embed:
    """Return the embed of a question about the documents themselves that is left open."""
    return discord.Embed(title=title_of(result.question), description=words, colour=ABSTAINED)


def _open_part(part: str) -> str:
    return f"\n\n{left_open(escape(cut(part, MAX_CHOICE)))}"


def _abstention(result: Abstention, topics: Sequence[Topic]) -> discord.Embed:
    """Return the embed of an abstention: one sentence, what lies near, what to ask about.

    Raises:
        QuoteMismatchError: A quote is not what its source says; nothing is shown.
    """
    near = result.nearest[:_NEAREST]
    check_quotes(near)
    instead = _instead(topics)
    room = ROOM - len("\n".join([NOT_ANSWERED, *instead, NEAR_ANSWER]))
    shown = excerpts(near, highlighted=False, room=room)
    nearest = [NEAR_ANSWER, shown] if shown else []
    return discord.Embed(
        title=title_of(result.question),
        description="\n".join([NOT_ANSWERED, *nearest, *instead]),
        colour=ABSTAINED,
    )


def _instead(topics: Sequence[Topic]) -> list[str]:
    """Return the lines on what to ask about instead, none without topics."""
    if not topics:
        return []
    names = " · ".join(escape(cut(topic.title, MAX_CHOICE)) for topic in topics[:_TOPICS])
    return [offer(names)]
