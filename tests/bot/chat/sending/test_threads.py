"""Mentions that a server has answered in threads: opened once, found again, never in the way."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import partial

import discord
import pytest

from bot.chat.handling.asked import question_answered
from bot.chat.incoming.in_hand import IN_HAND
from bot.chat.recovery.catching_up import SEEN
from bot.chat.replies import questions_in_channel
from bot.config import Config
from bot.library import Shelves
from bot.sandbox.world import MessageType, Overwrite, Permission, Target
from bot.sandbox.world.wire import Intent, Json
from index import Collection, CollectionError
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, shown
from tests.support.stand_in.stage import Stage

THREADS = r"/messages/\d+/threads$"
Connected = Callable[[], AbstractAsyncContextManager[Desk]]


@pytest.fixture
def bot(config: Config, collection: Collection, stage: Stage) -> Connected:
    """A bot in whose server mentions are answered in threads."""
    Shelves(config).servers.change(int(stage.guild()["id"]), lambda one: replace(one, threads=True))
    return partial(connected, config, collection, stage)


async def ask(stage: Stage, words: str = QUESTION, channel: int = 0) -> int:
    """Mention the bot; return the message's id."""
    said = await stage.member.writer.send(
        channel or stage.channel("general"), f"<@{stage.bot_id}> {words}"
    )
    return int(said["id"])


def said(stage: Stage, place: int) -> list[Json]:
    """Return what the bot said in a channel or thread, if there is one."""
    if place not in stage.world.population.channels:
        return []
    messages = stage.member.viewer.messages(place)
    ours = [one for one in messages if one["author"]["id"] == str(stage.bot_id)]
    return [one for one in ours if one["type"] in {MessageType.DEFAULT, MessageType.REPLY}]


async def caught_up(desk: Desk) -> None:
    """Return once a bot has looked at all channels, and has nothing in hand."""
    await until(lambda: not desk.bot.catching_up._under_way and desk.bot.catching_up._is_connected)
    await until(
        lambda: "discord.py: on_message" not in map(asyncio.Task.get_name, asyncio.all_tasks())
    )
    in_hand = desk.bot.config.data / IN_HAND
    await until(lambda: not list(in_hand.glob("*.json")))
    assert await desk.bot.in_flight.drained(WAIT_S)


async def cut_off(bot: Connected, stage: Stage, *, after: bool) -> int:
    """End a bot while its answer is on the way, or once it is there; return what it answers."""
    fault = stage.faults.hold(r"/channels/\d+/messages$", after=after, method="POST")
    async with bot() as desk:
        asked = await ask(stage)
        async with asyncio.timeout(WAIT_S):
            await fault.hit.wait()
    await until(lambda: not desk.bot.in_flight._count)
    stage.faults.clear()
    return asked


async def answered(stage: Stage, place: int, count: int = 1) -> Json:
    """Return the bot's last message in a place, once there are so many."""
    await until(lambda: len(said(stage, place)) == count)
    return said(stage, place)[-1]


async def test_the_answer_stands_in_a_thread_that_is_named_by_the_question(
    bot: Connected, stage: Stage
) -> None:
    async with bot():
        asked = await ask(stage)
        answer = await answered(stage, asked)
        assert EVIDENCE in shown(answer)
        assert "title" not in answer["embeds"][0]  # the question stands above
        assert stage.world.population.channels[asked].name == QUESTION
        assert said(stage, stage.channel("general")) == []


async def test_a_long_question_gives_a_name_that_discord_takes(
    bot: Connected, stage: Stage
) -> None:
    async with bot():
        asked = await ask(stage, f"{QUESTION} I mean those that were counted in the report of May.")
        await answered(stage, asked)
        name = stage.world.population.channels[asked].name
        assert len(name) <= 100
        assert name.endswith("…")


async def test_what_follows_in_the_thread_follows_the_question_above_it(
    bot: Connected, stage: Stage
) -> None:
    async with bot() as desk:
        asked = await ask(stage)
        await answered(stage, asked)
        thread = await desk.bot.fetch_channel(asked)
        assert isinstance(thread, discord.Thread)
        assert await questions_in_channel(desk.bot, thread) == [QUESTION]
        await ask(stage, "And why?", channel=asked)
        follow_up = await answered(stage, asked, 2)
        assert follow_up["message_reference"]["channel_id"] == str(asked)
        assert said(stage, desk.general) == []


@pytest.mark.parametrize("above", ["the question", "the answer", "the answer to a command"])
async def test_what_is_asked_in_a_members_thread_follows_what_stands_above_it(
    desk: Desk, stage: Stage, above: str
) -> None:
    if above == "the answer to a command":
        answer = await desk.use("ask", {"question": QUESTION})
    else:
        answer = await desk.tell(f"{desk.mention} {QUESTION}")
    asked = answer["message_reference"]["message_id"] if above == "the question" else answer["id"]
    opened = await stage.member.writer.start_thread(desk.general, "Aside", message_id=int(asked))
    with desk.replies().watched() as replies:
        await ask(stage, "When was that?", channel=int(opened["id"]))
        told = await replies.next()
    assert "goes on from" not in shown(told)
    thread = await desk.bot.fetch_channel(int(opened["id"]))
    assert await questions_in_channel(desk.bot, thread) == ["When was that?"]


async def test_a_command_above_a_thread_is_no_question_to_follow(desk: Desk, stage: Stage) -> None:
    answer = await desk.tell(f"{desk.mention} /sources")
    asked = int(answer["message_reference"]["message_id"])
    opened = await stage.member.writer.start_thread(desk.general, "Aside", message_id=asked)
    thread = await desk.bot.fetch_channel(int(opened["id"]))
    assert await questions_in_channel(desk.bot, thread) == []


async def test_with_the_intent_nobody_has_to_mention_the_bot_there(
    config: Config, collection: Collection, bot: Connected, stage: Stage
) -> None:
    world = stage.world
    world.application = replace(world.application, privileged=Intent.MESSAGE_CONTENT)
    reads_all = replace(
        config, discord=replace(config.discord, message_content_intent=True, cooldown_s=0.0)
    )
    async with connected(reads_all, collection, stage):
        asked = await ask(stage)
        await answered(stage, asked)
        await stage.member.writer.send(asked, QUESTION)
        assert EVIDENCE in shown(await answered(stage, asked, 2))


async def test_without_the_intent_the_thread_is_told_how_to_ask(
    bot: Connected, stage: Stage
) -> None:
    async with bot():
        asked = await ask(stage)
        await answered(stage, asked)
        await stage.member.writer.send(asked, "And why?")
        told = await answered(stage, asked, 2)
        assert told["content"].startswith("I can read only messages that mention me.")


async def test_where_no_thread_may_be_opened_the_answer_stands_in_the_channel(
    bot: Connected, stage: Stage
) -> None:
    general = stage.world.population.channels[stage.channel("general")]
    denied = Overwrite(stage.bot_id, Target.MEMBER, deny=Permission.CREATE_PUBLIC_THREADS)
    stage.world.population.channels[general.id] = replace(general, overwrites=(denied,))
    async with bot():
        asked = await ask(stage)
        assert EVIDENCE in shown(await answered(stage, general.id))
        assert asked not in stage.world.population.channels


async def test_a_hint_and_a_greeting_open_no_thread(bot: Connected, stage: Stage) -> None:
    async with bot():
        for number, words in enumerate(("", "hello"), start=1):
            asked = await ask(stage, words)
            await answered(stage, stage.channel("general"), number)
            assert asked not in stage.world.population.channels


async def test_a_thread_whose_opening_was_lost_on_the_way_is_found(
    bot: Connected, stage: Stage
) -> None:
    async with bot():
        stage.faults.reset(THREADS, after=True, method="POST")
        asked = await ask(stage)
        assert EVIDENCE in shown(await answered(stage, asked))


async def test_a_thread_that_a_member_opened_meanwhile_is_answered_in(
    bot: Connected, stage: Stage
) -> None:
    async with bot() as desk:
        fault = stage.faults.delay(THREADS, method="POST")
        asked = await ask(stage)
        async with asyncio.timeout(WAIT_S):
            await fault.hit.wait()
        await stage.member.writer.start_thread(desk.general, "Mine", message_id=asked)
        fault.go_on.set()
        assert EVIDENCE in shown(await answered(stage, asked))
        assert stage.world.population.channels[asked].name == "Mine"


async def test_where_discord_takes_no_thread_the_answer_stands_in_the_channel(
    bot: Connected, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot() as desk:
        stage.faults.refuse(THREADS, 400, 160006, method="POST")  # too many threads
        await ask(stage)
        assert EVIDENCE in shown(await answered(stage, desk.general))
    assert "no thread was opened" in caplog.text


async def test_a_thread_that_is_closed_meanwhile_costs_nobody_the_answer(
    bot: Connected, stage: Stage
) -> None:
    async with bot() as desk:
        stage.faults.refuse(r"/channels/\d+/messages$", 403, 50083, method="POST")  # archived
        await ask(stage)
        assert EVIDENCE in shown(await answered(stage, desk.general))


async def test_an_error_is_told_where_the_question_stands(
    bot: Connected, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise CollectionError("the disk is full")

    async with bot() as desk:
        monkeypatch.setattr(desk.bot.library, "collection", fails)
        asked = await ask(stage)
        await answered(stage, desk.general)
        assert asked not in stage.world.population.channels


async def test_what_the_bot_says_to_others_in_the_thread_is_no_answer_to_what_stands_above(
    bot: Connected, stage: Stage
) -> None:
    async with bot() as desk:
        await until(lambda: desk.bot.catching_up._is_connected)
    stage.clock.advance(30.0)
    asked = await ask(stage)
    await stage.member.writer.start_thread(stage.channel("general"), "Mine", message_id=asked)
    await stage.moderator.writer.send(asked, f"<@{stage.bot_id}> {QUESTION}")  # is read first
    stage.clock.advance(30.0)
    async with bot():
        await until(lambda: len(said(stage, asked)) == 2)
    references = sorted("message_reference" in one for one in said(stage, asked))
    assert references == [False, True]


async def test_an_answer_whose_question_was_deleted_follows_none(
    bot: Connected, stage: Stage
) -> None:
    async with bot() as desk:
        asked = await ask(stage)
        await answered(stage, asked)
        fault = stage.faults.delay(r"/channels/\d+/messages$", method="POST")
        second = await ask(stage, "Was it 44 percent of the districts?", channel=asked)
        async with asyncio.timeout(WAIT_S):
            await fault.hit.wait()
        await stage.member.writer.delete(asked, second)
        fault.go_on.set()
        await answered(stage, asked, 2)
        thread = await desk.bot.fetch_channel(asked)
        assert isinstance(thread, discord.Thread)
        newest = [one async for one in thread.history(limit=1)]
        assert await question_answered(newest[0], desk.bot.user) is None


async def test_who_is_killed_once_it_has_answered_in_a_thread_does_not_do_it_again(
    bot: Connected, stage: Stage
) -> None:
    asked = await cut_off(bot, stage, after=True)
    assert len(said(stage, asked)) == 1
    stage.clock.advance(600.0)  # a nonce is enforced for minutes alone
    async with bot() as desk:
        await caught_up(desk)
    assert len(said(stage, asked)) == 1
    assert said(stage, desk.general) == []


async def test_who_is_killed_in_between_leaves_a_thread_that_the_next_answers_in(
    bot: Connected, stage: Stage
) -> None:
    asked = await cut_off(bot, stage, after=False)
    assert said(stage, asked) == []
    async with bot() as desk:
        await answered(stage, asked)
        await caught_up(desk)
    assert len(said(stage, asked)) == 1
    assert said(stage, desk.general) == []


async def test_what_was_asked_while_nobody_was_there_is_answered_in_its_thread_once(
    bot: Connected, stage: Stage
) -> None:
    async with bot() as desk:
        await caught_up(desk)
    stage.clock.advance(30.0)
    asked = await ask(stage)
    seen = (desk.bot.config.data / IN_HAND / SEEN).read_bytes()
    stage.clock.advance(30.0)
    for _ in range(2):  # the second is told of the message as well, and finds an answer
        async with bot() as desk:
            await answered(stage, asked)
            await caught_up(desk)
        (desk.bot.config.data / IN_HAND / SEEN).write_bytes(seen)
        stage.clock.advance(600.0)  # a nonce is enforced for minutes alone
    assert len(said(stage, asked)) == 1


async def test_who_chooses_threads_is_told_where_the_bot_may_open_none(
    bot: Connected, stage: Stage
) -> None:
    general = stage.world.population.channels[stage.channel("general")]
    denied = Overwrite(stage.bot_id, Target.MEMBER, deny=Permission.CREATE_PUBLIC_THREADS)
    stage.world.population.channels[general.id] = replace(general, overwrites=(denied,))
    warned = f"⚠ In <#{general.id}> I lack the permission Create Public Threads."
    async with bot() as desk:
        choices: list[tuple[dict[str, int], bool]] = [
            ({}, False),
            ({"answer_in": general.id}, True),
        ]
        for options, is_warned in choices:
            invoker = stage.moderator.invoker
            call = await invoker.slash(general.id, "library settings", dict(options))
            told = shown(await call.answer(WAIT_S))
            assert ("in a thread of their own" in told, warned in told) == (True, is_warned)
        assert desk.bot.library.shelves.servers.settings(int(stage.guild()["id"])).threads


async def test_a_pause_that_discord_wants_of_everybody_ends(
    bot: Connected, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """A request that is cancelled in such a pause would hold back every later one, for ever."""
    stage.faults.rate_limit(THREADS, retry_after_s=0.5, is_global=True, method="POST")
    async with bot() as desk:
        asked = await ask(stage)
        await until(lambda: "Global rate limit has been hit" in caplog.text)  # discord.py waits
        stage.clock.advance(6.0)  # past the try
        await answered(stage, asked)
        stage.clock.advance(60.0)
        again = await ask(stage, "Is it at least 44 percent of the districts?")
        assert EVIDENCE in shown(await answered(stage, again))
        assert said(stage, desk.general) == []
