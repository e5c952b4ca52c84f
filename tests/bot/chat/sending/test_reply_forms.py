"""A reply without its embed: what has no room in a message is attached, within Discord's limits."""

import io

import discord

from bot.chat.handling.words_back import given_back
from bot.chat.sending.reply_forms import Reply, in_plain_text

_HINT = "Ask again later."


def files(count: int) -> tuple[discord.File, ...]:
    return tuple(discord.File(io.BytesIO(b"x"), f"{number}.txt") for number in range(count))


def names(reply: Reply) -> list[str]:
    return [file.filename for file in reply.files]


def test_beside_ten_files_nothing_more_is_attached() -> None:
    embed = discord.Embed(description="words\n" * 500)
    assert names(in_plain_text(Reply(embed, files=files(9))))[-1] == "whole-reply.txt"
    full = in_plain_text(Reply(embed, files=files(10)))
    assert names(full) == [f"{number}.txt" for number in range(10)]
    assert (full.content or "").endswith("\n…")


def test_words_that_a_button_reads_are_whole_there_or_without_it() -> None:
    view = discord.ui.View(timeout=None)
    short, long = (given_back("x" * count, _HINT, view) for count in (100, 2_500))
    assert long.embed is not None  # which has the room
    plain = in_plain_text(short)
    assert (plain.view, plain.content) == (view, f"{_HINT}\n{'x' * 100}")
    plain = in_plain_text(long)
    assert (plain.view, plain.embed, plain.content) == (None, None, _HINT)
    assert names(plain) == ["your-words.txt"]
    assert plain.files[0].fp.read() == b"x" * 2_500
