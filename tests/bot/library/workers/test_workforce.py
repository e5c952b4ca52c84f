"""Workers of a bot: at work in processes of their own, killed, and ended with it."""

import asyncio
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import Config, LibrarySettings
from bot.library import Brought, Holdings, Readership, Shelves, employed
from bot.library.files.places import catalogue_file
from bot.library.queue.job import Job, JobState
from bot.library.sqlite.database import Database
from bot.library.workers import taking
from index import Answer, Collection
from tests.support.patience import WAIT_S

GUILD, OTHER = 11, 22
LIGHT = Brought("light.txt", b"The lighthouse at Cape Dorn was lit in 1833 by Elsa Quarrington.")
FERRY = Brought("ferry.txt", b"The ferry at Ebbing was launched in 1901 by Jorun Halvard.")
WORKER, SLOW_WORKER = "tests.support.processes.hashed_worker", "tests.support.processes.slow_worker"
LONG_S = 4 * WAIT_S  # a process is started, on a machine that has other things to do


@pytest.fixture(params=[0, 1], ids=["thread", "process"])
def workers(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def with_workers(config: Config, count: int) -> Config:
    return replace(config, library=LibrarySettings(workers=count))


def now(shelves: Shelves, job: Job) -> Job:
    known = shelves.jobs.job(job.id)
    assert known
    return known


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONG_S):
        while True:
            if await asyncio.to_thread(reached):
                return
            await asyncio.sleep(0.05)


async def test_what_is_brought_is_taken_in_and_opened(
    config: Config, public: Collection, workers: int
) -> None:
    config = with_workers(config, workers)
    shelves = Shelves(config)
    async with employed(config, Holdings(public), shelves, WORKER):
        jobs = [shelves.jobs.submit(GUILD, LIGHT), shelves.jobs.submit(OTHER, FERRY)]
        jobs.append(shelves.jobs.submit(GUILD, Brought("bad.pdf", b"no pdf")))
        await until(lambda: all(now(shelves, job).has_ended for job in jobs))
        light, ferry, bad = (now(shelves, job) for job in jobs)
        assert (light.state, light.name) == (JobState.DONE, "light")
        assert (ferry.state, ferry.name) == (JobState.DONE, "ferry")
        why = "it is damaged or no PDF: export it again"
        assert (bad.state, str(bad.reason)) == (JobState.FAILED, why)
        outcome = shelves.collection(Readership(GUILD), public).ask("Who lit the lighthouse?")
        assert isinstance(outcome, Answer)
        assert outcome.quotes[0].document.id == "light"
        again = shelves.jobs.submit(GUILD, replace(LIGHT, raw=LIGHT.raw + b" It was tall."))
        await until(lambda: now(shelves, again).has_ended)
        await until(lambda: not shelves.kept(LIGHT.sha256).exists())
    assert [one.name for one in shelves.documents(GUILD)] == ["light"]
    kept = [path for path in (config.data / "library" / "originals").rglob("*") if path.is_file()]
    assert {path.name for path in kept} == {FERRY.sha256, bad.sha256, again.sha256}


async def test_what_waited_before_a_restart_is_taken_in_after_it(
    config: Config, public: Collection, workers: int
) -> None:
    job = Shelves(config).jobs.submit(GUILD, LIGHT)
    config = with_workers(config, workers)
    shelves = Shelves(config)
    async with employed(config, Holdings(public), shelves, WORKER):
        await until(lambda: now(shelves, job).has_ended)
    assert [one.name for one in shelves.documents(GUILD)] == ["light"]


async def test_a_worker_that_is_killed_costs_a_try(
    config: Config, public: Collection, tmp_path: Path
) -> None:
    config = with_workers(config, 1)
    shelves = Shelves(config)
    async with employed(config, Holdings(public), shelves, SLOW_WORKER):
        job = shelves.jobs.submit(GUILD, LIGHT)
        pid = config.data / "worker.pid"
        await until(pid.is_file)
        os.kill(int(pid.read_text()), signal.SIGKILL)
        pid.with_name("go").touch()
        await until(lambda: now(shelves, job).has_ended)
    assert (now(shelves, job).state, now(shelves, job).attempts) == (JobState.DONE, 2)
    assert [one.name for one in shelves.documents(GUILD)] == ["light"]


async def test_a_worker_ends_with_the_bot_and_what_it_was_at_was_no_try(
    config: Config, public: Collection
) -> None:
    config = with_workers(config, 1)
    shelves = Shelves(config)
    pid = config.data / "worker.pid"
    async with employed(config, Holdings(public), shelves, SLOW_WORKER):
        job = shelves.jobs.submit(GUILD, LIGHT)
        await until(pid.is_file)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
    assert (now(shelves, job).state, now(shelves, job).attempts) == (JobState.WAITING, 0)
    assert shelves.documents(GUILD) == ()


async def test_what_was_dropped_meanwhile_is_not_added(
    config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelves = Shelves(config)
    job = shelves.jobs.submit(GUILD, LIGHT)
    open_ = shelves.take_in

    def dropped_then(*given: object, **named: object) -> object:
        with Database(catalogue_file(config.data)).alone() as connection:
            connection.execute("UPDATE jobs SET state = 'dropped' WHERE id = ?", (job.id,))
        return open_(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(shelves, "take_in", dropped_then)
    assert taking.take_next(shelves.jobs, shelves, public, "me")
    assert (shelves.documents(GUILD), now(shelves, job).state) == ((), JobState.DROPPED)


def test_bytes_that_were_lost_are_told(shelves: Shelves, public: Collection) -> None:
    job = shelves.jobs.submit(GUILD, LIGHT)
    shelves.kept(LIGHT.sha256).write_bytes(b"other bytes")
    taking.take_next(shelves.jobs, shelves, public, "me")
    assert "lost on the disk" in str(now(shelves, job).reason)
    assert not shelves.kept(LIGHT.sha256).exists()
    shelves.jobs.again(GUILD, job.id)
    taking.take_next(shelves.jobs, shelves, public, "me")
    assert "lost on the disk" in str(now(shelves, job).reason)
    shelves.jobs.submit(GUILD, LIGHT)  # brought again
    taking.take_next(shelves.jobs, shelves, public, "me")
    assert now(shelves, job).state is JobState.DONE


def test_what_the_disk_hinders_is_put_off(
    shelves: Shelves, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = shelves.jobs.submit(GUILD, LIGHT)

    def full(*_: object, **__: object) -> Collection:
        raise OSError("no space")

    monkeypatch.setattr(Collection, "beside", full)
    taking.take_next(shelves.jobs, shelves, public, "me")
    assert now(shelves, job).state is JobState.WAITING
    assert taking.take_next(shelves.jobs, shelves, public, "me") is None


def test_a_bot_that_ends_hands_back_what_its_thread_is_at(
    shelves: Shelves, public: Collection
) -> None:
    job = shelves.jobs.submit(GUILD, LIGHT)
    taking.take_next(shelves.jobs, shelves, public, "me", lambda: True)
    assert (now(shelves, job).state, now(shelves, job).attempts) == (JobState.WAITING, 0)
