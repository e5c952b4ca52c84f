"""Faults on the wire at every door: each is answered, once, and nobody is left waiting."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from threading import Event

import pytest

from bot.library import ServerSettings
from bot.sandbox.people.invocation import Invocation
from bot.sandbox.world.wire import Json
from tests.support.patience import WAIT_S
from tests.support.stand_in.desk import EVIDENCE, QUESTION, Desk, custom_id, press, shown
from tests.support.stand_in.faults import RestFault, RestFaults

CALLBACK = r"/interactions/\d+/.+/callback"
ORIGINAL = r"/messages/@original"
MESSAGES = r"/channels/\d+/messages$"


async def by_command(desk: Desk) -> str:
    return shown(await desk.use("ask", {"question": QUESTION}))


async def by_mention(desk: Desk) -> str:
    return shown(await desk.tell(f"{desk.mention} {QUESTION}"))


async def by_help(desk: Desk) -> str:
    return shown(await desk.use("help", {}))


async def by_hint(desk: Desk) -> str:
    """Ask nothing: that is said at once, in the first answer itself."""
    return str((await desk.use("verify", {"quotation": "“”"}))["content"])


async def by_suggestion(desk: Desk) -> str:
    suggested = await desk.stage.member.invoker.autocomplete(
        desk.general, "brief", {"topic": ""}, "topic"
    )
    return " ".join(choice["name"] for choice in suggested)


async def by_form(desk: Desk) -> str:
    return str((await (await follow_up(desk)).modal())["title"])


async def follow_up(desk: Desk) -> Invocation:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    return await desk.stage.member.presser.press(
        desk.general, int(reply["id"]), custom_id(reply, "Follow up")
    )


@dataclass(frozen=True, slots=True)
class Door:
    """A way to ask, and the request by which it is answered."""

    come: Callable[[Desk], Awaitable[str]]
    path: str
    method: str
    expected: str
    embeds: int = 1  # messages with one, in the end


DOORS = {
    "acknowledgement": Door(by_command, CALLBACK, "POST", EVIDENCE),
    "answer": Door(by_command, ORIGINAL, "PATCH", EVIDENCE),
    "mention": Door(by_mention, MESSAGES, "POST", EVIDENCE),
    "help": Door(by_help, CALLBACK, "POST", "/verify"),
    "direct": Door(by_hint, CALLBACK, "POST", "quotation", embeds=0),
    "suggestion": Door(by_suggestion, CALLBACK, "POST", "Taliban", embeds=0),
    "form": Door(by_form, CALLBACK, "POST", "Follow up"),
}
Strike = Callable[[RestFaults, Door], RestFault]
FAULTS: dict[str, Strike] = {
    "reset before": lambda faults, door: faults.reset(door.path, method=door.method, times=3),
    "reset after": lambda faults, door: faults.reset(door.path, method=door.method, after=True),
    "429": lambda faults, door: faults.rate_limit(
        door.path, retry_after_s=0.01, method=door.method
    ),
    "429 of a proxy": lambda faults, door: faults.block(door.path, method=door.method, times=2),
    "outage of 1 s": lambda faults, door: faults.outage(1.0, door.path, method=door.method),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("door", DOORS)
async def test_a_fault_at_a_door_costs_nobody_their_answer(
    desk: Desk, door: str, fault: str
) -> None:
    struck = FAULTS[fault](desk.stage.faults, DOORS[door])
    assert DOORS[door].expected in await DOORS[door].come(desk)
    assert struck.hit.is_set()
    assert await desk.bot.in_flight.drained(WAIT_S)  # what was lost has been sent again
    told = [m for m in desk.stage.member.viewer.messages(desk.general) if m["embeds"]]
    assert len(told) == DOORS[door].embeds  # of the form's door, the answer it stands under


async def clock_moves(desk: Desk, fault: RestFault, seconds: float) -> None:
    """Let time pass, once a request has met a fault."""
    await fault.hit.wait()
    desk.stage.clock.advance(seconds)


@pytest.mark.parametrize("command", ["ask", "help"])
async def test_who_is_acknowledged_without_a_word_is_answered_all_the_same(
    desk: Desk, command: str
) -> None:
    fault = desk.stage.faults.hold(CALLBACK, after=True)
    options: dict[str, str | bool] = {"question": QUESTION} if command == "ask" else {}
    late = asyncio.create_task(clock_moves(desk, fault, 3.1))
    answer = await desk.use(command, options)
    assert (EVIDENCE if command == "ask" else "/verify") in shown(answer)
    await late


async def test_an_acknowledgement_that_hangs_is_sent_again_in_time(desk: Desk) -> None:
    fault = desk.stage.faults.hold(CALLBACK)
    late = asyncio.create_task(clock_moves(desk, fault, 1.1))
    assert EVIDENCE in await by_command(desk)
    await late


async def test_a_store_that_hangs_holds_no_acknowledgement_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, given = Event(), desk.bot.library.shelves.servers.settings

    def hanging(guild: int | None) -> ServerSettings:
        over.wait()
        return given(guild)

    monkeypatch.setattr("bot.library.dispatch.work._GLANCE_S", 0.01)
    monkeypatch.setattr(desk.bot.library.shelves.servers, "settings", hanging)
    try:
        slash, options = desk.stage.member.invoker.slash, {"question": QUESTION}
        calls = [await slash(desk.general, "ask", options) for _ in range(3)]  # of two threads
        for call in calls:
            await call.acknowledged()
    finally:
        over.set()
    assert EVIDENCE in shown(await calls[-1].answer())


@pytest.mark.parametrize("door", ["acknowledgement", "direct", "suggestion", "form"])
async def test_a_server_error_at_the_first_answer_is_tried_again_at_once(
    desk: Desk, door: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    desk.stage.faults.fail(CALLBACK, 503, times=6)
    assert DOORS[door].expected in await DOORS[door].come(desk)  # discord.py alone needs 25 s
    tries = [r.getMessage() for r in caplog.records if r.name == "bot.chat.sending.retries"]
    assert [line.split(",")[0] for line in tries] == [
        f"try {number} failed (503 (code 0))" for number in range(1, 7)
    ]


@pytest.mark.parametrize("door", ["answer", "mention"])
@pytest.mark.parametrize("after", [False, True])
async def test_an_answer_that_hangs_is_sent_again_and_stands_there_once(
    desk: Desk, door: str, *, after: bool
) -> None:
    at = DOORS[door]
    fault = desk.stage.faults.hold(at.path, method=at.method, after=after)
    late = asyncio.create_task(clock_moves(desk, fault, 15.1))
    assert EVIDENCE in await at.come(desk)
    await late
    assert await desk.bot.in_flight.drained(WAIT_S)
    said = [m for m in desk.stage.member.viewer.messages(desk.general) if m["embeds"]]
    assert len(said) == 1


@pytest.mark.parametrize("status", [500, 503])
async def test_a_server_error_at_the_answer_of_a_command_is_tried_again(
    desk: Desk, status: int
) -> None:
    fault = desk.stage.faults.fail(ORIGINAL, status, method="PATCH")
    late = asyncio.create_task(clock_moves(desk, fault, 15.1))
    assert EVIDENCE in await by_command(desk)
    await late


@pytest.mark.parametrize("seconds", [3.0, 60.0])
@pytest.mark.parametrize(
    ("door", "status"), [("answer", None), ("mention", None), ("mention", 503)]
)
async def test_an_outage_while_the_answer_is_sent_is_waited_out(
    desk: Desk, door: str, status: int | None, seconds: float
) -> None:
    at = DOORS[door]
    outage = desk.stage.faults.outage(seconds, at.path, status=status, method=at.method)
    assert EVIDENCE in await at.come(desk)
    assert outage.hit.is_set()


@pytest.mark.parametrize("status", [None, 429])
async def test_an_answer_is_sent_as_long_as_its_token_lives(desk: Desk, status: int | None) -> None:
    at = DOORS["answer"]
    began_s = desk.stage.clock.now_s()
    desk.stage.faults.outage(14 * 60, at.path, status=status, method=at.method)
    assert EVIDENCE in await at.come(desk)
    assert desk.stage.clock.now_s() - began_s > 14 * 60


@pytest.mark.parametrize(
    ("door", "status", "within_s"), [("answer", 429, 900), ("mention", 503, 180)]
)
async def test_no_apology_is_sent_into_an_outage_that_does_not_end(
    desk: Desk, door: str, status: int, within_s: float, caplog: pytest.LogCaptureFixture
) -> None:
    at = DOORS[door]
    outage = desk.stage.faults.outage(3600, at.path, status=status, method=at.method)
    if door == "answer":
        await desk.stage.member.invoker.slash(desk.general, "ask", {"question": QUESTION})
    else:
        await desk.stage.member.writer.send(desk.general, f"{desk.mention} {QUESTION}")
    async with asyncio.timeout(WAIT_S):
        while "was not delivered" not in caplog.text:  # noqa: ASYNC110  # a line has no event
            await asyncio.sleep(0.01)
    assert await desk.bot.in_flight.drained(WAIT_S)
    assert {EVIDENCE in body for body in outage.bodies} == {True}
    assert "the apology" not in caplog.text
    assert within_s / 3 < sum(desk.pacing.pauses) < within_s
    assert max(desk.pacing.pauses) == 10


@pytest.mark.parametrize("door", ["answer", "mention"])
async def test_an_answer_that_discord_refuses_becomes_an_apology(
    desk: Desk, door: str, caplog: pytest.LogCaptureFixture
) -> None:
    at = DOORS[door]
    desk.stage.faults.refuse(at.path, 400, 50035, method=at.method)
    if door == "mention":
        said = await desk.tell(f"{desk.mention} {QUESTION}")
    else:
        said = await desk.use("ask", {"question": QUESTION})
    assert "went wrong on my side" in said["content"]
    assert "the reply was refused" in caplog.text


async def test_the_deletion_of_a_reply_outlives_a_lost_connection(desk: Desk) -> None:
    reply = await desk.tell(f"{desk.mention} {QUESTION}")
    fault = desk.stage.faults.reset(ORIGINAL, method="DELETE", after=True)
    member = desk.stage.member
    with member.viewer.observe() as events:
        await member.presser.press(desk.general, int(reply["id"]), custom_id(reply, "Delete"))
        while (event := await events.get())["t"] != "MESSAGE_DELETE":
            pass
    assert event["d"]["id"] == reply["id"]
    assert fault.hit.is_set()


async def test_a_press_that_is_acknowledged_without_a_word_is_done_all_the_same(desk: Desk) -> None:
    page = await press(desk, await desk.use("brief", {}), "The rest of the brief")
    fault = desk.stage.faults.hold(CALLBACK, after=True)
    late = asyncio.create_task(clock_moves(desk, fault, 3.1))
    turned = await press(desk, page, "◀ Previous")
    assert turned["id"] == page["id"]
    assert turned["embeds"] != page["embeds"]
    await late


async def test_a_file_that_is_sent_again_is_whole(desk: Desk) -> None:
    brief = await desk.use("brief", {})
    first = await press(desk, brief, "Markdown")
    desk.stage.faults.reset(ORIGINAL, method="PATCH", times=3)
    again = await press(desk, brief, "Markdown")
    assert sizes(again) == sizes(first) != [0]


def sizes(message: Json) -> list[int]:
    return [file["size"] for file in message["attachments"]]


@pytest.mark.parametrize("fault", ["held", "refused"])
async def test_a_history_that_cannot_be_read_costs_no_answer(desk: Desk, fault: str) -> None:
    member = desk.stage.member
    thread = await member.writer.start_thread(desk.general, "Reading")
    if fault == "held":
        struck = desk.stage.faults.hold(MESSAGES, method="GET")
    else:
        struck = desk.stage.faults.fail(MESSAGES, 503, method="GET")
    call = await member.invoker.slash(int(thread["id"]), "ask", {"question": QUESTION})
    await call.acknowledged()
    late = asyncio.create_task(clock_moves(desk, struck, 5.1))
    assert EVIDENCE in shown(await call.answer())
    await late


async def test_what_is_typed_into_a_form_is_answered_though_its_opening_was_lost(
    desk: Desk,
) -> None:
    desk.stage.faults.reset(CALLBACK, after=True)
    call = await follow_up(desk)
    form = await call.modal()
    field = form["components"][0]
    inner = field.get("component") or field["components"][0]
    sent = await desk.stage.member.presser.submit(int(form["id"]), {inner["custom_id"]: QUESTION})
    assert EVIDENCE in shown(await sent.answer())
