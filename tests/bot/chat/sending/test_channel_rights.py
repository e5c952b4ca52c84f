"""Where a permission is missing, what can be said is said, and the log names the permission."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace

import discord
import pytest

from bot.chat.sending.channel_rights import embed_text, with_line
from bot.chat.sending.reply_forms import Reply
from bot.config import Config
from bot.sandbox.deeds import add_channel
from bot.sandbox.world import Channel, Overwrite, Permission, Target
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, press, shown
from tests.support.stand_in.stage import Stage

EMBEDS, HISTORY = Permission.EMBED_LINKS, Permission.READ_MESSAGE_HISTORY
SEND = Permission.SEND_MESSAGES


@pytest.fixture
def room(stage: Stage) -> Channel:
    """A channel that there is before the bot connects, so that Discord tells it of its rights."""
    return add_channel(stage.world, int(stage.guild()["id"]), "room")


@pytest.fixture
async def late_desk(
    config: Config, collection: Collection, stage: Stage, room: Channel
) -> AsyncIterator[Desk]:
    """A desk whose bot knows the channel as it was when it connected."""
    del room
    async with connected(config, collection, stage) as made:
        yield made


def deny(stage: Stage, room: Channel, denied: Permission) -> None:
    """Take rights in a channel from the bot, without a word to it."""
    overwrite = Overwrite(stage.bot_id, Target.MEMBER, deny=denied)
    stage.world.population.channels[room.id] = replace(room, overwrites=(overwrite,))


async def asked_in(desk: Desk, room: Channel) -> Json:
    with desk.replies().watched() as replies:
        await desk.stage.member.writer.send(room.id, f"{desk.mention} {QUESTION}")
        return await replies.next()


@pytest.mark.parametrize(
    ("denied", "embedded", "referring", "named"),
    [
        (EMBEDS, False, True, "Embed Links"),
        (HISTORY, True, False, "Read Message History"),
        (EMBEDS | HISTORY, False, False, "Embed Links, Read Message History"),
    ],
)
async def test_a_mention_is_answered_with_what_the_bot_may(
    config: Config,
    collection: Collection,
    stage: Stage,
    room: Channel,
    denied: Permission,
    embedded: bool,
    referring: bool,
    named: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    deny(stage, room, denied)
    async with connected(config, collection, stage) as desk:
        said = await asked_in(desk, room)
    assert EVIDENCE in (shown(said) if embedded else said["content"])
    assert (bool(said["embeds"]), bool(said.get("message_reference"))) == (embedded, referring)
    assert f"the bot lacks the permission {named}" in caplog.text
    sent = [e for e in stage.recorder.exchanges if e.route.endswith("/messages") and e.body]
    assert [exchange.status for exchange in sent] == [200]


@pytest.mark.parametrize("denied", [EMBEDS, HISTORY, EMBEDS | HISTORY])
async def test_a_permission_that_was_taken_since_is_noticed(
    late_desk: Desk, room: Channel, denied: Permission, caplog: pytest.LogCaptureFixture
) -> None:
    deny(late_desk.stage, room, denied)
    said = await asked_in(late_desk, room)
    assert EVIDENCE in said["content"]
    lacking = "Embed Links, Read Message History, Attach Files or Send Messages is missing"
    assert lacking in caplog.text


@pytest.mark.parametrize("known", [True, False])
async def test_what_cannot_be_attached_is_said_and_the_words_stay(
    config: Config,
    collection: Collection,
    stage: Stage,
    room: Channel,
    known: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    if known:
        deny(stage, room, Permission.ATTACH_FILES)
    async with connected(config, collection, stage) as desk:
        deny(stage, room, Permission.ATTACH_FILES)
        given = desk.bot.delivery.reply_to

        async def with_a_file(
            message: discord.Message, reply: Reply, thread: discord.Thread | None
        ) -> bool:
            file = discord.File(io.BytesIO(b"whole"), "whole.txt")
            return await given(message, replace(reply, files=(file,)), thread)

        monkeypatch.setattr(desk.bot.delivery, "reply_to", with_a_file)
        said = await asked_in(desk, room)
    assert not said["attachments"]
    assert "I may not attach files" in said["content"]
    assert EVIDENCE in (shown(said) if known else said["content"])
    assert "Attach Files" in caplog.text


async def test_where_the_bot_may_not_write_the_log_says_so(
    config: Config,
    collection: Collection,
    stage: Stage,
    room: Channel,
    caplog: pytest.LogCaptureFixture,
) -> None:
    deny(stage, room, SEND)
    async with connected(config, collection, stage) as desk:
        await stage.member.writer.send(room.id, f"{desk.mention} {QUESTION}")
        async with asyncio.timeout(WAIT_S):
            while "the reply was refused" not in caplog.text:  # noqa: ASYNC110  # has no event
                await asyncio.sleep(0.01)
        assert await desk.bot.in_flight.drained(WAIT_S)
    assert len(stage.member.viewer.messages(room.id)) == 1
    assert "lacks the permission Send Messages" in caplog.text
    assert "the apology" not in caplog.text


async def test_a_command_is_answered_whole_where_the_bot_may_nothing(
    late_desk: Desk, room: Channel
) -> None:
    deny(late_desk.stage, room, EMBEDS | HISTORY | SEND)
    call = await late_desk.stage.member.invoker.slash(room.id, "ask", {"question": QUESTION})
    assert EVIDENCE in shown(await call.answer())


async def test_a_follow_up_of_a_plain_answer_knows_what_it_follows(
    config: Config, collection: Collection, stage: Stage, room: Channel
) -> None:
    deny(stage, room, EMBEDS)
    async with connected(config, collection, stage) as desk:
        member = stage.member
        with desk.replies().watched() as replies:
            await member.writer.send(room.id, f"{desk.mention} Where was the training facility?")
            first = await replies.next()
            await member.writer.send(room.id, "And who destroyed it?", reply_to=int(first["id"]))
            assert "destroyed by the United States" in (await replies.next())["content"]
        assert shown(await press(desk, first, "In context"))


def test_plain_text_ends_with_a_whole_line() -> None:
    lines = [f"> {number:03d} {'word ' * 30}".rstrip() for number in range(30)]
    embed = discord.Embed(title="Why?", description="\n".join(lines)).set_footer(text="Essay")
    text = embed_text(None, embed)
    assert len(text) <= 2000
    first, *quoted, mark, footer = text.split("\n")
    assert (first, mark, footer) == ("**Why?**", "…", "-# Essay")
    assert quoted == lines[: len(quoted)]
    assert len(quoted) == 12


def test_a_line_below_costs_whole_lines_above_it() -> None:
    assert with_line(None, "-# No file.") == "-# No file."
    assert with_line("One.", "-# No file.") == "One.\n-# No file."
    text = with_line("\n".join(["word " * 99] * 9), "-# No file.")
    assert len(text) <= 2000
    assert text.endswith("…\n-# No file.")
