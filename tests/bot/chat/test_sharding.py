"""Two processes' worth of bot, each with half of the shards, at one stand-in."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from yarl import URL

from bot.chat.gateway.reconnecting import ReconnectPause
from bot.chat.observability.witnesses import NoWitness
from bot.chat.sharding import ShardedBot
from bot.chat.supervisor import RefusedError, Supervisor
from bot.config import Config
from bot.library import Holdings, Library
from bot.sandbox.service.session import Session
from bot.sandbox.world import Channel
from bot.shards import Shards
from index import Collection
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.arrivals import remove_bot
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Replies, shown
from tests.support.stand_in.paced import MovedPacing
from tests.support.stand_in.shards import spread
from tests.support.stand_in.stage import TOKEN, Stage

COUNT = 4
EACH = 2  # servers of a shard


class QuickBot(ShardedBot):
    """The product's bot, without the five seconds from shard to shard."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing."""


class Count(NoWitness):
    """Counts the questions that were worked on."""

    def __init__(self) -> None:
        self.questions = 0

    def asked(self, outcome: str, seconds: float) -> None:
        self.questions += 1


@dataclass(slots=True)
class Process:
    """What a process with shards of its own has: a data folder, a supervisor, and its bots."""

    stage: Stage
    config: Config
    collection: Collection
    count: Count = field(default_factory=Count)
    bots: list[QuickBot] = field(default_factory=list)

    def supervisor(self, token: str = TOKEN) -> Supervisor:
        return Supervisor(self._make, token, self.config.data / "health.json")

    def _make(self) -> QuickBot:
        library, shards = Library(self.config, Holdings(self.collection)), self.config.discord
        pacing = MovedPacing(self.stage.clock)
        bot = QuickBot(
            self.config, library, Shards.parse(shards.shards), pacing=pacing, witness=self.count
        )
        self.bots.append(bot)
        return bot

    def health(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads((self.config.data / "health.json").read_text("utf-8"))
        return record

    def is_in_state(self, state: str, *away: int) -> bool:
        told = self.health()
        return (told["state"], told["not_connected"]) == (state, [*away])


@dataclass(frozen=True, slots=True)
class Town:
    """Both processes, and channels of servers by their shard."""

    stage: Stage
    low: Process
    high: Process
    channels: dict[int, list[Channel]]

    def some(self, *shards: int) -> list[Channel]:
        return [channel for shard in shards for channel in self.channels[shard]]

    async def ask(self, channel_id: int) -> tuple[int, int]:
        """Return how many questions each process worked on for one question in a channel."""
        before = self.low.count.questions, self.high.count.questions
        with Replies(self.stage, self.stage.member).watched() as replies:
            await self.say(channel_id)
            await self.answer(replies, channel_id)
        low, high = self.low.count.questions, self.high.count.questions
        return low - before[0], high - before[1]

    async def say(self, channel_id: int) -> None:
        await self.stage.member.writer.send(channel_id, f"<@{self.stage.bot_id}> {QUESTION}")

    async def answer(self, replies: Replies, channel_id: int) -> None:
        message = await replies.next()
        assert int(message["channel_id"]) == channel_id
        assert EVIDENCE in shown(message)

    def answers(self, channel: Channel) -> int:
        """Return how many answers of the bot there are in a channel."""
        messages = self.stage.member.viewer.messages(channel.id)
        return sum(int(one["author"]["id"]) == self.stage.bot_id for one in messages)

    def session(self, shard: int) -> Session:
        sessions = self.stage.double.gateway.connected()
        return next(one for one in sessions if one.shard == (shard, COUNT))

    def close(self, shard: int, code: int, *, forgotten: bool = False) -> None:
        """Close the connection of one shard, which cannot be taken up where it is forgotten."""
        session = self.session(shard)
        socket = session.socket
        assert socket is not None
        if forgotten:
            self.stage.double.gateway.sessions.forget(session)
        socket.close(code)


@asynccontextmanager
async def running(process: Process) -> AsyncIterator[Supervisor]:
    process.config.data.mkdir()
    supervisor = process.supervisor()
    task = asyncio.create_task(supervisor.run())
    await until((process.config.data / "health.json").exists)
    await until(lambda: process.is_in_state("ready"))
    try:
        yield supervisor
    finally:
        supervisor.stop()
        await asyncio.wait_for(task, WAIT_S)
        assert process.is_in_state("stopped", *process.bots[-1].served.numbers)  # type: ignore[union-attr]


@pytest.fixture
def town(stage: Stage, config: Config, collection: Collection, tmp_path: Path) -> Town:
    def process(shards: str) -> Process:
        discord = replace(config.discord, shards=shards)
        own = replace(config, data=tmp_path / shards.replace("/", "-of-"), discord=discord)
        return Process(stage, own, collection)

    channels = spread(stage.world, stage.clock, stage.member, shards=COUNT, each=EACH)
    return Town(stage, process("0-1/4"), process("2-3/4"), channels)


@pytest.fixture
async def both(town: Town) -> AsyncIterator[Town]:
    async with AsyncExitStack() as held:
        await held.enter_async_context(running(town.low))
        await held.enter_async_context(running(town.high))
        yield town


async def test_each_question_is_answered_once_by_the_process_of_its_server(both: Town) -> None:
    for shard, channels in both.channels.items():
        for channel in channels:
            assert await both.ask(channel.id) == ((1, 0) if shard < 2 else (0, 1))
    for process in (both.low, both.high):
        assert await process.bots[0].in_flight.drained(WAIT_S)
    assert {both.answers(channel) for channel in both.some(0, 1, 2, 3)} == {1}
    assert [len(process.bots) for process in (both.low, both.high)] == [1, 1]


async def test_commands_are_registered_once_and_answered_by_each_for_its_own(both: Town) -> None:
    routes = [one.route for one in both.stage.recorder.exchanges if one.method == "PUT"]
    assert routes == ["/applications/{application_id}/commands"]
    for channel in both.some(0, 3):
        call = await both.stage.member.invoker.slash(channel.id, "ask", {"question": QUESTION})
        assert EVIDENCE in shown(await call.answer(WAIT_S))
    assert (both.low.count.questions, both.high.count.questions) == (EACH, EACH)


async def test_direct_messages_are_answered_by_the_process_of_the_first_shard(both: Town) -> None:
    direct = int((await both.stage.member.writer.open_dm())["id"])
    assert await both.ask(direct) == (1, 0)


async def test_a_shard_that_is_cut_off_is_told_and_missed_nothing_while_the_others_go_on(
    both: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ReconnectPause, "delay", lambda _: 0.01)
    both.stage.faults.outage(3600, "^/gateway")
    both.close(1, 4000)
    await until(lambda: both.low.is_in_state("reconnecting", 1))
    away = both.channels[1][0]
    with Replies(both.stage, both.stage.member).watched() as replies:
        await both.say(away.id)
        for channel in both.some(0, 2, 3):
            await both.say(channel.id)
            await both.answer(replies, channel.id)
        assert both.low.is_in_state("reconnecting", 1)
        both.stage.faults.clear()
        await both.answer(replies, away.id)
    await until(lambda: both.low.is_in_state("ready"))
    assert both.high.is_in_state("ready")
    assert both.answers(away) == 1
    caplog.clear()  # discord.py logs each try as an error


@pytest.mark.parametrize("code", [1000, 4007, 4009])
async def test_a_shard_whose_session_is_gone_begins_anew_and_the_others_go_on(
    both: Town, code: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ReconnectPause, "delay", lambda _: 0.01)
    before = {shard: both.session(shard).id for shard in range(COUNT)}
    both.close(2, code, forgotten=True)
    await until(lambda: len(both.stage.double.gateway.connected()) == COUNT)
    await until(lambda: both.high.is_in_state("ready"))
    after = {shard: both.session(shard).id for shard in range(COUNT)}
    assert {shard for shard in before if before[shard] != after[shard]} == {2}
    for channel in both.some(2, 3, 1):
        await both.ask(channel.id)
    assert len(both.high.bots) == 1
    caplog.clear()  # discord.py logs a close with 1000 as an error


async def test_a_server_that_took_the_bot_out_while_its_shard_was_away_is_let_go(
    both: Town,
) -> None:
    (bot,) = both.high.bots
    left, stays = (channel.guild_id for channel in both.channels[2])
    assert left is not None
    assert stays is not None
    both.stage.double.gateway.sessions.forget(session := both.session(2))
    assert session.socket is not None
    remove_bot(both.stage.world, left)
    session.socket.close(4009)
    await until(lambda: bot.get_guild(left) is None)
    await until(lambda: both.high.is_in_state("ready"))
    assert bot.get_guild(stays) is not None
    assert len(bot.guilds) >= 2 * EACH - 1


async def test_the_servers_of_the_other_process_are_answered_after_one_has_ended(
    town: Town,
) -> None:
    async with running(town.high):
        async with running(town.low):
            assert await town.ask(town.channels[0][0].id) == (1, 0)
        assert town.high.is_in_state("ready")
        await town.say(town.channels[0][1].id)  # nobody is there for it
        for channel in town.some(2, 3):
            assert await town.ask(channel.id) == (0, 1)
        assert town.answers(town.channels[0][1]) == 0


async def test_a_refusal_of_one_shard_ends_its_process_with_what_to_do_and_no_other(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(town.low):
        with pytest.raises(RefusedError, match="run --shards"):
            await _refused(town)
        assert town.high.is_in_state("refused", 2, 3)
        assert await town.ask(town.channels[0][0].id) == (1, 0)
    caplog.clear()


async def test_a_stop_does_not_wait_for_the_shards_that_are_yet_to_come(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch = QuickBot.launch_shard

    async def first_alone(bot: QuickBot, url: URL, number: int, *, initial: bool = False) -> None:
        if not initial:
            await asyncio.Event().wait()
        await launch(bot, url, number, initial=initial)

    monkeypatch.setattr(QuickBot, "launch_shard", first_alone)
    town.low.config.data.mkdir()
    supervisor = town.low.supervisor()
    task = asyncio.create_task(supervisor.run())
    await until((town.low.config.data / "health.json").exists)
    await until(lambda: town.low.is_in_state("connecting", 1))
    assert await town.ask(town.channels[0][0].id) == (1, 0)  # while the others are waited for
    supervisor.stop()
    await asyncio.wait_for(task, WAIT_S)
    assert town.low.is_in_state("stopped", 0, 1)


async def test_a_token_that_is_not_valid_ends_it_before_any_shard_is_connected(town: Town) -> None:
    town.low.config.data.mkdir()
    with pytest.raises(RefusedError, match="the token is not valid"):
        await asyncio.wait_for(town.low.supervisor("wrong").run(), WAIT_S)
    assert town.low.is_in_state("refused", 0, 1)


async def _refused(town: Town) -> None:
    async with running(town.high):
        town.close(3, 4011)
        await until(lambda: town.high.is_in_state("refused", 2, 3))
