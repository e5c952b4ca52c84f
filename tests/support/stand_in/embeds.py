"""What a person sees of an embed, and Discord's limits on it."""

import re

import discord

from bot.chat.embeds.markdown import escape
from bot.chat.sending.delivery import Reply
from bot.sandbox.world.wire import Json
from index import Quote


def undone(shown: str) -> str:
    """Return what Discord shows of a description: its markup undone, the escapes resolved."""
    shown = re.sub(r"^> ", "", shown, flags=re.MULTILINE)
    bare = re.sub(r"(?<!\\)((?:\\\\)*)(\*\*|~~)", r"\1", shown)
    return re.sub(r"\\([^\w\s])", r"\1", bare)


def holds(shown: str, quote: Quote) -> bool:
    """Return whether the words stand there in the quote's order, with their characters."""
    return undone(escape(quote.text)) in undone(shown)


def embed_of(reply: Reply) -> discord.Embed:
    assert reply.embed is not None
    return reply.embed


def said_in(reply: Reply) -> str:
    return embed_of(reply).description or ""


def assert_within_limits(embed: discord.Embed, view: discord.ui.View | None = None) -> None:
    """Hold an embed, and the buttons below it, against Discord's limits."""
    record: Json = embed.to_dict()  # type: ignore[assignment]
    assert len(record.get("title", "")) <= 256
    assert len(record.get("description", "")) <= 4096
    assert len(embed) <= 6000
    for field in record.get("fields", []):
        assert 1 <= len(field["value"]) <= 1024
        assert 1 <= len(field["name"]) <= 256
    for item in view.children if view else ():
        button = item.item if isinstance(item, discord.ui.DynamicItem) else item
        assert isinstance(button, discord.ui.Button)
        assert 1 <= len(button.custom_id or "") <= 100
        assert 1 <= len(button.label or "") <= 80


def block_quotes(shown: str) -> list[str]:
    """Return what Discord shows as block quotes, their lines joined."""
    return [undone(line) for line in shown.split("\n") if line[:2] == "> "]
