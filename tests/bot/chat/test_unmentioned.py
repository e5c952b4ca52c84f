"""In its threads the bot says once what it can read, and answers where it can read everything."""

import asyncio
from dataclasses import replace

import discord
import pytest

from bot.config import Config
from bot.sandbox.world.wire import Intent, Json
from index import Collection
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, shown
from tests.support.stand_in.stage import Stage

UNREADABLE = "I can read only messages that mention me."


async def thread_of(desk: Desk, message: Json | None) -> int:
    """Return a thread that a member opened, at a message or at none."""
    message_id = int(message["id"]) if message else None
    opened = await desk.stage.member.writer.start_thread(
        desk.general, "Reading", message_id=message_id
    )
    return int(opened["id"])


async def test_in_the_thread_of_an_answer_it_is_said_once_what_can_be_read(
    config: Config, collection: Collection, stage: Stage
) -> None:
    writer = stage.member.writer
    async with connected(config, collection, stage) as desk:
        thread = await thread_of(desk, await desk.tell(f"{desk.mention} {QUESTION}"))
        with desk.replies().watched() as replies:
            await writer.send(thread, "And why?")
            assert (await replies.next())["content"].startswith(UNREADABLE)
            await writer.send(thread, "Hello?")
            await writer.send(thread, f"{desk.mention} {QUESTION}")
            assert EVIDENCE in shown(await replies.next())
    async with connected(config, collection, stage) as desk:
        with desk.replies().watched() as replies:
            await writer.send(thread, "And now?")
            await writer.send(thread, f"{desk.mention} {QUESTION}")
            assert EVIDENCE in shown(await replies.next())


@pytest.mark.parametrize("starter", ["none", "a member's"])
async def test_a_thread_among_members_is_left_alone(desk: Desk, starter: str) -> None:
    written = await desk.stage.moderator.writer.send(desk.general, "Who reads along?")
    thread = await thread_of(desk, written if starter != "none" else None)
    with desk.replies().watched() as replies:
        await desk.stage.member.writer.send(thread, "I do")
        await desk.stage.member.writer.send(thread, f"{desk.mention} {QUESTION}")
        assert EVIDENCE in shown(await replies.next())


async def test_a_reply_that_cannot_be_read_is_told_once(desk: Desk) -> None:
    answer = await desk.use("ask", {"question": QUESTION})
    writer = desk.stage.member.writer
    with desk.replies().watched() as replies:
        await writer.send(desk.general, "And why?", reply_to=int(answer["id"]), ping=False)
        assert (await replies.next())["content"].startswith(UNREADABLE)
        await writer.send(desk.general, "Hello?", reply_to=int(answer["id"]), ping=False)
        await writer.send(desk.general, f"{desk.mention} {QUESTION}")
        assert EVIDENCE in shown(await replies.next())


async def test_with_the_intent_a_question_in_the_thread_of_an_answer_is_answered(
    config: Config, collection: Collection, stage: Stage
) -> None:
    world = stage.world
    world.application = replace(world.application, privileged=Intent.MESSAGE_CONTENT)
    reads_all = replace(config.discord, message_content_intent=True)
    async with connected(replace(config, discord=reads_all), collection, stage) as desk:
        thread = await thread_of(desk, await desk.tell(f"{desk.mention} {QUESTION}"))
        with desk.replies().watched() as replies:
            await stage.member.writer.send(thread, QUESTION)
            assert EVIDENCE in shown(await replies.next())
        assert "or in its thread." in shown(await desk.use("help", {}))


async def test_a_thread_that_could_not_be_looked_up_is_looked_up_again(
    config: Config, collection: Collection, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, writer = stage.world, stage.member.writer
    world.application = replace(world.application, privileged=Intent.MESSAGE_CONTENT)
    reads_all = replace(config.discord, message_content_intent=True)
    patient = replace(config, discord=reads_all)
    async with connected(patient, collection, stage) as desk:
        thread = await thread_of(desk, await desk.tell(f"{desk.mention} {QUESTION}"))
    lost = asyncio.Event()
    fetch = discord.TextChannel.fetch_message

    async def first_lost(channel: discord.TextChannel, message_id: int) -> discord.Message:
        if not lost.is_set():
            lost.set()
            raise ConnectionResetError
        return await fetch(channel, message_id)

    monkeypatch.setattr(discord.TextChannel, "fetch_message", first_lost)
    async with connected(patient, collection, stage) as desk:
        with desk.replies().watched() as replies:
            await writer.send(thread, QUESTION)
            await lost.wait()
            await writer.send(thread, QUESTION)
            assert EVIDENCE in shown(await replies.next())


async def test_the_help_promises_no_reading_without_a_mention(desk: Desk) -> None:
    assert "by mentioning me in a reply to it or in its thread" in shown(await desk.use("help", {}))
