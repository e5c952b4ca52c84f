"""config.yaml read again at SIGHUP: what can change does, what cannot is named, a fault is told."""

import asyncio
import logging
import os
import pty
import signal
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.chat import rereading as rereading_module
from bot.chat.observability.logs import JsonFormatter, Log, PlainFormatter, write_log_in
from bot.chat.rereading import (
    CHANGEABLE,
    Rereading,
    differences,
    is_terminal,
    rereading_on_signal,
    serving_awaited,
    with_changes,
)
from bot.config import Config, read_config
from bot.library import Holdings, Library, NotShelvedError, Shelves
from index import Collection
from tests.support.held import until
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, shown

CHANGES = """
discord:
  cooldown_s: 60
  question_characters: 20
  private_answers: true
library:
  documents: 7
metrics:
  port: 9400
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text("", encoding="utf-8")
    return path


@pytest.fixture
def reading(file: Path) -> Rereading:
    return Rereading(read_config(file), lambda: read_config(file))


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def nothing(_: Config) -> None:
    """Apply nothing."""


async def all_is_done() -> None:
    """Wait for whatever was begun beside the test."""
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})


async def test_what_can_change_does_and_the_rest_is_named_in_a_line_each(
    file: Path, reading: Rereading, caplog: pytest.LogCaptureFixture
) -> None:
    write(file, CHANGES)
    applied: list[Config] = []
    before = reading.config
    with caplog.at_level(logging.INFO):
        await reading.reread(applied.append)
    assert applied == [reading.config]
    assert reading.config.discord.cooldown_s == 60.0
    assert reading.config.library.documents == 7
    assert reading.config.metrics == before.metrics
    assert not reading.config.discord.private_answers
    assert [record.getMessage() for record in caplog.records] == [
        "the configuration was read: discord.cooldown_s is 60.0 now, it was 3.0; "
        "discord.question_characters is 20 now, it was 500; "
        "library.documents is 7 now, it was 500",
        "until a restart these stay as they were: discord.private_answers, metrics.port",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("discord:\n  cooldown_s: soon\n", "line 2: discord.cooldown_s must be a number"),
        ("discord:\n  cooldwn_s: 4\n", "did you mean cooldown_s?"),
        ("discord: [", "line 1"),
    ],
)
async def test_a_faulty_file_changes_nothing_and_is_told_with_its_line(
    file: Path, reading: Rereading, caplog: pytest.LogCaptureFixture, text: str, fault: str
) -> None:
    before = reading.config
    write(file, text)
    await reading.reread(lambda _: pytest.fail("nothing is to be applied"))
    assert reading.config is before
    assert fault in caplog.text
    write(file, "log:\n  form: xml\n")
    await reading.reread(lambda _: pytest.fail("nothing is to be applied"))
    assert reading.config is before


async def test_an_unchanged_file_changes_nothing(
    reading: Rereading, caplog: pytest.LogCaptureFixture
) -> None:
    before = reading.config
    with caplog.at_level(logging.INFO):
        await reading.reread(nothing)
    assert reading.config == before
    assert [one.getMessage() for one in caplog.records] == [
        "the configuration was read: nothing to change"
    ]


def test_what_can_change_are_settings_that_there_are() -> None:
    for group, names in CHANGEABLE.items():
        assert names <= {one.name for one in fields(getattr(Config(), group))}
    assert differences(Config(), with_changes(Config(), Config())) == {}


async def test_a_running_bot_goes_by_what_changed_from_the_next_question_on(desk: Desk) -> None:
    config = desk.bot.config
    question: dict[str, str | bool] = {"question": QUESTION}
    assert EVIDENCE in shown(await desk.use("ask", question))
    short = replace(config.discord, question_characters=20, log_questions=True)
    desk.bot.reconfigure(replace(config, discord=short))
    assert "please ask in at most 20" in (await desk.use("ask", question))["content"]
    assert "keep the wording" in shown(await desk.use("privacy show", {}))
    desk.bot.reconfigure(replace(config, discord=replace(config.discord, cooldown_s=60.0)))
    assert EVIDENCE in shown(await desk.use("ask", question))
    assert "One moment" in (await desk.use("ask", question))["content"]


async def test_more_or_fewer_are_worked_on_at_once(config: Config, collection: Collection) -> None:
    library = Library(config, Holdings(collection))
    over = asyncio.Event()
    loop = asyncio.get_running_loop()

    def task() -> None:
        asyncio.run_coroutine_threadsafe(over.wait(), loop).result()

    tasks = [asyncio.create_task(library.work(task)) for _ in range(5)]
    await until(lambda: library.waiting == 3)
    wide = replace(config, discord=replace(config.discord, concurrent_questions=4))
    library.reconfigure(wide)
    assert library.waiting == 1
    library.reconfigure(config)
    over.set()
    await asyncio.gather(*tasks)
    assert library.waiting == 0


def test_a_servers_library_is_bounded_by_what_changed(config: Config) -> None:
    shelves = Shelves(config)
    shelves.check(7, "light.txt", 900_000)
    shelves.config = replace(config, library=replace(config.library, megabytes=1.0))
    shelves.check(7, "light.txt", 900_000)
    with pytest.raises(NotShelvedError, match="room"):
        shelves.check(7, "light.txt", 1_100_000)


def test_the_log_changes_its_form() -> None:
    log, logger = Log("lines"), logging.getLogger()
    logger.addHandler(log)
    try:
        write_log_in("json")
        assert isinstance(log.formatter, JsonFormatter)
        write_log_in("lines")
        assert isinstance(log.formatter, PlainFormatter)
    finally:
        logger.removeHandler(log)


@pytest.fixture
def heard() -> Iterator[None]:
    """SIGHUP means something, also where the tests run under `nohup`; afterwards as before."""
    handler = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, handler)


@pytest.mark.usefixtures("heard")
async def test_the_signal_has_the_file_read(
    file: Path, reading: Rereading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading_module, "is_terminal", lambda: False)
    write(file, CHANGES)
    applied: list[Config] = []
    with rereading_on_signal(reading, applied.append, lambda: pytest.fail("it goes on")):
        os.kill(os.getpid(), signal.SIGHUP)
        await until(lambda: bool(applied))
    assert reading.config.library.documents == 7


@pytest.mark.usefixtures("heard")
async def test_a_signal_while_the_program_starts_has_the_file_read_once_it_serves(
    file: Path, reading: Rereading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading_module, "is_terminal", lambda: False)
    applied: list[Config] = []
    with serving_awaited():
        write(file, CHANGES)
        os.kill(os.getpid(), signal.SIGHUP)
        for _ in range(2):
            with rereading_on_signal(reading, applied.append, lambda: pytest.fail("it goes on")):
                await all_is_done()
            assert len(applied) == 1


@pytest.mark.usefixtures("heard")
def test_a_terminal_that_is_closed_ends_a_program_that_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = iter([True, False])
    monkeypatch.setattr(rereading_module, "is_terminal", lambda: next(there))
    with serving_awaited(), pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL


def test_a_program_that_is_ended_while_it_starts_says_so_and_ends_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended, serving_awaited():
        signal.raise_signal(signal.SIGTERM)
    assert (ended.value.code, signal.getsignal(signal.SIGTERM)) == (0, before)
    assert capsys.readouterr().err == "briefing-bot: ended by SIGTERM\n"
    with pytest.raises(KeyboardInterrupt), serving_awaited():
        signal.raise_signal(signal.SIGINT)
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("heard")
def test_what_nohup_has_ignored_stays_so() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with serving_awaited():
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


@pytest.mark.usefixtures("heard")
async def test_a_terminal_that_is_closed_ends_the_bot(
    reading: Rereading, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = iter([True, False])
    monkeypatch.setattr(rereading_module, "is_terminal", lambda: next(there))
    ended = asyncio.Event()
    with rereading_on_signal(reading, nothing, ended.set):
        os.kill(os.getpid(), signal.SIGHUP)
        await until(ended.is_set)


def test_a_terminal_is_one_until_it_is_closed() -> None:
    window, terminal = pty.openpty()
    assert is_terminal(terminal)
    os.close(window)
    assert not is_terminal(terminal)
    os.close(terminal)
