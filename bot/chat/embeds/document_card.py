"""One document of a server's, with all that there is to know of it, for those who manage it."""

import discord

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.markdown import cut, escape
from bot.chat.embeds.theme import DOUBTED, PLAIN
from bot.languages import say
from bot.library import Particulars, Scope, ShelvedDocument, facts_of, readers_words
from bot.phrases import labelled

_LONGEST = 400  # characters of one line


def card_embed(known: Particulars) -> discord.Embed:
    """Return what there is to know of a document."""
    facts = facts_of(known)
    lines = [labelled(f"**{label}**", escape(cut(value, _LONGEST))) for label, value in facts]
    shelved = known.shelved
    file = f"{escape(cut(shelved.filename, _LONGEST))} · {file_details(shelved)}"
    lines.append(labelled(f"**{say('File')}**", file))
    lines.append(labelled(f"**{say('Seen by')}**", readers(shelved.scope)))
    colour = DOUBTED if known.fault else PLAIN
    return discord.Embed(title=shelved.name, description=joined(lines), colour=colour)


def file_details(document: ShelvedDocument) -> str:
    """Return what there is to tell of a document's file; the day is that of who reads it."""
    return document.details(discord.utils.format_dt(document.added, "D"))


def readers(scope: Scope, most: int = 10) -> str:
    """Return who may see a document; mentions in an embed notify nobody.

    Args:
        scope: Of the document.
        most: Channels, and roles, that are named.
    """
    return readers_words(scope, "<#{}>".format, "<@&{}>".format, most)
