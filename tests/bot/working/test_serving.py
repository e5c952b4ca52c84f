"""`work`: what is brought is taken in by a process apart, which hands back what it is ended at."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from threading import Event

import pytest

from bot.config import EMBEDDED, Config, LibrarySettings
from bot.lab.cluster_campaign.workers import WorkplaceOrder
from bot.library import Brought, Holdings, Job, JobState, Readership, Shelves, employed
from bot.library.workers import workforce
from bot.working import work_alone, work_outlook
from bot.working.health import WorkHealthFile, WorkOutlook, WorkState
from bot.working.serving import _looked, _Record
from index import Answer, Collection, CollectionError, alone_in
from tests.support.patience import WAIT_S
from tests.support.processes import hashed_work, slow_work
from tests.support.processes.loaded import loaded_by

GUILD = 11
LIGHT = Brought("light.txt", b"The lighthouse at Cape Dorn was lit in 1833 by Elsa Quarrington.")
_LONG_S = 4 * WAIT_S  # processes are started, on a machine that has other things to do


def until(reached: Callable[[], bool]) -> None:
    over = time.monotonic() + _LONG_S
    while not reached():
        assert time.monotonic() < over
        time.sleep(0.05)


@contextmanager
def at_work(
    workplace: Path, storage: str, module: str = hashed_work.MODULE
) -> Iterator[subprocess.Popen[bytes]]:
    """Workers in a process of their own, killed at the end unless they have ended."""
    command = [sys.executable, "-m", module]
    order = json.dumps(asdict(WorkplaceOrder(str(workplace), storage)))
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(f"{order}\n".encode())
        process.stdin.flush()
        try:
            yield process
        finally:
            process.kill()


def told(workplace: Path) -> WorkOutlook:
    return work_outlook(workplace / "work.json", time.time())


def now(shelves: Shelves, job: Job) -> Job:
    known = shelves.jobs.job(job.id)
    assert known
    return known


def test_what_is_brought_to_a_bot_is_taken_in_apart_and_answered_from_by_it(
    config: Config, workplace: Path, public: Collection
) -> None:
    shelves = Shelves(config)
    job = shelves.jobs.submit(GUILD, LIGHT)
    with at_work(workplace, config.storage) as process:
        until(lambda: now(shelves, job).has_ended)
        until(lambda: told(workplace).works and "1 job ended" in told(workplace).sentence)
        process.send_signal(signal.SIGTERM)
        assert process.wait(_LONG_S) == 0
    assert "it was stopped" in told(workplace).sentence
    assert now(shelves, job).state is JobState.DONE
    own = shelves.own(GUILD, public)
    assert own is not None
    outcome = shelves.collection(Readership(GUILD), public).ask("Who lit the lighthouse?")
    assert isinstance(outcome, Answer)
    assert outcome.quotes[0].document.id == "light"


def test_at_sigterm_the_job_is_handed_back_and_was_no_try(config: Config, workplace: Path) -> None:
    shelves = Shelves(config)
    job = shelves.jobs.submit(GUILD, LIGHT)
    with at_work(workplace, config.storage, slow_work.MODULE) as process:
        until((workplace / "worker.pid").is_file)
        assert now(shelves, job).state is JobState.RUNNING
        process.send_signal(signal.SIGTERM)
        assert process.wait(_LONG_S) == 0
    assert (now(shelves, job).state, now(shelves, job).attempts) == (JobState.WAITING, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(int((workplace / "worker.pid").read_text()), 0)


def test_what_two_versions_were_built_of_does_not_stay_with_workers_on_a_database(
    config: Config, workplace: Path, public: Collection
) -> None:
    shelves, built = Shelves(config), workplace / "library" / "servers" / str(GUILD)
    with at_work(workplace, config.storage):
        for text in (b"", b" It was tall.", b" It fell."):
            job = shelves.jobs.submit(GUILD, replace(LIGHT, raw=LIGHT.raw + text))
            until(lambda job=job: now(shelves, job).has_ended)  # type: ignore[misc]
        if config.storage != EMBEDDED:
            until(lambda: len(list(built.iterdir())) == 1)
            shelves.remove(GUILD, "light", public)
            until(lambda: not built.exists())
        else:  # the bot sweeps there, when it opens what is new
            assert len(list(built.iterdir())) == 3
            shelves.own(GUILD, public)
            assert len(list(built.iterdir())) == 1


async def test_a_bot_whose_workers_are_apart_takes_nothing_in_itself(
    config: Config, public: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = replace(config, library=LibrarySettings(workers_apart=True))
    shelves, looks, tidied = Shelves(apart), list[str](), Event()
    job = shelves.jobs.submit(GUILD, LIGHT)
    assert shelves.has_jobs()
    monkeypatch.setattr(shelves, "has_jobs", lambda: looks.append("for jobs"))
    monkeypatch.setattr(shelves, "tidy", tidied.set)
    async with employed(apart, Holdings(public), shelves, hashed_work.WORKER):
        assert await asyncio.to_thread(tidied.wait, WAIT_S)  # who works looks for jobs before
    assert looks == []
    assert (now(shelves, job).state, now(shelves, job).attempts) == (JobState.WAITING, 0)


def test_of_one_folder_there_is_one_process_of_workers(config: Config, workplace: Path) -> None:
    config = replace(config, data=workplace)
    with alone_in(workplace, "work"), pytest.raises(CollectionError, match="another `work`"):
        work_alone(config, lambda: config)


@pytest.mark.parametrize("storage", ["postgresql://bot@nowhere/briefing"])
def test_on_a_database_a_bots_folder_is_not_shared(config: Config) -> None:
    with alone_in(config.data, "run"), pytest.raises(CollectionError, match="in use by a bot"):
        work_alone(config, lambda: config)


def test_nothing_of_discord_is_loaded() -> None:
    loaded = loaded_by("import bot.terminal.commands.work\nfrom bot.working import work_alone")
    assert "bot.working.serving" in loaded
    assert not {name for name in loaded if name.partition(".")[0] == "discord"}


def test_a_database_that_is_away_is_told_in_the_file(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    path = tmp_path / "work.json"
    with at_work(tmp_path, f"postgresql://bot@/briefing?host={tmp_path}") as process:
        until(lambda: path.is_file() and WorkState.AWAY.value in path.read_text("utf-8"))
        process.send_signal(signal.SIGTERM)
        assert process.wait(_LONG_S) == 0


async def test_workers_that_die_while_something_waits_are_told(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workforce, "_FIRST_PAUSE_S", 0.0)
    shelves = Shelves(config, answers=False)
    record = _Record(WorkHealthFile(config.data / "work.json", 1, time.time))
    ended: asyncio.Queue[int | None] = asyncio.Queue()
    shelves.jobs.submit(GUILD, LIGHT)
    async with employed(config, None, shelves, "no.such.module", 0.0, done=ended.put_nowait):
        while record.in_vain < 5:
            record.note(await ended.get())
    state, reason = _looked(shelves, record.in_vain)
    assert state is WorkState.DYING
    assert "ended before any work" in reason


def test_a_job_that_is_done_or_nothing_to_do_ends_that(config: Config) -> None:
    shelves = Shelves(config, answers=False)
    record = _Record(WorkHealthFile(config.data / "work.json", 1, time.time))
    for _ in range(9):
        record.note(None)
    assert _looked(shelves, record.in_vain)[0] is WorkState.WORKING  # nothing waits
    shelves.jobs.submit(GUILD, LIGHT)
    assert _looked(shelves, record.in_vain)[0] is WorkState.DYING
    record.note(GUILD)
    assert _looked(shelves, record.in_vain)[0] is WorkState.WORKING
