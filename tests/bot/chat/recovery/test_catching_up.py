"""Mentions that are written while no bot is connected are answered by the next one, and once."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest

from bot.chat.client import BriefingBot
from bot.chat.incoming.in_hand import IN_HAND
from bot.chat.recovery import catching_up
from bot.chat.recovery.catching_up import SEEN
from bot.config import Config
from index import Collection
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, shown
from tests.support.stand_in.stage import Stage

Connected = Callable[[], AbstractAsyncContextManager[Desk]]


@pytest.fixture
def bot(config: Config, collection: Collection, stage: Stage) -> Connected:
    return partial(connected, config, collection, stage)


def said(stage: Stage, channel: str = "general") -> list[str]:
    """Return what the bot said in a channel."""
    messages = stage.member.viewer.messages(stage.channel(channel))
    return [shown(one) for one in messages if one["author"]["id"] == str(stage.bot_id)]


async def ask(stage: Stage, channel: str = "general") -> None:
    words = f"<@{stage.bot_id}> {QUESTION}"
    await stage.member.writer.send(stage.channel(channel), words)


async def caught_up(desk: Desk) -> None:
    """Return once a bot has looked at all channels, and has nothing in hand."""
    await until(lambda: not desk.bot.catching_up._under_way and desk.bot.catching_up._is_connected)
    assert await desk.bot.in_flight.drained(WAIT_S)


async def test_what_is_asked_while_nobody_is_there_is_answered_by_the_next_and_once(
    bot: Connected, stage: Stage
) -> None:
    async with bot() as desk:
        await caught_up(desk)
    stage.clock.advance(30.0)
    await ask(stage)
    await stage.member.writer.send(stage.channel(), "Nothing for the bot.")
    heard = desk.bot.config.data / IN_HAND / SEEN
    seen = heard.read_bytes()
    stage.clock.advance(30.0)
    for _ in range(2):  # the second reads the message again, and finds an answer there
        async with bot() as desk:
            await until(lambda: len(said(stage)) == 1)
            await caught_up(desk)
        heard.write_bytes(seen)
        stage.clock.advance(600.0)  # a nonce is enforced for minutes alone
    assert [EVIDENCE in one for one in said(stage)] == [True]


async def test_what_was_heard_is_not_looked_for(bot: Connected, stage: Stage) -> None:
    async with bot() as desk:
        await desk.tell(f"{desk.mention} {QUESTION}")
        await caught_up(desk)
        stage.clock.advance(5.0)
    stage.clock.advance(30.0)
    looked = len(stage.recorder.exchanges)
    async with bot() as desk:
        await caught_up(desk)
    routes = [one.route for one in stage.recorder.exchanges[looked:] if one.method == "GET"]
    assert [one for one in routes if one.endswith("/messages")] == []
    assert len(said(stage)) == 1


async def test_what_is_too_old_is_left_out(bot: Connected, stage: Stage) -> None:
    async with bot() as desk:
        await caught_up(desk)
    await ask(stage)
    stage.clock.advance(901.0)
    async with bot() as desk:
        await caught_up(desk)
    assert said(stage) == []


async def test_a_channel_that_cannot_be_read_costs_no_other(bot: Connected, stage: Stage) -> None:
    async with bot() as desk:
        await caught_up(desk)
    stage.clock.advance(30.0)
    await ask(stage)
    await ask(stage, "questions")
    unread = f"/channels/{stage.channel('questions')}/messages$"
    stage.faults.refuse(unread, status=403, code=50001, method="GET")
    async with bot() as desk:
        await until(lambda: len(said(stage)) == 1)
        await caught_up(desk)
    assert said(stage, "questions") == []


@pytest.mark.parametrize("status", [None, 429, 503, 520])
async def test_a_channel_that_cannot_be_read_for_a_moment_is_read_again(
    bot: Connected, stage: Stage, status: int | None
) -> None:
    async with bot() as desk:
        await caught_up(desk)
    stage.clock.advance(30.0)
    await ask(stage)
    await ask(stage, "questions")
    unread = f"/channels/{stage.channel()}/messages$"
    stage.faults.outage(2.0, unread, status=status, method="GET")
    async with bot() as desk:
        await until(lambda: len(said(stage)) == len(said(stage, "questions")) == 1)
        await caught_up(desk)
    assert EVIDENCE in said(stage)[0]


async def test_what_stands_below_a_missed_mention_is_read_again_too(
    bot: Connected, stage: Stage
) -> None:
    async with bot() as desk:
        await caught_up(desk)
    stage.clock.advance(30.0)
    words = f"<@{stage.bot_id}> {QUESTION}"
    asked = await stage.member.writer.send(stage.channel(), words)
    thread = await stage.member.writer.start_thread(
        stage.channel(), "Of districts", message_id=int(asked["id"])
    )
    stage.faults.outage(2.0, f"/channels/{thread['id']}/messages$", status=503, method="GET")
    async with bot() as desk:
        await until(lambda: len(said(stage)) == 1)
        await caught_up(desk)
    assert EVIDENCE in said(stage)[0]


async def test_what_is_asked_while_a_first_bots_connection_is_away_is_answered(
    bot: Connected, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(*_: object, **__: object) -> None: ...

    monkeypatch.setattr(BriefingBot, "before_identify_hook", at_once)
    monkeypatch.setattr(catching_up, "EVERY_S", 10 * WAIT_S)  # nothing is noted in time
    async with bot() as desk:
        await caught_up(desk)
        stage.clock.advance(1.0)
        stage.sockets.abort()
        stage.sockets.forget()
        await ask(stage)
        await until(lambda: len(said(stage)) == 1)
        await caught_up(desk)
    assert EVIDENCE in said(stage)[0]


async def test_the_first_bot_of_a_folder_looks_for_nothing(bot: Connected, stage: Stage) -> None:
    await ask(stage)
    async with bot() as desk:
        await caught_up(desk)
    assert said(stage) == []


async def test_until_when_all_was_heard_is_noted_while_connected_alone(
    bot: Connected, stage: Stage, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "EVERY_S", 10 * WAIT_S)  # at the end alone

    def noted() -> str:
        return (config.data / IN_HAND / SEEN).read_text(encoding="utf-8")

    async with bot() as desk:
        await caught_up(desk)
        heard = desk.pacing.now()
    before = noted()
    assert (heard - datetime.fromisoformat(before)).total_seconds() == pytest.approx(2.0)
    stage.clock.advance(100.0)
    async with bot() as desk:
        await caught_up(desk)
        desk.bot.catching_up._is_connected = False
    assert noted() == before


async def test_what_was_asked_minutes_apart_is_not_told_to_wait(
    config: Config, collection: Collection, stage: Stage
) -> None:
    patient = replace(config, discord=replace(config.discord, cooldown_s=60.0))
    async with connected(patient, collection, stage) as desk:
        await caught_up(desk)
    for _ in range(2):
        stage.clock.advance(120.0)
        await ask(stage)
    stage.clock.advance(120.0)
    async with connected(patient, collection, stage) as desk:
        await until(lambda: len(said(stage)) == 2)
        await caught_up(desk)
    messages = stage.member.viewer.messages(stage.channel())
    ours = [one for one in messages if one["author"]["id"] == str(stage.bot_id)]
    assert [one["content"] for one in ours] == ["", ""]  # where a hint would stand
    assert [EVIDENCE in shown(one) for one in ours] == [True, True]
