"""A question whose words are changed is answered anew in the place of its answer, and once."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import partial

import pytest

from bot.chat.incoming.in_hand import IN_HAND
from bot.config import Config
from bot.library import Shelves
from bot.sandbox.world import MessageType
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, shown
from tests.support.stand_in.stage import Stage

OTHER = "Who wrote this?"
AUTHOR = "Tricia Bacon"
MESSAGES = r"/channels/\d+/messages$"
CHANGE = r"/channels/\d+/messages/\d+$"
Connected = Callable[[], AbstractAsyncContextManager[Desk]]


@pytest.fixture
def bot(config: Config, collection: Collection, stage: Stage) -> Connected:
    return partial(connected, config, collection, stage)


def said(stage: Stage, place: int = 0) -> list[Json]:
    """Return what the bot said in a channel."""
    messages = stage.member.viewer.messages(place or stage.channel("general"))
    ours = [one for one in messages if one["author"]["id"] == str(stage.bot_id)]
    return [one for one in ours if one["type"] in {MessageType.DEFAULT, MessageType.REPLY}]


def changes(stage: Stage) -> int:
    """Return how often the bot changed a message."""
    exchanges = stage.recorder.exchanges
    return sum(one.method == "PATCH" and "@original" not in one.route for one in exchanges)


async def asked(stage: Stage, words: str, channel: int = 0) -> Json:
    place = channel or stage.channel("general")
    return await stage.member.writer.send(place, f"<@{stage.bot_id}> {words}")


async def edit(stage: Stage, message: Json, words: str, *, mention: bool = True) -> None:
    """Change what a member wrote, a second after what was before it."""
    stage.clock.advance(1.0)
    content = f"<@{stage.bot_id}> {words}" if mention else words
    await stage.member.writer.edit(int(message["channel_id"]), int(message["id"]), content)


async def answered(stage: Stage, words: str, place: int = 0) -> Json:
    """Return the bot's only message in a channel, once it has some words."""
    await until(lambda: any(words in f"{m['content']}{shown(m)}" for m in said(stage, place)))
    (answer,) = said(stage, place)
    return answer


async def answered_before(bot: Connected, stage: Stage, ago_s: float) -> tuple[Json, Json]:
    """Return a question with its answer by a bot that ended so many seconds ago."""
    async with bot():
        question = await asked(stage, QUESTION)
        answer = await answered(stage, EVIDENCE)
    stage.clock.advance(ago_s)
    return question, answer


async def settled(desk: Desk) -> None:
    """Return once nothing is being answered, and what was sent so far was heard."""
    with desk.replies(desk.stage.moderator).watched() as replies:
        await desk.stage.moderator.writer.send(desk.general, f"{desk.mention} {QUESTION}")
        heard = await replies.next()
        while heard["type"] != MessageType.REPLY:
            heard = await replies.next()
    assert await desk.bot.in_flight.drained(WAIT_S)


async def test_the_answer_takes_the_place_of_the_one_before(bot: Connected, stage: Stage) -> None:
    async with bot():
        question = await asked(stage, QUESTION)
        before = await answered(stage, EVIDENCE)
        await edit(stage, question, OTHER)
        after = await answered(stage, AUTHOR)
        assert after["id"] == before["id"]
        assert EVIDENCE not in shown(after)


async def test_of_a_hint_nothing_stays_and_an_answer_loses_its_buttons_for_one(
    bot: Connected, stage: Stage
) -> None:
    async with bot():
        question = await asked(stage, "x" * 700)
        hint = await answered(stage, "700")
        await edit(stage, question, QUESTION)
        answer = await answered(stage, EVIDENCE)
        assert (answer["id"], answer["content"], bool(answer["components"])) == (
            *(hint["id"], "", True),
        )
        await edit(stage, question, "y" * 701)
        again = await answered(stage, "701")
        assert (again["embeds"], again["components"]) == ([], [])


async def test_a_direct_message_needs_no_mention(bot: Connected, stage: Stage) -> None:
    async with bot():
        place = int((await stage.member.writer.open_dm())["id"])
        question = await stage.member.writer.send(place, QUESTION)
        await answered(stage, EVIDENCE, place)
        await edit(stage, question, OTHER, mention=False)
        await answered(stage, AUTHOR, place)


async def test_what_is_no_change_of_words_changes_nothing(bot: Connected, stage: Stage) -> None:
    async with bot() as desk:
        question = await asked(stage, QUESTION)
        await answered(stage, EVIDENCE)
        await edit(stage, question, OTHER)
        await answered(stage, AUTHOR)
        # Of a thread under it Discord tells as of a change.
        await stage.moderator.writer.start_thread(
            desk.general, "Aside", message_id=int(question["id"])
        )
        await settled(desk)
        assert changes(stage) == 1


async def test_a_change_that_is_told_twice_is_answered_once(bot: Connected, stage: Stage) -> None:
    async with bot() as desk:
        question = await asked(stage, QUESTION)
        await answered(stage, EVIDENCE)
        stage.sockets.repeat("MESSAGE_UPDATE")
        await edit(stage, question, OTHER)
        await answered(stage, AUTHOR)
        await settled(desk)
        assert changes(stage) == 1


async def test_a_change_while_the_first_answer_is_under_way_is_not_lost(
    bot: Connected, stage: Stage
) -> None:
    held = stage.faults.delay(r"/channels/\d+/messages$", method="POST")
    async with bot():
        question = await asked(stage, QUESTION)
        async with asyncio.timeout(WAIT_S):
            await held.hit.wait()
        await edit(stage, question, "What is it about?")
        await edit(stage, question, OTHER)
        held.go_on.set()
        await answered(stage, AUTHOR)


async def test_a_bot_that_was_restarted_finds_its_answer(bot: Connected, stage: Stage) -> None:
    async with bot():
        question = await asked(stage, QUESTION)
        before = await answered(stage, EVIDENCE)
    async with bot():
        await edit(stage, question, OTHER)
        assert (await answered(stage, AUTHOR))["id"] == before["id"]


@pytest.mark.parametrize("how", ["a reply", "a thread"])
async def test_what_somebody_went_on_from_stays(bot: Connected, stage: Stage, how: str) -> None:
    async with bot() as desk:
        question = await asked(stage, QUESTION)
        answer = int((await answered(stage, EVIDENCE))["id"])
        writer = stage.moderator.writer
        if how == "a reply":
            await writer.send(desk.general, "So it does.", reply_to=answer, ping=False)
        else:
            await writer.start_thread(desk.general, "Aside", message_id=answer)
        await edit(stage, question, OTHER)
        await settled(desk)
        assert changes(stage) == 0


async def test_the_answer_goes_with_its_question(bot: Connected, stage: Stage) -> None:
    async with bot() as desk:
        question = await asked(stage, QUESTION)
        await answered(stage, EVIDENCE)
        await stage.member.writer.delete(desk.general, int(question["id"]))
        await until(lambda: not said(stage))


async def test_the_answer_of_a_process_before_goes_with_its_question(
    bot: Connected, stage: Stage
) -> None:
    question, _ = await answered_before(bot, stage, 60.0)
    async with bot() as desk:
        await stage.member.writer.delete(desk.general, int(question["id"]))
        await until(lambda: not said(stage))


async def test_what_a_process_answered_days_before_is_not_looked_for(
    bot: Connected, stage: Stage
) -> None:
    question, answer = await answered_before(bot, stage, 2 * 86_400.0)
    async with bot() as desk:
        await stage.member.writer.delete(desk.general, int(question["id"]))
        await settled(desk)
        assert answer["id"] in [one["id"] for one in said(stage)]


async def test_where_the_history_may_not_be_read_nobody_is_warned_of_each_message_deleted(
    bot: Connected, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    before = await stage.member.writer.send(stage.channel("general"), "Hello all")
    stage.clock.advance(60.0)
    async with bot() as desk:
        stage.faults.refuse(MESSAGES, 403, 50001, method="GET")
        await stage.member.writer.delete(desk.general, int(before["id"]))
        await until(lambda: "a reply is not looked for" in caplog.text)
    assert not [one for one in caplog.records if one.levelno > logging.INFO]


@pytest.mark.parametrize("how", ["a reply", "a thread", "not the question"])
async def test_an_answer_stays_that_somebody_went_on_from(
    bot: Connected, stage: Stage, how: str
) -> None:
    async with bot() as desk:
        question = int((await asked(stage, QUESTION))["id"])
        answer = int((await answered(stage, EVIDENCE))["id"])
        writer = stage.moderator.writer
        if how == "a reply":
            await writer.send(desk.general, "So it does.", reply_to=answer, ping=False)
        elif how == "a thread":
            await writer.start_thread(desk.general, "Aside", message_id=answer)
        else:
            question = int((await stage.member.writer.send(desk.general, "Hello all"))["id"])
        await stage.member.writer.delete(desk.general, question)
        await settled(desk)
        assert answer in [int(one["id"]) for one in said(stage)]


@pytest.mark.parametrize("case", ["late", "unmentioned", "nobody answered"])
async def test_what_is_changed_late_or_was_not_asked_is_left(
    bot: Connected, stage: Stage, case: str
) -> None:
    async with bot() as desk:
        question = await asked(stage, QUESTION)
        answer = await answered(stage, EVIDENCE)
        if case == "late":
            stage.clock.advance(15 * 60.0)
            await edit(stage, question, OTHER)
        elif case == "unmentioned":
            await edit(stage, question, OTHER, mention=False)
        else:
            await stage.moderator.writer.delete(desk.general, int(answer["id"]))
            await edit(stage, question, OTHER)
        await settled(desk)
        assert changes(stage) == 0


async def test_an_answer_in_a_thread_of_its_own_is_changed_there(
    config: Config, bot: Connected, stage: Stage
) -> None:
    Shelves(config).servers.change(int(stage.guild()["id"]), lambda one: replace(one, threads=True))
    async with bot() as desk:
        question = await asked(stage, QUESTION)
        thread = int(question["id"])
        await until(lambda: thread in stage.world.population.channels)
        await answered(stage, EVIDENCE, thread)
        await edit(stage, question, OTHER)
        await answered(stage, AUTHOR, thread)
        await stage.member.writer.send(thread, "I see")
        await edit(stage, question, QUESTION)
        await settled(desk)
        assert changes(stage) == 1


async def test_it_waits_for_its_members_turn(
    config: Config, collection: Collection, stage: Stage
) -> None:
    patient = replace(config, discord=replace(config.discord, cooldown_s=60.0))
    async with connected(patient, collection, stage) as desk:
        question = await asked(stage, QUESTION)
        await answered(stage, EVIDENCE)
        await edit(stage, question, OTHER)
        await answered(stage, AUTHOR)
        assert desk.pacing.pauses == pytest.approx([59.0], abs=0.5)


async def test_of_a_turn_that_comes_too_late_nothing_is_said(
    config: Config, collection: Collection, stage: Stage
) -> None:
    patient = replace(config, discord=replace(config.discord, cooldown_s=1200.0))
    async with connected(patient, collection, stage) as desk:
        question = await asked(stage, QUESTION)
        await answered(stage, EVIDENCE)
        await edit(stage, question, OTHER)
        await settled(desk)
        assert (changes(stage), desk.pacing.pauses) == (0, [])


async def test_who_was_asked_to_wait_keeps_the_button_for_it(
    config: Config, collection: Collection, stage: Stage
) -> None:
    patient = replace(config, discord=replace(config.discord, cooldown_s=60.0))
    async with connected(patient, collection, stage) as desk:
        await asked(stage, QUESTION)
        await answered(stage, EVIDENCE)
        hasty = await asked(stage, "What is it about?")
        await until(lambda: len(said(stage)) == 2)
        await edit(stage, hasty, OTHER)
        await settled(desk)
        assert changes(stage) == 0


async def test_a_changed_question_does_not_follow_its_own_answer(
    bot: Connected, stage: Stage
) -> None:
    async with bot():
        place = int((await stage.member.writer.open_dm())["id"])
        question = await stage.member.writer.send(place, QUESTION)
        await answered(stage, EVIDENCE, place)
        await edit(stage, question, "And when was that?", mention=False)
        await answered(stage, "goes on from", place)


@pytest.mark.parametrize("after", [False, True])
async def test_a_kill_loses_no_change_and_repeats_none(
    config: Config, bot: Connected, stage: Stage, *, after: bool
) -> None:
    fault = stage.faults.hold(CHANGE, method="PATCH", after=after)
    async with bot() as desk:
        question = await asked(stage, QUESTION)
        await answered(stage, EVIDENCE)
        await edit(stage, question, OTHER)
        async with asyncio.timeout(WAIT_S):
            await fault.hit.wait()
    await until(lambda: not desk.bot.in_flight._count)
    stage.faults.clear()
    in_hand = config.data / IN_HAND
    assert len(list(in_hand.glob("*.json"))) == 1
    before = changes(stage)
    async with bot():
        await answered(stage, AUTHOR)
        await until(lambda: not list(in_hand.glob("*.json")))
    assert changes(stage) - before == (0 if after else 1)
