"""A reply that was made of less than there may be: it says so."""

from dataclasses import replace

from bot.chat.embeds import MAX_DESCRIPTION, MAX_EMBED, NOT_ALL_WITHIN_REACH
from bot.chat.sending.channel_rights import with_line
from bot.chat.sending.delivery import Reply
from bot.library import Completeness


def with_reach(reply: Reply, reach: Completeness) -> Reply:
    """Return a reply, with a line under it where not all that there may be was asked.

    Args:
        reply: What was made.
        reach: What was found out meanwhile.
    """
    if not reach.is_incomplete:
        return reply
    line = str(NOT_ALL_WITHIN_REACH)
    if reply.embed is None:
        return replace(reply, content=with_line(reply.content, line))
    embed = reply.embed.copy()
    embed.description = _under(embed.description, line)
    if len(embed.description) > MAX_DESCRIPTION or len(embed) > MAX_EMBED:
        return replace(reply, content=with_line(reply.content, line))
    worded = _under(reply.worded, line) if reply.worded else None
    return replace(reply, embed=embed, worded=worded)


def _under(text: str | None, line: str) -> str:
    return f"{text}\n{line}" if text else line
