"""What became of an archive of a library, for those who manage the server."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.texts import CLOSED, FROM_ELSEWHERE
from bot.chat.embeds.theme import DOUBTED, PLAIN
from bot.library import ShelvedDocument, TakenBack
from bot.phrases import counted

_LONGEST = 300  # characters of why a document is not taken
_NAMED = 20  # documents that are named
_ALIKE = 3  # files that are named of those with the same reason


def taken_back_embed(
    became: TakenBack, closed: Sequence[ShelvedDocument], *, elsewhere: bool
) -> discord.Embed:
    """Return what became of an archive.

    Args:
        became: Of its documents.
        closed: Those that are limited to something that the server does not have.
        elsewhere: Whether it is another server's.
    """
    told = []
    if elsewhere and became.documents:
        told.append(FROM_ELSEWHERE)
    if closed:
        names = ", ".join(f"`{one.name}`" for one in closed[:_NAMED])
        more = f" and {len(closed) - _NAMED} more" if len(closed) > _NAMED else ""
        told.append(f"{CLOSED} {names}{more}")
    told += _refused(became.refused)
    title = f"{counted(len(became.documents), 'document')} taken back"
    colour = DOUBTED if became.refused or closed else PLAIN
    return discord.Embed(title=title, description=joined(told) or None, colour=colour)


def _refused(refused: Mapping[str, str]) -> Iterator[str]:
    """Yield why files were not taken in, those together that have the same reason.

    Yields:
        A line each.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for name, why in refused.items():
        alike[why].append(name)
    for why, names in alike.items():
        shown = ", ".join(f"**{escape(cut(name, 100))}**" for name in names[:_ALIKE])
        more = f" and {len(names) - _ALIKE:,} more" if len(names) > _ALIKE else ""
        verb = "was" if len(names) == 1 else "were"
        yield f"{shown}{more} {verb} not taken in: {escape(cut(why, _LONGEST))}"
