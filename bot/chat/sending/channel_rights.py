"""What the bot may do where a message was written, and a reply that needs less than the whole."""

import discord

from bot.languages import Sentence, marked

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
MISSING = frozenset({50001, 50013, 160002})  # access, permissions, no reply without the history
_LONGEST_CONTENT = 2000  # characters

# What Discord's settings call them, in English for the log.
_VIEW = marked("View Channel")
_SEND, _SEND_IN_THREADS = marked("Send Messages"), marked("Send Messages in Threads")
EMBED_LINKS, HISTORY = marked("Embed Links"), marked("Read Message History")
ATTACH_FILES = marked("Attach Files")
_OPEN_THREADS = marked("Create Public Threads")
WITHOUT = (EMBED_LINKS, HISTORY, ATTACH_FILES)  # what a reply can do without
NOT_ATTACHED = Sentence("-# A file belongs to this. I may not attach files in this channel.")


def missing_in(
    channel: object,
    me: discord.Member | None,
    *,
    embeds: bool = True,
    files: bool = False,
    threads: bool = False,
) -> tuple[str, ...]:
    """Return what the bot needs and has not in a channel, as Discord's settings name it.

    Nothing is missing in direct messages, nor as far as is known where Discord has not told of a
    thread's channel.

    Args:
        channel: Where something is to be said.
        me: The bot in that server; None in direct messages.
        embeds: Whether it is a reply with an embed, and not plain text alone.
        files: Whether something is attached.
        threads: Whether threads are opened there, and written in.
    """
    if me is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return ()
    try:
        held = channel.permissions_for(me)
    except discord.ClientException:
        return ()
    threaded = isinstance(channel, discord.Thread)
    needed = {
        _VIEW: held.view_channel,
        _SEND_IN_THREADS if threaded else _SEND: (
            held.send_messages_in_threads if threaded else held.send_messages
        ),
        EMBED_LINKS: held.embed_links or not embeds,
        HISTORY: held.read_message_history or not embeds,
        ATTACH_FILES: held.attach_files or not files,
    }
    if threads:
        needed[_OPEN_THREADS] = held.create_public_threads
        needed[_SEND_IN_THREADS] = held.send_messages_in_threads
    return tuple(name for name, granted in needed.items() if not granted)


def may_react(channel: object, me: discord.Member | None) -> bool:
    """Return whether the bot may react to messages in a channel, as far as is known.

    Args:
        channel: In which a message stands.
        me: The bot in that server; None in direct messages.
    """
    if me is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return True
    try:
        held = channel.permissions_for(me)
    except discord.ClientException:
        return True  # of a thread's channel Discord has not told
    return held.view_channel and held.add_reactions and held.read_message_history


def embed_text(content: str | None, embed: discord.Embed) -> str:
    """Return what a message says as plain text, within Discord's limit, for want of its embed.

    Whole lines are left out at the end where there is no room, so that no quotation is cut.
    """
    footer = _footer(embed)
    room = _LONGEST_CONTENT - (len(footer) + 1 if footer else 0)
    lines = _fitting(_body(content, embed).split("\n"), room)
    return "\n".join([*lines, footer] if footer else lines)


def with_line(content: str | None, line: str) -> str:
    """Return what a message says with a line below it, within Discord's limit."""
    if not content:
        return line
    return "\n".join([*_fitting(content.split("\n"), _LONGEST_CONTENT - len(line) - 1), line])


def whole_text(content: str | None, embed: discord.Embed) -> str:
    """Return all that a message says as plain text, however long."""
    return "\n".join(part for part in (_body(content, embed), _footer(embed)) if part)


def _body(content: str | None, embed: discord.Embed) -> str:
    title = f"**{embed.title}**" if embed.title else None
    fields = [f"**{field.name}**\n{field.value}" for field in embed.fields]
    return "\n".join(part for part in (content, title, embed.description, *fields) if part)


def _footer(embed: discord.Embed) -> str:
    return f"-# {embed.footer.text}" if embed.footer.text else ""


def _fitting(lines: list[str], room: int) -> list[str]:
    """Return as many whole lines as fit into `room` characters, and a mark where some do not."""
    fitting: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < len("\n…"):
            return [*fitting, "…"]
        fitting.append(line)
    return fitting
