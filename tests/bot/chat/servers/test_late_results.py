"""What ends when its command can tell no more is told in the channel, to whom that may be told."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count

import pytest

from bot.chat.replies.coming import Coming
from bot.chat.servers import late_results
from bot.config import Config
from bot.lab.jobs_campaign.packing import exported
from bot.library import Job, Telling, catalogue_file
from bot.library.queue.jobs import Jobs
from bot.library.sqlite.database import Database
from bot.sandbox.deeds import Upload
from bot.sandbox.world import MessageFlag
from bot.sandbox.world.wire import Json
from index import Collection, UnwritableError
from tests.support.held import Held, until
from tests.support.patience import WAIT_S
from tests.support.processes.held_up import held_up
from tests.support.stand_in.changes import delete_channel
from tests.support.stand_in.desk import Desk, Replies, connected
from tests.support.stand_in.shelving import library, outcome, said, text_file
from tests.support.stand_in.stage import Stage

LIGHT = b"The lighthouse at Cape Dorn was lit in 1833 by its keeper Elsa Quarrington."
OVER_S = 14.5 * 60  # by then a command's answer is not changed any more
SEE_JOBS = "`/library jobs` says what became of it, to those who manage the server"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late_results, "_LOOK_S", 0.02)


def jobs_of(desk: Desk) -> tuple[Job, ...]:
    """Return the jobs that are not done."""
    return desk.bot.library.shelves.unfinished(int(desk.stage.guild()["id"]))


async def posted(replies: Replies) -> Json:
    """Return the bot's next message that everybody in the channel can read."""
    while True:
        message = await replies.next()
        if not message["flags"] & MessageFlag.EPHEMERAL:
            return message


async def bring_too_late(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    file: Upload,
    command: str = "library add",
    **options: str | int,
) -> Json:
    """Have the moderator bring a file whose end comes too late; return what the channel is told."""
    invoker = desk.stage.moderator.invoker
    with held_up(monkeypatch) as go_on, desk.replies().watched() as replies:
        call = await invoker.slash(desk.general, command, {"file": file, **options})
        await call.acknowledged(WAIT_S)
        await until(lambda: any(not job.has_ended for job in jobs_of(desk)))
        desk.stage.clock.advance(OVER_S)
        assert "`/library jobs` says what becomes of it" in said(await outcome(call))
        go_on.set()
        return await posted(replies)


async def test_a_document_for_everybody_is_named_in_the_channel(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await bring_too_late(
        desk, monkeypatch, text_file(LIGHT, "light.txt"), title="The Light *at* Dorn"
    )
    assert message["content"] == (
        "**The Light \\*at\\* Dorn** is in the library now: ask about it."
    )
    assert int(message["channel_id"]) == desk.general
    await until(lambda: not desk.bot.library.shelves.untold())
    assert "**light.txt** · done" in said(await library(desk, "jobs"))


async def test_of_a_limited_document_only_that_something_is_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = desk.stage.channel("questions")
    message = await bring_too_late(
        desk, monkeypatch, text_file(LIGHT, "light.txt"), channel=questions
    )
    assert (
        message["content"]
        == f"Something that was brought here for the library is done. {SEE_JOBS}."
    )
    assert "**light.txt** · done" in said(await library(desk, "jobs"))


async def test_of_what_failed_only_that_something_is_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await bring_too_late(desk, monkeypatch, text_file(b"no pdf", "secret.pdf"))
    assert "secret" not in said(message)
    assert SEE_JOBS in message["content"]
    assert "**secret.pdf** · failed: " in said(await library(desk, "jobs"))


async def test_of_an_archive_only_that_something_is_done_and_the_list_says_what(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = exported(5, {"light.txt": LIGHT, "odd.exe": b"x"})
    archive = Upload("library.zip", "application/zip", packed)
    message = await bring_too_late(desk, monkeypatch, archive, "library import")
    assert message["content"].endswith(f"is done. {SEE_JOBS}.")
    told = said(await library(desk, "jobs"))
    assert "**library.zip** · done: 1 document taken back, 1 not (odd.exe: .exe is of a k" in told


async def test_what_is_brought_again_is_told_again_though_within_one_second(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = count()
    second = int(time.time())
    monkeypatch.setattr(
        desk.bot.library.shelves.jobs, "_now", lambda: second + next(readings) / 1_000
    )
    for _ in range(2):
        message = await bring_too_late(desk, monkeypatch, text_file(b"no pdf", "bad.pdf"))
        assert SEE_JOBS in message["content"]
        await until(lambda: not desk.bot.library.shelves.untold())
    assert len(jobs_of(desk)) == 1


@contextmanager
def counted(desk: Desk) -> Iterator[list[Json]]:
    """Keep the messages of the bot that everybody can read."""
    there = {one["id"] for one in desk.stage.member.viewer.messages(desk.general)}
    kept: list[Json] = []
    yield kept
    messages = desk.stage.member.viewer.messages(desk.general)
    kept += [one for one in messages if one["id"] not in there]


async def test_where_the_command_tells_it_the_channel_is_told_nothing(desk: Desk) -> None:
    with counted(desk) as kept:
        await library(desk, "add", file=text_file(LIGHT, "light.txt"))
        shelves = desk.bot.library.shelves
        await until(lambda: not shelves.untold())
        await until(lambda: not_looking(desk))
        assert "Nothing waits" in said(await library(desk, "jobs"))
    assert kept == []


async def test_what_a_command_is_about_to_tell_no_look_tells_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    noting, shelves = Held(monkeypatch, Coming, "note_answered"), desk.bot.library.shelves
    with counted(desk) as kept:
        await library(desk, "add", file=text_file(LIGHT, "light.txt"))
        await until(lambda: bool(noting.begun))
        assert [job.has_ended for job in shelves.untold()] == [True]
        await desk.bot.late_results.look()
        await until(lambda: not_looking(desk))
        noting.let_go()
        await until(lambda: not shelves.untold())
        await until(lambda: not_looking(desk))
    assert kept == []


async def test_where_the_channel_is_gone_it_stays_in_the_list(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions, shelves = desk.stage.channel("questions"), desk.bot.library.shelves
    with held_up(monkeypatch) as go_on, counted(desk) as kept:
        options = {"file": text_file(LIGHT, "light.txt")}
        call = await desk.stage.moderator.invoker.slash(questions, "library add", options)
        await until(lambda: bool(jobs_of(desk)))
        desk.stage.clock.advance(OVER_S)
        await outcome(call)
        delete_channel(desk.stage.world, questions)
        go_on.set()
        await until(lambda: not jobs_of(desk))
        await until(lambda: not shelves.untold())
        assert "**light.txt** · done" in said(await library(desk, "jobs"))
    assert kept == []


async def test_what_another_process_was_at_is_told_by_the_next(
    config: Config, collection: Collection, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched, held_up(patched):
        async with connected(config, collection, stage) as first:
            options = {"file": text_file(LIGHT, "light.txt")}
            call = await stage.moderator.invoker.slash(first.general, "library add", options)
            await until(lambda: bool(jobs_of(first)))
            first.bot.library.leave()
            assert "It goes on by itself" in said(await outcome(call))
    with Replies(stage, stage.member).watched() as replies:
        async with connected(config, collection, stage) as second:
            message = await posted(replies)
            assert "is in the library now" in message["content"]
            await until(lambda: not second.bot.library.shelves.untold())


async def test_what_is_told_and_cannot_be_noted_is_not_told_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = asyncio.Event()
    loop = asyncio.get_running_loop()

    def full(*_: object) -> None:
        loop.call_soon_threadsafe(tried.set)
        raise UnwritableError("no space")

    monkeypatch.setattr(Jobs, "note_told", full)
    with counted(desk) as kept:
        await bring_too_late(desk, monkeypatch, text_file(LIGHT, "light.txt"))
        async with asyncio.timeout(WAIT_S):
            await tried.wait()
        desk.stage.clock.advance(600.0)  # a nonce is enforced for minutes alone
        for _ in range(3):  # more than those that pass over a channel of which something failed
            await until(lambda: not_looking(desk))
            await desk.bot.late_results.look()
        await until(lambda: not_looking(desk))
    assert len(kept) == 1


async def test_what_a_command_leaves_while_others_are_looked_at_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    results, shelves = desk.bot.late_results, desk.bot.library.shelves
    await library(desk, "add", file=text_file(LIGHT, "light.txt"))
    await until(lambda: not shelves.untold())
    with Database(catalogue_file(desk.bot.config.data)).connected() as connection:
        (number,) = connection.execute("SELECT id FROM jobs").fetchone()
    shelves.jobs.note_told([number], Telling.UNTOLD)
    results.attend(number)
    tell_of_all, looked = results._tell_of_all, asyncio.Event()

    async def left_meanwhile() -> bool:
        going_on = await tell_of_all()
        if not looked.is_set():
            looked.set()
            await results.leave([number])
        return going_on

    monkeypatch.setattr(results, "_tell_of_all", left_meanwhile)
    with desk.replies().watched() as replies:
        await results.look()
        assert "is in the library now" in (await posted(replies))["content"]


async def test_several_jobs_of_a_channel_are_told_in_one_message(desk: Desk) -> None:
    shelves, guild = desk.bot.library.shelves, int(desk.stage.guild()["id"])
    await library(desk, "add", file=text_file(LIGHT, "light.txt"))
    await library(desk, "add", file=text_file(LIGHT + b" It was tall.", "tall.txt"))
    await until(lambda: not shelves.untold())
    with Database(catalogue_file(desk.bot.config.data)).connected() as connection:
        rows = connection.execute("SELECT id FROM jobs WHERE guild = ?", (guild,)).fetchall()
    shelves.jobs.note_told([row[0] for row in rows], Telling.UNTOLD)
    with desk.replies().watched() as replies:
        await desk.bot.late_results.look()
        message = await posted(replies)
    assert message["content"].count("is in the library now") == 2


async def test_a_bot_that_ends_begins_to_look_at_nothing(desk: Desk) -> None:
    late = desk.bot.late_results
    await until(lambda: not desk.bot.library.shelves.untold())
    late.end()
    before = asyncio.all_tasks()
    await late.leave([1])  # as a command does that is cancelled with the program
    assert asyncio.all_tasks() <= before


async def test_of_a_server_of_another_process_nothing_is_told_or_noted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_ = desk.bot.library
    monkeypatch.setattr(library_, "serves", lambda _: False)
    invoker = desk.stage.moderator.invoker
    with held_up(monkeypatch) as go_on, counted(desk) as told:
        file = text_file(LIGHT, "light.txt")
        call = await invoker.slash(desk.general, "library add", {"file": file})
        await call.acknowledged(WAIT_S)
        await until(lambda: any(not job.has_ended for job in jobs_of(desk)))
        desk.stage.clock.advance(OVER_S)
        await outcome(call)
        go_on.set()
        await until(lambda: any(job.has_ended for job in library_.shelves.untold()))
        await desk.bot.late_results.look()
        await until(lambda: not_looking(desk))
    assert told == []
    assert [job.has_ended for job in library_.shelves.untold()] == [True]


@pytest.mark.parametrize("error", [UnwritableError("no space"), ValueError("nobody foresaw it")])
async def test_a_fault_of_one_channel_silences_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    results, shelves, questions = (
        desk.bot.late_results,
        desk.bot.library.shelves,
        desk.stage.channel("questions"),
    )
    tell, tried = results._tell, list[int]()

    async def failing(guild: int, channel: int, jobs: Sequence[Job]) -> None:
        tried.append(channel)
        if channel == desk.general and tried.count(channel) < 3:
            raise error
        await tell(guild, channel, jobs)

    await brought_untold(desk, desk.general, questions)
    monkeypatch.setattr(results, "_tell", failing)
    with desk.replies().watched() as replies:
        await results.look()
        first, second = [int((await posted(replies))["channel_id"]) for _ in range(2)]
    assert (first, second) == (questions, desk.general)
    assert tried == [desk.general, questions, desk.general, desk.general]
    await until(lambda: not shelves.untold())


async def test_what_goes_wrong_at_a_look_ends_no_looking(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shelves, untold, looks = (
        desk.bot.library.shelves,
        desk.bot.library.shelves.untold,
        count(),
    )

    def failing() -> tuple[Job, ...]:
        if next(looks) < 2:
            raise ValueError("nobody foresaw it")
        return untold()

    await brought_untold(desk, desk.general)
    monkeypatch.setattr(shelves, "untold", failing)
    with desk.replies().watched() as replies:
        await desk.bot.late_results.look()
        assert "is in the library now" in (await posted(replies))["content"]
    assert caplog.text.count("what has become of jobs is not known: ValueError") == 2


def test_a_channel_that_cannot_be_told_is_passed_over_twice_as_often_each_time() -> None:
    put_off, place, passed = late_results._PutOff(), (7, 8), list[int]()
    for _ in range(9):
        put_off.put_off(place)
        looks = count()
        while put_off.passes(place):
            next(looks)
        passed.append(next(looks))
    assert passed == [1, 2, 4, 8, 16, 32, 64, 128, late_results._MOST_PASSED]
    put_off.done(place)
    assert not put_off.passes(place)


def not_looking(desk: Desk) -> bool:
    task = desk.bot.late_results._task
    return task is None or task.done()


async def brought_untold(desk: Desk, *channels: int) -> None:
    """Have a document brought in each of some channels, none of which is told of that yet."""
    shelves = desk.bot.library.shelves
    with Database(catalogue_file(desk.bot.config.data)).connected() as connection:
        for number, channel in enumerate(channels):
            text = text_file(LIGHT + b" " * number, f"light-{number}.txt")
            await library(desk, "add", file=text)
            await until(lambda: not shelves.untold())
            await until(lambda: not_looking(desk))  # a look under way would tell of it once more
            row = connection.execute("SELECT max(id) FROM jobs").fetchone()
            connection.execute("UPDATE jobs SET channel = ? WHERE id = ?", (channel, row[0]))
        connection.execute("UPDATE jobs SET told = ''")
