"""What nobody foresaw goes wrong: it is logged, and what is brought is taken in after it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

import pytest

from bot.config import Config, LibrarySettings
from bot.library import Brought, Holdings, Shelves, employed
from bot.library.queue.job import JobState
from bot.library.queue.jobs import Jobs
from bot.library.workers import workforce
from bot.library.workers.taking import take_next
from index import Collection, CollectionError
from tests.support.patience import WAIT_S

GUILD, OTHER = 11, 22
LIGHT = Brought("light.txt", b"The lighthouse at Cape Dorn was lit in 1833 by Elsa Quarrington.")
LIMIT_S = 4 * WAIT_S  # a process is started, on a machine that has other things to do
WORKER, SLOW_WORKER = "tests.support.processes.hashed_worker", "tests.support.processes.slow_worker"
LOUD_WORKER = "tests.support.processes.loud_worker"


class Faulty:
    """A function that fails at one call, as nobody foresaw, and does as before at the others."""

    def __init__(self, does: Callable[..., Any], at: int = 1) -> None:
        self._does, self._at = does, at
        self.calls: list[tuple[object, ...]] = []

    def __call__(self, *given: object, **named: object) -> object:
        self.calls.append(given)
        if len(self.calls) == self._at:
            raise RuntimeError("boom")
        return self._does(*given, **named)


def broken(*_: object) -> None:
    raise RuntimeError("boom")


class Scripted:
    """A function that gives or raises one thing after the other, and nothing in the end."""

    def __init__(self, *ends: bool | Exception) -> None:
        self._ends = iter(ends)

    def __call__(self, *_: object) -> bool:
        end = next(self._ends, False)
        if isinstance(end, Exception):
            raise end
        return end


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    for pause in ("_LOOK_S", "_FIRST_PAUSE_S"):
        monkeypatch.setattr(workforce, pause, 0.01)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The log; what is in it was expected."""
    yield caplog
    caplog.clear()


async def until(reached: Callable[[], object]) -> None:
    async with asyncio.timeout(LIMIT_S):
        while True:
            if await asyncio.to_thread(reached):
                return
            await asyncio.sleep(0.01)


async def taken_in(config: Config, public: Collection, shelves: Shelves) -> bool:
    """Return whether something is taken in that is brought."""
    async with employed(config, Holdings(public), shelves, WORKER):
        await asyncio.to_thread(shelves.jobs.submit, GUILD, LIGHT)
        await until(lambda: not shelves.unfinished(GUILD))
    return [one.name for one in shelves.documents(GUILD)] == ["light"]


async def test_a_thread_goes_on_with_the_next_try(
    config: Config,
    public: Collection,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
) -> None:
    config = replace(config, library=LibrarySettings(workers=0))
    monkeypatch.setattr(workforce, "take_next", Faulty(take_next))
    assert await taken_in(config, public, Shelves(config))
    assert "RuntimeError: boom" in log.text


async def test_after_a_worker_that_could_not_be_had_comes_the_next(
    config: Config,
    public: Collection,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
) -> None:
    config = replace(config, library=LibrarySettings(workers=1))
    faulty = Faulty(asyncio.create_subprocess_exec)
    monkeypatch.setattr(asyncio, "create_subprocess_exec", faulty)
    assert await taken_in(config, public, Shelves(config))
    assert "RuntimeError: boom" in log.text


async def test_what_is_to_be_done_is_looked_for_again(
    config: Config,
    public: Collection,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
) -> None:
    shelves = Shelves(config)
    monkeypatch.setattr(shelves, "has_jobs", Faulty(shelves.has_jobs))
    assert await taken_in(config, public, shelves)
    assert "RuntimeError: boom" in log.text


async def test_the_end_comes_though_what_a_worker_was_at_cannot_be_handed_back(
    config: Config,
    public: Collection,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
) -> None:
    config = replace(config, library=LibrarySettings(workers=1))
    shelves, pid = Shelves(config), config.data / "worker.pid"
    monkeypatch.setattr(Jobs, "hand_back", broken)
    async with asyncio.timeout(LIMIT_S):
        async with employed(config, Holdings(public), shelves, SLOW_WORKER):
            await asyncio.to_thread(shelves.jobs.submit, GUILD, LIGHT)
            await until(pid.is_file)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
    assert "RuntimeError: boom" in log.text


async def test_a_job_of_which_nobody_foresaw_the_error_is_tried_three_times(
    config: Config, public: Collection, log: pytest.LogCaptureFixture
) -> None:
    config = replace(config, library=LibrarySettings(workers=1))
    shelves = Shelves(config)
    async with employed(config, Holdings(public), shelves, LOUD_WORKER):
        job = await asyncio.to_thread(shelves.jobs.submit, GUILD, LIGHT)
        await until(lambda: (known := shelves.jobs.job(job.id)) and known.has_ended)
    known = shelves.jobs.job(job.id)
    assert known
    assert (known.state, known.attempts) == (JobState.GIVEN_UP, 3)
    assert "\nValueError: " in log.text


async def test_a_worker_whose_output_is_read_no_further_is_killed_all_the_same() -> None:
    """asyncio reads no more of a pipe whose lines are too long, and waits for its end for ever."""
    loud = [sys.executable, "-c", "print('.' * 2**20, flush=True)"]
    process = await asyncio.create_subprocess_exec(*loud, stdin=PIPE, stdout=PIPE)
    assert process.stdout is not None
    with pytest.raises(ValueError, match="chunk exceed the limit"):
        await process.stdout.readline()
    stdout: Any = process.stdout
    await until(lambda: stdout._paused)
    async with asyncio.timeout(LIMIT_S):
        await workforce._killed(process)
    assert process.returncode == -9


async def test_while_an_error_lasts_it_is_looked_ever_more_seldom_for_what_is_to_be_done(
    shelves: Shelves, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    pauses: list[float] = []

    async def passed(_: asyncio.Event, seconds: float) -> None:
        pauses.append(seconds)

    away = [RuntimeError("boom")] * 6
    monkeypatch.setattr(shelves, "has_jobs", Scripted(False, *away, False, *away[:2], True))
    monkeypatch.setattr(workforce, "_LOOK_S", 2.0)
    monkeypatch.setattr(workforce, "_heard", passed)
    staff = workforce._Workforce(None, shelves, WORKER, lambda _: None, 30.0)
    await staff._due()
    assert pauses == [2.0, 4.0, 8.0, 10.0, 10.0, 10.0, 10.0, 2.0, 4.0, 8.0]
    assert log.text.count("\nRuntimeError: boom") == 8


async def test_an_error_that_lasts_while_a_worker_is_looked_after_is_logged_once(
    shelves: Shelves, monkeypatch: pytest.MonkeyPatch, log: pytest.LogCaptureFixture
) -> None:
    away, boom = CollectionError("the database is away"), RuntimeError("boom")
    monkeypatch.setattr(
        Jobs, "is_lost", Scripted(away, away, boom, boom, away, False, away, away, True)
    )
    monkeypatch.setattr(workforce, "_LOOK_S", 0.0)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=PIPE)
    looking = asyncio.create_task(workforce._look_after(process, shelves.jobs, "me"))
    async with asyncio.timeout(LIMIT_S):
        assert await process.wait() != 0
    looking.cancel()
    messages = [one.getMessage().partition(": ")[2] for one in log.records]
    assert messages == ["the database is away", "", "the database is away", "the database is away"]
    assert log.text.count("\nRuntimeError: boom") == 1


@pytest.mark.parametrize(("what", "at"), [("tidy", 1), ("sweep", 2), ("with_one", 1)])
async def test_what_changes_is_taken_up_after_a_change_that_was_not(
    config: Config,
    public: Collection,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
    what: str,
    at: int,
) -> None:
    shelves, ears = Shelves(config), list[Callable[[int], object]]()
    changes = Faulty(shelves.keeping_up.with_one, at if what == "with_one" else 0)
    monkeypatch.setattr(shelves.keeping_up, "with_one", changes)
    if what != "with_one":
        monkeypatch.setattr(shelves, what, Faulty(getattr(shelves, what), at))

    def listening(_: object, changed: Callable[[int], object]) -> AbstractContextManager[None]:
        ears.append(changed)
        return nullcontext()

    monkeypatch.setattr(shelves, "listening", listening)  # as on a database
    async with employed(config, Holdings(public), shelves, WORKER):
        for guild in (GUILD, OTHER, GUILD):
            known = len(changes.calls)
            ears[0](guild)
            await until(lambda: len(changes.calls) > known)  # noqa: B023  # awaited at once
    assert [guild for guild, _ in changes.calls] == [GUILD, OTHER, GUILD]
    assert "RuntimeError: boom" in log.text


def test_a_server_that_cannot_be_opened_leaves_the_others(
    shelves: Shelves,
    public: Collection,
    monkeypatch: pytest.MonkeyPatch,
    log: pytest.LogCaptureFixture,
) -> None:
    opened = shelves.keeping_up._opened
    begun = Faulty(opened.begun)
    for guild in (GUILD, OTHER):
        shelves.add(guild, LIGHT.filename, LIGHT.raw, public)
    monkeypatch.setattr(opened, "begun", begun)
    shelves.keeping_up.with_all(public)
    assert [guild for guild, _ in begun.calls] == [GUILD, OTHER]
    assert "RuntimeError: boom" in log.text
