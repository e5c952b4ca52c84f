"""What those who manage a server read of its own documents."""

from collections.abc import Container, Mapping, Sequence

import discord

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.texts import NO_DOCUMENTS, TRY_LIBRARY
from bot.chat.embeds.theme import DOUBTED, PLAIN
from bot.phrases import counted
from index import Document

_LONGEST = 300  # characters of why a document is not taken


def library_embed(lines: Mapping[str, str], faults: Mapping[str, str]) -> discord.Embed:
    """Return the list of a server's own documents.

    Args:
        lines: A line on each, by its name.
        faults: Why one cannot be read, by its name.
    """
    told = [
        f"• {escape(line)}" + (f"\n-# {_why(faults[name])}" if name in faults else "")
        for name, line in lines.items()
    ]
    embed = discord.Embed(title="This server's documents", colour=PLAIN)
    embed.description = joined(told) if told else NO_DOCUMENTS
    return embed


def shelved_embed(
    documents: Sequence[Document], refused: Mapping[str, str], *, replaced: Container[str] = ()
) -> discord.Embed:
    """Return what became of files that were brought.

    Args:
        documents: Those that were taken in, as they are read.
        refused: Why another was not, by its name.
        replaced: Names of those that took the place of an earlier version.
    """
    told = [_taken_in(document, anew=document.id in replaced) for document in documents]
    told += [f"**{escape(name)}** was not added: {_why(why)}" for name, why in refused.items()]
    if documents:
        told.append(TRY_LIBRARY)
    title = f"{counted(len(documents), 'document')} added" if documents else "Nothing was added"
    colour = PLAIN if documents else DOUBTED
    return discord.Embed(title=title, description=joined(told), colour=colour)


def _taken_in(document: Document, *, anew: bool) -> str:
    """Return a document's title, and what was found in it."""
    found = ["in the place of the version before"] if anew else []
    found.append(counted(len(document.paragraphs), "paragraph"))
    if document.repairs:
        found.append(f"{counted(len(document.repairs), 'place')} mended")
    if document.omissions:
        found.append(f"{counted(len(document.omissions), 'part')} left out")
    return f"**{escape(cut(document.title, 200))}**\n-# `{document.id}` · {' · '.join(found)}"


def _why(reason: str) -> str:
    return escape(cut(reason, _LONGEST))
