"""Which language quoted words are in, said where it is not that of who reads them."""

from collections.abc import Iterable

import discord

from bot.languages import both, current_language, name_of, say
from index import Document, Quote


def is_readers(document: Document) -> bool:
    """Return whether a document is in the language of who reads this."""
    return document.metadata.language.lower().split("-")[0] == current_language()


def language_words(document: Document) -> str:
    """Return which language a document is in."""
    return say("in {language}", language=name_of(document.metadata.language))


def with_languages(embed: discord.Embed, quotes: Iterable[Quote]) -> discord.Embed:
    """Return an embed with the languages of what it quotes, where they are not the reader's.

    They stand at the end of its footer: once, however much is quoted.
    """
    foreign = (quote.document for quote in quotes if not is_readers(quote.document))
    names = tuple(dict.fromkeys(name_of(document.metadata.language) for document in foreign))
    if names:
        told = say("quoted in {languages}", languages=both(names))
        embed.set_footer(text=" · ".join(filter(None, (embed.footer.text, told))))
    return embed
