"""Documents on their way into a server's library: how far they are, and what failed."""

import asyncio
from dataclasses import replace

import pytest

from bot.config import Config, LibrarySettings
from bot.library import Brought
from bot.library.files.places import catalogue_file
from bot.library.sqlite.database import Database
from bot.sandbox.world.wire import Json
from index import Collection
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.processes.held_up import held_up
from tests.support.stand_in.desk import Desk, Replies, connected, labels, press
from tests.support.stand_in.shelving import library, outcome, said, text_file
from tests.support.stand_in.stage import Stage

LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
FERRY = b"The ferry at Ebbing was launched in 1901 by the shipwright Jorun Halvard."


async def told_in_time(desk: Desk, replies: Replies) -> Json:
    """Return the next reply; for as long as there is none, two seconds pass again and again.

    Time is told anew only so long after the first look, which may be yet to come.
    """
    coming = asyncio.create_task(replies.next())
    while not coming.done():
        desk.stage.clock.advance(2.0)
        await asyncio.wait({coming}, timeout=1.0)
    return coming.result()


async def test_who_brings_a_document_sees_how_far_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    moderator = desk.stage.moderator
    with held_up(monkeypatch) as go_on, desk.replies(moderator).watched() as replies:
        call = await moderator.invoker.slash(
            desk.general, "library add", {"file": text_file(LIGHT, "light.txt")}
        )
        await call.acknowledged(WAIT_S)
        guild = int(desk.stage.guild()["id"])
        shelves = desk.bot.library.shelves
        await until(lambda: any(job.total for job in shelves.unfinished(guild)))
        told = said(await told_in_time(desk, replies))
        assert "Being taken in" in told
        assert "light.txt" in told
        assert "256 of 3,000 passages embedded" in told
        go_on.set()
        assert "1 document added" in said(await outcome(call))


async def test_a_worker_in_a_process_of_its_own_takes_in_what_is_brought(
    config: Config, collection: Collection, stage: Stage
) -> None:
    with_worker = replace(config, library=LibrarySettings(workers=1))
    async with connected(with_worker, collection, stage) as desk:
        told = said(await library(desk, "add", file=text_file(LIGHT, "light.txt")))
        assert "1 document added" in told
        answer = await desk.tell(f"{desk.mention} Who lit the lighthouse at Cape Dorn?")
        assert "Quarrington" in said(answer)


async def test_after_fifteen_minutes_the_list_tells_what_becomes_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    moderator = desk.stage.moderator
    with held_up(monkeypatch) as go_on:
        call = await moderator.invoker.slash(
            desk.general, "library add", {"file": text_file(LIGHT, "light.txt")}
        )
        await call.acknowledged(WAIT_S)
        guild, shelves = int(desk.stage.guild()["id"]), desk.bot.library.shelves
        await until(lambda: bool(shelves.unfinished(guild)))
        desk.stage.clock.advance(14.5 * 60)
        assert "`/library jobs` says what becomes of it" in said(await outcome(call))
        go_on.set()
        await until(lambda: not shelves.unfinished(guild))
    assert "light.txt" in said(await library(desk, "list"))


async def test_a_bot_that_is_ended_says_that_it_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    moderator = desk.stage.moderator
    with held_up(monkeypatch):
        call = await moderator.invoker.slash(
            desk.general, "library add", {"file": text_file(LIGHT, "light.txt")}
        )
        guild, shelves = int(desk.stage.guild()["id"]), desk.bot.library.shelves
        await until(lambda: bool(shelves.unfinished(guild)))
        desk.bot.library.leave()
        assert "It goes on by itself" in said(await outcome(call))


async def test_what_failed_is_tried_again_or_dropped_by_its_button(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = said(await library(desk, "add", file=text_file(b"no pdf", "light.pdf")))
    assert "Nothing was added" in told
    jobs = await library(desk, "jobs")
    assert "**light.pdf** · failed: it is damaged or no PDF: export it again" in said(jobs)
    assert "It goes on by itself" not in said(jobs)
    assert labels(jobs) == ["Try again: light.pdf", "Drop: light.pdf"]
    with held_up(monkeypatch):  # else it may have failed again before the list is drawn up
        again = await press(desk, jobs, "Try again: light.pdf", moderator=True)
    assert "light.pdf" in said(again)
    assert "It goes on by itself: `/library jobs` says" in said(again)
    guild, shelves = int(desk.stage.guild()["id"]), desk.bot.library.shelves
    await until(lambda: all(job.was_in_vain for job in shelves.unfinished(guild)))
    jobs = await library(desk, "jobs")
    dropped = await press(desk, jobs, "Drop: light.pdf", moderator=True)
    assert "Nothing waits" in said(dropped)
    assert labels(dropped) == []


async def test_what_killed_its_worker_each_time_is_told_as_given_up(
    config: Config, collection: Collection, stage: Stage
) -> None:
    apart = replace(config, library=LibrarySettings(workers_apart=True))
    async with connected(apart, collection, stage) as desk:
        guild, jobs = int(stage.guild()["id"]), desk.bot.library.shelves.jobs
        jobs.submit(guild, Brought("light.txt", LIGHT))
        for number in range(3):
            assert jobs.take(f"worker {number}")
            jobs.let_go(f"worker {number}")
        told = said(await library(desk, "jobs"))
    assert "**light.txt** · given up: reading it ended its process each time, 3 times" in told


async def test_places_in_the_queue_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    guild, shelves = int(desk.stage.guild()["id"]), desk.bot.library.shelves
    with held_up(monkeypatch) as go_on:
        for name, raw in (("light.txt", LIGHT), ("ferry.txt", FERRY)):
            await asyncio.to_thread(shelves.jobs.submit, guild, Brought(name, raw))
        await until(lambda: any(job.total for job in shelves.unfinished(guild)))
        told = said(await library(desk, "jobs"))
        assert "**light.txt** · read; 256 of 3,000 passages embedded" in told
        assert "**ferry.txt** · waiting, number 2 in the queue" in told
        go_on.set()


async def test_a_refusal_says_how_many_and_when(desk: Desk) -> None:
    guild = int(desk.stage.guild()["id"])
    with Database(catalogue_file(desk.bot.config.data)).alone() as connection:
        connection.execute("INSERT OR IGNORE INTO servers (guild) VALUES (?)", (guild,))
        for number in range(200):
            connection.execute(
                "INSERT INTO jobs (guild, content, filename, sha256, size, stated, scope,"
                " instead_of, state, asked)"
                " VALUES (?, ?, 'a.txt', ?, 1, 'null', 'null', '', 'done', unixepoch())",
                (guild, str(number), f"{number:064}"),
            )
    told = said(await library(desk, "add", file=text_file(LIGHT, "light.txt")))
    assert "200 documents may be brought in 24 hours: there is room in 24 h 0 min" in told
