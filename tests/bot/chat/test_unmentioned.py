"""In its threads the bot says once what it can read, and answers where it can read everything."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.config import ROOT, Config
from bot.sandbox.world.wire import Intent, Json
from index import Collection
from tests.support.held import until
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, connected, shown
from tests.support.stand_in.faults import RestFault, RestFaults
from tests.support.stand_in.stage import Stage

ABOVE = r"/channels/\d+/messages/\d+$"  # the message above a thread
UNREADABLE = "I can read only messages that mention me."


async def thread_of(desk: Desk, message: Json | None) -> int:
    """Return a thread that a member opened, at a message or at none."""
    message_id = int(message["id"]) if message else None
    opened = await desk.stage.member.writer.start_thread(
        desk.general, "Reading", message_id=message_id
    )
    return int(opened["id"])


async def test_in_the_thread_of_an_answer_it_is_said_once_what_can_be_read(
    config: Config, collection: Collection, stage: Stage
) -> None:
    writer = stage.member.writer
    async with connected(config, collection, stage) as desk:
        thread = await thread_of(desk, await desk.tell(f"{desk.mention} {QUESTION}"))
        with desk.replies().watched() as replies:
            await writer.send(thread, "And why?")
            assert (await replies.next())["content"].startswith(UNREADABLE)
            await writer.send(thread, "Hello?")
            await writer.send(thread, f"{desk.mention} {QUESTION}")
            assert EVIDENCE in shown(await replies.next())
    async with connected(config, collection, stage) as desk:
        with desk.replies().watched() as replies:
            await writer.send(thread, "And now?")
            await writer.send(thread, f"{desk.mention} {QUESTION}")
            assert EVIDENCE in shown(await replies.next())


async def test_what_can_be_read_is_said_at_a_later_message_where_it_did_not_arrive(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    thread = await thread_of(desk, await desk.tell(f"{desk.mention} {QUESTION}"))
    desk.stage.faults.outage(200.0, rf"/channels/{thread}/messages$", method="POST")
    writer = desk.stage.member.writer
    with desk.replies().watched() as replies:
        await writer.send(thread, "And why?")
        await until(lambda: "was not delivered" in caplog.text)
        desk.stage.clock.advance(30.0)
        await writer.send(thread, "Hello?")
        assert (await replies.next())["content"].startswith(UNREADABLE)
        await writer.send(thread, "And now?")
        await writer.send(thread, f"{desk.mention} {QUESTION}")
        assert EVIDENCE in shown(await replies.next())


async def test_what_discord_refuses_is_not_tried_at_every_message(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    thread = await thread_of(desk, await desk.tell(f"{desk.mention} {QUESTION}"))
    path = rf"/channels/{thread}/messages$"
    # Each time it is tried once more, without a reference.
    desk.stage.faults.refuse(path, 403, 50013, method="POST", times=2)
    later = desk.stage.faults.refuse(path, 403, 50013, method="POST", times=2)
    writer = desk.stage.member.writer
    with desk.replies().watched() as replies:
        await writer.send(thread, "And why?")
        await until(lambda: "the reply was refused" in caplog.text)
        await writer.send(thread, "Hello?")
        await writer.send(thread, "Anybody?")
        await writer.send(desk.general, f"{desk.mention} {QUESTION}")
        assert EVIDENCE in shown(await replies.next())
        assert not later.hit.is_set()
        desk.stage.clock.advance(180.0)
        await writer.send(thread, "And now?")
        await until(later.hit.is_set)


@pytest.mark.parametrize("starter", ["none", "a member's"])
async def test_a_thread_among_members_is_left_alone(desk: Desk, starter: str) -> None:
    written = await desk.stage.moderator.writer.send(desk.general, "Who reads along?")
    thread = await thread_of(desk, written if starter != "none" else None)
    with desk.replies().watched() as replies:
        await desk.stage.member.writer.send(thread, "I do")
        await desk.stage.member.writer.send(thread, f"{desk.mention} {QUESTION}")
        assert EVIDENCE in shown(await replies.next())


async def test_a_reply_that_cannot_be_read_is_told_once(desk: Desk) -> None:
    answer = await desk.use("ask", {"question": QUESTION})
    writer = desk.stage.member.writer
    with desk.replies().watched() as replies:
        await writer.send(desk.general, "And why?", reply_to=int(answer["id"]), ping=False)
        assert (await replies.next())["content"].startswith(UNREADABLE)
        await writer.send(desk.general, "Hello?", reply_to=int(answer["id"]), ping=False)
        await writer.send(desk.general, f"{desk.mention} {QUESTION}")
        assert EVIDENCE in shown(await replies.next())


async def test_with_the_intent_a_question_in_the_thread_of_an_answer_is_answered(
    config: Config, collection: Collection, stage: Stage
) -> None:
    async with connected(reads_all(config, stage), collection, stage) as desk:
        thread = await thread_of(desk, await desk.tell(f"{desk.mention} {QUESTION}"))
        with desk.replies().watched() as replies:
            await stage.member.writer.send(thread, QUESTION)
            assert EVIDENCE in shown(await replies.next())
        assert "or in its thread." in shown(await desk.use("help", {}))


def reads_all(config: Config, stage: Stage) -> Config:
    """Give the bot the privileged intent."""
    world = stage.world
    world.application = replace(world.application, privileged=Intent.MESSAGE_CONTENT)
    return replace(config, discord=replace(config.discord, message_content_intent=True))


async def thread_of_before(config: Config, collection: Collection, stage: Stage) -> int:
    """Return a thread at an answer of a bot that ended since."""
    async with connected(config, collection, stage) as desk:
        thread = await thread_of(desk, await desk.tell(f"{desk.mention} {QUESTION}"))
        assert await desk.bot.in_flight.drained(WAIT_S)
    return thread


FAULTS: dict[str, Callable[[RestFaults], RestFault]] = {
    "reset": lambda faults: faults.reset(ABOVE, method="GET", times=3),
    "server errors": lambda faults: faults.fail(ABOVE, 503, method="GET", times=3),
    "outage of a minute": lambda faults: faults.outage(60.0, ABOVE, method="GET"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_while_a_thread_is_looked_up_costs_no_question_in_it(
    config: Config, collection: Collection, stage: Stage, fault: str
) -> None:
    reading = reads_all(config, stage)
    thread = await thread_of_before(reading, collection, stage)
    struck = FAULTS[fault](stage.faults)
    async with connected(reading, collection, stage) as desk:
        with desk.replies().watched() as replies:
            await stage.member.writer.send(thread, QUESTION)
            assert EVIDENCE in shown(await replies.next())
    assert struck.hit.is_set()


async def test_a_thread_that_could_not_be_looked_up_is_looked_up_again(
    config: Config, collection: Collection, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    reading = reads_all(config, stage)
    thread = await thread_of_before(reading, collection, stage)
    stage.faults.outage(200.0, ABOVE, method="GET")
    async with connected(reading, collection, stage) as desk:
        with desk.replies().watched() as replies:
            await stage.member.writer.send(thread, QUESTION)
            await until(lambda: "whose it is was not found" in caplog.text)
            stage.clock.advance(30.0)
            await stage.member.writer.send(thread, QUESTION)
            assert EVIDENCE in shown(await replies.next())


async def test_the_readme_promises_no_reading_without_a_mention() -> None:
    rows = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    typed = [row.split("|")[1].strip() for row in rows if row.startswith("|") and "thread" in row]
    assert typed == ["*Follow up* under an answer, or a mention in a reply to it or in its thread"]


async def test_the_help_promises_no_reading_without_a_mention(desk: Desk) -> None:
    assert "by mentioning me in a reply to it or in its thread" in shown(await desk.use("help", {}))
