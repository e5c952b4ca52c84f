"""What a member is sent, and the forms of it: with a title or none, in a card or in plain text."""

import io
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.chat.sending.channel_rights import embed_text, whole_text

_WHOLE = "whole-reply.txt"
_MOST_FILES = 10  # of a message; Discord's


@dataclass(frozen=True, slots=True)
class Reply:
    """What a member is sent.

    Args:
        embed: The words in their frame.
        view: The buttons under it.
        files: What is attached.
        content: The words where there is no embed, as in a hint.
        free: Whether the member may ask again at once: nothing was looked up.
        worded: The embed's description for who reads plain text, where marks alone carry meaning.
        repeats: The embed's title is what was asked, as it stands in the message that is replied
            to; it is left out where that message is shown above.
        uncut: What is sent in its place as plain text where its words have no room in a message,
            as where its buttons read them there; None attaches all beside their beginning.
        stands_s: Seconds after which a reply to a message is deleted again; None keeps it.
    """

    embed: discord.Embed | None = None
    view: discord.ui.View | None = None
    files: tuple[discord.File, ...] = ()
    content: str | None = None
    free: bool = False
    worded: str | None = None
    repeats: bool = False
    uncut: "Reply | None" = None
    stands_s: float | None = None


def untitled(reply: Reply) -> Reply:
    """Return a reply without a title that only repeats the message which is shown above it."""
    if not reply.repeats or reply.embed is None:
        return reply
    embed = reply.embed.copy()
    embed.title = None
    return replace(reply, embed=embed)


def in_plain_text(reply: Reply) -> Reply:
    """Return a reply without an embed; what has no room in a message is attached whole.

    Only where as many files as Discord takes are attached already, it is not.
    """
    reply = uncut(reply)
    if reply.embed is None:
        return reply
    embed = reply.embed.copy()
    embed.description = reply.worded or embed.description
    content, whole = embed_text(reply.content, embed), whole_text(reply.content, embed)
    files = reply.files
    if content != whole and len(files) < _MOST_FILES:
        files = (*files, discord.File(io.BytesIO(whole.encode()), _WHOLE))
    return replace(reply, embed=None, content=content, files=files)


def uncut(reply: Reply) -> Reply:
    """Return what a reply has in its place for who sees no embed, where its words have no room."""
    if reply.uncut is None or reply.embed is None:
        return reply
    is_cut = embed_text(reply.content, reply.embed) != whole_text(reply.content, reply.embed)
    return replace(reply.uncut, stands_s=reply.stands_s) if is_cut else reply


def parts_of(reply: Reply, *, files: str) -> dict[str, Any]:
    """Return what there is of a reply by discord.py's parameters; `files` is that of its files."""
    parts = {"content": reply.content, "embed": reply.embed, "view": reply.view}
    present: dict[str, Any] = {name: part for name, part in parts.items() if part is not None}
    return present | ({files: [_fresh(file) for file in reply.files]} if reply.files else {})


def _fresh(file: discord.File) -> discord.File:
    """Return a copy of a file: discord.py reads and closes the one that it is given."""
    file.fp.seek(0)
    return discord.File(io.BytesIO(file.fp.read()), file.filename, description=file.description)
