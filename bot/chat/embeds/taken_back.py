"""What became of an archive of a library, for those who manage the server."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.texts import CLOSED, FROM_ELSEWHERE
from bot.chat.embeds.theme import DOUBTED, PLAIN
from bot.languages import Sentence, say_count
from bot.library import ShelvedDocument, TakenBack
from bot.phrases import few

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
        told.append(str(FROM_ELSEWHERE))
    if closed:
        told.append(f"{CLOSED} {few([f'`{one.name}`' for one in closed], _NAMED)}")
    told += _refused(became.refused)
    documents = len(became.documents)
    title = say_count("{count} document taken back", "{count} documents taken back", documents)
    colour = DOUBTED if became.refused or closed else PLAIN
    return discord.Embed(title=title, description=joined(told) or None, colour=colour)


def _refused(refused: Mapping[str, Sentence]) -> Iterator[str]:
    """Yield why files were not taken in, those together that have the same reason.

    Yields:
        A line each.
    """
    alike: dict[Sentence, list[str]] = defaultdict(list)
    for name, why in refused.items():
        alike[why].append(name)
    for why, names in alike.items():
        yield say_count(
            "{names} was not taken in: {why}",
            "{names} were not taken in: {why}",
            len(names),
            names=few([f"**{escape(cut(name, 100))}**" for name in names], _ALIKE),
            why=escape(cut(str(why), _LONGEST)),
        )
