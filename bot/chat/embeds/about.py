"""What there is to ask about, how the bot works, and what members can do."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.chat.embeds.fitting import joined
from bot.chat.embeds.limits import MAX_CHOICES, MAX_DESCRIPTION, MAX_FIELD
from bot.chat.embeds.markdown import cut, escape, link
from bot.chat.embeds.quote_languages import is_readers, language_words
from bot.chat.embeds.quotes import held_by, issued_on
from bot.chat.embeds.self_description import (
    NO_TOPICS,
    VERBATIM,
    WHY_UNREAD,
    WORDING_LOGGED,
    WORDING_NOT_LOGGED,
    knowledge,
    usage,
)
from bot.chat.embeds.theme import PLAIN
from bot.languages import Sentence, say, say_count
from bot.phrases import LESS_WELL, nearly_same, unread
from index import BuildReport, Document, Topic

_SlashCommand: TypeAlias = app_commands.Command[Any, ..., Any] | app_commands.Group
_FOR_MODERATORS = Sentence("For moderators")


def sources_embed(
    documents: Iterable[Document],
    read_at: float,
    faults: Collection[str] = (),
    alike: Sequence[tuple[str, str]] = (),
) -> discord.Embed:
    """Return the list of documents, when they were read, and which files could not be.

    Args:
        documents: What there is.
        read_at: Seconds since the epoch; Discord shows each member how long ago that is.
        faults: Files that could not be read, for moderators.
        alike: Documents that say nearly the same, by their ids, likewise.
    """
    read = say("read {when}", when=f"<t:{int(read_at)}:R>")
    lines = [f"-# {read}", *map(_source, documents)]
    embed = discord.Embed(title=say("Sources"), description=joined(lines), colour=PLAIN)
    if pairs := nearly_same(alike):
        embed.add_field(name=_FOR_MODERATORS, value=escape(cut(pairs, MAX_FIELD)), inline=False)
    return _with_unread(embed, faults)


def _source(document: Document) -> str:
    """Return a document's title and, in a small line, what is stated of it and its size."""
    metadata = document.metadata
    authors = ", ".join(author.display for author in metadata.author)
    stated = (authors, metadata.container_title, issued_on(metadata), _language(document))
    details = [escape(part) for part in stated if part]
    title = escape(document.title)
    heading = link(title, metadata.url) if metadata.url else f"**{title}**"
    counts = say_count("{count} paragraph", "{count} paragraphs", len(document.paragraphs))
    size = " · ".join([f"`{document.id}`", counts, *held_by(document)])
    return f"{heading}\n-# {' · '.join(details) or say('no details stated')} · {size}"


def _language(document: Document) -> str:
    """Return which language a document is in, and that it is searched less well, where it is."""
    if not document.metadata.is_english:
        return f"{language_words(document)}, {say(LESS_WELL)}"
    return "" if is_readers(document) else language_words(document)


def topics_embed(topics: Sequence[Topic]) -> discord.Embed:
    """Return what one may ask about."""
    lines = [f"• {escape(topic.title)}" for topic in topics[:MAX_CHOICES]]
    text = "\n".join(lines) or str(NO_TOPICS)
    embed = discord.Embed(title=say("What the documents are about"), colour=PLAIN)
    embed.description = cut(text, MAX_DESCRIPTION)
    return embed.set_footer(text=say("/ask a question, or /brief a topic"))


def about_embed(
    report: BuildReport,
    threshold: float | None,
    *,
    questions_logged: bool,
    faults: Collection[str] = (),
) -> discord.Embed:
    """Return how the bot works, and what it keeps of what members ask.

    Args:
        report: What there is to answer from.
        threshold: The least confidence of an answer; None where it was not calibrated on that.
        questions_logged: Whether the log has the wording of questions.
        faults: Files that could not be read, for moderators.
    """
    wording = WORDING_LOGGED if questions_logged else WORDING_NOT_LOGGED
    known = knowledge(report.documents, report.sentences, threshold)
    text = f"{VERBATIM}\n\n{known} {wording}"
    embed = discord.Embed(title=say("About this bot"), description=text, colour=PLAIN)
    return _with_unread(embed, faults)


def usage_embed(
    example: str,
    tree: app_commands.CommandTree[Any],
    *,
    unmentioned: bool = False,
    managing: bool = False,
) -> discord.Embed:
    """Return what a member can do: with an example, and every command that they are offered.

    Args:
        example: A question.
        tree: The commands.
        unmentioned: Whether the bot can read messages that do not mention it.
        managing: Whether they manage the documents of the server that they are in: others are not
            offered what takes a permission, and in direct messages nobody is.
    """
    menus = tree.get_commands(type=discord.AppCommandType.message)
    offered = [menu for menu in menus if managing or menu.default_permissions is None]
    names = ", ".join(f"*{say(menu.name)}*" for menu in offered)
    commands = tree.get_commands(type=discord.AppCommandType.chat_input)
    lines = _command_lines([one for one in commands if managing or one.default_permissions is None])
    text = joined([usage(example, names, unmentioned=unmentioned), *lines])
    return discord.Embed(title=say("What you can do"), description=text, colour=PLAIN)


def _command_lines(commands: Sequence[_SlashCommand]) -> Iterator[str]:
    """Yield a line for each command; those of a group stand last, under what the group is for.

    A blank line stands before the first, and before what a group is for.
    """
    groups = [one for one in commands if isinstance(one, app_commands.Group)]
    yield ""
    yield from (_command_line(one) for one in commands if one not in groups)
    for group in groups:
        yield f"\n**{say(group.description)}**"
        yield from map(_command_line, group.commands)


def _command_line(command: _SlashCommand) -> str:
    return f"- `/{command.qualified_name}` · {say(command.description)}"


def _with_unread(embed: discord.Embed, faults: Collection[str]) -> discord.Embed:
    """Return the embed with the files that could not be read, where there are any."""
    if sentence := unread(faults):
        value = f"{escape(cut(sentence, MAX_FIELD // 2))}\n-# {WHY_UNREAD}"
        embed.add_field(name=_FOR_MODERATORS, value=value, inline=False)
    return embed
