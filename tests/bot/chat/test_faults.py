"""Manners under fault, on the wire: nobody is answered twice, nobody is left waiting."""

import asyncio
import json
import logging
import re
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from discord import app_commands

from bot.chat.client import BriefingBot
from bot.chat.stopping import stopping_on_signals
from bot.chat.supervisor import Supervisor, Timing
from bot.config import Config
from bot.library import Holdings, Library
from index import Collection, ModelError, Outcome
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import (
    EVIDENCE,
    QUESTION,
    Desk,
    Replies,
    custom_id,
    labels,
    shown,
)
from tests.support.stand_in.stage import Stage

OTHER = "Who leads the Taliban?"


@pytest.fixture
def taken_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each event that came to the bot so far was taken up."""
    came: list[bool] = []
    first = desk.bot.handled.first

    def noted(event_id: int) -> bool:
        came.append(first(event_id))
        return came[-1]

    monkeypatch.setattr(desk.bot.handled, "first", noted)
    return came


async def test_a_message_that_arrives_twice_is_answered_once(
    desk: Desk, taken_up: list[bool]
) -> None:
    desk.stage.sockets.repeat("MESSAGE_CREATE")
    assert EVIDENCE in shown(await desk.tell(f"{desk.mention} {QUESTION}"))
    await until(lambda: len(taken_up) == 2)
    await desk.tell(f"{desk.mention} {OTHER}")
    assert taken_up == [True, False, True]
    assert len(await desk.all_said()) == 2


async def test_a_command_that_arrives_twice_is_answered_once(
    desk: Desk, taken_up: list[bool]
) -> None:
    desk.stage.sockets.repeat("INTERACTION_CREATE")
    assert EVIDENCE in shown(await desk.use("ask", {"question": QUESTION}))
    await until(lambda: len(taken_up) == 2)
    assert taken_up == [True, False]
    posted = [e for e in desk.stage.recorder.exchanges if "callback" in e.route]
    assert len(posted) == 1


@pytest.mark.parametrize("label", ["In context", "Cite", "Follow up"])
async def test_a_press_that_arrives_twice_is_answered_once(
    desk: Desk, taken_up: list[bool], label: str
) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    desk.stage.sockets.repeat("INTERACTION_CREATE")
    call = await desk.stage.member.presser.press(
        desk.general, int(reply["id"]), custom_id(reply, label)
    )
    await call.acknowledged()
    await until(lambda: len(taken_up) == 3)
    assert taken_up == [True, True, False]
    posted = [e for e in desk.stage.recorder.exchanges if "callback" in e.route]
    assert len(posted) == 1


async def test_work_begins_right_after_the_acknowledgement(desk: Desk) -> None:
    assert EVIDENCE in shown(await desk.use("ask", {"question": QUESTION}))
    assert desk.pacing.pauses == []


async def test_what_is_asked_while_the_socket_is_down_is_answered(desk: Desk) -> None:
    with desk.replies().watched() as replies:
        desk.stage.sockets.abort()
        await desk.stage.member.writer.send(desk.general, f"{desk.mention} {QUESTION}")
        assert EVIDENCE in shown(await replies.next())


@pytest.mark.parametrize("error", [ModelError("/secret/path is broken"), RuntimeError("boom")])
async def test_a_fault_in_the_work_ends_in_an_apology(
    desk: Desk,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(question: str, history: object = ()) -> None:
        del question, history
        raise error

    monkeypatch.setattr(desk.bot.library.public, "ask", broken)
    said = [
        (await desk.use("ask", {"question": QUESTION}))["content"],
        (await desk.tell(f"{desk.mention} {QUESTION}"))["content"],
    ]
    assert all("went wrong on my side" in text and "secret" not in text for text in said)
    await until(lambda: len([r for r in caplog.records if r.name.startswith("bot.")]) >= len(said))
    caplog.clear()


async def test_the_log_has_no_question(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="bot"):
        await desk.tell(f"{desk.mention} {QUESTION}")
    lines = [r.getMessage() for r in caplog.records if r.name.startswith("bot.")]
    (asked,) = [line for line in lines if line.startswith("question")]
    assert re.fullmatch(r"question \d+ answered confidence=[01]\.\d\d work=\d+ms", asked)
    assert not [line for line in lines if "percent" in line]


async def test_the_log_has_no_mistyped_address(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG", logger="bot"):
        said = [
            (await desk.use("cite", {"claim": "my-secret-illness:5"}))["content"],
            (await desk.tell(f"{desk.mention} [[my-secret-illness:5]]"))["content"],
        ]
    assert all("no paragraph with that address" in text for text in said)
    records = [record for record in caplog.records if record.name.startswith("bot.")]
    assert not [one for one in records if "illness" in one.getMessage()]
    assert not [one for one in records if one.levelno >= logging.WARNING]


def supervisor(
    config: Config, collection: Collection, seen: list[BriefingBot], health: Path
) -> Supervisor:
    def make() -> BriefingBot:
        seen.append(BriefingBot(config, Library(config, Holdings(collection))))
        return seen[-1]

    return Supervisor(make, "sandbox", health, timing=Timing(first_pause_s=0.05))


async def test_a_first_connection_that_fails_is_tried_again(
    config: Config,
    collection: Collection,
    stage: Stage,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    stage.faults.fail("^/gateway", 503, times=2)
    seen: list[BriefingBot] = []
    health = tmp_path / "health.json"
    watch = supervisor(config, collection, seen, health)
    running = asyncio.create_task(watch.run())
    await until(lambda: health.exists() and json.loads(health.read_text())["state"] == "ready")
    watch.stop()
    await asyncio.wait_for(running, WAIT_S)
    assert json.loads(health.read_text())["state"] == "stopped"
    assert health.stat().st_mode & 0o777 == 0o600
    caplog.clear()


def held(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> tuple[threading.Event, threading.Event]:
    """Let no question be answered until the second event; the first says that one has begun."""
    begun, go_on, ask = threading.Event(), threading.Event(), collection.ask

    def slow(question: str, history: object = ()) -> object:
        del history
        begun.set()
        go_on.wait(WAIT_S)
        return ask(question)

    monkeypatch.setattr(collection, "ask", slow)
    return begun, go_on


async def test_a_stop_finishes_the_question_in_hand(
    config: Config,
    collection: Collection,
    stage: Stage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[BriefingBot] = []
    watch = supervisor(config, collection, seen, tmp_path / "health.json")
    running = asyncio.create_task(watch.run())
    await until(lambda: bool(seen) and seen[0].is_ready())
    begun, go_on = held(collection, monkeypatch)
    call = await stage.member.invoker.slash(stage.channel("general"), "ask", {"question": QUESTION})
    await until(begun.is_set)
    watch.stop()
    await asyncio.sleep(0.05)
    assert not running.done()
    go_on.set()
    assert EVIDENCE in shown(await call.answer())
    await asyncio.wait_for(running, WAIT_S)


async def test_a_stop_tells_whoever_still_waits_for_their_turn(
    config: Config,
    collection: Collection,
    stage: Stage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one_by_one = replace(config, discord=replace(config.discord, concurrent_questions=1))
    seen: list[BriefingBot] = []
    watch = supervisor(one_by_one, collection, seen, tmp_path / "health.json")
    running = asyncio.create_task(watch.run())
    await until(lambda: bool(seen) and seen[0].is_ready())
    begun, go_on = held(collection, monkeypatch)
    general, invoker = stage.channel("general"), stage.member.invoker
    first = await invoker.slash(general, "ask", {"question": QUESTION})
    await until(begun.is_set)
    waiting = await invoker.slash(general, "ask", {"question": OTHER})
    await waiting.acknowledged()
    watch.stop()
    told = await waiting.answer(WAIT_S)  # though the one before it is not done
    assert told["content"].startswith("I am being restarted.")
    assert (shown(told), labels(told)) == (OTHER, ["Ask again"])
    go_on.set()
    assert EVIDENCE in shown(await first.answer(WAIT_S))
    await asyncio.wait_for(running, WAIT_S)


async def test_a_mention_after_sigterm_is_told_of_it_and_keeps_its_words(
    config: Config,
    collection: Collection,
    stage: Stage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[BriefingBot] = []
    stopped = asyncio.Event()
    watch = supervisor(config, collection, seen, tmp_path / "health.json")

    def stop() -> None:
        watch.stop()
        stopped.set()

    with stopping_on_signals(stop):
        running = asyncio.create_task(watch.run())
        await until(lambda: bool(seen) and seen[0].is_ready())
        begun, go_on = held(collection, monkeypatch)
        general, member = stage.channel("general"), stage.member
        call = await member.invoker.slash(general, "ask", {"question": QUESTION})
        await until(begun.is_set)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.wait_for(stopped.wait(), WAIT_S)
        with Replies(stage, member).watched() as replies:
            await member.writer.send(general, f"<@{stage.bot_id}> {OTHER}")
            told = await replies.next()
        go_on.set()
        assert EVIDENCE in shown(await call.answer())
        await asyncio.wait_for(running, WAIT_S)
    assert told["content"] == "I am being restarted. Please ask again in a moment."
    assert (shown(told), labels(told)) == (OTHER, ["Ask again"])


async def test_a_mention_after_the_stop_is_told_of_it_and_keeps_its_words(desk: Desk) -> None:
    desk.bot.library.leave()
    told = await desk.tell(f"{desk.mention} {QUESTION}")
    assert told["content"] == "I am being restarted. Please ask again in a moment."
    assert (shown(told), labels(told)) == (QUESTION, ["Ask again"])


@pytest.mark.parametrize(
    ("command", "option", "label"),
    [
        ("ask", "question", "Ask again"),
        ("cite", "claim", "Find sources"),
        ("verify", "quotation", "Check the quotation"),
        ("brief", "topic", "Make the brief"),
    ],
)
async def test_a_command_after_the_stop_is_told_of_it_and_keeps_its_words(
    desk: Desk, command: str, option: str, label: str
) -> None:
    desk.bot.library.leave()
    told = await desk.use(command, {option: QUESTION})
    assert told["content"] == "I am being restarted. Please ask again in a moment."
    assert (shown(told), labels(told)) == (QUESTION, [label])


async def test_those_who_ask_the_same_at_once_share_one_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = desk.bot.library.public
    asked: list[str] = []
    ask = collection.ask
    go_on = threading.Event()

    def counted(question: str, history: list[str]) -> Outcome:
        asked.append(question)
        assert go_on.wait(WAIT_S)
        return ask(question, history)

    monkeypatch.setattr(collection, "ask", counted)
    invoker = desk.stage.member.invoker
    calls = [await invoker.slash(desk.general, "ask", {"question": QUESTION}) for _ in range(3)]
    await until(lambda: len(desk.bot.library._sharing) == len(calls))
    go_on.set()
    for call in calls:
        assert EVIDENCE in shown(await call.answer())
    assert asked == [QUESTION]
    assert EVIDENCE in shown(await desk.use("ask", {"question": QUESTION}))
    assert asked == [QUESTION, QUESTION]  # nothing is kept once it is answered


async def test_a_stop_while_the_bot_logs_in_is_no_fault(
    config: Config,
    collection: Collection,
    stage: Stage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del stage  # it answers the log-in
    seen: list[BriefingBot] = []
    watch = supervisor(config, collection, seen, tmp_path / "health.json")
    sync = app_commands.CommandTree.sync

    async def stopped_meanwhile(tree: app_commands.CommandTree) -> object:
        watch.stop()
        await until(seen[0].is_closed)
        return await sync(tree)

    monkeypatch.setattr(app_commands.CommandTree, "sync", stopped_meanwhile)
    await asyncio.wait_for(watch.run(), WAIT_S)
    assert json.loads((tmp_path / "health.json").read_text())["state"] == "stopped"


async def test_a_stop_while_the_gateway_is_reached_is_no_fault(
    config: Config,
    collection: Collection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    watch = supervisor(config, collection, [], tmp_path / "health.json")

    async def cut_off(bot: BriefingBot, secret: str, *, reconnect: bool) -> None:
        del secret, reconnect
        watch.stop()
        await until(bot.is_closed)
        raise AssertionError  # as aiohttp does in `ws_connect` where its transport has gone

    monkeypatch.setattr(BriefingBot, "start", cut_off)
    await asyncio.wait_for(watch.run(), WAIT_S)
    assert json.loads((tmp_path / "health.json").read_text())["state"] == "stopped"
    assert not [record for record in caplog.records if record.exc_info]
